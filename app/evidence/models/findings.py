"""The tables of themes, findings, outcomes and advice: what the sources say."""

from typing import Any, ClassVar

import sqlalchemy as sa

from app.evidence import vocabulary as v
from app.evidence.models import columns as c
from app.evidence.models.tables import Table


class Theme(Table, table=True):
    """A theme or sub-theme: what belongs there, how often it is met, how surely it is coded."""

    theme_id: str = c.key("Id: `theme` or `theme.sub-theme`.", "theme id")
    label: str = c.column("What a reader calls it.", "name")
    parent_id: str | None = c.reference("theme", "Of a sub-theme: the theme that it belongs to.")
    definition: str = c.column("What belongs here.")
    report_section: str | None = c.column("The heading under which the source treats it.")
    part: str | None = c.code(v.PART, "Whether it is a condition or a further barrier.")
    synonyms: list[str] = c.list_of("name", "Everyday ways of saying it.", table="synonym")
    project_count: int = c.derived("Projects with a finding here.", "projects")
    facilitator_count: int = c.derived("Findings here that helped.", "findings")
    barrier_count: int = c.derived("Findings here that hindered.", "findings")
    neutral_count: int = c.derived("Findings here that did neither.", "findings", title="Neutral")
    outcome_count: int = c.derived("Outcomes reported here.", "outcomes")
    both_count: int | None = c.derived(
        "Claims both coders had at first.", "claims", title="Both coders"
    )
    only_a_count: int | None = c.derived(
        "Claims only coder A had.", "claims", title="Coder A alone"
    )
    only_b_count: int | None = c.derived(
        "Claims only coder B had.", "claims", title="Coder B alone"
    )
    f1: float | None = c.derived(
        "F1 of the two codings before they were compared.", title="Agreement"
    )
    position: int


class RenamedTheme(Table, table=True):
    """A code that is no more, with those that took its place."""

    old_theme_id: str = c.key(kind="theme id")
    theme_ids: list[str] = c.list_of("theme", table="successor")
    since: str = c.column(kind="date")


NARROWED_BY = ("certainty", "overcome", "polarity", "project_id", "scope", "source_id", "theme_id")
"""The columns whose findings are found in the order of their ids: a page of them is read alone."""


_OVERCOME = "Of a barrier: whether it was overcome; blank where the source does not say."


class Finding(Table, table=True):
    """One claim of a source: what helped or hindered whom, and where it is said."""

    extra_constraints: ClassVar[Any] = (
        sa.CheckConstraint("(scope = 'project') = (project_id IS NOT NULL)", name="scope_project"),
        sa.CheckConstraint("overcome IS NULL OR polarity = 'barrier'", name="overcome_barrier"),
        sa.CheckConstraint(
            "(responds_to IS NULL) = (response_result IS NULL)", name="response_and_result"
        ),
        *(c.indexed("finding", name, "finding_id") for name in NARROWED_BY),
        c.indexed("finding", "theme_id", "polarity", "finding_id"),
    )
    uncoded_columns: ClassVar[tuple[str, ...]] = ("coded_by",)

    finding_id: str = c.key()
    project_id: str | None = c.reference("project", c.OF_NO_PROJECT, is_indexed=False)
    scope: str = c.code(v.SCOPE, "One named project, the programme, or one that is not named.")
    theme_id: str = c.reference(
        "theme",
        "Id of the sub-theme: theme.sub-theme.",
        title="Sub-theme",
        is_indexed=False,
    )
    parent_theme_id: str = c.PARENT_THEME_ID
    polarity: str = c.code(v.POLARITY, "Whether it helped, hindered, or neither is said.")
    certainty: str = c.code(
        v.CLAIM_CERTAINTY, "How surely the source says it of the project.", title="How surely"
    )
    effect: list[str] = c.list_of(v.EFFECT, "Of a barrier: what it did, where the source says so.")
    overcome: str | None = c.code(v.OVERCOME, _OVERCOME)
    responds_to: str | None = c.reference("finding", "Id of the barrier that it answers.")
    response_result: str | None = c.code(
        v.RESPONSE_RESULT, "Of a response: whether it worked.", title="Result"
    )
    agrees_with: list[str] = c.list_of("finding", c.AGREES_WITH, table="agreement")
    differs_from: list[str] = c.list_of("finding", c.DIFFERS_FROM, table="conflict")
    statement: str = c.column("The claim in our own words.", "statement")
    source_id: str = c.reference("source", is_indexed=False)
    paragraph: str = c.column(*c.PARAGRAPH)
    page: int | None = c.column(*c.PAGE)
    anchor: str = c.column(*c.ANCHOR)
    citation: str = c.CITATION
    reported_by: str = c.REPORTED_BY
    source_kind: str = c.SOURCE_KIND
    strand: str | None = c.STRAND
    lead_type: str | None = c.LEAD_TYPE
    areas: list[str] = c.AREAS
    coded_by: str = c.code(v.CODED_BY, "`both` coders had it, or it was `settled` after comparing.")
    note: str | None = c.column(c.NOTE)


class Chain(Table):
    """What a source says was done about a barrier, and what came of it."""

    response_id: str = c.derived("Id of the finding that answers the barrier.")
    response_statement: str = c.derived("The response in our own words.", title="What was done")
    response_theme_id: str = c.derived("Id of its sub-theme.", title="Theme of the response")
    response_citation: str = c.derived("Source, page and paragraph.", title="Response cited")
    project_id: str | None = c.derived(c.OF_NO_PROJECT)
    barrier_id: str = c.derived("Id of the finding that is answered.")
    barrier_statement: str = c.derived("The barrier in our own words.", title="What hindered")
    theme_id: str = c.derived("Id of its sub-theme.", title="Theme of the barrier")
    parent_theme_id: str = c.PARENT_THEME_ID
    barrier_citation: str = c.derived("Source, page and paragraph.", title="Barrier cited")
    response_result: str = c.derived(
        "Whether the response worked.", words=v.RESPONSE_RESULT, title="Result of the response"
    )
    overcome: str | None = c.derived(_OVERCOME, words=v.OVERCOME)
    outcome_ids: list[str] = c.derived(
        "Ids of the outcomes that belong to the response.", title="Results"
    )
    outcome_measures: list[str] = c.derived("What these outcomes measure.", title="What changed")


class Outcome(Table, table=True):
    """One quantity or direction that a source reports for a project."""

    uncoded_columns: ClassVar[tuple[str, ...]] = ("difference", "change_percent")

    outcome_id: str = c.key()
    project_id: str = c.reference("project")
    measure: str = c.column("What was measured.", "name")
    population: str | None = c.column("Of whom, or where.")
    kind: str = c.code(v.OUTCOME_KIND, "What kind of figure it is.", is_indexed=True)
    baseline: float | None = c.column("Value before, in the unit.", "number")
    value: float | None = c.column("Value after, or of the project's group, in the unit.", "number")
    comparator_value: float | None = c.column(
        "Value of the other group, in the unit.", "number", title="Comparator"
    )
    unit: str | None = c.code(v.UNIT, "What the numbers count.", is_indexed=True)
    reported_change: float | None = c.column(
        "The change, where the source gives it without base.", "number", "per cent"
    )
    difference: float | None = c.column(
        "Computed: value less baseline, or less comparator, in the unit.", "number"
    )
    change_percent: float | None = c.column(
        "Computed from baseline and value, else as reported.",
        "number",
        "per cent of the baseline",
        is_indexed=True,
        title="Change",
    )
    value_reported: str = c.column(
        "The figure or direction as the source prints it.", "anchor", title="As reported"
    )
    direction: str | None = c.code(
        v.DIRECTION, "Blank where the source reports no change.", is_indexed=True
    )
    desirability: str | None = c.code(
        v.DESIRABILITY, "Whether the change was wanted.", is_indexed=True
    )
    period: str | None = c.column("Over what time, where the source says so.")
    sample_size: int | None = c.column("Number of cases, where the source says so.", "ordinal")
    domain: str = c.code(v.DOMAIN, "What kind of thing was measured.", is_indexed=True)
    design: str = c.code(v.DESIGN, "How the figure was come by.", is_indexed=True)
    coverage: str = c.code(v.COVERAGE, "Whether the figure is of the whole project.")
    strength: str = c.derived(
        "What the recorded design, coverage and sample say of the figure: no rating of ours."
    )
    theme_id: str | None = c.reference(
        "theme", "Id of the sub-theme: theme.sub-theme.", title="Sub-theme"
    )
    parent_theme_id: str | None = c.PARENT_THEME_ID
    finding_ids: list[str] = c.list_of("finding", "Ids of the findings that it belongs to.")
    agrees_with: list[str] = c.list_of("outcome", c.AGREES_WITH, table="agreement")
    differs_from: list[str] = c.list_of("outcome", c.DIFFERS_FROM, table="conflict")
    source_id: str = c.reference("source")
    paragraph: str = c.column(*c.PARAGRAPH)
    page: int | None = c.column(*c.PAGE)
    anchor: str = c.column(*c.ANCHOR)
    citation: str = c.CITATION
    reported_by: str = c.REPORTED_BY
    source_kind: str = c.SOURCE_KIND
    strand: str | None = c.STRAND
    lead_type: str | None = c.LEAD_TYPE
    areas: list[str] = c.AREAS
    caveat: str | None = c.column("What limits the figure, in our own words.")


_THEMES = "Ids of the themes and sub-themes that it bears on."


class Recommendation(Table, table=True):
    """A recommendation, or a condition that a source says supports innovation."""

    recommendation_id: str = c.key()
    kind: str = c.code(
        v.RECOMMENDATION_KIND, "Advice, or a condition that supports innovation.", is_indexed=True
    )
    text_summary: str = c.column(*c.SUMMARY)
    theme_ids: list[str] = c.list_of("theme", _THEMES)
    source_id: str = c.reference("source")
    paragraph: str = c.column(*c.PARAGRAPH)
    page: int | None = c.column(*c.PAGE)
    anchor: str = c.column(*c.ANCHOR)
    citation: str = c.CITATION


class AuditCondition(Table, table=True):
    """A condition against which a service can audit itself."""

    condition_id: str = c.key()
    order: int = c.column("Its place in the audit.", "ordinal")
    text_summary: str = c.column(*c.SUMMARY)
    theme_ids: list[str] = c.list_of("theme", _THEMES)
    source_id: str = c.reference("source")
    paragraph: str = c.column(*c.PARAGRAPH)
    page: int | None = c.column(*c.PAGE)
    anchor: str = c.column(*c.ANCHOR)
    citation: str = c.CITATION
