"""The filters that several lists share."""

from dataclasses import replace

from app.evidence import vocabulary as v
from app.evidence.queries.filters import MANY, Filter

THEME = Filter("theme", "on {}", "A theme, which takes its sub-themes along, or a sub-theme.")
THEMES_BORNE_ON = Filter("theme", "on {}", "A theme that it bears on.")
PROJECT = Filter("project", "of {}", "The id of a project, or a name it is known by.")
OF_A_NAMED_PROJECT = replace(PROJECT, blank_label="No named project")
SOURCE = Filter("source", "from {}")
REPORTED_BY = Filter(
    "reported_by",
    "in the word of: {}",
    "Whose word it is: the evaluator's, the programme's, the provider's, the press's.",
    v.REPORTED_BY,
)
SOURCE_KIND = Filter(
    "source_kind",
    "from sources of the kind {}",
    "What kind of document or page it is from.",
    v.SOURCE_KIND,
)
SECTION = Filter(
    "section",
    "in the section {}",
    "The section of the source in which it stands.",
    "sections",
    may_be_blank=True,
)
PAGE = Filter("page", "on page {}")
PARAGRAPH = Filter("paragraph", "in paragraph {}", "The paragraph.", "paragraphs")
PART = Filter(
    "part",
    "on what is a: {}",
    "Whether its theme is a condition or a further barrier.",
    v.PART,
    may_be_blank=True,
)
PLACE = (SOURCE, REPORTED_BY, SOURCE_KIND, SECTION, PART, PAGE, PARAGRAPH)
"""Where a claim stands, and whose word it is."""
PUBLISHED = Filter(
    "published",
    "published {}",
    "When it was published: a year, a month or a day, which stands for all the days that it has. "
    "What is known by its year alone is not found by a month.",
    "date",
    may_be_blank=True,
)
STRAND = Filter("strand", "in the strand {}", "The strand of the project.", v.STRAND)
FOCUS = Filter("focus", "about {}", "What the project is about.", v.FOCUS, MANY)
LEAD_TYPE = Filter(
    "lead_type",
    "led by a body of the type {}",
    "The type of organisation that led the project.",
    v.LEAD_TYPE,
    may_be_blank=True,
)
LEAD = Filter(
    "lead",
    "led by {}",
    "An organisation that led the project.",
    "organisations",
    MANY,
    column="lead_organisation_id",
)
AREA = Filter(
    "area",
    "in {}",
    "An area in which the project worked; a region takes its authorities along.",
    "areas",
    MANY,
    column="areas",
)
REGION = Filter(
    "region", "in the region {}", "A region in which the project worked.", "regions", MANY
)
AREA_KIND = Filter(
    "area_kind",
    "in areas of the kind {}",
    "The kind of area in which the project worked.",
    v.AREA_KIND,
    MANY,
)
EVALUATOR = Filter(
    "evaluator",
    "evaluated by {}",
    "An organisation that evaluated the project.",
    "organisations",
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
