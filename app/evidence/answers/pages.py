"""A page of a list: its rows, how long the whole is, and where the next page begins."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import Snapshot, in_order
from app.evidence.answers.catalogue import STATE, state
from app.evidence.answers.cursors import cursor, read_cursor
from app.evidence.answers.listing import (
    AFTER,
    Columns,
    Listing,
    after,
    length,
    narrow,
    ordered,
)
from app.evidence.answers.statements import Statement, rows, statement
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.evidence.records.blocks import Block, by_row
from app.evidence.remembered import Remembered


@dataclass(frozen=True)
class Answer:
    """One page of what the evidence says."""

    count: int
    records: list[Columns]
    next_cursor: str | None


def answer(
    opened: Session | Snapshot, listing: Listing, query: Query, catalogue: Catalogue
) -> Answer:
    """A page of the list, with the exact length of the whole.

    Raises QueryError where the cursor belongs to another query or another release.
    """
    read = opened if isinstance(opened, Snapshot) else Snapshot.of(opened)
    blanks, given = _place(listing, query, catalogue)
    asked = _prepared(read.dialect, listing, query.first, blanks, catalogue)
    found = rows(read, asked.page, given)
    [[count]] = rows(read, asked.count)
    return Answer(count, *_shown(listing, query, catalogue, asked.page.columns, found))


def answer_of(
    read: Snapshot, listing: Listing, query: Query, catalogue: Catalogue
) -> Answer | None:
    """The same, where the release that is seen is the one of the names; else nothing.

    Raises QueryError where the cursor belongs to another query or another release.
    """
    if not read.is_far:
        is_seen = is_of(read, catalogue)
        return answer(read, listing, query, catalogue) if is_seen else None
    blanks, given = _place(listing, query, catalogue)
    asked = _prepared_whole(read.dialect, listing, query.first, blanks, catalogue)
    found = rows(read, asked, given)
    if not found or found[0][:2] != (catalogue.release, catalogue.texts or None):
        return None
    own = len(_OF_ALL_ROWS)
    columns, count = asked.columns[own:], found[0][own - 1]
    key = columns.index(listing.resource.key)
    page = [row[own:] for row in found if row[own + key] is not None]
    return Answer(count, *_shown(listing, query, catalogue, columns, page))


def is_of(read: Snapshot, catalogue: Catalogue) -> bool:
    """Whether the names are of the release that is seen."""
    return state(read) == (catalogue.release, catalogue.texts)


def _shown(
    listing: Listing,
    query: Query,
    catalogue: Catalogue,
    columns: tuple[str, ...],
    found: list[tuple[Any, ...]],
) -> tuple[list[Columns], str | None]:
    """The rows of a page as public rows, and what leads to the next page where there is one."""
    shown, following = found[: query.page_size], None
    if len(found) > len(shown):
        following = cursor(query, dict(zip(columns, shown[-1], strict=True)), catalogue)
    return records(listing, columns, shown, catalogue), following


def _place(
    listing: Listing, query: Query, catalogue: Catalogue
) -> tuple[tuple[bool, ...] | None, Mapping[str, Any]]:
    """After which row a page begins: which of its values are blank, and the values."""
    if not query.cursor:
        return None, {}
    place = read_cursor(query, listing.sorts, catalogue)
    given = {f"{AFTER}{number}": value for number, value in enumerate(place)}
    return tuple(value is None for value in place), given


def records(
    listing: Listing, columns: tuple[str, ...], rows: list[tuple[Any, ...]], catalogue: Catalogue
) -> list[Columns]:
    """Rows of the tables as public rows."""
    if listing.block_shape and rows:
        block = listing.block_shape(as_block(columns, rows), catalogue)
        return list(by_row(block))
    return [listing.shape(dict(zip(columns, row, strict=True)), catalogue) for row in rows]


def as_block(columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Block:
    """Rows by column."""
    return dict(zip(columns, zip(*rows, strict=True), strict=True))


@dataclass(frozen=True)
class Prepared:
    """The statements that answer a question."""

    page: Statement
    count: Statement


MOST_PARTS = 16
_PREPARED = Remembered[Any, Prepared]()


def _prepared(
    dialect: sa.Dialect,
    listing: Listing,
    query: Query,
    blanks: tuple[bool, ...] | None,
    catalogue: Catalogue,
) -> Prepared:
    """The statements of a question, written once for each release."""

    def prepare() -> Prepared:
        page = _page(listing, query, blanks, catalogue)
        count = length(listing, query, catalogue)
        return Prepared(statement(page, dialect), statement(count, dialect))

    return _PREPARED.of(catalogue, (dialect.name, query, blanks), prepare)


_OF_ALL_ROWS = ("release", "texts", "length")
"""What each row of a whole answer begins with; where no row is shown there is one, all blank."""
_WHOLE = Remembered[Any, Statement]()


def _prepared_whole(
    dialect: sa.Dialect,
    listing: Listing,
    query: Query,
    blanks: tuple[bool, ...] | None,
    catalogue: Catalogue,
) -> Statement:
    """One statement that asks for all of an answer, and what it is of: one way there and back."""

    def prepare() -> Statement:
        seen = STATE.subquery("state")
        page = _page(listing, query, blanks, catalogue).subquery("page")
        count = length(listing, query, catalogue).scalar_subquery().label("length")
        whole = sa.select(seen.c.release, seen.c.texts, count, *page.c)
        joined = whole.select_from(seen.outerjoin(page, sa.true()))
        return statement(joined.order_by(*_order(page, query)), dialect)

    return _WHOLE.of(catalogue, (dialect.name, query, blanks), prepare)


def _order(rows: sa.Subquery, query: Query) -> list[sa.ColumnElement[Any]]:
    return [in_order(rows.c[name], is_descending=down) for name, down in query.order]


def _page(
    listing: Listing, query: Query, blanks: tuple[bool, ...] | None, catalogue: Catalogue
) -> sa.Select[Any]:
    """The rows of a page, and one more."""

    def first(rows: sa.Select[Any]) -> sa.Select[Any]:
        if blanks is not None:
            rows = rows.where(after(listing, query, blanks))
        return ordered(listing, query, rows).limit(query.page_size + 1)

    parts = _parts(listing, query, catalogue)
    if len(parts) < 2:
        return first(narrow(listing, query, catalogue))
    # An index has the rows of each value in order, not those of several.
    each = [sa.select(first(part).subquery(f"part_{n}")) for n, part in enumerate(parts)]
    whole = sa.union_all(*each).subquery("parts")
    return sa.select(whole).order_by(*_order(whole, query)).limit(query.page_size + 1)


def _parts(listing: Listing, query: Query, catalogue: Catalogue) -> list[sa.Select[Any]]:
    """The rows that a query leaves, apart for each value of the filter that is read in parts."""
    split_by = [c for c in query.conditions if c.filter.name == listing.parts]
    if listing.parts is None or [c.operator for c in split_by] != ["any"]:
        return []
    [condition] = split_by
    membership = listing.memberships[listing.parts]
    values = membership.values(condition.values, catalogue)
    if not 1 < len(values) <= MOST_PARTS:
        return []
    others = replace(query, conditions=tuple(c for c in query.conditions if c is not condition))
    rows = narrow(listing, others, catalogue)
    return [rows.where(membership.value == value) for value in values]
