"""The rows of sources, of places in them, and of how they were coded."""

from typing import Annotated

from app.evidence import vocabulary as v
from app.ingest.cells import (
    Address,
    BlankText,
    Count,
    Day,
    Id,
    Listed,
    Name,
    OrBlank,
    Ordinal,
    ParagraphId,
    PartialDate,
    Sha256,
    Share,
    Text,
    ThemeId,
    word_of,
)
from app.ingest.rows.base import (
    TO_EVALUATION,
    TO_PROJECT,
    TO_SOURCE,
    TO_THEME,
    BlankPage,
    PlacedRow,
    ProjectId,
    Row,
    SourceId,
)


class SourceRow(Row):
    """A document that evidence is taken from."""

    source_id: Id
    kind: Annotated[Text, word_of(v.SOURCE_KIND)]
    reported_by: Annotated[Text, word_of(v.REPORTED_BY)]
    title: Text
    authors: Annotated[list[Name], Listed]
    published: Annotated[PartialDate | None, OrBlank]
    publisher: BlankText
    url: Annotated[Address | None, OrBlank]
    seen_on: Annotated[PartialDate | None, OrBlank]
    extent: Annotated[Annotated[str, word_of(v.EXTENT)] | None, OrBlank]
    sha256: Annotated[Sha256 | None, OrBlank]
    licence: BlankText
    note: BlankText


class ParagraphRow(Row):
    """Where a paragraph of a source stands."""

    source_id: SourceId
    paragraph: ParagraphId
    page: BlankPage
    section_id: Annotated[Id | None, OrBlank]
    heading: Text


class CitationRow(PlacedRow):
    """A document that a source cites."""

    citation_id: Id
    footnote: Annotated[Ordinal | None, OrBlank]
    title: Text
    authors: Annotated[list[Name], Listed]
    published: Annotated[PartialDate | None, OrBlank]
    publisher: BlankText
    url: Annotated[Address | None, OrBlank]
    evaluation_id: Annotated[Id | None, OrBlank, TO_EVALUATION]
    page: BlankPage
    note: BlankText


class ProgrammeFactRow(Row):
    """A fact about the programme."""

    fact: Id
    value: Text
    source_id: Annotated[Id | None, OrBlank, TO_SOURCE]
    paragraph: Annotated[ParagraphId | None, OrBlank]
    note: BlankText


class ReleaseRow(Row):
    """A release, by the day on which it was published: the latest is this one."""

    release_date: Day
    summary: Text


class CodingDecisionRow(PlacedRow):
    """How a difference between the two coders was settled."""

    decision_id: Id
    project_id: Annotated[Id | None, OrBlank, TO_PROJECT]
    coder_a: BlankText
    coder_b: BlankText
    stands: BlankText
    why: Text


class CodingAgreementRow(Row):
    """How far the two coders agreed on a theme."""

    theme_id: Annotated[ThemeId, TO_THEME]
    both_count: Count
    only_a_count: Count
    only_b_count: Count
    f1: Annotated[Share | None, OrBlank]


class FieldAgreementRow(Row):
    """How far the two coders agreed on one field of the claims that both had."""

    source: Id
    field: Text
    compared_count: Count
    agreed_count: Count


class CodedRow(PlacedRow):
    """What one of the two coders had, before they compared: as it was written down."""

    coder: Annotated[Text, word_of(v.CODER)]
    stage: Annotated[Text, word_of(v.CODING_STAGE)]
    claim: BlankText
    project_id: Annotated[Id | None, OrBlank, TO_PROJECT]


class CodedFindingRow(CodedRow):
    """A claim as one coder had it."""

    coded_finding_id: Id
    scope: BlankText
    theme_id_as_coded: BlankText
    polarity: BlankText
    certainty: BlankText
    effect: BlankText
    overcome: BlankText
    responds_to_as_coded: BlankText
    response_result: BlankText
    agrees_with_as_coded: BlankText
    differs_from_as_coded: BlankText
    statement: BlankText
    anchor: BlankText
    note: BlankText


class CodedOutcomeRow(CodedRow):
    """An outcome as one coder had it."""

    coded_outcome_id: Id
    measure: BlankText
    population: BlankText
    kind: BlankText
    baseline: BlankText
    value: BlankText
    comparator_value: BlankText
    unit: BlankText
    reported_change: BlankText
    value_reported: BlankText
    direction: BlankText
    desirability: BlankText
    period: BlankText
    sample_size: BlankText
    domain: BlankText
    design: BlankText
    coverage: BlankText
    theme_id_as_coded: BlankText
    finding_ids_as_coded: BlankText
    agrees_with_as_coded: BlankText
    differs_from_as_coded: BlankText
    anchor: BlankText
    caveat: BlankText


class UncodedMentionRow(PlacedRow):
    """A paragraph that names a project and rightly has no claim of it."""

    project_id: ProjectId
    why: Text
