"""The tables of themes, findings and outcomes: what the evaluations found, and how often."""

from typing import Any, ClassVar

import sqlalchemy as sa

from app.evidence.models.columns import (
    Table,
    blank_number,
    blank_page,
    blank_reference,
    blank_text,
    indexed,
    key,
    members,
    place_in_source,
    reference,
    text,
    word_of,
)
from app.evidence.vocabulary import (
    CLAIM_CERTAINTY,
    CODED_BY,
    COVERAGE,
    DESIGN,
    DESIRABILITY,
    DIRECTION,
    DOMAIN,
    EFFECT,
    OUTCOME_KIND,
    OVERCOME,
    PART,
    POLARITY,
    RESPONSE_RESULT,
    SCOPE,
    UNIT,
)


class Theme(Table, table=True):
    """A theme of the codebook, or with a parent one of its sub-themes."""

    __table_args__: ClassVar[Any] = (word_of(PART),)

    theme_id: str = key()
    parent_id: str | None = blank_reference("theme.theme_id")
    label: str = text()
    definition: str = text()
    report_section: str | None = blank_text()
    part: str | None = blank_text()
    position: int


class RenamedTheme(Table, table=True):
    """A code that is no more, with those that took its place."""

    old_theme_id: str = key()
    since: str = text()


RENAMED_THEME_SUCCESSOR = members(
    "renamed_theme_successor", RenamedTheme, "theme_id", Theme, is_indexed=False
)
"""A sub-theme that took the place of a code that is no more."""


THEME_SYNONYM = members("theme_synonym", Theme, "synonym")
"""An everyday way of saying a theme."""


NARROWED_BY = ("certainty", "overcome", "polarity", "project_id", "scope", "source_id", "theme_id")
"""The columns whose findings are found in the order of their ids: a page of them is read alone."""


class Finding(Table, table=True):
    """One claim that a source makes about one project, or about the programme."""

    __table_args__: ClassVar[Any] = (
        word_of(SCOPE),
        word_of(POLARITY),
        word_of(OVERCOME),
        word_of(CODED_BY),
        word_of(CLAIM_CERTAINTY),
        word_of(RESPONSE_RESULT),
        sa.CheckConstraint("(scope = 'project') = (project_id IS NOT NULL)", name="scope_project"),
        sa.CheckConstraint("overcome IS NULL OR polarity = 'barrier'", name="overcome_barrier"),
        sa.CheckConstraint(
            "(responds_to IS NULL) = (response_result IS NULL)", name="response_and_result"
        ),
        place_in_source(),
        *(indexed("finding", name, "finding_id") for name in NARROWED_BY),
        indexed("finding", "theme_id", "polarity", "finding_id"),
    )

    finding_id: str = key()
    project_id: str | None = blank_reference("project.project_id", is_indexed=False)
    scope: str = text()
    theme_id: str = reference("theme.theme_id", is_indexed=False)
    polarity: str = text()
    certainty: str = text()
    overcome: str | None = blank_text()
    responds_to: str | None = blank_reference("finding.finding_id")
    response_result: str | None = blank_text()
    statement: str = text()
    source_id: str = reference("source.source_id", is_indexed=False)
    paragraph: str = text()
    page: int | None = blank_page()
    anchor: str = text()
    coded_by: str = text()
    note: str | None = blank_text()


FINDING_EFFECT = members("finding_effect", Finding, "effect", EFFECT)
"""Something that a barrier did to a project."""


FINDING_AGREEMENT = members("finding_agreement", Finding, "agrees_with", Finding)
"""A finding of another source that says the same."""


FINDING_CONFLICT = members("finding_conflict", Finding, "differs_from", Finding)
"""A finding of another source that differs."""


class Outcome(Table, table=True):
    """One quantity or direction that a source reports for one project."""

    __table_args__: ClassVar[Any] = (
        word_of(OUTCOME_KIND),
        word_of(UNIT),
        word_of(DIRECTION),
        word_of(DESIRABILITY),
        word_of(DOMAIN),
        word_of(DESIGN),
        word_of(COVERAGE),
        place_in_source(),
    )

    outcome_id: str = key()
    project_id: str = reference("project.project_id")
    measure: str = text()
    population: str | None = blank_text()
    kind: str = text(is_indexed=True)
    baseline: float | None = blank_number()
    value: float | None = blank_number()
    comparator_value: float | None = blank_number()
    unit: str | None = blank_text(is_indexed=True)
    reported_change: float | None = blank_number()
    difference: float | None = blank_number()
    change_percent: float | None = blank_number(is_indexed=True)
    value_reported: str = text()
    direction: str | None = blank_text(is_indexed=True)
    desirability: str | None = blank_text(is_indexed=True)
    period: str | None = blank_text()
    sample_size: int | None = None
    domain: str = text(is_indexed=True)
    design: str = text(is_indexed=True)
    coverage: str = text()
    theme_id: str | None = blank_reference("theme.theme_id")
    source_id: str = reference("source.source_id")
    paragraph: str = text()
    page: int | None = blank_page()
    anchor: str = text()
    caveat: str | None = blank_text()


OUTCOME_FINDING = members("outcome_finding", Outcome, "finding_id", Finding)
"""A finding that an outcome belongs to."""


OUTCOME_AGREEMENT = members("outcome_agreement", Outcome, "agrees_with", Outcome)
"""An outcome of another source that says the same."""


OUTCOME_CONFLICT = members("outcome_conflict", Outcome, "differs_from", Outcome)
"""An outcome of another source that differs."""


TOTAL = ":total"
"""Ends the attribute of a row that counts the findings of every kind together."""


class FindingCount(Table, table=True):
    """The number of findings that are alike in all that most queries ask about.

    It exists because a count over rows reads every row: three facets beside 1,000,000 findings
    take 1,454 ms without this table and 1.8 ms with it. Below 10,000 findings it buys nothing.

    `attribute` is blank for counts over all projects; else it names what is known of a project
    (`strand`, `focus` and so on), and `value` says which. A project with two values counts for
    both, so the values of an attribute are added up only where a project has one at most. A blank
    is an empty text here. The rows of `strand:total` are the sums of those of `strand` over every
    kind of finding: they have a value, and blanks for the kind.
    """

    __table_args__: ClassVar[Any] = (
        indexed("finding_count", "attribute", "theme_id", "polarity", "value"),
    )

    attribute: str = key()
    value: str = key()
    theme_id: str = key()
    polarity: str = key()
    overcome: str = key()
    scope: str = key()
    source_id: str = key()
    finding_count: int
