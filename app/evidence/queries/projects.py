"""The lists of projects, organisations, evaluations, areas and events."""

from dataclasses import replace

from app.evidence import models as m
from app.evidence import vocabulary as v
from app.evidence.queries import common
from app.evidence.queries.filters import MANY, Filter, Resource, Searched

_COUNTS = ("barrier_count", "facilitator_count", "neutral_count", "outcome_count")


def _of_claims(name: str, says: str, of: str, denies: str = "") -> Filter:
    """Projects by the themes of their claims."""
    about = f"Projects with {of} under a theme or sub-theme."
    return Filter(name, says, about, "themes", MANY, denies=denies, blank_label="None is told")


PROJECTS = Resource(
    "projects",
    m.Project,
    "The Wave 1 projects: who led and evaluated them, where, for whom, and how much "
    "evidence there is.",
    filters=(
        replace(common.PROJECT, says="by name: {}", denies="without {}"),
        _of_claims("barrier", "that met barriers in {}", "a barrier", "that met no barriers in {}"),
        _of_claims("facilitator", "that were helped by {}", "a facilitator"),
        _of_claims("theme", "with findings on {}", "a finding of any polarity"),
        *(common.STRAND, common.FOCUS, common.LEAD_TYPE, common.LEAD, common.EVALUATOR),
        common.AREA,
        replace(common.REGION, says="in {}"),
        common.AREA_KIND,
        Filter(
            "near",
            "in a statistical neighbour of {}",
            "An authority: projects that worked in one of its ten statistical neighbours.",
            "areas",
            MANY,
            denies="in no statistical neighbour of {}",
        ),
        Filter(
            "event",
            "of which it is known that they: {}",
            "What became of it: closed, continued, taken up by others, evaluated again.",
            v.EVENT_KIND,
            MANY,
            denies="of which it is not known that they: {}",
        ),
        Filter(
            "source",
            "named in {}",
            "A source that names it; themes beside it are then those of its claims alone.",
        ),
        replace(common.REPORTED_BY, operators=MANY),
        replace(common.SOURCE_KIND, operators=MANY),
        Filter("principle", "given as an example of {}"),
        Filter(
            "funding_gbp",
            "with funding of {} pounds",
            "Funding in Wave 1, in pounds; a project whose funding was not seen is left out.",
        ),
        Filter(
            "has_outcomes",
            "with reported outcomes: {}",
            "Whether a source reports any outcome of it.",
            v.YES_NO,
            denies="with reported outcomes: not {}",
        ),
        Filter("evidence_status", "of which the evidence is: {}"),
        Filter("barrier_count", "with {} barriers"),
        Filter("facilitator_count", "with {} facilitators"),
        Filter("neutral_count", "with {} neutral findings"),
        Filter("outcome_count", "with {} outcomes"),
    ),
    sorts=("project_id", "name", "funding_gbp", "strand", "lead_type", *_COUNTS),
    includes=("findings", "outcomes", "evaluations"),
    searched=Searched("name", "aliases area_names summary target_population", "focus_labels"),
)

ORGANISATIONS = Resource(
    "organisations",
    m.Organisation,
    "The bodies that led or evaluated projects, or ran the programme.",
    filters=(Filter("kind", "of the kind {}"),),
    sorts=("organisation_id", "name", "kind"),
    searched=Searched("name", "note"),
)

EVALUATIONS = Resource(
    "evaluations",
    m.Evaluation,
    "The evaluation reports of the projects, as far as public pages show them.",
    filters=(
        common.PROJECT,
        replace(common.EVALUATOR, says="by {}"),
        Filter("design", "that used: {}", denies="that did not use: {}"),
        common.PUBLISHED,
    ),
    sorts=("evaluation_id", "project_id", "published"),
    searched=Searched("title", "project_name authors evaluator_names", "project_aliases"),
)


AREAS = Resource(
    "areas",
    m.Area,
    "The English authorities of 2014 to 2016, their regions and their statistical "
    "neighbours, with the projects that worked there.",
    filters=(
        Filter("area", "by name: {}", "An area, or a region with its own.", denies="without {}"),
        Filter("kind", "of the kind {}"),
        Filter("region", "in {}"),
        Filter(
            "near",
            "near {}",
            "An authority: its statistical neighbours.",
            "areas",
            may_be_blank=True,
        ),
    ),
    sorts=("area_id", "name", "kind"),
)

PROJECT_SOURCES = Resource(
    "project-sources",
    m.ProjectSource,
    "Which source names which project, and how much it says of it: which blank a blank is.",
    filters=(
        common.PROJECT,
        common.SOURCE,
        common.REPORTED_BY,
        common.SOURCE_KIND,
        Filter("mention", "that are: {}"),
    ),
    sorts=("project_source_id", "project_id", "source_id", "finding_count", "outcome_count"),
    title="Projects by source",
)

EVENTS = Resource(
    "events",
    m.ProjectEvent,
    "What became of the projects: begun, closed, continued, taken up by others.",
    filters=(
        common.PROJECT,
        Filter("kind", "of the kind {}"),
        common.SOURCE,
        Filter("date", "that happened {}", "When it happened.", "date", may_be_blank=True),
    ),
    sorts=("event_id", "project_id", "date"),
)
