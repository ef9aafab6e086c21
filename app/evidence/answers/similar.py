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
    connection = ReadConnection.of(session)
    nearest = [key for (key,) in _NEAREST.rows(connection, project_id=project_id)]
    themes: dict[str, list[str]] = {key: [] for key in nearest}
    for key in nearest:
        for (theme,) in _SHARED_THEMES.rows(connection, project_id=project_id, other_id=key):
            themes[key].append(catalogue.themes.labels[theme])
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
    sa.select(_OTHER.c.value)
    .join_from(_MET, _OTHER, _IS_SAME)
    .where(_OTHER.c.attribute == "project", _OTHER.c.value != "", _OTHER.c.value != _PROJECT_ID)
)
_COUNT = sa.func.count(_OTHER.c.theme_id.distinct())
_NEAREST = PreparedSelect(
    _SHARED.group_by(_OTHER.c.value).order_by(_COUNT.desc(), _OTHER.c.value).limit(MAX_SIMILAR)
)
_OTHER_ID = slot("other_id", _OWN.c.value)
_SHARED_THEMES = PreparedSelect(
    _SHARED.with_only_columns(_OTHER.c.theme_id).where(_OTHER.c.value == _OTHER_ID).distinct()
)
