"""How any list is answered: one select, narrowed, counted, put in order and cut into pages."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import among, in_order, is_text
from app.evidence.answers.memberships import Membership
from app.evidence.answers.tallies import ROWS, TALLY, attribute_of
from app.evidence.catalogue import Catalogue
from app.evidence.queries import TEXT, Condition, Query, Resource
from app.evidence.records import Record
from app.evidence.records.blocks import Block

Columns = dict[str, Any]
Shape = Callable[[Columns, Catalogue], Columns]
"""Turns a row of the tables into a public row."""
BlockShape = Callable[[Block, Catalogue], Block]
"""Turns rows of the tables into public rows, all of them at once."""


@dataclass(frozen=True)
class Listing:
    """How one resource is read from the tables.

    `tallies` are the filters of which the load keeps counts. `parts` is a filter whose values are
    read one by one, each in order, where several are asked for. `block_shape` does what `shape`
    does, for a list that is long.
    """

    resource: Resource
    rows: sa.Select[Any]
    sorts: Mapping[str, sa.ColumnElement[Any]]
    memberships: Mapping[str, Membership]
    shape: Shape
    quantities: Mapping[str, sa.ColumnElement[float]] = field(default_factory=dict)
    tallies: Mapping[str, Membership] = field(default_factory=dict)
    parts: str | None = None
    block_shape: BlockShape | None = None

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
        if name == TEXT:
            if catalogue.text_index is None:
                raise LookupError("These names came without the index of their release.")
            find = catalogue.text_index.ids
            return among(
                self.key, sorted({one for text in values for one in find(self.resource.name, text)})
            )
        return self.memberships[name].any_of(values, catalogue)


def selected(record: Columns, query: Query) -> Columns:
    """The columns of a public row that a query asks for."""
    return {column: record[column] for column in query.columns} if query.fields else record


def count(session: Session, listing: Listing, query: Query, catalogue: Catalogue) -> int:
    """How long the whole list is, exactly."""
    return session.scalar(length(listing, query, catalogue)) or 0


def length(listing: Listing, query: Query, catalogue: Catalogue) -> sa.Select[int]:
    tallied_rows = tallied(listing, query, (), catalogue)
    if tallied_rows is not None:
        counts = tallied_rows.subquery("tallied")
        return sa.select(sa.func.coalesce(sa.func.sum(counts.c.finding_count), 0))
    keys = narrow(listing, query, catalogue).with_only_columns(listing.key).subquery()
    return sa.select(sa.func.count()).select_from(keys)


def tallied(
    listing: Listing, query: Query, counted_by: Iterable[str], catalogue: Catalogue
) -> sa.Select[Any] | None:
    """The counts whose sum is the length of the list, where the load keeps such."""
    attribute = attribute_of(query, counted_by) if listing.tallies else None
    if attribute is None:
        return None
    of_tallies = replace(listing, rows=ROWS, memberships=listing.tallies)
    return narrow(of_tallies, query, catalogue).where(TALLY.attribute == attribute)


def record(session: Session, listing: Listing, key: str, catalogue: Catalogue) -> Columns | None:
    """One row of a list by what names it; nothing where there is none."""
    if not is_text(key):
        return None
    row = session.execute(listing.rows.where(listing.key == key)).mappings().one_or_none()
    return listing.shape(dict(row), catalogue) if row else None


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


def ordered(listing: Listing, query: Query, rows: sa.Select[Any]) -> sa.Select[Any]:
    """The rows in the order that a query asks for."""
    return rows.order_by(
        *(in_order(listing.sorts[name], is_descending=down) for name, down in query.order)
    )


AFTER = "after_"
"""How the parameters begin that say after which row a page begins."""


def after(listing: Listing, query: Query, blanks: tuple[bool, ...]) -> sa.ColumnElement[bool]:
    """Whether a row comes after the last one shown, blanks being last.

    `blanks` says which values of that row are blank; the values themselves are given later.
    """
    later: sa.ColumnElement[bool] = sa.false()
    for number, (name, is_descending) in reversed(list(enumerate(query.order))):
        column = listing.sorts[name]
        value = sa.bindparam(f"{AFTER}{number}", None, type_=column.type)
        if blanks[number]:
            later = sa.and_(column.is_(None), later)
            continue
        beyond = column < value if is_descending else column > value
        if name == listing.resource.key:
            later = beyond
        else:
            later = sa.or_(beyond, column.is_(None), sa.and_(column == value, later))
    return later
