"""The lists of projects, organisations and evaluations."""

from app.evidence.queries.common import (
    PROJECT,
    PUBLISHED,
    REPORTED_BY,
    SOURCE,
    SOURCE_KIND,
    text,
)
from app.evidence.queries.filters import MANY, RANGE, Filter, Resource
from app.evidence.records import (
    AreaRecord,
    EvaluationRecord,
    OrganisationRecord,
    ProjectEventRecord,
    ProjectRecord,
    ProjectSourceRecord,
)
from app.evidence.vocabulary import (
    AREA_KIND,
    DESIGN,
    EVENT_KIND,
    EVIDENCE_STATUS,
    FOCUS,
    LEAD_TYPE,
    MENTION,
    ORGANISATION_KIND,
    STRAND,
    YES_NO,
)

_COUNTS = {
    "barrier_count": "barriers",
    "facilitator_count": "facilitators",
    "neutral_count": "neutral findings",
    "outcome_count": "outcomes",
}


def _count(name: str, of: str) -> Filter:
    return Filter(name, "number", f"with {{}} {of}", "", f"The number of its {of}.", RANGE)


PROJECTS = Resource(
    name="projects",
    record=ProjectRecord,
    title="Projects",
    key="project_id",
    description="The Wave 1 projects: who led and evaluated them, where, for whom, and how much "
    "evidence there is.",
    filters=(
        Filter(
            "project",
            "projects",
            "by name: {}",
            "without {}",
            "The id of a project, or a name it is known by.",
        ),
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
        Filter(
            "area",
            "areas",
            "in {}",
            "not in {}",
            "An area in which it worked; a region takes its authorities along.",
            MANY,
            may_be_blank=True,
        ),
        Filter("region", "regions", "in {}", "not in {}", "A region in which it worked.", MANY),
        Filter(
            "area_kind",
            AREA_KIND,
            "in areas of the kind {}",
            "not in areas of the kind {}",
            "The kind of area in which it worked: county councils, London boroughs.",
            MANY,
        ),
        Filter(
            "near",
            "areas",
            "in a statistical neighbour of {}",
            "in no statistical neighbour of {}",
            "An authority: projects that worked in one of its ten statistical neighbours.",
            MANY,
        ),
        Filter(
            "event",
            EVENT_KIND,
            "of which it is known that they: {}",
            "of which it is not known that they: {}",
            "What became of it: closed, continued, taken up by others, evaluated again.",
            MANY,
        ),
        Filter(
            "source",
            "sources",
            "named in {}",
            "not named in {}",
            "A source that names it; themes beside it are then those of its claims alone.",
            MANY,
        ),
        REPORTED_BY,
        SOURCE_KIND,
        Filter(
            "principle",
            "principles",
            "given as an example of {}",
            "not given as an example of {}",
            "A principle of which the source gives it as an example.",
            MANY,
        ),
        Filter(
            "funding_gbp",
            "number",
            "with funding of {} pounds",
            "",
            "Funding in Wave 1, in pounds; a project whose funding was not seen is left out.",
            RANGE,
            may_be_blank=True,
        ),
        Filter(
            "has_outcomes",
            YES_NO,
            "with reported outcomes: {}",
            "with reported outcomes: not {}",
            "Whether a source reports any outcome of it.",
        ),
        Filter(
            "evidence_status",
            EVIDENCE_STATUS,
            "of which the evidence is: {}",
            "of which the evidence is not: {}",
            "Whether its claims are coded, or which blank it is.",
        ),
        *(_count(name, of) for name, of in _COUNTS.items()),
        text(),
    ),
    sorts=("project_id", "name", "funding_gbp", "strand", "lead_type", *_COUNTS),
    default_sort=("project_id",),
    includes=("findings", "outcomes", "evaluations"),
)

ORGANISATIONS = Resource(
    name="organisations",
    record=OrganisationRecord,
    title="Organisations",
    key="organisation_id",
    description="The bodies that led or evaluated projects, or ran the programme.",
    filters=(
        Filter("kind", ORGANISATION_KIND, "of the kind {}", "not of the kind {}", "Kind of body."),
        text(),
    ),
    sorts=("organisation_id", "name", "kind"),
    default_sort=("organisation_id",),
)

EVALUATIONS = Resource(
    name="evaluations",
    record=EvaluationRecord,
    title="Evaluations",
    key="evaluation_id",
    description="The evaluation reports of the projects, as far as public pages show them.",
    filters=(
        PROJECT,
        Filter(
            "evaluator", "organisations", "by {}", "not by {}", "Who evaluated the project.", MANY
        ),
        Filter("design", DESIGN, "that used: {}", "that did not use: {}", "Its designs.", MANY),
        PUBLISHED,
        text(),
    ),
    sorts=("evaluation_id", "project_id", "published"),
    default_sort=("evaluation_id",),
)


AREAS = Resource(
    name="areas",
    record=AreaRecord,
    title="Areas",
    key="area_id",
    description="The English authorities of 2014 to 2016, their regions and their statistical "
    "neighbours, with the projects that worked there.",
    filters=(
        Filter("area", "areas", "by name: {}", "without {}", "An area, or a region with its own."),
        Filter("kind", AREA_KIND, "of the kind {}", "not of the kind {}", "Kind of area."),
        Filter("region", "regions", "in {}", "not in {}", "The region."),
        Filter(
            "near", "areas", "near {}", "not near {}", "An authority: its statistical neighbours."
        ),
    ),
    sorts=("area_id", "name", "kind"),
    default_sort=("area_id",),
)

PROJECT_SOURCES = Resource(
    name="project-sources",
    record=ProjectSourceRecord,
    title="Projects by source",
    key="project_source_id",
    description="Which source names which project, and how much it says of it: which blank a "
    "blank is.",
    filters=(
        PROJECT,
        SOURCE,
        REPORTED_BY,
        SOURCE_KIND,
        Filter("mention", MENTION, "that are: {}", "that are not: {}", "Whether it names it."),
    ),
    sorts=("project_source_id", "project_id", "source_id", "finding_count"),
    default_sort=("project_source_id",),
)

EVENTS = Resource(
    name="events",
    record=ProjectEventRecord,
    title="Events",
    key="event_id",
    description="What became of the projects: begun, closed, continued, taken up by others.",
    filters=(
        PROJECT,
        Filter("kind", EVENT_KIND, "of the kind {}", "not of the kind {}", "Kind of event."),
        SOURCE,
    ),
    sorts=("event_id", "project_id", "date"),
    default_sort=("event_id",),
)
