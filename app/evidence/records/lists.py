"""The public rows of every list, in the order of its columns."""

from app.evidence import models as m
from app.evidence import vocabulary as v
from app.evidence.records import columns as c
from app.evidence.records.columns import Record, column
from app.evidence.vocabulary import EVIDENCE_STATUS

_PLACE = "source_id paragraph page anchor citation reported_by source_kind strand lead_type areas"


class FindingRecord(
    Record,
    of=m.Finding,
    order="finding_id project_id scope theme_id parent_theme_id polarity certainty effect overcome"
    " responds_to response_result agrees_with differs_from statement"
    f" {_PLACE} coded_by note",
):
    """One claim of a source: what helped or hindered whom, and where it is said."""


class OutcomeRecord(
    Record,
    of=m.Outcome,
    order="outcome_id project_id measure population kind baseline value comparator_value unit"
    " reported_change difference change_percent value_reported direction desirability period"
    " sample_size domain design coverage strength theme_id parent_theme_id finding_ids"
    f" agrees_with differs_from {_PLACE} caveat",
):
    """One quantity or direction that a source reports for a project."""

    strength: str = column(
        "What the recorded design, coverage and sample say of the figure: no rating of ours."
    )
    parent_theme_id: str | None = c.PARENT_THEME_ID


class ChainRecord(
    Record,
    of=m.Finding,
    order="response_id response_statement response_theme_id response_citation project_id"
    " barrier_id barrier_statement theme_id parent_theme_id barrier_citation response_result"
    " overcome outcome_ids outcome_measures",
):
    """What a source says was done about a barrier, and what came of it."""

    response_id: str = column("Id of the finding that answers the barrier.")
    response_statement: str = column("The response in our own words.", title="What was done")
    response_theme_id: str = column("Id of its sub-theme.", title="Theme of the response")
    response_citation: str = column("Source, page and paragraph.", title="Response cited")
    barrier_id: str = column("Id of the finding that is answered.")
    barrier_statement: str = column("The barrier in our own words.", title="What hindered")
    theme_id: str = column("Id of its sub-theme.", title="Theme of the barrier")
    barrier_citation: str = column("Source, page and paragraph.", title="Barrier cited")
    response_result: str = column(
        "Whether the response worked.", words=v.RESPONSE_RESULT, title="Result of the response"
    )
    outcome_ids: list[str] = column(
        "Ids of the outcomes that belong to the response.", title="Results"
    )
    outcome_measures: list[str] = column("What these outcomes measure.", title="What changed")


class ThemeRecord(
    Record,
    of=m.Theme,
    order="theme_id label parent_id definition report_section part synonyms project_count"
    " facilitator_count barrier_count neutral_count outcome_count"
    " both_count only_a_count only_b_count f1",
):
    """A theme or sub-theme: what belongs there, how often it is met, how surely it is coded."""

    project_count: int = column("Projects with a finding here.", "projects")
    facilitator_count: int = column("Findings here that helped.", "findings")
    barrier_count: int = column("Findings here that hindered.", "findings")
    neutral_count: int = column("Findings here that did neither.", "findings", title="Neutral")
    outcome_count: int = column("Outcomes reported here.", "outcomes")
    both_count: int | None = column(
        "Claims both coders had at first.", "claims", title="Both coders"
    )
    only_a_count: int | None = column("Claims only coder A had.", "claims", title="Coder A alone")
    only_b_count: int | None = column("Claims only coder B had.", "claims", title="Coder B alone")
    f1: float | None = column("F1 of the two codings before they were compared.", title="Agreement")


class ProjectRecord(
    Record,
    of=m.Project,
    order="project_id name aliases lead_organisation_id joint_lead_ids lead_type strand focus"
    " target_population areas funding_gbp funding_note summary evaluator_ids principle_ids"
    " source_ids evidence_status facilitator_count barrier_count neutral_count outcome_count"
    " certainty source_url note",
):
    """A Wave 1 project: who led and evaluated it, where, for whom, and how much evidence."""

    aliases: list[str] = column("Other names that sources and readers use.")
    evaluator_ids: list[str] = column("Ids of those who evaluated it.")
    principle_ids: list[str] = column("Principles the source gives it for.")
    source_ids: list[str] = column("Ids of the sources that name it.")
    evidence_status: str = column(
        "`coded`; or which blank it is: `not-named` in any source, or `not-coded` yet.",
        words=EVIDENCE_STATUS,
    )
    facilitator_count: int = column("Findings that helped.", "findings")
    barrier_count: int = column("Findings that hindered.", "findings")
    neutral_count: int = column("Findings that did neither.", "findings", title="Neutral")
    outcome_count: int = column("Outcomes that sources report.", "outcomes")


class OrganisationRecord(
    Record,
    of=m.Organisation,
    order="organisation_id name kind ror_id led_project_ids evaluated_project_ids note",
):
    """A body that led or evaluated projects, or that ran the programme."""

    led_project_ids: list[str] = column(
        "Ids of the projects that it led or led jointly.", title="Led"
    )
    evaluated_project_ids: list[str] = column(
        "Ids of the projects it evaluated.", title="Evaluated"
    )


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
        "Its statistical neighbours by the Department for Education, nearest first."
    )
    project_ids: list[str] = column("Ids of the projects that worked there.")


class ProjectSourceRecord(
    Record,
    of=m.ProjectSource,
    order="project_source_id project_id source_id reported_by source_kind mention finding_count"
    " outcome_count",
):
    """Whether a source names a project, and how much it says of it."""

    project_source_id: str = column("The two ids, joined by a colon.", title="Project and source")
    finding_count: int = column("Findings of the project from it.", "findings")
    outcome_count: int = column("Outcomes of the project from it.", "outcomes")


class ProjectEventRecord(
    Record,
    of=m.ProjectEvent,
    order="event_id project_id date kind statement source_id paragraph anchor source_url certainty",
):
    """What became of a project."""


_ADVICE = "text_summary theme_ids source_id paragraph page anchor citation"


class RecommendationRecord(Record, of=m.Recommendation, order=f"recommendation_id kind {_ADVICE}"):
    """A recommendation, or a condition that a source says supports innovation."""


class AuditConditionRecord(Record, of=m.AuditCondition, order=f"condition_id order {_ADVICE}"):
    """A condition against which a service can audit itself."""


class SourceRecord(
    Record,
    of=m.Source,
    order="source_id kind reported_by title authors published publisher url seen_on extent sha256"
    " licence project_count finding_count outcome_count note",
):
    """A document that evidence is taken from, with its rights."""

    project_count: int = column("Projects with a claim from it.", "projects")
    finding_count: int = column("Findings taken from it.", "findings")
    outcome_count: int = column("Outcomes taken from it.", "outcomes")


class CitationRecord(
    Record,
    of=m.Citation,
    order="citation_id source_id footnote title authors published publisher url evaluation_id"
    " paragraph page note",
):
    """A document that a source cites."""


class ProgrammeFactRecord(
    Record, of=m.ProgrammeFact, order="fact value source_id paragraph page citation note"
):
    """A fact about the programme as a whole."""

    page: int | None = c.PAGE
    citation: str | None = c.CITATION


class PrincipleRecord(Record, of=m.Principle, order="principle_id label definition project_ids"):
    """A principle of organisations that are open to innovation, with its examples."""

    project_ids: list[str] = column("Projects that a source gives as examples.")


class ParagraphRecord(
    Record, of=m.Paragraph, order="place_id source_id paragraph page section_id heading"
):
    """Where a paragraph of a source stands; its text is not kept here."""

    place_id: str = column("Source and paragraph, joined by a colon.")


class CodingDecisionRecord(Record, of=m.CodingDecision):
    """How a difference between the two coders, or an audit's proposal, was settled."""


class UncodedMentionRecord(
    Record, of=m.UncodedMention, order="mention_id source_id paragraph project_id why"
):
    """A paragraph that names a project and rightly has no claim of it."""

    mention_id: str = column("Source, paragraph and project, joined by colons.")


class FieldAgreementRecord(
    Record, of=m.FieldAgreement, order="agreement_id source field compared_count agreed_count"
):
    """How far the two coders agreed on one field of the claims that both had."""

    agreement_id: str = column("Source and field, joined by a colon.")


class CodedFindingRecord(Record, of=m.CodedFinding):
    """A claim as one of the two coders had it, before they compared."""


class CodedOutcomeRecord(Record, of=m.CodedOutcome):
    """An outcome as one of the two coders had it, before they compared."""
