"""The tables of places: authorities, regions, their neighbours, and what became of projects."""

from app.evidence import vocabulary as v
from app.evidence.models import columns as c


class Area(c.Table, table=True):
    """An authority as it stood in 2014 to 2016, a region, or England.

    Source: ONS codes and the Department for Education's numbers (Open Government Licence v3.0).
    """

    area_id: str = c.key()
    name: str = c.column("name")
    kind: str = c.word(v.AREA_KIND, is_indexed=True)
    region_id: str | None = c.reference("area.area_id")
    ons_code: str | None = c.column()
    dfe_number: str | None = c.column()
    note: str | None = c.column()


AREA_ALIAS = c.members("area_alias", Area, ("aliases", "alias"))
"""Another name of an area."""


class AreaNeighbour(c.Table, table=True):
    """One of an authority's ten statistical neighbours, by the Department for Education."""

    area_id: str = c.key_of("area.area_id")
    neighbour_id: str = c.key_of("area.area_id", is_indexed=True)
    rank: int = c.column("ordinal")
    closeness: str = c.word(v.CLOSENESS)


class ProjectEvent(c.Table, table=True):
    """What became of a project: begun, closed, continued, taken up by others, evaluated again."""

    event_id: str = c.key()
    project_id: str = c.reference("project.project_id")
    date: str | None = c.column("date")
    kind: str = c.word(v.EVENT_KIND, is_indexed=True)
    statement: str = c.column("statement")
    source_id: str | None = c.reference("source.source_id")
    paragraph: str | None = c.column("paragraph id")
    anchor: str | None = c.column("anchor")
    certainty: str = c.word(v.CERTAINTY)
    source_url: str | None = c.column("address")
