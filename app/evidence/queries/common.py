"""The filters that several lists share."""

from app.evidence.queries.filters import MANY, RANGE, TEXT, Filter
from app.evidence.vocabulary import FOCUS as FOCUS_WORDS
from app.evidence.vocabulary import LEAD_TYPE as LEAD_TYPE_WORDS
from app.evidence.vocabulary import STRAND as STRAND_WORDS

_WORDS = (
    'Only rows that hold every word of this text, in any of its forms; "words in a row", '
    "beginning*, -without and OR are understood, as by `/search`."
)


def text() -> Filter:
    """A search in the words of a list."""
    return Filter(TEXT, "text", "that mention {}", "that do not mention {}", _WORDS)


THEME = Filter(
    "theme",
    "themes",
    "on {}",
    "not on {}",
    "A theme, which takes its sub-themes along, or a sub-theme.",
)
THEMES_BORNE_ON = Filter("theme", "themes", "on {}", "not on {}", "A theme that it bears on.", MANY)
PROJECT = Filter(
    "project", "projects", "of {}", "not of {}", "The id of a project, or a name it is known by."
)
SOURCE = Filter("source", "sources", "from {}", "not from {}", "The id of a source.")
PUBLISHED = Filter(
    "published",
    "date",
    "published {}",
    "",
    "When it was published: a year, a month or a day, which stands for all the days that it has. "
    "What is known by its year alone is not found by a month.",
    RANGE,
)
OF_PROJECT = (
    Filter(
        "strand",
        STRAND_WORDS,
        "of projects in the strand {}",
        "of no project in the strand {}",
        "The strand of the project.",
    ),
    Filter(
        "focus",
        FOCUS_WORDS,
        "of projects about {}",
        "of no project about {}",
        "What the project is about.",
        MANY,
    ),
    Filter(
        "lead_type",
        LEAD_TYPE_WORDS,
        "of projects led by a body of the type {}",
        "of no project led by a body of the type {}",
        "The type of organisation that led the project.",
    ),
    Filter(
        "evaluator",
        "organisations",
        "of projects evaluated by {}",
        "of no project evaluated by {}",
        "An organisation that evaluated the project.",
        MANY,
    ),
)
"""What a claim can be narrowed by through the project that it is about."""
