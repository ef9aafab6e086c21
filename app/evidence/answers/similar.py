"""Which projects met the same: those that share most claims of one theme and polarity."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.evidence.catalogue import Catalogue
from app.evidence.models import FindingCount, table

MOST_SIMILAR = 5


@dataclass(frozen=True)
class Similar:
    """A project, and the sub-themes under which it met what another met."""

    project_id: str
    name: str
    themes: list[str]


def similar(session: Session, project_id: str, catalogue: Catalogue) -> list[Similar]:
    """At most five projects, that with most sub-themes in common first."""
    own, other = (table(FindingCount).alias(name) for name in ("own", "other"))
    met = (
        sa.select(own.c.theme_id, own.c.polarity)
        .where(own.c.attribute == "project", own.c.value == project_id)
        .distinct()
        .subquery("met")
    )
    same = (other.c.theme_id == met.c.theme_id) & (other.c.polarity == met.c.polarity)
    of_others = (other.c.attribute == "project", other.c.value.not_in(["", project_id]))
    shared = sa.select(other.c.value).join_from(met, other, same).where(*of_others)
    count = sa.func.count(other.c.theme_id.distinct())
    ranked = shared.group_by(other.c.value).order_by(count.desc(), other.c.value)
    nearest = session.scalars(ranked.limit(MOST_SIMILAR)).all()
    themes: dict[str, list[str]] = {one: [] for one in nearest}
    named = shared.add_columns(other.c.theme_id).where(other.c.value.in_(nearest)).distinct()
    for one, theme in session.execute(named):
        themes[one].append(catalogue.themes.labels[theme])
    return [
        Similar(one, catalogue.projects.labels[one], sorted(shared_themes))
        for one, shared_themes in themes.items()
    ]
