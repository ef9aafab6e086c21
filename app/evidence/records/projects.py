"""The public rows of projects, organisations and evaluations."""

from app.evidence import vocabulary as v
from app.evidence.records import columns as c
from app.evidence.records.columns import Record, column

CERTAINTY = column(
    "Certainty", "`seen` in a source, or `inferred`: the note says what is.", words=v.CERTAINTY
)


class ProjectRecord(Record):
    """A Wave 1 project: who led and evaluated it, where, for whom, and how much evidence."""

    project_id: str = c.PROJECT_ID
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
    areas: list[str] = column("Areas", "Ids of the areas in which it worked, where known.")
    area_names: list[str] = column("Area names", "What these areas are called.")
    funding_gbp: int | None = column("Funding", "Funding in Wave 1 alone.", "pounds sterling")
    funding_note: str | None = column("Funding note", "Conflicts and shares of one grant.")
    summary: str | None = column("Summary", "What it set out to do, in our own words.")
    evaluator_ids: list[str] = column("Evaluators", "Ids of those who evaluated it.")
    evaluator_names: list[str] = column("Evaluator names", "Who evaluated it.")
    principle_ids: list[str] = column("Principles", "Principles the source gives it for.")
    source_ids: list[str] = column("Sources", "Ids of the sources that name it.")
    evidence_status: str = column(
        "Evidence status",
        "`coded`; or which blank it is: `not-named` in any source, or `not-coded` yet.",
        words=v.EVIDENCE_STATUS,
    )
    evidence_status_label: str = column("Evidence status label", "What a reader calls it.")
    facilitator_count: int = column("Facilitators", "Findings that helped.", "findings")
    barrier_count: int = column("Barriers", "Findings that hindered.", "findings")
    neutral_count: int = column("Neutral", "Findings that did neither.", "findings")
    outcome_count: int = column("Outcomes", "Outcomes that sources report.", "outcomes")
    certainty: str = CERTAINTY
    source_url: list[str] = column("Seen at", "Public pages on which the facts were seen.")
    note: str | None = c.NOTE


class OrganisationRecord(Record):
    """A body that led or evaluated projects, or that ran the programme."""

    organisation_id: str = column("Organisation", "Id of the organisation.")
    name: str = column("Name", "Name in full.")
    kind: str = column("Kind", "Kind of organisation.", words=v.ORGANISATION_KIND)
    kind_label: str = column("Kind label", "What a reader calls the kind.")
    led_project_ids: list[str] = column("Led", "Ids of the projects that it led or led jointly.")
    evaluated_project_ids: list[str] = column("Evaluated", "Ids of the projects it evaluated.")
    note: str | None = c.NOTE


class EvaluationRecord(Record):
    """An evaluation report of a project, as far as public pages show it."""

    evaluation_id: str = column("Evaluation", "Id of the evaluation report.")
    project_id: str = c.PROJECT_ID
    project_name: str = c.PROJECT_NAME
    title: str | None = column("Title", "Title as printed; blank where it was not seen.")
    authors: list[str] = column("Authors", "Authors as printed.")
    published: str | None = column("Published", "Date as precisely as it is known (ISO 8601).")
    series_number: str | None = column("Series number", "Number in the series of reports.")
    evaluator_ids: list[str] = column("Evaluators", "Ids of the evaluating organisations.")
    evaluator_names: list[str] = column("Evaluator names", "The evaluating organisations.")
    source_url: str | None = column("Seen at", "The publisher's page on the report, where seen.")
    isbn: str | None = column("ISBN", "As printed.")
    doi: str | None = column("DOI", "Without the address of the resolver.")
    design: list[str] = column("Design", "The designs that it used, where seen.", words=v.DESIGN)
    design_labels: list[str] = column("Design labels", "What a reader calls each design.")
    comparison_group: str | None = column(
        "Comparison group", "Whether it had one; blank where not seen.", words=v.YES_NO
    )
    comparison_group_label: str | None = column("Comparison label", "What a reader calls it.")
    sample: str | None = column("Sample", "Who was asked or measured, where seen.")
    period: str | None = column("Period", "Over what time, where seen.")
    certainty: str = CERTAINTY
    note: str | None = c.NOTE


class AreaRecord(Record):
    """An authority as it stood in 2014 to 2016, a region, or England."""

    area_id: str = column("Area", "Id of the area.")
    name: str = column("Name", "What it is called.")
    kind: str = column("Kind", "Kind of area.", words=v.AREA_KIND)
    kind_label: str = column("Kind label", "What a reader calls the kind.")
    region_id: str | None = column("Region", "Id of the region that it is in.")
    region_name: str | None = column("Region name", "What the region is called.")
    ons_code: str | None = column("ONS code", "Code of the Office for National Statistics.")
    dfe_number: str | None = column("DfE number", "The Department for Education's number.")
    aliases: list[str] = column("Aliases", "Other names.")
    neighbour_ids: list[str] = column(
        "Neighbours", "Its statistical neighbours by the Department for Education, nearest first."
    )
    project_ids: list[str] = column("Projects", "Ids of the projects that worked there.")
    note: str | None = c.NOTE


class ProjectSourceRecord(Record):
    """Whether a source names a project, and how much it says of it."""

    project_source_id: str = column("Project and source", "The two ids, joined by a colon.")
    project_id: str = c.PROJECT_ID
    project_name: str = c.PROJECT_NAME
    source_id: str = c.SOURCE_ID
    source_title: str = c.SOURCE_TITLE
    reported_by: str = c.REPORTED_BY
    reported_by_label: str = c.REPORTED_BY_LABEL
    source_kind: str = c.SOURCE_KIND
    source_kind_label: str = c.SOURCE_KIND_LABEL
    mention: str = column("Mention", "Whether the source names it.", words=v.MENTION)
    mention_label: str = column("Mention label", "What a reader calls it.")
    finding_count: int = column("Findings", "Findings of the project from it.", "findings")
    outcome_count: int = column("Outcomes", "Outcomes of the project from it.", "outcomes")


class ProjectEventRecord(Record):
    """What became of a project."""

    event_id: str = column("Event", "Id of the event.")
    project_id: str = c.PROJECT_ID
    project_name: str = c.PROJECT_NAME
    date: str | None = column("Date", "As precisely as it is known (ISO 8601).")
    kind: str = column("Kind", "What kind of event.", words=v.EVENT_KIND)
    kind_label: str = column("Kind label", "What a reader calls the kind.")
    statement: str = column("Statement", "What happened, in our own words.")
    source_id: str | None = c.SOURCE_ID
    source_title: str | None = c.SOURCE_TITLE
    paragraph: str | None = c.PARAGRAPH
    anchor: str | None = c.ANCHOR
    source_url: str | None = column("Seen at", "The page on which it was seen.")
    certainty: str = CERTAINTY
