"""How recommendations, audit conditions, sources, citations and facts are read."""

from typing import Any

import sqlalchemy as sa

from app.evidence.answers.counts import COUNTS
from app.evidence.answers.listing import Listing
from app.evidence.answers.predicates import Predicate
from app.evidence.answers.projects import listed, together
from app.evidence.models import (
    AuditCondition,
    AuditConditionTheme,
    Citation,
    CitationAuthor,
    CodingDecision,
    FieldAgreement,
    Outcome,
    Paragraph,
    Principle,
    ProgrammeFact,
    ProjectPrinciple,
    ProjectSource,
    Recommendation,
    RecommendationTheme,
    Source,
    SourceAuthor,
    UncodedMention,
    table,
)
from app.evidence.queries import (
    AUDIT_CONDITIONS,
    CITATIONS,
    CODING_AGREEMENT,
    CODING_DECISIONS,
    PARAGRAPHS,
    PRINCIPLES,
    PROGRAMME,
    RECOMMENDATIONS,
    SOURCES,
    UNCODED_MENTIONS,
)

RECOMMENDATION, CONDITION = table(Recommendation).c, table(AuditCondition).c
SOURCE, CITATION, FACT = table(Source).c, table(Citation).c, table(ProgrammeFact).c
OUTCOME = table(Outcome).c
RECOMMENDATION_THEME, CONDITION_THEME = (
    table(RecommendationTheme).c,
    table(AuditConditionTheme).c,
)


RECOMMENDATION_LISTING = Listing(
    resource=RECOMMENDATIONS,
    rows=sa.select(
        *RECOMMENDATION,
        listed(RecommendationTheme, "theme_id", RECOMMENDATION.recommendation_id).label(
            "theme_ids"
        ),
    ),
    predicates={
        "theme": Predicate(
            RECOMMENDATION.recommendation_id,
            RECOMMENDATION_THEME.theme_id,
            RECOMMENDATION_THEME.recommendation_id,
            is_theme=True,
        ),
    },
)

AUDIT_CONDITION_LISTING = Listing(
    resource=AUDIT_CONDITIONS,
    rows=sa.select(
        *CONDITION,
        listed(AuditConditionTheme, "theme_id", CONDITION.condition_id).label("theme_ids"),
    ),
    predicates={
        "theme": Predicate(
            CONDITION.condition_id,
            CONDITION_THEME.theme_id,
            CONDITION_THEME.condition_id,
            is_theme=True,
        ),
    },
)


_FINDINGS_OF_SOURCE = sa.select(sa.func.coalesce(sa.func.sum(COUNTS.finding_count), 0)).where(
    COUNTS.attribute == "", COUNTS.source_id == SOURCE.source_id
)
_OUTCOMES_OF_SOURCE = sa.select(sa.func.count(OUTCOME.outcome_id)).where(
    OUTCOME.source_id == SOURCE.source_id
)
_NAMED = table(ProjectSource).c
_PROJECTS_OF_SOURCE = sa.select(sa.func.count(_NAMED.project_id)).where(
    _NAMED.source_id == SOURCE.source_id, _NAMED.mention == "named"
)


SOURCE_LISTING = Listing(
    resource=SOURCES,
    rows=sa.select(
        *SOURCE,
        listed(SourceAuthor, "author", SOURCE.source_id).label("authors"),
        _PROJECTS_OF_SOURCE.scalar_subquery().label("project_count"),
        _FINDINGS_OF_SOURCE.scalar_subquery().label("finding_count"),
        _OUTCOMES_OF_SOURCE.scalar_subquery().label("outcome_count"),
    ),
)


CITATION_LISTING = Listing(
    resource=CITATIONS,
    rows=sa.select(
        *CITATION, listed(CitationAuthor, "author", CITATION.citation_id).label("authors")
    ),
)


_PARAGRAPH = table(Paragraph)
_SAME_PLACE: Any = sa.and_(
    _PARAGRAPH.c.source_id == FACT.source_id, _PARAGRAPH.c.paragraph == FACT.paragraph
)

PROGRAMME_LISTING = Listing(
    resource=PROGRAMME,
    rows=sa.select(*FACT, _PARAGRAPH.c.page).select_from(
        table(ProgrammeFact).outerjoin(_PARAGRAPH, _SAME_PLACE)
    ),
)


_PRINCIPLE, _AGREEMENT, _MENTION = (
    table(each).c for each in (Principle, FieldAgreement, UncodedMention)
)
PRINCIPLE_LISTING = Listing(
    resource=PRINCIPLES,
    rows=sa.select(
        *_PRINCIPLE,
        listed(ProjectPrinciple, "project_id", _PRINCIPLE.principle_id, "project_id").label(
            "project_ids"
        ),
    ),
)
PARAGRAPH_LISTING = Listing(
    resource=PARAGRAPHS,
    rows=sa.select(
        *_PARAGRAPH.c,
        together(_PARAGRAPH.c.source_id, _PARAGRAPH.c.paragraph).label("place_id"),
    ),
)
CODING_DECISION_LISTING = Listing(
    resource=CODING_DECISIONS, rows=sa.select(*table(CodingDecision).c)
)
CODING_AGREEMENT_LISTING = Listing(
    resource=CODING_AGREEMENT,
    rows=sa.select(
        *_AGREEMENT, together(_AGREEMENT.source, _AGREEMENT.field).label("agreement_id")
    ),
)
UNCODED_MENTION_LISTING = Listing(
    resource=UNCODED_MENTIONS,
    rows=sa.select(
        *_MENTION,
        together(_MENTION.source_id, _MENTION.paragraph, _MENTION.project_id).label("mention_id"),
    ),
)
