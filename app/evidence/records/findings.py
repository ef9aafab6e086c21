"""The public rows of themes, findings and outcomes."""

from app.evidence import vocabulary as v
from app.evidence.records import columns as c
from app.evidence.records.columns import Record, column


class FindingRecord(Record):
    """One claim of a source: what helped or hindered whom, and where it is said."""

    finding_id: str = column("Finding", "Id of the finding.")
    project_id: str | None = column("Project", "Id of the project; blank where none is named.")
    project_name: str | None = c.PROJECT_NAME
    scope: str = column(
        "Scope", "One named project, the programme, or one that is not named.", words=v.SCOPE
    )
    scope_label: str = column("Scope label", "What a reader calls the scope.")
    theme_id: str = c.THEME_ID
    theme_label: str = c.THEME_LABEL
    parent_theme_id: str = c.PARENT_THEME_ID
    parent_theme_label: str = c.PARENT_THEME_LABEL
    polarity: str = column(
        "Polarity", "Whether it helped, hindered, or neither is said.", words=v.POLARITY
    )
    polarity_label: str = column("Polarity label", "What a reader calls the polarity.")
    certainty: str = column(
        "How surely", "How surely the source says it of the project.", words=v.CLAIM_CERTAINTY
    )
    certainty_label: str = column("How surely, label", "What a reader calls it.")
    effect: list[str] = column(
        "Effect", "Of a barrier: what it did, where the source says so.", words=v.EFFECT
    )
    effect_labels: list[str] = column("Effect labels", "What a reader calls each effect.")
    overcome: str | None = column(
        "Overcome",
        "Of a barrier: whether it was overcome; blank where the source does not say.",
        words=v.OVERCOME,
    )
    overcome_label: str | None = column("Overcome label", "What a reader calls it.")
    responds_to: str | None = column("Responds to", "Id of the barrier that it answers.")
    response_result: str | None = column(
        "Result", "Of a response: whether it worked.", words=v.RESPONSE_RESULT
    )
    response_result_label: str | None = column("Result label", "What a reader calls it.")
    agrees_with: list[str] = c.AGREES_WITH
    differs_from: list[str] = c.DIFFERS_FROM
    statement: str = column("Statement", "The claim in our own words.")
    source_id: str = c.SOURCE_ID
    source_title: str = c.SOURCE_TITLE
    paragraph: str = c.PARAGRAPH
    page: int | None = c.PAGE
    anchor: str = c.ANCHOR
    citation: str = c.CITATION
    reported_by: str = c.REPORTED_BY
    reported_by_label: str = c.REPORTED_BY_LABEL
    source_kind: str = c.SOURCE_KIND
    source_kind_label: str = c.SOURCE_KIND_LABEL
    strand: str | None = c.STRAND_OF_PROJECT
    strand_label: str | None = column("Strand label", "What a reader calls the strand.")
    lead_type: str | None = c.LEAD_TYPE_OF_PROJECT
    lead_type_label: str | None = column("Lead type label", "What a reader calls the lead type.")
    areas: list[str] = c.AREAS_OF_PROJECT
    area_names: list[str] = column("Area names", "What these areas are called.")
    coded_by: str = column(
        "Coded by", "`both` coders had it, or it was `settled` after comparing.", words=v.CODED_BY
    )
    coded_by_label: str = column("Coded by label", "What a reader calls it.")
    note: str | None = c.NOTE


class OutcomeRecord(Record):
    """One quantity or direction that a source reports for a project."""

    outcome_id: str = column("Outcome", "Id of the outcome.")
    project_id: str = c.PROJECT_ID
    project_name: str = c.PROJECT_NAME
    measure: str = column("Measure", "What was measured.")
    population: str | None = column("Population", "Of whom, or where.")
    kind: str = column("Kind", "What kind of figure it is.", words=v.OUTCOME_KIND)
    kind_label: str = column("Kind label", "What a reader calls the kind.")
    baseline: float | None = column("Baseline", "Value before, in the unit.")
    value: float | None = column("Value", "Value after, or of the project's group, in the unit.")
    comparator_value: float | None = column("Comparator", "Value of the other group, in the unit.")
    unit: str | None = column("Unit", "What the numbers count.", words=v.UNIT)
    unit_label: str | None = column("Unit label", "What a reader calls the unit.")
    reported_change: float | None = column(
        "Reported change", "The change, where the source gives it without base.", "per cent"
    )
    difference: float | None = column(
        "Difference", "Computed: value less baseline, or less comparator, in the unit."
    )
    change_percent: float | None = column(
        "Change", "Computed from baseline and value, else as reported.", "per cent of the baseline"
    )
    value_reported: str = column("As reported", "The figure or direction as the source prints it.")
    direction: str | None = column(
        "Direction", "Blank where the source reports no change.", words=v.DIRECTION
    )
    direction_label: str | None = column("Direction label", "What a reader calls the direction.")
    desirability: str | None = column(
        "Desirability", "Whether the change was wanted.", words=v.DESIRABILITY
    )
    desirability_label: str | None = column("Desirability label", "What a reader calls it.")
    period: str | None = column("Period", "Over what time, where the source says so.")
    sample_size: int | None = column("Sample size", "Number of cases, where the source says so.")
    domain: str = column("Domain", "What kind of thing was measured.", words=v.DOMAIN)
    domain_label: str = column("Domain label", "What a reader calls the domain.")
    design: str = column("Design", "How the figure was come by.", words=v.DESIGN)
    design_label: str = column("Design label", "What a reader calls the design.")
    coverage: str = column(
        "Coverage", "Whether the figure is of the whole project.", words=v.COVERAGE
    )
    coverage_label: str = column("Coverage label", "What a reader calls the coverage.")
    strength: str = column(
        "Strength",
        "What the recorded design, coverage and sample say of the figure, in one line: "
        "no rating of ours.",
    )
    theme_id: str | None = c.THEME_ID
    theme_label: str | None = c.THEME_LABEL
    parent_theme_id: str | None = c.PARENT_THEME_ID
    parent_theme_label: str | None = c.PARENT_THEME_LABEL
    finding_ids: list[str] = column("Findings", "Ids of the findings that it belongs to.")
    agrees_with: list[str] = c.AGREES_WITH
    differs_from: list[str] = c.DIFFERS_FROM
    source_id: str = c.SOURCE_ID
    source_title: str = c.SOURCE_TITLE
    paragraph: str = c.PARAGRAPH
    page: int | None = c.PAGE
    anchor: str = c.ANCHOR
    citation: str = c.CITATION
    reported_by: str = c.REPORTED_BY
    reported_by_label: str = c.REPORTED_BY_LABEL
    source_kind: str = c.SOURCE_KIND
    source_kind_label: str = c.SOURCE_KIND_LABEL
    strand: str | None = c.STRAND_OF_PROJECT
    strand_label: str | None = column("Strand label", "What a reader calls the strand.")
    lead_type: str | None = c.LEAD_TYPE_OF_PROJECT
    lead_type_label: str | None = column("Lead type label", "What a reader calls the lead type.")
    areas: list[str] = c.AREAS_OF_PROJECT
    area_names: list[str] = column("Area names", "What these areas are called.")
    caveat: str | None = column("Caveat", "What limits the figure, in our own words.")


class ChainRecord(Record):
    """What a source says was done about a barrier, and what came of it."""

    response_id: str = column("Response", "Id of the finding that answers the barrier.")
    response_statement: str = column("What was done", "The response in our own words.")
    response_theme_id: str = column("Theme of the response", "Id of its sub-theme.")
    response_theme_label: str = column("Label of its theme", "What a reader calls it.")
    response_citation: str = column("Response cited", "Source, page and paragraph.")
    project_id: str | None = column("Project", "Id of the project; blank where none is named.")
    project_name: str | None = column("Project name", "The project's own title.")
    barrier_id: str = column("Barrier", "Id of the finding that is answered.")
    barrier_statement: str = column("What hindered", "The barrier in our own words.")
    theme_id: str = column("Theme of the barrier", "Id of its sub-theme.")
    theme_label: str = column("Label of its theme", "What a reader calls the sub-theme.")
    parent_theme_id: str = column("Parent theme", "Id of the theme of the barrier.")
    parent_theme_label: str = column("Parent theme label", "What a reader calls it.")
    barrier_citation: str = column("Barrier cited", "Source, page and paragraph.")
    response_result: str = column(
        "Result of the response", "Whether the response worked.", words=v.RESPONSE_RESULT
    )
    response_result_label: str = column("Result label", "What a reader calls it.")
    overcome: str | None = column(
        "Overcome", "Whether the source says that it was.", words=v.OVERCOME
    )
    overcome_label: str | None = column("Overcome label", "What a reader calls it.")
    outcome_ids: list[str] = column("Results", "Ids of the outcomes that belong to the response.")
    outcome_measures: list[str] = column("What changed", "What these outcomes measure.")


class ThemeRecord(Record):
    """A theme or sub-theme: what belongs there, how often it is met, how surely it is coded."""

    theme_id: str = column("Theme", "Id: `theme` or `theme.sub-theme`.")
    label: str = column("Label", "What a reader calls it.")
    parent_id: str | None = column("Parent", "Of a sub-theme: the theme that it belongs to.")
    parent_label: str | None = column("Parent label", "What a reader calls the parent.")
    definition: str = column("Definition", "What belongs here.")
    report_section: str | None = column(
        "Report section", "The heading under which the source treats it."
    )
    part: str | None = column(
        "Part", "Whether it is a condition or a further barrier.", words=v.PART
    )
    part_label: str | None = column("Part label", "What a reader calls the part.")
    synonyms: list[str] = column("Synonyms", "Everyday ways of saying it.")
    project_count: int = column("Projects", "Projects with a finding here.", "projects")
    facilitator_count: int = column("Facilitators", "Findings here that helped.", "findings")
    barrier_count: int = column("Barriers", "Findings here that hindered.", "findings")
    neutral_count: int = column("Neutral", "Findings here that did neither.", "findings")
    outcome_count: int = column("Outcomes", "Outcomes reported here.", "outcomes")
    both_count: int | None = column("Both coders", "Claims both coders had at first.", "claims")
    only_a_count: int | None = column("Coder A alone", "Claims only coder A had.", "claims")
    only_b_count: int | None = column("Coder B alone", "Claims only coder B had.", "claims")
    f1: float | None = column("Agreement", "F1 of the two codings before they were compared.")
