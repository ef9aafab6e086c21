"""The tables of places: authorities, regions, their neighbours, and what became of projects."""

from typing import Any, ClassVar

from app.evidence.models.columns import (
    Table,
    blank_reference,
    blank_text,
    key,
    members,
    place_in_source,
    reference,
    text,
    word_of,
)
from app.evidence.vocabulary import AREA_KIND, CERTAINTY, CLOSENESS, EVENT_KIND


class Area(Table, table=True):
    """An authority as it stood in 2014 to 2016, a region, or England.

    Source: ONS codes and the Department for Education's numbers (Open Government Licence v3.0).
    """

    __table_args__: ClassVar[Any] = (word_of(AREA_KIND),)

    area_id: str = key()
    name: str = text()
    kind: str = text(is_indexed=True)
    region_id: str | None = blank_reference("area.area_id")
    ons_code: str | None = blank_text()
    dfe_number: str | None = blank_text()
    note: str | None = blank_text()


AREA_ALIAS = members("area_alias", Area, "alias")
"""Another name of an area."""


class AreaNeighbour(Table, table=True):
    """One of an authority's ten statistical neighbours, by the Department for Education."""

    __table_args__: ClassVar[Any] = (word_of(CLOSENESS),)

    area_id: str = key("area.area_id")
    neighbour_id: str = key("area.area_id", is_indexed=True)
    rank: int
    closeness: str = text()


class ProjectEvent(Table, table=True):
    """What became of a project: begun, closed, continued, taken up by others, evaluated again."""

    __table_args__: ClassVar[Any] = (word_of(EVENT_KIND), word_of(CERTAINTY), place_in_source())

    event_id: str = key()
    project_id: str = reference("project.project_id")
    date: str | None = blank_text()
    kind: str = text(is_indexed=True)
    statement: str = text()
    source_id: str | None = blank_reference("source.source_id")
    paragraph: str | None = blank_text()
    anchor: str | None = blank_text()
    certainty: str = text()
    source_url: str | None = blank_text()
