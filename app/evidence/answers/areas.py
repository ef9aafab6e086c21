"""How areas, the events of projects, and what each source says of each project are read."""

import sqlalchemy as sa

from app.database import joined
from app.evidence import models as m
from app.evidence.answers.listing import Listing
from app.evidence.answers.predicates import Predicate
from app.evidence.answers.projects import (
    AREA,
    NAMED,
    NEIGHBOUR,
    SOURCE,
    WORKED_IN,
    own_columns,
    together,
)
from app.evidence.queries import AREAS, EVENTS, PROJECT_SOURCES

_NEAR = sa.select(NEIGHBOUR.neighbour_id).where(NEIGHBOUR.area_id == AREA.area_id)
_WORKED = sa.select(WORKED_IN.project_id).where(WORKED_IN.area_id == AREA.area_id)

_AREAS = Listing(
    resource=AREAS,
    rows=sa.select(
        *own_columns(m.Area),
        joined(_NEAR.order_by(NEIGHBOUR.rank), m.table(m.Area)).label("neighbour_ids"),
        joined(_WORKED.order_by(WORKED_IN.project_id), m.table(m.Area)).label("project_ids"),
    ),
    predicates={
        "area": Predicate(AREA.area_id, AREA.area_id, is_area=True),
        "near": Predicate(AREA.area_id, NEIGHBOUR.area_id, NEIGHBOUR.neighbour_id),
    },
)


def _claims(of: sa.Table) -> sa.ScalarSelect[int]:
    """How many claims of the project are from the source."""
    own = of.c
    same = (own.project_id == NAMED.project_id, own.source_id == NAMED.source_id)
    return sa.select(sa.func.count()).select_from(of).where(*same).scalar_subquery()


_PROJECT_SOURCES = Listing(
    resource=PROJECT_SOURCES,
    rows=sa.select(
        *m.table(m.ProjectSource).c,
        together(NAMED.project_id, NAMED.source_id).label("project_source_id"),
        _claims(m.table(m.Finding)).label("finding_count"),
        _claims(m.table(m.Outcome)).label("outcome_count"),
    ),
    predicates={
        "reported_by": Predicate(NAMED.source_id, SOURCE.reported_by, SOURCE.source_id),
        "source_kind": Predicate(NAMED.source_id, SOURCE.kind, SOURCE.source_id),
    },
)

LISTINGS = (_AREAS, _PROJECT_SOURCES, Listing(EVENTS, sa.select(*own_columns(m.ProjectEvent))))
