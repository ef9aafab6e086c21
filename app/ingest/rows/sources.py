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


class UncodedMentionRow(PlacedRow):
    """A paragraph that names a project and rightly has no claim of it."""

    project_id: ProjectId
    why: Text
