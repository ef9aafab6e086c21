"""A list as it is answered: a page with the length of the whole, or every row, some at a time."""

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import ReadConnection, is_text
from app.evidence.answers.catalogue import STATE, StaleCatalogueError
from app.evidence.answers.compiled import (
    CompiledSelect,
    PreparedSelect,
    batches,
    rows,
    selected,
    statement,
)
from app.evidence.answers.cursors import cursor, read_cursor
from app.evidence.answers.listing import Listing, Row, after, length, narrow, ordered
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.evidence.records.columns import Block, by_row


@dataclass(frozen=True)
class Answer:
    """One page of what the evidence says."""

    count: int
    records: list[Row]
    next_cursor: str | None


def answer(session: Session, listing: Listing, query: Query, catalogue: Catalogue) -> Answer:
    """A page of the list, with the exact length of the whole.

    Raises QueryError where the cursor belongs to another query or another release.
    """
    return page_of(ReadConnection.of(session), listing, query, catalogue)


def page_of(
    connection: ReadConnection, listing: Listing, query: Query, catalogue: Catalogue
) -> Answer:
    """The same by one statement, which says of which release its rows are.

    Raises QueryError as `answer` does, and StaleCatalogueError.
    """
    asked = (listing, query, catalogue)
    blanks, place = _place(listing, query, catalogue)

    def build_page(shape: Query) -> sa.Select[Any]:
        head = _head(listing, shape, catalogue)
        return _page(listing, shape, blanks, catalogue).add_columns(*head)

    def build_head(shape: Query) -> sa.Select[Any]:
        return sa.select(*_head(listing, shape, catalogue))

    page, given = statement(connection, asked, build_page, "page", blanks)
    found = rows(connection, page, {**given, **place})
    # An empty page has no row that could say what it is of.
    [*_, release, texts, count] = (
        found[0] if found else selected(connection, asked, build_head, "head")[0]
    )
    if (release, texts or "") != (catalogue.release, catalogue.texts):
        raise StaleCatalogueError
    columns = page.columns[: -len(_HEAD)]
    shown, following = found[: query.page_size], None
    if len(found) > len(shown):
        following = cursor(query, dict(zip(columns, shown[-1], strict=False)), catalogue)
    return Answer(count, records(listing, columns, shown, catalogue), following)


_HEAD = ("page_release", "page_texts", "page_count")


def _place(
    listing: Listing, query: Query, catalogue: Catalogue
) -> tuple[tuple[bool, ...] | None, Mapping[str, Any]]:
    """After which row a page begins: which of its values are blank, and the values."""
    if not query.cursor:
        return None, {}
    place = read_cursor(query, listing.column, catalogue)
    values = {f"after_{number}": value for number, value in enumerate(place)}
    return tuple(value is None for value in place), values


def records(
    listing: Listing, columns: tuple[str, ...], rows: list[tuple[Any, ...]], catalogue: Catalogue
) -> list[Row]:
    """Rows of the tables as public rows. A row may have more cells than columns are named."""
    return list(by_row(listing.public(as_block(columns, rows), catalogue))) if rows else []


def as_block(columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Block:
    """Rows by column."""
    return dict(zip(columns, zip(*rows, strict=True), strict=False))


def _head(listing: Listing, query: Query, catalogue: Catalogue) -> list[sa.ColumnElement[Any]]:
    """The release, the texts and the length of the whole: the same in every row of a page."""
    state = STATE.subquery("state")
    count = length(listing, query, catalogue).scalar_subquery()
    values = (sa.select(state.c.release), sa.select(state.c.texts))
    columns = [*(value.scalar_subquery() for value in values), count]
    return [column.label(name) for column, name in zip(columns, _HEAD, strict=True)]


def _page(
    listing: Listing, query: Query, blanks: tuple[bool, ...] | None, catalogue: Catalogue
) -> sa.Select[Any]:
    """The rows of a page, and one more: by it a page knows that there is a next."""
    rows = narrow(listing, query, catalogue)
    if blanks is not None:
        rows = rows.where(after(listing, query, blanks))
    return ordered(listing, query, rows).limit(query.page_size + 1)


def first_of(
    session: Session,
    listing: Listing,
    narrowed: Mapping[str, tuple[str, ...]],
    catalogue: Catalogue,
    most: int,
) -> Answer:
    """The first rows that have any of the values of each filter, and how many have."""
    query = replace(Query.of(listing.resource, narrowed), page_size=most)
    return answer(session, listing, query, catalogue)


def count(session: Session, listing: Listing, query: Query, catalogue: Catalogue) -> int:
    """How long the whole list is, exactly."""

    def build(shape: Query) -> sa.Select[Any]:
        return length(listing, shape, catalogue)

    asked = (listing, query.narrowing, catalogue)
    [(number,)] = selected(ReadConnection.of(session), asked, build, "length")
    return int(number)


def distinct(
    session: Session, listing: Listing, query: Query, columns: tuple[str, ...], catalogue: Catalogue
) -> list[tuple[Any, ...]]:
    """The values of some columns in the whole list, each combination once, in no order."""

    def build(shape: Query) -> sa.Select[Any]:
        left = narrow(listing, shape, catalogue)
        return left.with_only_columns(*map(listing.column, columns)).distinct()

    asked = (listing, query.narrowing, catalogue)
    return selected(ReadConnection.of(session), asked, build, "distinct", columns)


def record(session: Session, listing: Listing, key: str, catalogue: Catalogue) -> Row | None:
    """One row of a list by what names it; nothing where there is none."""
    if not is_text(key):
        return None
    found = rows_of(session, listing, listing.one_row, catalogue, key=key)
    return found[0] if found else None


def rows_of(
    session: Session, listing: Listing, select: PreparedSelect, catalogue: Catalogue, **given: Any
) -> list[Row]:
    """The public rows that a select of some rows of a list finds."""
    connection = ReadConnection.of(session)
    compiled = select.compiled(connection.dialect)
    return records(listing, compiled.columns, rows(connection, compiled, given), catalogue)


def rows_with(
    session: Session,
    listing: Listing,
    narrowed: Mapping[str, tuple[str, ...]],
    catalogue: Catalogue,
) -> list[Row]:
    """Every row that has any of the values of each filter."""
    connection, query = ReadConnection.of(session), Query.of(listing.resource, narrowed)
    select, given = _whole(connection, listing, query, catalogue)
    return records(listing, select.columns, rows(connection, select, given), catalogue)


def stream(session: Session, listing: Listing, query: Query, catalogue: Catalogue) -> Iterator[Row]:
    """Every row of the list, in order: an export is the whole answer."""
    with closing(blocks(session, listing, query, catalogue)) as found:
        for block in found:
            yield from by_row(block)


def blocks(
    session: Session, listing: Listing, query: Query, catalogue: Catalogue
) -> Generator[Block]:
    """The same by column, some rows at a time."""
    connection = ReadConnection.of(session)
    select, given = _whole(connection, listing, query, catalogue)
    with closing(batches(connection, select, given)) as found:
        for batch in found:
            block = listing.public(as_block(select.columns, batch), catalogue)
            yield {name: block[name] for name in query.columns}


def _whole(
    connection: ReadConnection, listing: Listing, query: Query, catalogue: Catalogue
) -> tuple[CompiledSelect, Mapping[str, Any]]:
    def build(shape: Query) -> sa.Select[Any]:
        return ordered(listing, shape, narrow(listing, shape, catalogue))

    return statement(connection, (listing, query, catalogue), build, "whole")
