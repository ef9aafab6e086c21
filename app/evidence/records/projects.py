"""The public rows of projects, organisations and evaluations."""

from app.evidence import vocabulary as v
from app.evidence.records.columns import (
    NOTE,
    PROJECT_ID,
    PROJECT_NAME,
    Record,
    column,
)

CERTAINTY = column(
    "Certainty", "`seen` in a source, or `inferred`: the note says what is.", words=v.CERTAINTY
)


class ProjectRecord(Record):
    """A Wave 1 project: who led and evaluated it, where, for whom, and how much evidence."""

    project_id: str = PROJECT_ID
    name: str = column("Name", "The project's own title.")
    aliases: list[str] = column("Aliases", "Other names that sources and readers use.")
    lead_organisation_id: str | None = column("Lead", "Id of the organisation that led it.")
    lead_organisation_name: str | None = column("Lead name", "The organisation that led it.")
    joint_lead_ids: list[str] = column("Joint leads", "Ids of organisations that led it too.")
    joint_lead_names: list[str] = column("Joint lead names", "Organisations that led it too.")
    lead_type: str | None = column(
        "Lead type", "Type of the lead, a classification made here.", words=v.LEAD_TYPE
    )
    lead_type_label: str | None = column("Lead type label", "What a reader calls the lead type.")
    strand: str = column(
        "Strand", "Strand as listed by the delivery partner, or by subject.", words=v.STRAND
    )
    strand_label: str = column("Strand label", "What a reader calls the strand.")
    focus: list[str] = column(
        "Focus", "What the project is about, most important first.", words=v.FOCUS
    )
    focus_labels: list[str] = column("Focus labels", "What a reader calls each focus.")
    target_population: str | None = column("Target population", "For whom it was meant.")
    areas: list[str] = column("Areas", "Places in which it worked, where they are known.")
    funding_gbp: int | None = column("Funding", "Funding in Wave 1 alone.", "pounds sterling")
    funding_note: str | None = column("Funding note", "Conflicts and shares of one grant.")
    summary: str | None = column("Summary", "What it set out to do, in our own words.")
    evaluator_ids: list[str] = column("Evaluators", "Ids of those who evaluated it.")
    evaluator_names: list[str] = column("Evaluator names", "Who evaluated it.")
    principle_ids: list[str] = column("Principles", "Principles the source gives it for.")
    named_in_report: str = column(
        "Named in report", "Whether Thematic Report 4 names it.", words=v.YES_NO
    )
    evidence_status: str = column(
        "Evidence status",
        "`coded`; or which blank it is: `not-named` in the source, or `not-coded` yet.",
        words=v.EVIDENCE_STATUS,
    )
    evidence_status_label: str = column("Evidence status label", "What a reader calls it.")
    facilitator_count: int = column("Facilitators", "Findings that helped.", "findings")
    barrier_count: int = column("Barriers", "Findings that hindered.", "findings")
    neutral_count: int = column("Neutral", "Findings that did neither.", "findings")
    outcome_count: int = column("Outcomes", "Outcomes that sources report.", "outcomes")
    certainty: str = CERTAINTY
    source_url: list[str] = column("Seen at", "Public pages on which the facts were seen.")
    note: str | None = NOTE


class OrganisationRecord(Record):
    """A body that led or evaluated projects, or that ran the programme."""

    organisation_id: str = column("Organisation", "Id of the organisation.")
    name: str = column("Name", "Name in full.")
    kind: str = column("Kind", "Kind of organisation.", words=v.ORGANISATION_KIND)
    kind_label: str = column("Kind label", "What a reader calls the kind.")
    led_project_ids: list[str] = column("Led", "Ids of the projects that it led or led jointly.")
    evaluated_project_ids: list[str] = column("Evaluated", "Ids of the projects it evaluated.")
    note: str | None = NOTE


class EvaluationRecord(Record):
    """An evaluation report of a project, as far as public pages show it."""

    evaluation_id: str = column("Evaluation", "Id of the evaluation report.")
    project_id: str = PROJECT_ID
    project_name: str = PROJECT_NAME
    title: str | None = column("Title", "Title as printed; blank where it was not seen.")
    authors: list[str] = column("Authors", "Authors as printed.")
    published: str | None = column("Published", "Date as precisely as it is known (ISO 8601).")
    series_number: str | None = column("Series number", "Number in the series of reports.")
    evaluator_ids: list[str] = column("Evaluators", "Ids of the evaluating organisations.")
    evaluator_names: list[str] = column("Evaluator names", "The evaluating organisations.")
    source_url: str | None = column("Seen at", "Page on which the report was seen.")
    certainty: str = CERTAINTY
    note: str | None = NOTE
