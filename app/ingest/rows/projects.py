"""The rows of projects, the bodies that led them, their places and what became of them."""

from typing import Annotated

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
    Statement,
    Text,
    word_of,
)
from app.ingest.rows.base import (
    TO_AREA,
    TO_ORGANISATION,
    TO_SOURCE,
    ProjectId,
    Row,
    SourceId,
)


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
