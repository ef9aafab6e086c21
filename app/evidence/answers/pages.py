"""A list as it is answered: a page with the length of the whole, or every row, some at a time.

A page begins at a cursor, which is bound to its release, its question and its place.
"""

import base64
import hashlib
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from typing import Any

import orjson
import sqlalchemy as sa

from app.database import CompiledSelect, Rows, Session, Slot, compiled, is_text
from app.errors import Problem, QueryError
from app.evidence.answers.catalogue import STATE, StaleCatalogueError
from app.evidence.answers.listing import Listing, Row, after, length, narrow, ordered
from app.evidence.answers.lists import LISTINGS, listing_of
from app.evidence.catalogue import Catalogue, ReleaseCache
from app.evidence.queries import RESOURCES, Query
from app.evidence.records import Block, by_row

Narrowed = Mapping[str, tuple[str, ...]]
"""The values of each filter of which a row has any."""


@dataclass(frozen=True)
class Answer:
    """One page of what the evidence says."""

    count: int
    records: list[Row]
    next_cursor: str | None


def answer(session: Session, query: Query, catalogue: Catalogue) -> Answer:
    """A page of the list with the exact length of the whole, by one statement.

    Raises QueryError where the cursor belongs to another query or another release, and
    StaleCatalogueError where the rows do.
    """
    blanks, place = _place(query, catalogue)

    def page(listing: Listing, shape: Query, catalogue: Catalogue) -> sa.Select[Any]:
        """The rows of a page, and one more: by it a page knows that there is a next."""
        left = narrow(listing, shape, catalogue).add_columns(*_head(listing, shape, catalogue))
        left = left if blanks is None else left.where(after(listing, shape, blanks))
        return ordered(listing, shape, left).limit(shape.page_size + 1)

    select, given = _statement(session, query, catalogue, page, "page", blanks)
    found = session.rows(select, {**given, **place})
    # An empty page has no row that could say what it is of.
    [*_, release, texts, count] = (
        found[0] if found else selected(session, query, catalogue, _only_head, "head")[0]
    )
    if (release, texts) != catalogue.state:
        raise StaleCatalogueError
    listing, shown, following = listing_of(query), found[: query.page_size], None
    if len(found) > len(shown):
        following = cursor(query, dict(zip(listing.names, shown[-1], strict=False)), catalogue)
    return Answer(count, records(listing, shown, catalogue), following)


_HEAD = ("page_release", "page_texts", "page_count")


def _place(query: Query, catalogue: Catalogue) -> tuple[tuple[bool, ...] | None, Mapping[str, Any]]:
    """After which row a page begins: which of its values are blank, and the values."""
    if not query.cursor:
        return None, {}
    place = unbound(query.cursor, _question(query, catalogue))
    values = {f"after_{number}": value for number, value in enumerate(place)}
    return tuple(value is None for value in place), values


def records(listing: Listing, rows: Rows, catalogue: Catalogue) -> list[Row]:
    """Rows of the tables as public rows."""
    return list(by_row(_public(listing, rows, catalogue))) if rows else []


def _public(listing: Listing, rows: Rows, catalogue: Catalogue) -> Block:
    """Rows of the tables as public columns. A row of a page ends with more than its own cells."""
    return listing.public(
        dict(zip(listing.names, zip(*rows, strict=True), strict=False)), catalogue
    )


def _head(listing: Listing, query: Query, catalogue: Catalogue) -> list[sa.ColumnElement[Any]]:
    """The release, the texts and the length of the whole: the same in every row of a page."""
    state = STATE.subquery("state")
    count = length(listing, query, catalogue).scalar_subquery()
    values = (sa.select(state.c.release), sa.select(state.c.texts))
    columns = [*(value.scalar_subquery() for value in values), count]
    return [column.label(name) for column, name in zip(columns, _HEAD, strict=True)]


def _only_head(listing: Listing, query: Query, catalogue: Catalogue) -> sa.Select[Any]:
    return sa.select(*_head(listing, query, catalogue))


def first_of(
    session: Session, name: str, narrowed: Narrowed, catalogue: Catalogue, most: int
) -> Answer:
    """The first rows that have any of the values of each filter, and how many have."""
    query = replace(Query.of(RESOURCES[name], narrowed), page_size=most)
    return answer(session, query, catalogue)


def count(session: Session, query: Query, catalogue: Catalogue) -> int:
    """How long the whole list is, exactly."""
    [(number,)] = selected(session, query.narrowing, catalogue, length, "length")
    return int(number)


def distinct(
    session: Session, query: Query, columns: tuple[str, ...], catalogue: Catalogue
) -> Rows:
    """The values of some columns in the whole list, each combination once, in no order."""

    def build(listing: Listing, shape: Query, catalogue: Catalogue) -> sa.Select[Any]:
        left = narrow(listing, shape, catalogue)
        return left.with_only_columns(*map(listing.column, columns)).distinct()

    return selected(session, query.narrowing, catalogue, build, "distinct", columns)


def record(session: Session, name: str, key: str, catalogue: Catalogue) -> Row | None:
    """One row of a list by what names it; nothing where there is none."""
    listing = LISTINGS[name]
    found = session.fetched(listing.one_row, key=key) if is_text(key) else []
    return records(listing, found, catalogue)[0] if found else None


def rows_with(session: Session, name: str, narrowed: Narrowed, catalogue: Catalogue) -> list[Row]:
    """Every row of a list that has any of the values of each filter."""
    query = Query.of(RESOURCES[name], narrowed)
    found = selected(session, query, catalogue, _whole, "whole")
    return records(LISTINGS[name], found, catalogue)


def stream(session: Session, query: Query, catalogue: Catalogue) -> Iterator[Row]:
    """Every row of the list, in order: an export is the whole answer."""
    with closing(blocks(session, query, catalogue)) as found:
        for block in found:
            yield from by_row(block)


def blocks(session: Session, query: Query, catalogue: Catalogue) -> Generator[Block]:
    """The same by column, some rows at a time."""
    select, given = _statement(session, query, catalogue, _whole, "whole")
    with closing(session.batches(select, given)) as found:
        for batch in found:
            block = _public(listing_of(query), batch, catalogue)
            yield {name: block[name] for name in query.columns}


def _whole(listing: Listing, query: Query, catalogue: Catalogue) -> sa.Select[Any]:
    return ordered(listing, query, narrow(listing, query, catalogue))


Build = Callable[[Listing, Query, Catalogue], sa.Select[Any]]
"""Makes the select that answers a query."""


def selected(
    session: Session, query: Query, catalogue: Catalogue, build: Build, *purpose: Any
) -> Rows:
    """The rows of the select that answers a query."""
    return session.rows(*_statement(session, query, catalogue, build, *purpose))


def _statement(
    session: Session, query: Query, catalogue: Catalogue, build: Build, *purpose: Any
) -> tuple[CompiledSelect, Mapping[str, Any]]:
    """The select that answers a query, and the values of its slots.

    The purpose tells apart the selects of one query: its page, its length, its facets.
    """
    listing, dialect = listing_of(query), session.dialect
    shape, given = _shape(listing, query, catalogue)

    def make() -> CompiledSelect:
        return compiled(build(listing, shape, catalogue), dialect)

    return _BY_SHAPE.get(catalogue, (dialect.name, shape, *purpose), make), given


_BY_SHAPE = ReleaseCache[Any, CompiledSelect]()


def _shape(listing: Listing, query: Query, catalogue: Catalogue) -> tuple[Query, dict[str, Any]]:
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


LONGEST_CURSOR = 4_000


def cursor(query: Query, last: Mapping[str, Any], catalogue: Catalogue) -> str:
    """What leads to the page after a row."""
    place = [last[name] for name, _ in query.order]
    return bound(place, _question(query, catalogue), catalogue.release)


def bound(place: list[Any], question: bytes, release: str) -> str:
    """A place in the answer to a question as a cursor, which is of no use for any other.

    It names the release: where that is kept, the pages that follow are still of the same one.
    """
    written = orjson.dumps([_mark(place, question), release, *place])
    return base64.urlsafe_b64encode(written).decode().rstrip("=")


def unbound(written: str, question: bytes) -> list[Any]:
    """The place that a cursor leads to.

    Raises QueryError where the cursor belongs to another question.
    """
    mark, _, *place = _parts(written)
    if mark != _mark(place, question):
        message = (
            "This cursor belongs to another query or an earlier release. "
            "Ask again without it, and follow the cursors of that answer."
        )
        raise QueryError([Problem("foreign-cursor", "query parameter cursor", message)])
    return place


def release_of(written: str) -> str | None:
    """The release that a cursor names, if it is one."""
    _, release, *_ = _parts(written)
    return release if isinstance(release, str) else None


def _parts(written: str) -> list[Any]:
    if len(written) <= LONGEST_CURSOR:
        with suppress(ValueError, TypeError):
            padded = written + "=" * (-len(written) % 4)
            mark, release, *place = orjson.loads(base64.b64decode(padded, b"-_", validate=True))
            return [mark, release, *place]
    return [None, None]


def _mark(place: list[Any], question: bytes) -> str:
    return hashlib.sha256(question + orjson.dumps(place)).hexdigest()[:16]


def _question(query: Query, catalogue: Catalogue) -> bytes:
    """A question and the release that it is asked of."""
    narrowing = query.narrowing.pairs
    return orjson.dumps([catalogue.release, query.resource.name, narrowing, query.sort])
