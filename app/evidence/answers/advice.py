"""How recommendations, audit conditions, sources, citations and facts are read."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from app.database import split
from app.evidence.answers.findings import placed
from app.evidence.answers.listing import Columns, Listing, Shape
from app.evidence.answers.memberships import Membership, own
from app.evidence.answers.projects import listed
from app.evidence.answers.tallies import TALLY
from app.evidence.catalogue import Catalogue
from app.evidence.models import (
    AuditCondition,
    AuditConditionTheme,
    Citation,
    CitationAuthor,
    Outcome,
    Paragraph,
    ProgrammeFact,
    Recommendation,
    RecommendationTheme,
    Source,
    SourceAuthor,
    table,
)
from app.evidence.queries import (
    AUDIT_CONDITIONS,
    CITATIONS,
    PROGRAMME,
    RECOMMENDATIONS,
    SOURCES,
)
from app.evidence.records import (
    AuditConditionRecord,
    CitationRecord,
    ProgrammeFactRecord,
    RecommendationRecord,
    SourceRecord,
)
from app.evidence.vocabulary import RECOMMENDATION_KIND

RECOMMENDATION, CONDITION = table(Recommendation).c, table(AuditCondition).c
SOURCE, CITATION, FACT = table(Source).c, table(Citation).c, table(ProgrammeFact).c
OUTCOME = table(Outcome).c
RECOMMENDATION_THEME, CONDITION_THEME = (
    table(RecommendationTheme).c,
    table(AuditConditionTheme).c,
)


def _advice(record: Callable[[], list[str]]) -> Shape:
    def shape(row: Columns, catalogue: Catalogue) -> Columns:
        themes = split(row["theme_ids"])
        whole = {
            **row,
            **placed(row, catalogue),
            "theme_ids": themes,
            "theme_labels": [catalogue.themes.labels[theme] for theme in themes],
            "kind_label": RECOMMENDATION_KIND.labels.get(row.get("kind", "")),
        }
        return {column: whole[column] for column in record()}

    return shape


RECOMMENDATION_LISTING = Listing(
    resource=RECOMMENDATIONS,
    rows=sa.select(
        *RECOMMENDATION,
        listed(RecommendationTheme, "theme_id", RECOMMENDATION.recommendation_id).label(
            "theme_ids"
        ),
    ),
    sorts={name: RECOMMENDATION[name] for name in RECOMMENDATIONS.sorts},
    memberships={
        "theme": Membership(
            RECOMMENDATION.recommendation_id,
            RECOMMENDATION_THEME.theme_id,
            RECOMMENDATION_THEME.recommendation_id,
            is_theme=True,
        ),
        "kind": own(RECOMMENDATION.kind),
        "source": own(RECOMMENDATION.source_id),
    },
    shape=_advice(RecommendationRecord.columns),
)

AUDIT_CONDITION_LISTING = Listing(
    resource=AUDIT_CONDITIONS,
    rows=sa.select(
        *CONDITION,
        listed(AuditConditionTheme, "theme_id", CONDITION.condition_id).label("theme_ids"),
    ),
    sorts={name: CONDITION[name] for name in AUDIT_CONDITIONS.sorts},
    memberships={
        "theme": Membership(
            CONDITION.condition_id,
            CONDITION_THEME.theme_id,
            CONDITION_THEME.condition_id,
            is_theme=True,
        ),
        "source": own(CONDITION.source_id),
    },
    shape=_advice(AuditConditionRecord.columns),
)


_FINDINGS_OF_SOURCE = sa.select(sa.func.coalesce(sa.func.sum(TALLY.finding_count), 0)).where(
    TALLY.attribute == "", TALLY.source_id == SOURCE.source_id
)
_OUTCOMES_OF_SOURCE = sa.select(sa.func.count(OUTCOME.outcome_id)).where(
    OUTCOME.source_id == SOURCE.source_id
)


def _source(row: Columns, _catalogue: Catalogue) -> Columns:
    whole = {**row, "authors": split(row["authors"])}
    return {column: whole[column] for column in SourceRecord.columns()}


SOURCE_LISTING = Listing(
    resource=SOURCES,
    rows=sa.select(
        *SOURCE,
        listed(SourceAuthor, "author", SOURCE.source_id).label("authors"),
        _FINDINGS_OF_SOURCE.scalar_subquery().label("finding_count"),
        _OUTCOMES_OF_SOURCE.scalar_subquery().label("outcome_count"),
    ),
    sorts={name: SOURCE[name] for name in SOURCES.sorts},
    memberships={},
    shape=_source,
)


def _citation(row: Columns, catalogue: Catalogue) -> Columns:
    whole = {**row, **placed(row, catalogue), "authors": split(row["authors"])}
    return {column: whole[column] for column in CitationRecord.columns()}


CITATION_LISTING = Listing(
    resource=CITATIONS,
    rows=sa.select(
        *CITATION, listed(CitationAuthor, "author", CITATION.citation_id).label("authors")
    ),
    sorts={name: CITATION[name] for name in CITATIONS.sorts},
    memberships={"source": own(CITATION.source_id)},
    shape=_citation,
)


def _fact(row: Columns, catalogue: Catalogue) -> Columns:
    whole = {**row, **placed(row, catalogue)}
    return {column: whole[column] for column in ProgrammeFactRecord.columns()}


_PARAGRAPH = table(Paragraph)
_SAME_PLACE: Any = sa.and_(
    _PARAGRAPH.c.source_id == FACT.source_id, _PARAGRAPH.c.paragraph == FACT.paragraph
)

PROGRAMME_LISTING = Listing(
    resource=PROGRAMME,
    rows=sa.select(*FACT, _PARAGRAPH.c.page).select_from(
        table(ProgrammeFact).outerjoin(_PARAGRAPH, _SAME_PLACE)
    ),
    sorts={name: FACT[name] for name in PROGRAMME.sorts},
    memberships={},
    shape=_fact,
)
