"""The public rows of what each coder had, before the two compared."""

from app.evidence import vocabulary as v
from app.evidence.records import columns as c
from app.evidence.records.columns import Record, column


def _as_coded(title: str, definition: str) -> str | None:
    """A column that stands as the coder wrote it; blank where the coder left it so."""
    text: str | None = column(title, f"{definition}, as this coder had it.")
    return text


class _CodedRecord(Record):
    coder: str = column("Coder", "Which of the two coders.", words=v.CODER)
    coder_label: str = column("Coder label", "What a reader calls the coder.")
    stage: str = column("Stage", "Which stage of coding.", words=v.CODING_STAGE)
    stage_label: str = column("Stage label", "What a reader calls the stage.")
    claim: str | None = column("Claim", "The coder's own number of it, or the id that was coded.")
    source_id: str = c.SOURCE_ID
    source_title: str = c.SOURCE_TITLE
    paragraph: str = c.PARAGRAPH
    project_id: str | None = column("Project", "Id of the project; blank where none is named.")


class CodedFindingRecord(_CodedRecord):
    """A claim as one of the two coders had it, before they compared."""

    coded_finding_id: str = column("Coded finding", "Id of the row.")
    scope: str | None = _as_coded("Scope", "About what the claim is")
    theme_id_as_coded: str | None = _as_coded(
        "Sub-theme", "Id of the sub-theme, perhaps one renamed since"
    )
    polarity: str | None = _as_coded("Polarity", "Helped, hindered or neither")
    certainty: str | None = _as_coded("Certainty", "How surely it is said")
    effect: str | None = _as_coded("Effect", "What the barrier did")
    overcome: str | None = _as_coded("Overcome", "Whether the barrier was overcome")
    responds_to_as_coded: str | None = _as_coded("Responds to", "The claim that it answers")
    response_result: str | None = _as_coded("Result", "What came of the response")
    agrees_with_as_coded: str | None = _as_coded(
        "Agrees with", "Claims of other sources that say the same"
    )
    differs_from_as_coded: str | None = _as_coded("Differs from", "Claims that say otherwise")
    statement: str | None = _as_coded("Statement", "The claim in the coder's own words")
    anchor: str | None = _as_coded("Anchor", "Words as printed that pin it to its paragraph")
    note: str | None = _as_coded("Note", "What else there is to know")


class CodedOutcomeRecord(_CodedRecord):
    """An outcome as one of the two coders had it, before they compared."""

    coded_outcome_id: str = column("Coded outcome", "Id of the row.")
    measure: str | None = _as_coded("Measure", "What was measured")
    population: str | None = _as_coded("Population", "Of whom")
    kind: str | None = _as_coded("Kind", "Kind of figure")
    baseline: str | None = _as_coded("Baseline", "The value before")
    value: str | None = _as_coded("Value", "The value after")
    comparator_value: str | None = _as_coded("Other group", "The value of the other group")
    unit: str | None = _as_coded("Unit", "What the numbers count")
    reported_change: str | None = _as_coded("Reported change", "The change that is reported")
    value_reported: str | None = _as_coded("As printed", "The words or figures as printed")
    direction: str | None = _as_coded("Direction", "Direction of the change")
    desirability: str | None = _as_coded("Desirability", "Whether the change was wanted")
    period: str | None = _as_coded("Period", "Over what time")
    sample_size: str | None = _as_coded("Sample", "How many were measured")
    domain: str | None = _as_coded("Domain", "What was measured, by domain")
    design: str | None = _as_coded("Design", "How the figure was come by")
    coverage: str | None = _as_coded("Coverage", "Whether it is of the whole project")
    theme_id_as_coded: str | None = _as_coded("Sub-theme", "Id of the sub-theme")
    finding_ids_as_coded: str | None = _as_coded(
        "Findings", "Ids of the findings that it belongs to"
    )
    agrees_with_as_coded: str | None = _as_coded("Agrees with", "Outcomes that say the same")
    differs_from_as_coded: str | None = _as_coded("Differs from", "Outcomes that say otherwise")
    anchor: str | None = _as_coded("Anchor", "Words as printed that pin it to its paragraph")
    caveat: str | None = _as_coded("Caveat", "What limits the figure")
