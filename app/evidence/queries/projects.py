"""The lists of projects, organisations and evaluations."""

from app.evidence.queries.common import PROJECT, PUBLISHED, text
from app.evidence.queries.filters import MANY, RANGE, Filter, Resource
from app.evidence.records import EvaluationRecord, OrganisationRecord, ProjectRecord
from app.evidence.vocabulary import FOCUS, LEAD_TYPE, ORGANISATION_KIND, STRAND, YES_NO

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
            "funding_gbp",
            "number",
            "with funding of {} pounds",
            "",
            "Funding in Wave 1, in pounds; a project whose funding was not seen is left out.",
            RANGE,
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
        text(),
    ),
    sorts=("project_id", "name", "funding_gbp", "strand", "lead_type"),
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
        PUBLISHED,
        text(),
    ),
    sorts=("evaluation_id", "project_id", "published"),
    default_sort=("evaluation_id",),
)
