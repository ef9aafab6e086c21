"""The public rows of themes, findings, outcomes and chains."""

from app.evidence import models as m
from app.evidence import vocabulary as v
from app.evidence.records import columns as c
from app.evidence.records.columns import Record, column

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
        "Strength",
        "What the recorded design, coverage and sample say of the figure, in one line: "
        "no rating of ours.",
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

    response_id: str = column("Response", "Id of the finding that answers the barrier.")
    response_statement: str = column("What was done", "The response in our own words.")
    response_theme_id: str = column("Theme of the response", "Id of its sub-theme.")
    response_citation: str = column("Response cited", "Source, page and paragraph.")
    barrier_id: str = column("Barrier", "Id of the finding that is answered.")
    barrier_statement: str = column("What hindered", "The barrier in our own words.")
    theme_id: str = column("Theme of the barrier", "Id of its sub-theme.")
    barrier_citation: str = column("Barrier cited", "Source, page and paragraph.")
    response_result: str = column(
        "Result of the response", "Whether the response worked.", words=v.RESPONSE_RESULT
    )
    outcome_ids: list[str] = column("Results", "Ids of the outcomes that belong to the response.")
    outcome_measures: list[str] = column("What changed", "What these outcomes measure.")


class ThemeRecord(
    Record,
    of=m.Theme,
    order="theme_id label parent_id definition report_section part synonyms project_count"
    " facilitator_count barrier_count neutral_count outcome_count"
    " both_count only_a_count only_b_count f1",
):
    """A theme or sub-theme: what belongs there, how often it is met, how surely it is coded."""

    project_count: int = column("Projects", "Projects with a finding here.", "projects")
    facilitator_count: int = column("Facilitators", "Findings here that helped.", "findings")
    barrier_count: int = column("Barriers", "Findings here that hindered.", "findings")
    neutral_count: int = column("Neutral", "Findings here that did neither.", "findings")
    outcome_count: int = column("Outcomes", "Outcomes reported here.", "outcomes")
    both_count: int | None = column("Both coders", "Claims both coders had at first.", "claims")
    only_a_count: int | None = column("Coder A alone", "Claims only coder A had.", "claims")
    only_b_count: int | None = column("Coder B alone", "Claims only coder B had.", "claims")
    f1: float | None = column("Agreement", "F1 of the two codings before they were compared.")
