"""The filters that several lists share."""

from dataclasses import replace

from app.evidence import vocabulary as v
from app.evidence.queries.filters import MANY, RANGE, TEXT, Filter

_WORDS = (
    'Only rows that hold every word of this text, in any of its forms; "words in a row", '
    "beginning*, -without and OR are understood, as by `/search`."
)


def text() -> Filter:
    """A search in the words of a list."""
    return Filter(TEXT, "text", "that mention {}", _WORDS, denies="that do not mention {}")


def numbers(*names: str, may_be_blank: bool = False) -> tuple[Filter, ...]:
    """Filters by the numbers in some columns."""
    titles = {name: name.replace("_", " ") for name in names}
    articles = {name: "an" if name[0] in "aeiou" else "a" for name in names}
    return tuple(
        Filter(
            name,
            "number",
            f"with {articles[name]} {title} of {{}}",
            f"The {title}.",
            RANGE,
            may_be_blank,
        )
        for name, title in titles.items()
    )


def presence(*names: str) -> tuple[Filter, ...]:
    """Filters by whether some columns, which nothing else narrows, have a value."""
    titles = {name: name.replace("_", " ") for name in names}
    return tuple(
        Filter(name, "presence", "", f"The {title}.", (), may_be_blank=True)
        for name, title in titles.items()
    )


THEME = Filter(
    "theme", "themes", "on {}", "A theme, which takes its sub-themes along, or a sub-theme."
)
THEMES_BORNE_ON = Filter("theme", "themes", "on {}", "A theme that it bears on.", MANY)
PROJECT = Filter("project", "projects", "of {}", "The id of a project, or a name it is known by.")
SOURCE = Filter("source", "sources", "from {}", "The id of a source.")
REPORTED_BY = Filter(
    "reported_by",
    v.REPORTED_BY,
    "in the word of: {}",
    "Whose word it is: the evaluator's, the programme's, the provider's, the press's.",
)
SOURCE_KIND = Filter(
    "source_kind",
    v.SOURCE_KIND,
    "from sources of the kind {}",
    "What kind of document or page it is from.",
)
OF_A_NAMED_PROJECT = replace(PROJECT, may_be_blank=True, blank_label="No named project")
SECTION = Filter(
    "section",
    "sections",
    "in the section {}",
    "The section of the source in which it stands.",
    may_be_blank=True,
)
PAGE = Filter("page", "number", "on page {}", "The printed page.", RANGE, may_be_blank=True)
PARAGRAPH = Filter("paragraph", "paragraphs", "in paragraph {}", "The paragraph.")
PLACE = (
    SOURCE,
    REPORTED_BY,
    SOURCE_KIND,
    SECTION,
    Filter(
        "part",
        v.PART,
        "on what is a: {}",
        "Whether its theme is a condition or a further barrier.",
        may_be_blank=True,
    ),
    PAGE,
    PARAGRAPH,
)
"""Where a claim stands, and whose word it is."""
PUBLISHED = Filter(
    "published",
    "date",
    "published {}",
    "When it was published: a year, a month or a day, which stands for all the days that it has. "
    "What is known by its year alone is not found by a month.",
    RANGE,
    may_be_blank=True,
)
STRAND = Filter("strand", v.STRAND, "in the strand {}", "The strand of the project.")
FOCUS = Filter("focus", v.FOCUS, "about {}", "What the project is about.", MANY)
LEAD_TYPE = Filter(
    "lead_type",
    v.LEAD_TYPE,
    "led by a body of the type {}",
    "The type of organisation that led the project.",
    may_be_blank=True,
)
LEAD = Filter("lead", "organisations", "led by {}", "An organisation that led the project.", MANY)
AREA = Filter(
    "area",
    "areas",
    "in {}",
    "An area in which the project worked; a region takes its authorities along.",
    MANY,
)
REGION = Filter(
    "region", "regions", "in the region {}", "A region in which the project worked.", MANY
)
AREA_KIND = Filter(
    "area_kind",
    v.AREA_KIND,
    "in areas of the kind {}",
    "The kind of area in which the project worked.",
    MANY,
)
EVALUATOR = Filter(
    "evaluator",
    "organisations",
    "evaluated by {}",
    "An organisation that evaluated the project.",
    MANY,
)
OF_PROJECT = tuple(
    replace(
        each,
        says=f"of projects {each.says}",
        denies=f"of no project {each.says}",
        may_be_blank=True,
        blank_label="No named project" if each is STRAND else "No named project, or not given",
    )
    for each in (STRAND, FOCUS, LEAD_TYPE, LEAD, AREA, REGION, AREA_KIND, EVALUATOR)
)
"""What a claim can be narrowed by through the project that it is about."""
