"""Statements by the shape of a query: queries that differ in their values alone share one.

To build a select and compile it takes ten times as long as to run it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import ReadConnection
from app.evidence.answers.compiled import CompiledSelect, Slot, compiled, rows
from app.evidence.answers.listing import Listing, length
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.evidence.release_cache import ReleaseCache

Build = Callable[[Query], sa.Select[Any]]
"""Makes the select that answers a query."""


def statement(
    connection: ReadConnection,
    asked: tuple[Listing, Query, Catalogue],
    build: Build,
    *purpose: Any,
) -> tuple[CompiledSelect, Mapping[str, Any]]:
    """The select that answers a query, and the values of its slots.

    The purpose tells apart the selects of one query: its page, its length, its facets.
    """
    listing, query, catalogue = asked
    dialect = connection.dialect

    def make() -> tuple[CompiledSelect, Mapping[str, Any]]:
        shape, given = _shape(listing, query.first, catalogue)
        key = (dialect.name, shape, *purpose)
        return _BY_SHAPE.get(catalogue, key, lambda: compiled(build(shape), dialect)), given

    # The ids that a search finds are among the values: too many to keep.
    if query.has_text:
        return make()
    return _BY_QUERY.get(catalogue, (dialect.name, query.first, *purpose), make)


_BY_SHAPE = ReleaseCache[Any, CompiledSelect]()
_BY_QUERY = ReleaseCache[Any, tuple[CompiledSelect, Mapping[str, Any]]]()


def _shape(listing: Listing, query: Query, catalogue: Catalogue) -> tuple[Query, Mapping[str, Any]]:
    """A query with slots in place of its values, and the values."""
    conditions = list(query.conditions)
    given: dict[str, Any] = {}
    for number, condition in enumerate(query.conditions):
        values = listing.values(condition, catalogue)
        if values is not None:
            slots = tuple(Slot(f"value_{number}_{place}") for place in range(len(values)))
            given.update(zip(slots, values, strict=True))
            conditions[number] = replace(condition, values=slots)
    return Query(query.resource, tuple(conditions), query.sort, page_size=query.page_size), given


def count(session: Session, listing: Listing, query: Query, catalogue: Catalogue) -> int:
    """How long the whole list is, exactly."""
    connection = ReadConnection.of(session)

    def build(shape: Query) -> sa.Select[Any]:
        return length(listing, shape, catalogue)

    asked = (listing, query.narrowing, catalogue)
    [(number,)] = rows(connection, *statement(connection, asked, build, "length"))
    return int(number)
