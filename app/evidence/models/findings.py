"""The tables of themes, findings and outcomes: what the evaluations found, and how often."""

from typing import Any, ClassVar

import sqlalchemy as sa

from app.evidence import vocabulary as v
from app.evidence.models import columns as c


class Theme(c.Table, table=True):
    """A theme of the codebook, or with a parent one of its sub-themes."""

    theme_id: str = c.key("theme id")
    parent_id: str | None = c.reference("theme.theme_id")
    label: str = c.column("name")
    definition: str = c.column()
    report_section: str | None = c.column()
    part: str | None = c.word(v.PART)
    position: int


class RenamedTheme(c.Table, table=True):
    """A code that is no more, with those that took its place."""

    old_theme_id: str = c.key("theme id")
    since: str = c.column("date")


RENAMED_THEME_SUCCESSOR = c.members(
    "renamed_theme_successor", RenamedTheme, ("theme_ids", "theme_id"), Theme, is_indexed=False
)
"""A sub-theme that took the place of a code that is no more."""


THEME_SYNONYM = c.members("theme_synonym", Theme, ("synonyms", "synonym"))
"""An everyday way of saying a theme."""


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

    finding_id: str = c.key()
    project_id: str | None = c.reference("project.project_id", is_indexed=False)
    scope: str = c.word(v.SCOPE)
    theme_id: str = c.reference("theme.theme_id", is_indexed=False)
    polarity: str = c.word(v.POLARITY)
    certainty: str = c.word(v.CLAIM_CERTAINTY)
    overcome: str | None = c.word(v.OVERCOME)
    responds_to: str | None = c.reference("finding.finding_id")
    response_result: str | None = c.word(v.RESPONSE_RESULT)
    statement: str = c.column("statement")
    source_id: str = c.reference("source.source_id", is_indexed=False)
    paragraph: str = c.column("paragraph id")
    page: int | None = c.column("ordinal")
    anchor: str = c.column("anchor")
    coded_by: str = c.word(v.CODED_BY)
    note: str | None = c.column()


FINDING_EFFECT = c.members("finding_effect", Finding, ("effect", "effect"), v.EFFECT)
"""Something that a barrier did to a project."""


FINDING_AGREEMENT = c.members("finding_agreement", Finding, ("agrees_with", "agrees_with"), Finding)
"""A finding of another source that says the same."""


FINDING_CONFLICT = c.members("finding_conflict", Finding, ("differs_from", "differs_from"), Finding)
"""A finding of another source that differs."""


class Outcome(c.Table, table=True):
    """One quantity or direction that a source reports for one project."""

    outcome_id: str = c.key()
    project_id: str = c.reference("project.project_id")
    measure: str = c.column("name")
    population: str | None = c.column()
    kind: str = c.word(v.OUTCOME_KIND, is_indexed=True)
    baseline: float | None = c.column("number")
    value: float | None = c.column("number")
    comparator_value: float | None = c.column("number")
    unit: str | None = c.word(v.UNIT, is_indexed=True)
    reported_change: float | None = c.column("number")
    difference: float | None = c.column("number")
    change_percent: float | None = c.column("number", is_indexed=True)
    value_reported: str = c.column("anchor")
    direction: str | None = c.word(v.DIRECTION, is_indexed=True)
    desirability: str | None = c.word(v.DESIRABILITY, is_indexed=True)
    period: str | None = c.column()
    sample_size: int | None = c.column("ordinal")
    domain: str = c.word(v.DOMAIN, is_indexed=True)
    design: str = c.word(v.DESIGN, is_indexed=True)
    coverage: str = c.word(v.COVERAGE)
    theme_id: str | None = c.reference("theme.theme_id")
    source_id: str = c.reference("source.source_id")
    paragraph: str = c.column("paragraph id")
    page: int | None = c.column("ordinal")
    anchor: str = c.column("anchor")
    caveat: str | None = c.column()


OUTCOME_FINDING = c.members("outcome_finding", Outcome, ("finding_ids", "finding_id"), Finding)
"""A finding that an outcome belongs to."""


OUTCOME_AGREEMENT = c.members("outcome_agreement", Outcome, ("agrees_with", "agrees_with"), Outcome)
"""An outcome of another source that says the same."""


OUTCOME_CONFLICT = c.members("outcome_conflict", Outcome, ("differs_from", "differs_from"), Outcome)
"""An outcome of another source that differs."""


TOTAL = ":total"
"""Ends the attribute of a row that counts the findings of every kind together."""


class FindingCount(c.Table, table=True):
    """The number of findings that are alike in all that most queries ask about.

    It exists because a count over rows reads every row: three facets beside 1,000,000 findings
    take 1,454 ms without this table and 1.8 ms with it. Below 10,000 findings it buys nothing.

    `attribute` is blank for counts over all projects; else it names what is known of a project
    (`strand`, `focus` and so on), and `value` says which. A project with two values counts for
    both, so the values of an attribute are added up only where a project has one at most. A blank
    is an empty text here. The rows of `strand:total` are the sums of those of `strand` over every
    kind of finding: they have a value, and blanks for the kind.
    """

    also: ClassVar[Any] = (
        c.indexed("finding_count", "attribute", "theme_id", "polarity", "value"),
    )

    attribute: str = c.key("text")
    value: str = c.key("text")
    theme_id: str = c.key("text")
    polarity: str = c.key("text")
    overcome: str = c.key("text")
    scope: str = c.key("text")
    source_id: str = c.key("text")
    finding_count: int
