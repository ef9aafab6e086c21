"""How recommendations, audit conditions, sources, citations and facts are read."""

from typing import Any

import sqlalchemy as sa

from app.database import joined
from app.evidence import models as m
from app.evidence import queries
from app.evidence.answers.counts import COUNTS
from app.evidence.answers.listing import Listing
from app.evidence.answers.predicates import Predicate
from app.evidence.answers.projects import lists, together

SOURCE, CITATION, FACT = m.table(m.Source).c, m.table(m.Citation).c, m.table(m.ProgrammeFact).c
OUTCOME = m.table(m.Outcome).c


def _bearing_on(resource: queries.Resource, owner: sa.Table, themes: sa.Table) -> Listing:
    """A list whose rows bear on themes."""
    key, theme = themes.c[resource.key], themes.c.theme_id
    return Listing(
        resource=resource,
        rows=sa.select(*owner.c, *lists(owner, theme_ids=themes)),
        predicates={"theme": Predicate(owner.c[resource.key], theme, key, is_theme=True)},
    )


RECOMMENDATION_LISTING = _bearing_on(
    queries.RECOMMENDATIONS, m.table(m.Recommendation), m.RECOMMENDATION_THEME
)
AUDIT_CONDITION_LISTING = _bearing_on(
    queries.AUDIT_CONDITIONS, m.table(m.AuditCondition), m.AUDIT_CONDITION_THEME
)


_FINDINGS_OF_SOURCE = sa.select(sa.func.coalesce(sa.func.sum(COUNTS.finding_count), 0)).where(
    COUNTS.attribute == "", COUNTS.source_id == SOURCE.source_id
)
_OUTCOMES_OF_SOURCE = sa.select(sa.func.count(OUTCOME.outcome_id)).where(
    OUTCOME.source_id == SOURCE.source_id
)
_NAMED = m.table(m.ProjectSource).c
_PROJECTS_OF_SOURCE = sa.select(sa.func.count(_NAMED.project_id)).where(
    _NAMED.source_id == SOURCE.source_id, _NAMED.mention == "named"
)


SOURCE_LISTING = Listing(
    resource=queries.SOURCES,
    rows=sa.select(
        *SOURCE,
        *lists(m.table(m.Source), authors=m.SOURCE_AUTHOR),
        _PROJECTS_OF_SOURCE.scalar_subquery().label("project_count"),
        _FINDINGS_OF_SOURCE.scalar_subquery().label("finding_count"),
        _OUTCOMES_OF_SOURCE.scalar_subquery().label("outcome_count"),
    ),
)


CITATION_LISTING = Listing(
    resource=queries.CITATIONS,
    rows=sa.select(*CITATION, *lists(m.table(m.Citation), authors=m.CITATION_AUTHOR)),
)


_PARAGRAPH = m.table(m.Paragraph)
_SAME_PLACE: Any = sa.and_(
    _PARAGRAPH.c.source_id == FACT.source_id, _PARAGRAPH.c.paragraph == FACT.paragraph
)

PROGRAMME_LISTING = Listing(
    resource=queries.PROGRAMME,
    rows=sa.select(*FACT, _PARAGRAPH.c.page).select_from(
        m.table(m.ProgrammeFact).outerjoin(_PARAGRAPH, _SAME_PLACE)
    ),
)


_PRINCIPLE, _EXAMPLE, _AGREEMENT, _MENTION = (
    m.table(each).c
    for each in (m.Principle, m.ProjectPrinciple, m.FieldAgreement, m.UncodedMention)
)
PRINCIPLE_LISTING = Listing(
    resource=queries.PRINCIPLES,
    rows=sa.select(
        *_PRINCIPLE,
        joined(
            sa.select(_EXAMPLE.project_id)
            .where(_EXAMPLE.principle_id == _PRINCIPLE.principle_id)
            .order_by(_EXAMPLE.project_id),
            m.table(m.Principle),
        ).label("project_ids"),
    ),
)
PARAGRAPH_LISTING = Listing(
    resource=queries.PARAGRAPHS,
    rows=sa.select(
        *_PARAGRAPH.c,
        together(_PARAGRAPH.c.source_id, _PARAGRAPH.c.paragraph).label("place_id"),
    ),
)
CODING_DECISION_LISTING = Listing(
    resource=queries.CODING_DECISIONS, rows=sa.select(*m.table(m.CodingDecision).c)
)
CODED_FINDING_LISTING = Listing(
    resource=queries.CODED_FINDINGS, rows=sa.select(*m.table(m.CodedFinding).c)
)
CODED_OUTCOME_LISTING = Listing(
    resource=queries.CODED_OUTCOMES, rows=sa.select(*m.table(m.CodedOutcome).c)
)
CODING_AGREEMENT_LISTING = Listing(
    resource=queries.CODING_AGREEMENT,
    rows=sa.select(
        *_AGREEMENT, together(_AGREEMENT.source, _AGREEMENT.field).label("agreement_id")
    ),
)
UNCODED_MENTION_LISTING = Listing(
    resource=queries.UNCODED_MENTIONS,
    rows=sa.select(
        *_MENTION,
        together(_MENTION.source_id, _MENTION.paragraph, _MENTION.project_id).label("mention_id"),
    ),
)
