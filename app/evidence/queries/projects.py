"""The lists of projects, organisations and evaluations."""

from dataclasses import replace

from app.evidence import records
from app.evidence import vocabulary as v
from app.evidence.queries import common
from app.evidence.queries.filters import MANY, RANGE, Filter, Resource

_COUNTS = {
    "barrier_count": "barriers",
    "facilitator_count": "facilitators",
    "neutral_count": "neutral findings",
    "outcome_count": "outcomes",
}


def _count(name: str, of: str) -> Filter:
    return Filter(name, "number", f"with {{}} {of}", f"The number of its {of}.", RANGE)


PROJECTS = Resource(
    name="projects",
    record=records.ProjectRecord,
    title="Projects",
    key="project_id",
    description="The Wave 1 projects: who led and evaluated them, where, for whom, and how much "
    "evidence there is.",
    filters=(
        Filter(
            "project",
            "projects",
            "by name: {}",
            "The id of a project, or a name it is known by.",
            denies="without {}",
        ),
        Filter(
            "barrier",
            "themes",
            "that met barriers in {}",
            "Projects with a barrier under a theme or sub-theme.",
            MANY,
            denies="that met no barriers in {}",
            blank_label="None is told",
        ),
        Filter(
            "facilitator",
            "themes",
            "that were helped by {}",
            "Projects with a facilitator under a theme or sub-theme.",
            MANY,
            denies="that were not helped by {}",
            blank_label="None is told",
        ),
        Filter(
            "theme",
            "themes",
            "with findings on {}",
            "Projects with a finding of any polarity under a theme or sub-theme.",
            MANY,
            denies="without findings on {}",
            blank_label="None is told",
        ),
        *(
            common.STRAND,
            common.FOCUS,
            common.LEAD_TYPE,
            common.LEAD,
            common.EVALUATOR,
            common.AREA,
        ),
        replace(common.REGION, says="in {}"),
        common.AREA_KIND,
        Filter(
            "near",
            "areas",
            "in a statistical neighbour of {}",
            "An authority: projects that worked in one of its ten statistical neighbours.",
            MANY,
            denies="in no statistical neighbour of {}",
        ),
        Filter(
            "event",
            v.EVENT_KIND,
            "of which it is known that they: {}",
            "What became of it: closed, continued, taken up by others, evaluated again.",
            MANY,
            denies="of which it is not known that they: {}",
        ),
        Filter(
            "source",
            "sources",
            "named in {}",
            "A source that names it; themes beside it are then those of its claims alone.",
            MANY,
        ),
        replace(common.REPORTED_BY, operators=MANY),
        replace(common.SOURCE_KIND, operators=MANY),
        Filter(
            "principle",
            "principles",
            "given as an example of {}",
            "A principle of which the source gives it as an example.",
            MANY,
        ),
        Filter(
            "funding_gbp",
            "number",
            "with funding of {} pounds",
            "Funding in Wave 1, in pounds; a project whose funding was not seen is left out.",
            RANGE,
            may_be_blank=True,
        ),
        Filter(
            "has_outcomes",
            v.YES_NO,
            "with reported outcomes: {}",
            "Whether a source reports any outcome of it.",
            denies="with reported outcomes: not {}",
        ),
        Filter(
            "evidence_status",
            v.EVIDENCE_STATUS,
            "of which the evidence is: {}",
            "Whether its claims are coded, or which blank it is.",
            denies="of which the evidence is not: {}",
        ),
        *(_count(name, of) for name, of in _COUNTS.items()),
        *common.presence(
            *("joint_lead_ids", "aliases", "target_population", "funding_note", "summary"),
            *("source_url", "note"),
        ),
        common.text(),
    ),
    sorts=("project_id", "name", "funding_gbp", "strand", "lead_type", *_COUNTS),
    includes=("findings", "outcomes", "evaluations"),
)

ORGANISATIONS = Resource(
    name="organisations",
    record=records.OrganisationRecord,
    title="Organisations",
    key="organisation_id",
    description="The bodies that led or evaluated projects, or ran the programme.",
    filters=(
        Filter("kind", v.ORGANISATION_KIND, "of the kind {}", "Kind of body."),
        *common.presence("led_project_ids", "evaluated_project_ids", "note"),
        common.text(),
    ),
    sorts=("organisation_id", "name", "kind"),
)

EVALUATIONS = Resource(
    name="evaluations",
    record=records.EvaluationRecord,
    title="Evaluations",
    key="evaluation_id",
    description="The evaluation reports of the projects, as far as public pages show them.",
    filters=(
        common.PROJECT,
        Filter("evaluator", "organisations", "by {}", "Who evaluated the project.", MANY),
        Filter(
            "design", v.DESIGN, "that used: {}", "Its designs.", MANY, denies="that did not use: {}"
        ),
        common.PUBLISHED,
        *common.presence(
            *("title", "authors", "series_number", "isbn", "doi", "comparison_group"),
            *("sample", "period", "source_url", "note"),
        ),
        common.text(),
    ),
    sorts=("evaluation_id", "project_id", "published"),
)


AREAS = Resource(
    name="areas",
    record=records.AreaRecord,
    title="Areas",
    key="area_id",
    description="The English authorities of 2014 to 2016, their regions and their statistical "
    "neighbours, with the projects that worked there.",
    filters=(
        Filter(
            "area",
            "areas",
            "by name: {}",
            "An area, or a region with its own.",
            denies="without {}",
        ),
        Filter("kind", v.AREA_KIND, "of the kind {}", "Kind of area."),
        Filter("region", "regions", "in {}", "The region.", may_be_blank=True),
        Filter(
            "near",
            "areas",
            "near {}",
            "An authority: its statistical neighbours.",
            may_be_blank=True,
        ),
        *common.presence(
            "ons_code", "dfe_number", "aliases", "neighbour_ids", "project_ids", "note"
        ),
    ),
    sorts=("area_id", "name", "kind"),
)

PROJECT_SOURCES = Resource(
    name="project-sources",
    record=records.ProjectSourceRecord,
    title="Projects by source",
    key="project_source_id",
    description="Which source names which project, and how much it says of it: which blank a "
    "blank is.",
    filters=(
        common.PROJECT,
        common.SOURCE,
        common.REPORTED_BY,
        common.SOURCE_KIND,
        Filter(
            "mention", v.MENTION, "that are: {}", "Whether it names it.", denies="that are not: {}"
        ),
        *common.numbers("finding_count", "outcome_count"),
    ),
    sorts=("project_source_id", "project_id", "source_id", "finding_count", "outcome_count"),
)

EVENTS = Resource(
    name="events",
    record=records.ProjectEventRecord,
    title="Events",
    key="event_id",
    description="What became of the projects: begun, closed, continued, taken up by others.",
    filters=(
        common.PROJECT,
        Filter("kind", v.EVENT_KIND, "of the kind {}", "Kind of event."),
        replace(common.SOURCE, may_be_blank=True),
        Filter("date", "date", "that happened {}", "When it happened.", RANGE, may_be_blank=True),
        *common.presence("paragraph", "anchor", "source_url"),
    ),
    sorts=("event_id", "project_id", "date"),
)
