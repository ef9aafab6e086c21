"""How recommendations, audit conditions, sources, citations and facts are read."""

from typing import Any

import sqlalchemy as sa

from app.database import joined
from app.evidence.answers.counts import COUNTS
from app.evidence.answers.listing import Listing
from app.evidence.answers.predicates import Predicate
from app.evidence.answers.projects import lists, together
from app.evidence.models import (
    AUDIT_CONDITION_THEME,
    CITATION_AUTHOR,
    RECOMMENDATION_THEME,
    SOURCE_AUTHOR,
    AuditCondition,
    Citation,
    CodedFinding,
    CodedOutcome,
    CodingDecision,
    FieldAgreement,
    Outcome,
    Paragraph,
    Principle,
    ProgrammeFact,
    ProjectPrinciple,
    ProjectSource,
    Recommendation,
    Source,
    UncodedMention,
    table,
)
from app.evidence.queries import (
    AUDIT_CONDITIONS,
    CITATIONS,
    CODED_FINDINGS,
    CODED_OUTCOMES,
    CODING_AGREEMENT,
    CODING_DECISIONS,
    PARAGRAPHS,
    PRINCIPLES,
    PROGRAMME,
    RECOMMENDATIONS,
    SOURCES,
    UNCODED_MENTIONS,
    Resource,
)

SOURCE, CITATION, FACT = table(Source).c, table(Citation).c, table(ProgrammeFact).c
OUTCOME = table(Outcome).c


def _bearing_on(resource: Resource, owner: sa.Table, themes: sa.Table) -> Listing:
    """A list whose rows bear on themes."""
    key, theme = themes.c[resource.key], themes.c.theme_id
    return Listing(
        resource=resource,
        rows=sa.select(*owner.c, *lists(owner, theme_ids=themes)),
        predicates={"theme": Predicate(owner.c[resource.key], theme, key, is_theme=True)},
    )


RECOMMENDATION_LISTING = _bearing_on(RECOMMENDATIONS, table(Recommendation), RECOMMENDATION_THEME)
AUDIT_CONDITION_LISTING = _bearing_on(
    AUDIT_CONDITIONS, table(AuditCondition), AUDIT_CONDITION_THEME
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
        *lists(table(Source), authors=SOURCE_AUTHOR),
        _PROJECTS_OF_SOURCE.scalar_subquery().label("project_count"),
        _FINDINGS_OF_SOURCE.scalar_subquery().label("finding_count"),
        _OUTCOMES_OF_SOURCE.scalar_subquery().label("outcome_count"),
    ),
)


CITATION_LISTING = Listing(
    resource=CITATIONS,
    rows=sa.select(*CITATION, *lists(table(Citation), authors=CITATION_AUTHOR)),
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


_PRINCIPLE, _EXAMPLE, _AGREEMENT, _MENTION = (
    table(each).c for each in (Principle, ProjectPrinciple, FieldAgreement, UncodedMention)
)
PRINCIPLE_LISTING = Listing(
    resource=PRINCIPLES,
    rows=sa.select(
        *_PRINCIPLE,
        joined(
            sa.select(_EXAMPLE.project_id)
            .where(_EXAMPLE.principle_id == _PRINCIPLE.principle_id)
            .order_by(_EXAMPLE.project_id),
            table(Principle),
        ).label("project_ids"),
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
CODED_FINDING_LISTING = Listing(resource=CODED_FINDINGS, rows=sa.select(*table(CodedFinding).c))
CODED_OUTCOME_LISTING = Listing(resource=CODED_OUTCOMES, rows=sa.select(*table(CodedOutcome).c))
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
