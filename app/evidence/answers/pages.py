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
    seen = _in_parts(read, listing, query, catalogue)
    return Answer(seen.count, *_shown(listing, query, catalogue, seen))


def answer_of(
    read: Snapshot, listing: Listing, query: Query, catalogue: Catalogue
) -> Answer | None:
    """The same, where the release that is seen is the one of the names; else nothing.

    Raises QueryError where the cursor belongs to another query or another release.
    """
    seen = (_in_one if read.is_far else _in_parts)(read, listing, query, catalogue)
    if seen.state != (catalogue.release, catalogue.texts):
        return None
    return Answer(seen.count, *_shown(listing, query, catalogue, seen))


def is_of(read: Snapshot, catalogue: Catalogue) -> bool:
    """Whether the names are of the release that is seen."""
    return state(read) == (catalogue.release, catalogue.texts)


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as it stands in the tables, and one row more; what it is of, and how long the whole.

    Where nothing was loaded it is of no release.
    """

    state: tuple[str, str]
    count: int
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    @classmethod
    def of(
        cls, head: list[tuple[Any, ...]], columns: tuple[str, ...], rows: list[tuple[Any, ...]]
    ) -> "Seen":
        """Of the first of the rows that begin with the state and the length."""
        release, texts, count = head[0][: len(_HEAD)] if head else ("", "", 0)
        return cls((release, texts or ""), count, columns, rows)


def _shown(
    listing: Listing, query: Query, catalogue: Catalogue, seen: Seen
) -> tuple[list[Columns], str | None]:
    """The rows of a page as public rows, and what leads to the next page where there is one."""
    shown, following = seen.rows[: query.page_size], None
    if len(seen.rows) > len(shown):
        following = cursor(query, dict(zip(seen.columns, shown[-1], strict=True)), catalogue)
    return records(listing, seen.columns, shown, catalogue), following


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


MOST_PARTS = 16
_HEAD = ("release", "texts", "length")
"""What says of a page what it is of, and how long the whole list is."""
_IN_PARTS = Remembered[Any, tuple[Statement, Statement]]()
_IN_ONE = Remembered[Any, Statement]()
"""The statements of a question, written once for each release."""


def _in_parts(read: Snapshot, listing: Listing, query: Query, catalogue: Catalogue) -> Seen:
    """A page by the statements that take the database the least."""
    blanks, given = _place(listing, query, catalogue)

    def prepare() -> tuple[Statement, Statement]:
        page = _page(listing, query, blanks, catalogue)
        head = _head(STATE.subquery("state"), listing, query, catalogue)
        return statement(page, read.dialect), statement(head, read.dialect)

    key = (read.dialect.name, query.first, blanks)
    # The ids that a search finds are part of the statement: too many to keep.
    page, head = prepare() if query.has_text else _IN_PARTS.of(catalogue, key, prepare)
    return Seen.of(rows(read, head), page.columns, rows(read, page, given))


def _in_one(read: Snapshot, listing: Listing, query: Query, catalogue: Catalogue) -> Seen:
    """The same by one statement: one way there and back. Where no row is shown, one is blank."""
    blanks, given = _place(listing, query, catalogue)

    def prepare() -> Statement:
        state = STATE.subquery("state")
        page = _page(listing, query, blanks, catalogue).subquery("page")
        whole = _head(state, listing, query, catalogue).add_columns(*page.c)
        joined = whole.select_from(state.outerjoin(page, sa.true()))
        return statement(joined.order_by(*_order(page, query)), read.dialect)

    asked = (read.dialect.name, query.first, blanks)
    whole = prepare() if query.has_text else _IN_ONE.of(catalogue, asked, prepare)
    found, own = rows(read, whole, given), len(_HEAD)
    key = whole.columns.index(listing.resource.key, own)
    page = [row[own:] for row in found if row[key] is not None]
    return Seen.of(found, whole.columns[own:], page)


def _head(
    state: sa.Subquery, listing: Listing, query: Query, catalogue: Catalogue
) -> sa.Select[Any]:
    count = length(listing, query, catalogue).scalar_subquery()
    columns = (state.c.release, state.c.texts, count)
    return sa.select(*(one.label(name) for one, name in zip(columns, _HEAD, strict=True)))


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
