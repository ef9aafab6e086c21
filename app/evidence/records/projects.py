"""The public rows of projects, organisations, evaluations, areas and events."""

from app.evidence import models as m
from app.evidence.records.columns import Record, column
from app.evidence.vocabulary import EVIDENCE_STATUS


class ProjectRecord(
    Record,
    of=m.Project,
    order="project_id name aliases lead_organisation_id joint_lead_ids lead_type strand focus"
    " target_population areas funding_gbp funding_note summary evaluator_ids principle_ids"
    " source_ids evidence_status facilitator_count barrier_count neutral_count outcome_count"
    " certainty source_url note",
):
    """A Wave 1 project: who led and evaluated it, where, for whom, and how much evidence."""

    aliases: list[str] = column("Aliases", "Other names that sources and readers use.")
    evaluator_ids: list[str] = column("Evaluators", "Ids of those who evaluated it.")
    principle_ids: list[str] = column("Principles", "Principles the source gives it for.")
    source_ids: list[str] = column("Sources", "Ids of the sources that name it.")
    evidence_status: str = column(
        "Evidence status",
        "`coded`; or which blank it is: `not-named` in any source, or `not-coded` yet.",
        words=EVIDENCE_STATUS,
    )
    facilitator_count: int = column("Facilitators", "Findings that helped.", "findings")
    barrier_count: int = column("Barriers", "Findings that hindered.", "findings")
    neutral_count: int = column("Neutral", "Findings that did neither.", "findings")
    outcome_count: int = column("Outcomes", "Outcomes that sources report.", "outcomes")


class OrganisationRecord(
    Record,
    of=m.Organisation,
    order="organisation_id name kind led_project_ids evaluated_project_ids note",
):
    """A body that led or evaluated projects, or that ran the programme."""

    led_project_ids: list[str] = column("Led", "Ids of the projects that it led or led jointly.")
    evaluated_project_ids: list[str] = column("Evaluated", "Ids of the projects it evaluated.")


class EvaluationRecord(
    Record,
    of=m.Evaluation,
    order="evaluation_id project_id title authors published series_number evaluator_ids source_url"
    " isbn doi design comparison_group sample period certainty note",
):
    """An evaluation report of a project, as far as public pages show it."""


class AreaRecord(
    Record,
    of=m.Area,
    order="area_id name kind region_id ons_code dfe_number aliases neighbour_ids project_ids note",
):
    """An authority as it stood in 2014 to 2016, a region, or England."""

    neighbour_ids: list[str] = column(
        "Neighbours", "Its statistical neighbours by the Department for Education, nearest first."
    )
    project_ids: list[str] = column("Projects", "Ids of the projects that worked there.")


class ProjectSourceRecord(
    Record,
    of=m.ProjectSource,
    order="project_source_id project_id source_id reported_by source_kind mention finding_count"
    " outcome_count",
):
    """Whether a source names a project, and how much it says of it."""

    project_source_id: str = column("Project and source", "The two ids, joined by a colon.")
    finding_count: int = column("Findings", "Findings of the project from it.", "findings")
    outcome_count: int = column("Outcomes", "Outcomes of the project from it.", "outcomes")


class ProjectEventRecord(
    Record,
    of=m.ProjectEvent,
    order="event_id project_id date kind statement source_id paragraph anchor source_url certainty",
):
    """What became of a project."""
