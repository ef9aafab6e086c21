"""How themes, advice, sources, facts and codings are read."""

from typing import Any

import sqlalchemy as sa

from app.database import joined
from app.evidence import models as m
from app.evidence import queries
from app.evidence.answers.listing import Listing, own_rows
from app.evidence.answers.predicates import COUNTS
from app.evidence.vocabulary import POLARITY

SOURCE, FACT, OUTCOME = (m.table(each).c for each in (m.Source, m.ProgrammeFact, m.Outcome))


RECOMMENDATION_LISTING, AUDIT_CONDITION_LISTING = (
    Listing(resource, own_rows(resource))
    for resource in (queries.RECOMMENDATIONS, queries.AUDIT_CONDITIONS)
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
_SOURCES = own_rows(
    queries.SOURCES,
    _PROJECTS_OF_SOURCE.scalar_subquery().label("project_count"),
    _FINDINGS_OF_SOURCE.scalar_subquery().label("finding_count"),
    _OUTCOMES_OF_SOURCE.scalar_subquery().label("outcome_count"),
)

_PARAGRAPH = m.table(m.Paragraph)
_SAME_PLACE: Any = sa.and_(
    _PARAGRAPH.c.source_id == FACT.source_id, _PARAGRAPH.c.paragraph == FACT.paragraph
)
_FACTS = own_rows(queries.PROGRAMME, _PARAGRAPH.c.page).select_from(
    m.table(m.ProgrammeFact).outerjoin(_PARAGRAPH, _SAME_PLACE)
)

_PRINCIPLE, _EXAMPLE = m.table(m.Principle), m.table(m.ProjectPrinciple).c
_EXAMPLES = (
    sa.select(_EXAMPLE.project_id)
    .where(_EXAMPLE.principle_id == _PRINCIPLE.c.principle_id)
    .order_by(_EXAMPLE.project_id)
)
_PRINCIPLES = own_rows(queries.PRINCIPLES, joined(_EXAMPLES, _PRINCIPLE).label("project_ids"))


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
    rows=own_rows(
        queries.THEMES,
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
    Listing(queries.PROGRAMME, _FACTS),
    Listing(queries.PRINCIPLES, _PRINCIPLES),
)
