"""The tables of themes, findings, outcomes and advice: what the sources say, and how often."""

from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from app.evidence import vocabulary as v
from app.evidence.models import columns as c


class Theme(c.Table, table=True):
    """A theme of the codebook, or with a parent one of its sub-themes."""

    theme_id: str = c.key("Id: `theme` or `theme.sub-theme`.", "theme id")
    parent_id: str | None = c.reference(
        "theme.theme_id", "Of a sub-theme: the theme that it belongs to."
    )
    label: str = c.column("What a reader calls it.", "name")
    definition: str = c.column("What belongs here.")
    report_section: str | None = c.column("The heading under which the source treats it.")
    part: str | None = c.word(v.PART, "Whether it is a condition or a further barrier.")
    position: int


class RenamedTheme(c.Table, table=True):
    """A code that is no more, with those that took its place."""

    old_theme_id: str = c.key(kind="theme id")
    since: str = c.column(kind="date")


RENAMED_THEME_SUCCESSOR = c.members("renamed_theme_successor", RenamedTheme, "theme_ids", Theme)
"""A sub-theme that took the place of a code that is no more."""


THEME_SYNONYM = c.members("theme_synonym", Theme, "synonyms", "name", "Everyday ways of saying it.")


NARROWED_BY = ("certainty", "overcome", "polarity", "project_id", "scope", "source_id", "theme_id")
"""The columns whose findings are found in the order of their ids: a page of them is read alone."""


class Finding(c.Table, table=True):
    """One claim that a source makes about one project, or about the programme."""

    also: ClassVar[Any] = (
        sa.CheckConstraint("(scope = 'project') = (project_id IS NOT NULL)", name="scope_project"),
        sa.CheckConstraint("overcome IS NULL OR polarity = 'barrier'", name="overcome_barrier"),
        sa.CheckConstraint(
            "(responds_to IS NULL) = (response_result IS NULL)", name="response_and_result"
        ),
        *(c.indexed("finding", name, "finding_id") for name in NARROWED_BY),
        c.indexed("finding", "theme_id", "polarity", "finding_id"),
    )
    not_coded: ClassVar[tuple[str, ...]] = ("coded_by",)

    finding_id: str = c.key()
    project_id: str | None = c.reference("project.project_id", c.OF_NO_PROJECT, is_indexed=False)
    scope: str = c.word(v.SCOPE, "One named project, the programme, or one that is not named.")
    theme_id: str = c.reference(
        "theme.theme_id",
        "Id of the sub-theme: theme.sub-theme.",
        title="Sub-theme",
        is_indexed=False,
    )
    polarity: str = c.word(v.POLARITY, "Whether it helped, hindered, or neither is said.")
    certainty: str = c.word(
        v.CLAIM_CERTAINTY, "How surely the source says it of the project.", title="How surely"
    )
    overcome: str | None = c.word(
        v.OVERCOME, "Of a barrier: whether it was overcome; blank where the source does not say."
    )
    responds_to: str | None = c.reference(
        "finding.finding_id", "Id of the barrier that it answers."
    )
    response_result: str | None = c.word(
        v.RESPONSE_RESULT, "Of a response: whether it worked.", title="Result"
    )
    statement: str = c.column("The claim in our own words.", "statement")
    source_id: str = c.reference("source.source_id", is_indexed=False)
    paragraph: str = c.column(*c.PARAGRAPH)
    page: int | None = c.column(*c.PAGE)
    anchor: str = c.column(*c.ANCHOR)
    coded_by: str = c.word(v.CODED_BY, "`both` coders had it, or it was `settled` after comparing.")
    note: str | None = c.column(c.NOTE)


FINDING_EFFECT = c.members(
    "finding_effect",
    Finding,
    "effect",
    v.EFFECT,
    "Of a barrier: what it did, where the source says so.",
)
c.members("finding_agreement", Finding, "agrees_with", Finding, c.AGREES_WITH)
c.members("finding_conflict", Finding, "differs_from", Finding, c.DIFFERS_FROM)


class Outcome(c.Table, table=True):
    """One quantity or direction that a source reports for one project."""

    not_coded: ClassVar[tuple[str, ...]] = ("difference", "change_percent")

    outcome_id: str = c.key()
    project_id: str = c.reference("project.project_id")
    measure: str = c.column("What was measured.", "name")
    population: str | None = c.column("Of whom, or where.")
    kind: str = c.word(v.OUTCOME_KIND, "What kind of figure it is.", is_indexed=True)
    baseline: float | None = c.column("Value before, in the unit.", "number")
    value: float | None = c.column("Value after, or of the project's group, in the unit.", "number")
    comparator_value: float | None = c.column(
        "Value of the other group, in the unit.", "number", title="Comparator"
    )
    unit: str | None = c.word(v.UNIT, "What the numbers count.", is_indexed=True)
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
    direction: str | None = c.word(
        v.DIRECTION, "Blank where the source reports no change.", is_indexed=True
    )
    desirability: str | None = c.word(
        v.DESIRABILITY, "Whether the change was wanted.", is_indexed=True
    )
    period: str | None = c.column("Over what time, where the source says so.")
    sample_size: int | None = c.column("Number of cases, where the source says so.", "ordinal")
    domain: str = c.word(v.DOMAIN, "What kind of thing was measured.", is_indexed=True)
    design: str = c.word(v.DESIGN, "How the figure was come by.", is_indexed=True)
    coverage: str = c.word(v.COVERAGE, "Whether the figure is of the whole project.")
    theme_id: str | None = c.reference(
        "theme.theme_id", "Id of the sub-theme: theme.sub-theme.", title="Sub-theme"
    )
    source_id: str = c.reference("source.source_id")
    paragraph: str = c.column(*c.PARAGRAPH)
    page: int | None = c.column(*c.PAGE)
    anchor: str = c.column(*c.ANCHOR)
    caveat: str | None = c.column("What limits the figure, in our own words.")


OUTCOME_FINDING = c.members(
    "outcome_finding", Outcome, "finding_ids", Finding, "Ids of the findings that it belongs to."
)
c.members("outcome_agreement", Outcome, "agrees_with", Outcome, c.AGREES_WITH)
c.members("outcome_conflict", Outcome, "differs_from", Outcome, c.DIFFERS_FROM)


class _Counts(c.Table):
    """Numbers of findings that are alike in all that most queries ask about.

    They exist because a count over rows reads every row: three facets beside 1,000,000 findings
    take a second and a half without them. Below 10,000 findings they buy nothing.
    """

    count_id: int | None = Field(default=None, primary_key=True)
    theme_id: str = c.column()
    polarity: str = c.column()
    overcome: str | None = c.column()
    scope: str = c.column()
    source_id: str = c.column()
    finding_count: int


# The indexes hold the number itself, so that what is added up is read from them alone.
class FindingTotal(_Counts, table=True):
    """The findings of all projects, counted."""

    also: ClassVar[Any] = (c.indexed("finding_total", "theme_id", "polarity", "finding_count"),)


class FindingCount(_Counts, table=True):
    """The findings of each project, counted; where there is none, those that name no project."""

    also: ClassVar[Any] = (
        c.indexed("finding_count", "project_id", "polarity", "theme_id", "finding_count"),
        c.indexed("finding_count", "theme_id", "polarity", "project_id", "finding_count"),
    )

    project_id: str | None = c.column()


_THEMES = "Ids of the themes and sub-themes that it bears on."


class Recommendation(c.Table, table=True):
    """A recommendation, or a condition that a source says supports innovation."""

    recommendation_id: str = c.key()
    kind: str = c.word(
        v.RECOMMENDATION_KIND, "Advice, or a condition that supports innovation.", is_indexed=True
    )
    text_summary: str = c.column(*c.SUMMARY)
    source_id: str = c.reference("source.source_id")
    paragraph: str = c.column(*c.PARAGRAPH)
    page: int | None = c.column(*c.PAGE)
    anchor: str = c.column(*c.ANCHOR)


RECOMMENDATION_THEME = c.members(
    "recommendation_theme", Recommendation, "theme_ids", Theme, _THEMES
)


class AuditCondition(c.Table, table=True):
    """A condition against which a service can audit itself."""

    condition_id: str = c.key()
    order: int = c.column("Its place in the audit.", "ordinal")
    text_summary: str = c.column(*c.SUMMARY)
    source_id: str = c.reference("source.source_id")
    paragraph: str = c.column(*c.PARAGRAPH)
    page: int | None = c.column(*c.PAGE)
    anchor: str = c.column(*c.ANCHOR)


AUDIT_CONDITION_THEME = c.members(
    "audit_condition_theme", AuditCondition, "theme_ids", Theme, _THEMES
)


class Principle(c.Table, table=True):
    """One of Glisson's five principles of organisations that are open to innovation."""

    principle_id: str = c.key()
    label: str = c.column("What a reader calls it.", "name")
    definition: str = c.column("What it means.")


class ProjectPrinciple(c.Table, table=True):
    """A project that a source gives as an example of a principle."""

    principle_id: str = c.key_of("principle.principle_id")
    project_id: str = c.key_of("project.project_id", is_indexed=True)
    source_id: str = c.column(kind="id")
    paragraph: str = c.column(*c.PARAGRAPH)
    anchor: str = c.column(*c.ANCHOR)
