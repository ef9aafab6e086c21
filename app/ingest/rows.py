"""What one valid row of each data file is."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from app.evidence import vocabulary as v
from app.ingest.cells import (
    Address,
    Anchor,
    BlankText,
    Count,
    Id,
    Listed,
    Name,
    OrBlank,
    Ordinal,
    ParagraphId,
    PartialDate,
    Quantity,
    Sha256,
    Share,
    Statement,
    Text,
    ThemeId,
    To,
    word_of,
)

TO_ORGANISATION = To("organisations.csv", "organisation_id")
TO_PROJECT = To("projects.csv", "project_id")
TO_SOURCE = To("sources.csv", "source_id")
TO_THEME = To("themes.csv", "theme_id")
TO_EVALUATION = To("evaluations.csv", "evaluation_id")
TO_AREA = To("areas.csv", "area_id")
TO_FINDING = To("findings.csv", "finding_id")
TO_OUTCOME = To("outcomes.csv", "outcome_id")

ProjectId = Annotated[Id, TO_PROJECT]
SourceId = Annotated[Id, TO_SOURCE]
BlankPage = Annotated[Ordinal | None, OrBlank]
"""A web page has no printed pages."""


class Row(BaseModel):
    """One row of a data file, every cell of it checked."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class OrganisationRow(Row):
    """A body that led or evaluated a project, or that ran the programme."""

    organisation_id: Id
    name: Name
    kind: Annotated[Text, word_of(v.ORGANISATION_KIND)]
    note: BlankText


class ProjectRow(Row):
    """A project that the programme funded in Wave 1."""

    project_id: Id
    name: Name
    lead_organisation_id: Annotated[Id | None, OrBlank, TO_ORGANISATION]
    # Two or three bodies may lead: a filter that knew the first alone would leave projects out.
    joint_lead_ids: Annotated[list[Annotated[Id, TO_ORGANISATION]], Listed]
    lead_type: Annotated[Annotated[str, word_of(v.LEAD_TYPE)] | None, OrBlank]
    strand: Annotated[Text, word_of(v.STRAND)]
    focus: Annotated[list[Annotated[str, word_of(v.FOCUS)]], Listed]
    target_population: BlankText
    areas: Annotated[list[Annotated[Id, TO_AREA]], Listed]
    funding_gbp: Annotated[Count | None, OrBlank]
    funding_note: BlankText
    summary: BlankText
    certainty: Annotated[Text, word_of(v.CERTAINTY)]
    source_url: Annotated[list[Address], Listed]
    note: BlankText


class ProjectAliasRow(Row):
    """Another name of a project."""

    project_id: ProjectId
    alias: Name


class EvaluationRow(Row):
    """An evaluation report of a project."""

    evaluation_id: Id
    project_id: ProjectId
    title: BlankText
    authors: Annotated[list[Name], Listed]
    published: Annotated[PartialDate | None, OrBlank]
    series_number: BlankText
    evaluator_ids: Annotated[list[Annotated[Id, TO_ORGANISATION]], Listed]
    source_url: Annotated[Address | None, OrBlank]
    certainty: Annotated[Text, word_of(v.CERTAINTY)]
    isbn: BlankText
    doi: BlankText
    design: Annotated[list[Annotated[str, word_of(v.DESIGN)]], Listed]
    comparison_group: Annotated[Annotated[str, word_of(v.YES_NO)] | None, OrBlank]
    sample: BlankText
    period: BlankText
    note: BlankText


class AreaRow(Row):
    """An authority as it stood in 2014 to 2016, a region, or England."""

    area_id: Id
    name: Name
    kind: Annotated[Text, word_of(v.AREA_KIND)]
    region_id: Annotated[Id | None, OrBlank, TO_AREA]
    ons_code: BlankText
    dfe_number: BlankText
    aliases: Annotated[list[Name], Listed]
    note: BlankText


class AreaNeighbourRow(Row):
    """One of an authority's ten statistical neighbours."""

    area_id: Annotated[Id, TO_AREA]
    neighbour_id: Annotated[Id, TO_AREA]
    rank: Ordinal
    closeness: Annotated[Text, word_of(v.CLOSENESS)]


class ProjectSourceRow(Row):
    """Whether a source names a project, and whether its claims about it are coded."""

    project_id: ProjectId
    source_id: SourceId
    mention: Annotated[Text, word_of(v.MENTION)]


class ProjectEventRow(Row):
    """What became of a project."""

    event_id: Id
    project_id: ProjectId
    date: Annotated[PartialDate | None, OrBlank]
    kind: Annotated[Text, word_of(v.EVENT_KIND)]
    statement: Statement
    source_id: Annotated[Id | None, OrBlank, TO_SOURCE]
    paragraph: Annotated[ParagraphId | None, OrBlank]
    anchor: Annotated[Anchor | None, OrBlank]
    certainty: Annotated[Text, word_of(v.CERTAINTY)]
    source_url: Annotated[Address | None, OrBlank]


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


class PlacedRow(Row):
    """A row that says where in a source it is taken from."""

    source_id: SourceId
    paragraph: ParagraphId


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


class ProgrammeFactRow(Row):
    """A fact about the programme."""

    fact: Id
    value: Text
    source_id: Annotated[Id | None, OrBlank, TO_SOURCE]
    paragraph: Annotated[ParagraphId | None, OrBlank]
    note: BlankText


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
