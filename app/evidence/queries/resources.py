"""The lists that can be asked for, and every filter of each."""

from app.evidence.queries.filters import MANY, RANGE, Filter, Resource
from app.evidence.vocabulary import (
    DESIRABILITY,
    DIRECTION,
    FOCUS,
    LEAD_TYPE,
    ORGANISATION_KIND,
    OUTCOME_KIND,
    OVERCOME,
    POLARITY,
    RECOMMENDATION_KIND,
    SCOPE,
    STRAND,
    UNIT,
    YES_NO,
)

_WORDS = "Only rows whose words hold every word of this text, wherever in a word it stands."


def _text(description: str = _WORDS) -> Filter:
    return Filter("q", "text", 'that mention "{}"', 'that do not mention "{}"', description)


_THEME = Filter(
    "theme",
    "themes",
    "on {}",
    "not on {}",
    "A theme, which takes its sub-themes along, or a sub-theme.",
)
_PROJECT = Filter(
    "project", "projects", "of {}", "not of {}", "The id of a project, or a name it is known by."
)
_SOURCE = Filter("source", "sources", "from {}", "not from {}", "The id of a source.")

PROJECTS = Resource(
    name="projects",
    title="Projects",
    key="project_id",
    description="The Wave 1 projects: who led and evaluated them, where, for whom, and how much "
    "evidence there is.",
    filters=(
        Filter(
            "barrier",
            "themes",
            "that met barriers in {}",
            "that met no barriers in {}",
            "Projects with a barrier under a theme or sub-theme.",
            MANY,
        ),
        Filter(
            "facilitator",
            "themes",
            "that were helped by {}",
            "that were not helped by {}",
            "Projects with a facilitator under a theme or sub-theme.",
            MANY,
        ),
        Filter(
            "theme",
            "themes",
            "with findings on {}",
            "without findings on {}",
            "Projects with a finding of any polarity under a theme or sub-theme.",
            MANY,
        ),
        Filter("strand", STRAND, "in the strand {}", "not in the strand {}", "The strand."),
        Filter("focus", FOCUS, "about {}", "not about {}", "What the project is about.", MANY),
        Filter(
            "lead_type",
            LEAD_TYPE,
            "led by a body of the type {}",
            "not led by a body of the type {}",
            "The type of organisation that led the project.",
        ),
        Filter(
            "lead", "organisations", "led by {}", "not led by {}", "The organisation that led it."
        ),
        Filter(
            "evaluator",
            "organisations",
            "evaluated by {}",
            "not evaluated by {}",
            "An organisation that evaluated it.",
            MANY,
        ),
        Filter("area", "areas", "in {}", "not in {}", "A place in which it worked.", MANY),
        Filter(
            "principle",
            "principles",
            "given as an example of {}",
            "not given as an example of {}",
            "A principle of which the source gives it as an example.",
            MANY,
        ),
        Filter(
            "has_outcomes",
            YES_NO,
            "with reported outcomes: {}",
            "with reported outcomes: not {}",
            "Whether the source reports any outcome of it.",
        ),
        Filter(
            "named_in_report",
            YES_NO,
            "named in the report: {}",
            "named in the report: not {}",
            "Whether Thematic Report 4 names it.",
        ),
        _text("Only projects whose names, aliases, summary or focus hold every word of this text."),
    ),
    sorts=("project_id", "name", "funding_gbp", "strand", "lead_type"),
    default_sort=("project_id",),
)

FINDINGS = Resource(
    name="findings",
    title="Findings",
    key="finding_id",
    description="The claims of the evaluations: what helped or hindered, and where it is said.",
    filters=(
        _PROJECT,
        _THEME,
        Filter("polarity", POLARITY, "that are: {}", "that are not: {}", "Helped or hindered."),
        Filter(
            "overcome",
            OVERCOME,
            "that were overcome: {}",
            "that were not overcome: {}",
            "Whether the source says that the barrier was overcome.",
        ),
        Filter(
            "scope", SCOPE, "of the scope {}", "not of the scope {}", "About what the claim is."
        ),
        _SOURCE,
        _text(),
    ),
    sorts=("finding_id", "project_id", "theme_id", "polarity", "page"),
    default_sort=("finding_id",),
)

OUTCOMES = Resource(
    name="outcomes",
    title="Outcomes",
    key="outcome_id",
    description="The quantities and directions that the sources report for projects.",
    filters=(
        _PROJECT,
        _THEME,
        Filter("kind", OUTCOME_KIND, "of the kind {}", "not of the kind {}", "Kind of figure."),
        Filter("direction", DIRECTION, "with {}", "without {}", "Direction of the change."),
        Filter(
            "desirability",
            DESIRABILITY,
            "that are: {}",
            "that are not: {}",
            "Whether the change was wanted.",
        ),
        Filter("unit", UNIT, "in {}", "not in {}", "What the numbers count."),
        Filter(
            "change_percent",
            "number",
            "with a change of {} per cent",
            "",
            "The change in per cent of the baseline; a fall is negative.",
            RANGE,
        ),
        _text(),
    ),
    sorts=("outcome_id", "project_id", "theme_id", "kind", "change_percent", "page"),
    default_sort=("outcome_id",),
)

THEMES = Resource(
    name="themes",
    title="Themes",
    key="theme_id",
    description="The themes and sub-themes of the codebook, with how often each is met.",
    filters=(
        Filter("theme", "themes", "within {}", "outside {}", "A theme with its sub-themes."),
        _text("Only themes whose label, definition or synonyms hold every word of this text."),
    ),
    sorts=("position", "theme_id", "label"),
    default_sort=("position",),
)

ORGANISATIONS = Resource(
    name="organisations",
    title="Organisations",
    key="organisation_id",
    description="The bodies that led or evaluated projects, or ran the programme.",
    filters=(
        Filter("kind", ORGANISATION_KIND, "of the kind {}", "not of the kind {}", "Kind of body."),
        _text(),
    ),
    sorts=("organisation_id", "name", "kind"),
    default_sort=("organisation_id",),
)

EVALUATIONS = Resource(
    name="evaluations",
    title="Evaluations",
    key="evaluation_id",
    description="The evaluation reports of the projects, as far as public pages show them.",
    filters=(
        _PROJECT,
        Filter(
            "evaluator", "organisations", "by {}", "not by {}", "Who evaluated the project.", MANY
        ),
        _text(),
    ),
    sorts=("evaluation_id", "project_id", "published"),
    default_sort=("evaluation_id",),
)

RECOMMENDATIONS = Resource(
    name="recommendations",
    title="Recommendations",
    key="recommendation_id",
    description="What the sources recommend, and the conditions that support innovation.",
    filters=(
        Filter("theme", "themes", "on {}", "not on {}", "A theme that it bears on.", MANY),
        Filter(
            "kind", RECOMMENDATION_KIND, "of the kind {}", "not of the kind {}", "Which of the two."
        ),
        _SOURCE,
        _text(),
    ),
    sorts=("recommendation_id", "page"),
    default_sort=("recommendation_id",),
)

AUDIT_CONDITIONS = Resource(
    name="audit-conditions",
    title="Audit conditions",
    key="condition_id",
    description="The conditions against which a service can audit itself (Appendix 1).",
    filters=(
        Filter("theme", "themes", "on {}", "not on {}", "A theme that it bears on.", MANY),
        _SOURCE,
        _text(),
    ),
    sorts=("order", "condition_id"),
    default_sort=("order",),
)

SOURCES = Resource(
    name="sources",
    title="Sources",
    key="source_id",
    description="The documents that the evidence is taken from, with their rights.",
    filters=(),
    sorts=("source_id", "published"),
    default_sort=("source_id",),
)

CITATIONS = Resource(
    name="citations",
    title="Citations",
    key="citation_id",
    description="The documents that the sources cite.",
    filters=(_SOURCE,),
    sorts=("citation_id", "page"),
    default_sort=("citation_id",),
)

PROGRAMME = Resource(
    name="programme",
    title="Programme facts",
    key="fact",
    description="Facts about the programme as a whole.",
    filters=(),
    sorts=("fact",),
    default_sort=("fact",),
)

RESOURCES = {
    resource.name: resource
    for resource in (
        PROJECTS,
        FINDINGS,
        OUTCOMES,
        THEMES,
        ORGANISATIONS,
        EVALUATIONS,
        RECOMMENDATIONS,
        AUDIT_CONDITIONS,
        SOURCES,
        CITATIONS,
        PROGRAMME,
    )
}
"""Every list that can be asked for, by the name it has in an address."""
