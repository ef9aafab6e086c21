"""The rows of themes, claims and advice."""

from typing import Annotated

from app.evidence import vocabulary as v
from app.ingest.cells import (
    Anchor,
    BlankText,
    Id,
    Listed,
    Name,
    OrBlank,
    Ordinal,
    PartialDate,
    Quantity,
    Statement,
    Text,
    ThemeId,
    To,
    word_of,
)
from app.ingest.rows.base import (
    TO_FINDING,
    TO_OUTCOME,
    TO_PROJECT,
    TO_THEME,
    BlankPage,
    PlacedRow,
    ProjectId,
    Row,
)


class ThemeRow(Row):
    """A theme or sub-theme of the codebook."""

    theme_id: ThemeId
    parent_id: Annotated[ThemeId | None, OrBlank, TO_THEME]
    label: Name
    definition: Text
    report_section: BlankText
    part: Annotated[Annotated[str, word_of(v.PART)] | None, OrBlank]
    synonyms: Annotated[list[Name], Listed]


class RenamedThemeRow(Row):
    """A code that is no more, with those that took its place."""

    old_theme_id: ThemeId
    theme_ids: Annotated[list[Annotated[ThemeId, TO_THEME]], Listed]
    since: PartialDate


class FindingRow(PlacedRow):
    """One claim of a source under one sub-theme."""

    finding_id: Id
    project_id: Annotated[Id | None, OrBlank, TO_PROJECT]
    scope: Annotated[Text, word_of(v.SCOPE)]
    theme_id: Annotated[ThemeId, TO_THEME]
    polarity: Annotated[Text, word_of(v.POLARITY)]
    certainty: Annotated[Text, word_of(v.CLAIM_CERTAINTY)]
    effect: Annotated[list[Annotated[str, word_of(v.EFFECT)]], Listed]
    overcome: Annotated[Annotated[str, word_of(v.OVERCOME)] | None, OrBlank]
    responds_to: Annotated[Id | None, OrBlank, TO_FINDING]
    response_result: Annotated[Annotated[str, word_of(v.RESPONSE_RESULT)] | None, OrBlank]
    agrees_with: Annotated[list[Annotated[Id, TO_FINDING]], Listed]
    differs_from: Annotated[list[Annotated[Id, TO_FINDING]], Listed]
    statement: Statement
    page: BlankPage
    anchor: Anchor
    coded_by: Annotated[Text, word_of(v.CODED_BY)]
    note: BlankText


class OutcomeRow(PlacedRow):
    """One quantity or direction that a source reports for a project."""

    outcome_id: Id
    project_id: ProjectId
    measure: Name
    population: BlankText
    kind: Annotated[Text, word_of(v.OUTCOME_KIND)]
    baseline: Annotated[Quantity | None, OrBlank]
    value: Annotated[Quantity | None, OrBlank]
    comparator_value: Annotated[Quantity | None, OrBlank]
    unit: Annotated[Annotated[str, word_of(v.UNIT)] | None, OrBlank]
    reported_change: Annotated[Quantity | None, OrBlank]
    value_reported: Anchor
    direction: Annotated[Annotated[str, word_of(v.DIRECTION)] | None, OrBlank]
    desirability: Annotated[Annotated[str, word_of(v.DESIRABILITY)] | None, OrBlank]
    period: BlankText
    sample_size: Annotated[Ordinal | None, OrBlank]
    domain: Annotated[Text, word_of(v.DOMAIN)]
    design: Annotated[Text, word_of(v.DESIGN)]
    coverage: Annotated[Text, word_of(v.COVERAGE)]
    theme_id: Annotated[ThemeId | None, OrBlank, TO_THEME]
    finding_ids: Annotated[list[Annotated[Id, TO_FINDING]], Listed]
    agrees_with: Annotated[list[Annotated[Id, TO_OUTCOME]], Listed]
    differs_from: Annotated[list[Annotated[Id, TO_OUTCOME]], Listed]
    page: BlankPage
    anchor: Anchor
    caveat: BlankText


class RecommendationRow(PlacedRow):
    """A recommendation, or a condition that supports innovation."""

    recommendation_id: Id
    kind: Annotated[Text, word_of(v.RECOMMENDATION_KIND)]
    text_summary: Statement
    theme_ids: Annotated[list[Annotated[ThemeId, TO_THEME]], Listed]
    page: BlankPage
    anchor: Anchor


class AuditConditionRow(PlacedRow):
    """A condition against which a service can audit itself."""

    condition_id: Id
    order: Ordinal
    text_summary: Statement
    theme_ids: Annotated[list[Annotated[ThemeId, TO_THEME]], Listed]
    page: BlankPage
    anchor: Anchor


class WordFormRow(Row):
    """An acronym and its long forms, or spellings of one word: a search takes them alike."""

    forms: Text
    kind: Annotated[Text, word_of(v.WORD_FORM_KIND)]
    note: BlankText


class PrincipleRow(Row):
    """A principle of organisations that are open to innovation."""

    principle_id: Id
    label: Name
    definition: Text


class ProjectPrincipleRow(PlacedRow):
    """A project that a source gives as an example of a principle."""

    principle_id: Annotated[Id, To("principles.csv", "principle_id")]
    project_id: ProjectId
    anchor: Anchor
