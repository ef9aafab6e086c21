"""Which projects met the same: those that share most claims of one theme and polarity."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import ReadConnection
from app.evidence.answers.compiled import PreparedSelect, slot
from app.evidence.catalogue import Catalogue
from app.evidence.models import FindingCount, table

MAX_SIMILAR = 5


@dataclass(frozen=True)
class Similar:
    """A project, and the sub-themes under which it met what another met."""

    project_id: str
    name: str
    themes: list[str]


def similar(session: Session, project_id: str, catalogue: Catalogue) -> list[Similar]:
    """At most five projects, that with most sub-themes in common first."""
    themes: dict[str, list[str]] = {}
    for key, theme in _NEAREST.rows(ReadConnection.of(session), project_id=project_id):
        themes.setdefault(key, []).append(catalogue.themes.labels[theme])
    return [
        Similar(key, catalogue.projects.labels[key], sorted(shared))
        for key, shared in themes.items()
    ]


_OWN, _OTHER = (table(FindingCount).alias(name) for name in ("own", "other"))
_PROJECT_ID = slot("project_id", _OWN.c.value)
_MET = (
    sa.select(_OWN.c.theme_id, _OWN.c.polarity)
    .where(_OWN.c.attribute == "project", _OWN.c.value == _PROJECT_ID)
    .distinct()
    .subquery("met")
)
_IS_SAME = (_OTHER.c.theme_id == _MET.c.theme_id) & (_OTHER.c.polarity == _MET.c.polarity)
_SHARED = (
    sa.select(_OTHER.c.value, _OTHER.c.theme_id)
    .distinct()
    .join_from(_MET, _OTHER, _IS_SAME)
    .where(_OTHER.c.attribute == "project", _OTHER.c.value != "", _OTHER.c.value != _PROJECT_ID)
    .cte("shared")
)
_COUNT = sa.func.count().label("theme_count")
_NEAR = (
    sa.select(_SHARED.c.value, _COUNT)
    .group_by(_SHARED.c.value)
    .order_by(_COUNT.desc(), _SHARED.c.value)
    .limit(MAX_SIMILAR)
    .subquery("near")
)
_NEAREST = PreparedSelect(
    sa.select(_SHARED.c.value, _SHARED.c.theme_id)
    .join(_NEAR, _NEAR.c.value == _SHARED.c.value)
    .order_by(_NEAR.c.theme_count.desc(), _SHARED.c.value)
)
