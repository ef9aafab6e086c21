"""Which projects met the same: those that share most claims of one theme and polarity."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.evidence.catalogue import Catalogue
from app.evidence.models import Finding, table

MOST_SIMILAR = 5


@dataclass(frozen=True)
class Similar:
    """A project, and the sub-themes under which it met what another met."""

    project_id: str
    name: str
    themes: list[str]


def similar(session: Session, project_id: str, catalogue: Catalogue) -> list[Similar]:
    """At most five projects, that with most sub-themes in common first."""
    own, other = table(Finding).alias("own"), table(Finding).alias("other")
    shared = (
        sa.select(other.c.project_id, other.c.theme_id)
        .join(own, (own.c.theme_id == other.c.theme_id) & (own.c.polarity == other.c.polarity))
        .where(
            own.c.project_id == project_id,
            other.c.project_id.is_not(None),
            other.c.project_id != project_id,
        )
        .distinct()
    )
    themes: dict[str, list[str]] = {}
    for one, theme in session.execute(shared):
        themes.setdefault(one, []).append(catalogue.themes.labels[theme])
    ranked = sorted(themes, key=lambda one: (-len(themes[one]), one))
    return [
        Similar(one, catalogue.projects.labels[one], sorted(themes[one]))
        for one in ranked[:MOST_SIMILAR]
    ]
