"""How themes, advice, sources, facts and codings are read."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from app.database import joined
from app.evidence import models as m
from app.evidence import queries
from app.evidence.answers.counts import COUNTS
from app.evidence.answers.listing import Listing
from app.evidence.answers.projects import own_columns, together
from app.evidence.vocabulary import POLARITY

SOURCE, FACT, OUTCOME = (m.table(each).c for each in (m.Source, m.ProgrammeFact, m.Outcome))


RECOMMENDATION_LISTING = Listing(queries.RECOMMENDATIONS, sa.select(*own_columns(m.Recommendation)))
AUDIT_CONDITION_LISTING = Listing(
    queries.AUDIT_CONDITIONS, sa.select(*own_columns(m.AuditCondition))
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
_SOURCES = sa.select(
    *own_columns(m.Source),
    _PROJECTS_OF_SOURCE.scalar_subquery().label("project_count"),
    _FINDINGS_OF_SOURCE.scalar_subquery().label("finding_count"),
    _OUTCOMES_OF_SOURCE.scalar_subquery().label("outcome_count"),
)

_PARAGRAPH = m.table(m.Paragraph)
_SAME_PLACE: Any = sa.and_(
    _PARAGRAPH.c.source_id == FACT.source_id, _PARAGRAPH.c.paragraph == FACT.paragraph
)
_FACTS = sa.select(*FACT, _PARAGRAPH.c.page).select_from(
    m.table(m.ProgrammeFact).outerjoin(_PARAGRAPH, _SAME_PLACE)
)

_PRINCIPLE, _EXAMPLE = m.table(m.Principle), m.table(m.ProjectPrinciple).c
_EXAMPLES = (
    sa.select(_EXAMPLE.project_id)
    .where(_EXAMPLE.principle_id == _PRINCIPLE.c.principle_id)
    .order_by(_EXAMPLE.project_id)
)
_PRINCIPLES = sa.select(*_PRINCIPLE.c, joined(_EXAMPLES, _PRINCIPLE).label("project_ids"))


def _named(name: str, model: type[SQLModel]) -> sa.Select[Any]:
    """The rows of a table, named by all that its key is made of."""
    own = m.table(model)
    return sa.select(*own.c, together(*own.primary_key).label(name))


THEME, AGREEMENT = m.table(m.Theme).c, m.table(m.CodingAgreement).c

_SUB = m.table(m.Theme).alias("sub_theme")
_WITH_SUB_THEMES = (
    sa.select(_SUB.c.theme_id)
    .where(sa.or_(_SUB.c.theme_id == THEME.theme_id, _SUB.c.parent_id == THEME.theme_id))
    .correlate(m.table(m.Theme))
)


def _count(counted: sa.ColumnElement[Any], of: sa.Table, *which: Any) -> sa.ScalarSelect[int]:
    within = of.c.theme_id.in_(_WITH_SUB_THEMES)
    return sa.select(counted).select_from(of).where(within, *which).scalar_subquery()


def _findings_that_are(polarity: str) -> sa.ScalarSelect[int]:
    total = sa.func.coalesce(sa.func.sum(COUNTS.finding_count), 0)
    return _count(
        total, m.table(m.FindingCount), COUNTS.attribute == "", COUNTS.polarity == polarity
    )


def _projects_on() -> sa.ScalarSelect[int]:
    of_projects = (COUNTS.attribute == "project", COUNTS.value != "")
    return _count(sa.func.count(COUNTS.value.distinct()), m.table(m.FindingCount), *of_projects)


_THEMES = Listing(
    resource=queries.THEMES,
    rows=sa.select(
        *own_columns(m.Theme),
        _projects_on().label("project_count"),
        *(_findings_that_are(polarity).label(f"{polarity}_count") for polarity in POLARITY.codes),
        _count(sa.func.count(), m.table(m.Outcome)).label("outcome_count"),
        *(column for column in AGREEMENT if column.name != "theme_id"),
    ).select_from(
        m.table(m.Theme).outerjoin(m.table(m.CodingAgreement), AGREEMENT.theme_id == THEME.theme_id)
    ),
)


LISTINGS = (
    _THEMES,
    RECOMMENDATION_LISTING,
    AUDIT_CONDITION_LISTING,
    Listing(queries.SOURCES, _SOURCES),
    Listing(queries.CITATIONS, sa.select(*own_columns(m.Citation))),
    Listing(queries.PROGRAMME, _FACTS),
    Listing(queries.PRINCIPLES, _PRINCIPLES),
    Listing(queries.PARAGRAPHS, _named("place_id", m.Paragraph)),
    Listing(queries.CODING_DECISIONS, sa.select(*own_columns(m.CodingDecision))),
    Listing(queries.CODING_AGREEMENT, _named("agreement_id", m.FieldAgreement)),
    Listing(queries.UNCODED_MENTIONS, _named("mention_id", m.UncodedMention)),
    Listing(queries.CODED_FINDINGS, sa.select(*own_columns(m.CodedFinding))),
    Listing(queries.CODED_OUTCOMES, sa.select(*own_columns(m.CodedOutcome))),
)
