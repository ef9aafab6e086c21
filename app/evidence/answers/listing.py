"""How any list is answered: one select, narrowed, counted, put in order and cut into pages."""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import contains, in_order
from app.errors import Problem, QueryError
from app.evidence.answers.memberships import Membership
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Condition, Query, Resource
from app.evidence.records import Record

Columns = dict[str, Any]
Shape = Callable[[Columns, Catalogue], Columns]
"""Turns a row of the tables into a public row."""

ROWS_AT_ONCE = 1_000


@dataclass(frozen=True)
class Listing:
    """How one resource is read from the tables."""

    resource: Resource
    rows: sa.Select[Any]
    sorts: Mapping[str, sa.ColumnElement[Any]]
    memberships: Mapping[str, Membership]
    shape: Shape
    searched: sa.ColumnElement[str] | None = None
    quantities: Mapping[str, sa.ColumnElement[float]] = field(default_factory=dict)

    @property
    def record(self) -> type[Record]:
        """What its public rows are."""
        return self.resource.record

    @property
    def key(self) -> sa.ColumnElement[Any]:
        """The column that names a row."""
        return self.sorts[self.resource.key]

    def has_any(
        self, name: str, values: tuple[str, ...], catalogue: Catalogue
    ) -> sa.ColumnElement[bool]:
        """Whether a row has one of the values of a filter."""
        if name == "q" and self.searched is not None:
            return sa.or_(*(contains(self.searched, text) for text in values))
        return self.memberships[name].any_of(values, catalogue)


@dataclass(frozen=True)
class Answer:
    """One page of what the evidence says."""

    count: int
    records: list[Columns]
    next_cursor: str | None


def selected(record: Columns, query: Query) -> Columns:
    """The columns of a public row that a query asks for."""
    return {column: record[column] for column in query.columns} if query.fields else record


def answer(session: Session, listing: Listing, query: Query, catalogue: Catalogue) -> Answer:
    """A page of the list, with the exact length of the whole.

    Raises QueryError where the cursor belongs to another query or another release.
    """
    narrowed = narrow(listing, query, catalogue)
    counted = narrowed.with_only_columns(listing.key).order_by(None).subquery()
    count = session.scalar(sa.select(sa.func.count()).select_from(counted)) or 0
    page = _ordered(listing, query, narrowed).limit(query.page_size + 1)
    if query.cursor:
        page = page.where(_after(listing, query, _read_cursor(query, catalogue)))
    found = [dict(row) for row in session.execute(page).mappings()]
    shown = found[: query.page_size]
    last = _cursor(query, shown[-1], catalogue) if len(found) > len(shown) else None
    return Answer(count, [listing.shape(row, catalogue) for row in shown], last)


def stream(
    session: Session, listing: Listing, query: Query, catalogue: Catalogue
) -> Iterator[Columns]:
    """Every row of the list, in order, a few at a time: an export is the whole answer."""
    whole = _ordered(listing, query, narrow(listing, query, catalogue))
    found = session.execute(whole.execution_options(yield_per=ROWS_AT_ONCE))
    for row in found.mappings():
        yield selected(listing.shape(dict(row), catalogue), query)


def narrow(listing: Listing, query: Query, catalogue: Catalogue) -> sa.Select[Any]:
    """The rows that a query leaves of a list."""
    clauses = [_clause(listing, condition, catalogue) for condition in query.conditions]
    return listing.rows.where(*clauses)


def _clause(listing: Listing, condition: Condition, catalogue: Catalogue) -> sa.ColumnElement[bool]:
    name, values = condition.filter.name, condition.values
    match condition.operator:
        case "gte":
            return listing.quantities[name] >= float(values[0])
        case "lte":
            return listing.quantities[name] <= float(values[0])
        case "any":
            return listing.has_any(name, values, catalogue)
        case "all":
            return sa.and_(*(listing.has_any(name, (value,), catalogue) for value in values))
        case "none":
            # A blank is none of the values, where SQL would say that it is unknown.
            has_any = listing.has_any(name, values, catalogue)
            return sa.not_(sa.func.coalesce(has_any, sa.false()))


def _ordered(listing: Listing, query: Query, rows: sa.Select[Any]) -> sa.Select[Any]:
    return rows.order_by(
        *(in_order(listing.sorts[name], is_descending=down) for name, down in query.order)
    )


def _after(listing: Listing, query: Query, last: list[Any]) -> sa.ColumnElement[bool]:
    """Whether a row comes after the last one shown, blanks being last."""
    later: sa.ColumnElement[bool] = sa.false()
    for (name, is_descending), value in reversed(list(zip(query.order, last, strict=True))):
        column = listing.sorts[name]
        if value is None:
            later = sa.and_(column.is_(None), later)
        else:
            beyond = column < value if is_descending else column > value
            later = sa.or_(beyond, column.is_(None), sa.and_(column == value, later))
    return later


def _cursor(query: Query, last: Columns, catalogue: Catalogue) -> str:
    place = [_mark(query, catalogue), *(last[name] for name, _ in query.order)]
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def _read_cursor(query: Query, catalogue: Catalogue) -> list[Any]:
    written = query.cursor or ""
    last: list[Any]
    try:
        padded = written + "=" * (-len(written) % 4)
        mark, *last = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError):
        mark, last = None, []
    is_ours = len(last) == len(query.order) and mark == _mark(query, catalogue)
    if not is_ours or not all(isinstance(v, str | int | float | None) for v in last):
        right = (
            "this cursor belongs to another question or an earlier release. "
            "Ask again without it, and follow the cursors of that answer."
        )
        raise QueryError([Problem("foreign-cursor", "query parameter cursor", right)])
    return last


def _mark(query: Query, catalogue: Catalogue) -> str:
    asked = json.dumps([catalogue.release, query.resource.name, query.narrowing.pairs, query.sort])
    return hashlib.sha256(asked.encode()).hexdigest()[:16]
