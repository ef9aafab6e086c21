"""How themes are read, with how often each is met and how surely it was coded."""

from typing import Any

import sqlalchemy as sa

from app.evidence.answers.listing import Listing
from app.evidence.answers.projects import own_columns
from app.evidence.models import CodingAgreement, FindingCount, Outcome, Theme, table
from app.evidence.queries import THEMES
from app.evidence.vocabulary import POLARITY

COUNTS = table(FindingCount).c
THEME, AGREEMENT = table(Theme).c, table(CodingAgreement).c

_SUB = table(Theme).alias("sub_theme")
_WITH_SUB_THEMES = (
    sa.select(_SUB.c.theme_id)
    .where(sa.or_(_SUB.c.theme_id == THEME.theme_id, _SUB.c.parent_id == THEME.theme_id))
    .correlate(table(Theme))
)


def _count(counted: sa.ColumnElement[Any], of: sa.Table, *which: Any) -> sa.ScalarSelect[int]:
    within = of.c.theme_id.in_(_WITH_SUB_THEMES)
    return sa.select(counted).select_from(of).where(within, *which).scalar_subquery()


def _findings_that_are(polarity: str) -> sa.ScalarSelect[int]:
    total = sa.func.coalesce(sa.func.sum(COUNTS.finding_count), 0)
    return _count(total, table(FindingCount), COUNTS.attribute == "", COUNTS.polarity == polarity)


def _projects() -> sa.ScalarSelect[int]:
    of_projects = (COUNTS.attribute == "project", COUNTS.value != "")
    return _count(sa.func.count(COUNTS.value.distinct()), table(FindingCount), *of_projects)


THEME_LISTING = Listing(
    resource=THEMES,
    rows=sa.select(
        *own_columns(Theme),
        _projects().label("project_count"),
        *(_findings_that_are(polarity).label(f"{polarity}_count") for polarity in POLARITY.codes),
        _count(sa.func.count(), table(Outcome)).label("outcome_count"),
        *(column for column in AGREEMENT if column.name != "theme_id"),
    ).select_from(
        table(Theme).outerjoin(table(CodingAgreement), AGREEMENT.theme_id == THEME.theme_id)
    ),
)
