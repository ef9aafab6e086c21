"""A release of the evidence as it is read: its rows, and the names of what they are about."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from app.database import CompiledSelect, Rows, Session, Slot, compiled, is_text
from app.evidence.answers.cursors import cursor, cursor_values
from app.evidence.answers.derived_columns import LIST_SELECTS, list_select_of
from app.evidence.answers.list_select import ListSelect, Row, after, length, narrow, ordered
from app.evidence.catalogue import Catalogue
from app.evidence.queries import EVIDENCE_LISTS, Query
from app.evidence.queries.query import Values
from app.evidence.records import Block, by_row
from app.evidence.release_cache import cached_in_release

Build = Callable[[ListSelect, Query, Catalogue], sa.Select[Any]]
"""Makes the select that answers a query."""


@dataclass(frozen=True)
class RowPage:
    """One page of what the evidence says."""

    count: int
    records: list[Row]
    next_cursor: str | None


@dataclass(frozen=True)
class Release:
    """The evidence of one release: `session` reads its rows, `catalogue` knows its names.

    Lists are narrowed by values of their filters: `release.rows("findings", polarity="barrier")`.
    """

    session: Session
    catalogue: Catalogue

    @property
    def name(self) -> str:
        """What the release is called: the version of the program and a hash of the data."""
        return self.catalogue.release

    def rows(self, name: str, /, **narrowed: Values) -> list[Row]:
        """Every row of a list that has any of the values of each filter."""
        rows = self.selected(Query.of(EVIDENCE_LISTS[name], **narrowed), _whole, "whole")
        return self.records(LIST_SELECTS[name], rows)

    def record(self, name: str, key: str) -> Row | None:
        """One row of a list by what names it; nothing where there is none."""
        list_select = LIST_SELECTS[name]
        rows = self.session.fetched(list_select.one_row, key=key) if is_text(key) else []
        return self.records(list_select, rows)[0] if rows else None

    def first(self, name: str, most: int, /, **narrowed: Values) -> RowPage:
        """The first rows that have any of the values of each filter, and how many have."""
        return self.page(replace(Query.of(EVIDENCE_LISTS[name], **narrowed), page_size=most))

    def page(self, query: Query) -> RowPage:
        """A page of the list with the exact length of the whole, by one statement.

        Raises QueryError where the cursor belongs to another query or another release.
        """
        place = cursor_values(query, self.catalogue)
        blanks = tuple(value is None for value in place)

        def build(list_select: ListSelect, shape: Query, catalogue: Catalogue) -> sa.Select[Any]:
            """The rows of a page, and one more: by it a page knows that there is a next."""
            count = length(list_select, shape, catalogue).scalar_subquery().label("page_count")
            left = narrow(list_select, shape, catalogue).add_columns(count)
            left = left.where(after(list_select, shape, blanks)) if blanks else left
            return ordered(list_select, shape, left).limit(shape.page_size + 1)

        select, given = self._statement(query, build, "page", blanks)
        values = {f"after_{number}": value for number, value in enumerate(place)}
        rows = self.session.rows(select, {**given, **values})
        # An empty page has no row that could say how long the list is.
        count = rows[0][-1] if rows else self.count(query)
        list_select, shown, following = list_select_of(query), rows[: query.page_size], None
        if len(rows) > len(shown):
            last = dict(zip(list_select.names, shown[-1], strict=False))
            following = cursor(query, last, self.catalogue)
        return RowPage(count, self.records(list_select, shown), following)

    def count(self, query: Query) -> int:
        """How long the whole list is, exactly."""
        [(number,)] = self.selected(query.narrowing, length, "length")
        return int(number)

    def distinct(self, query: Query, *columns: str) -> Rows:
        """The values of some columns in the whole list, each combination once, in no order."""

        def build(list_select: ListSelect, shape: Query, catalogue: Catalogue) -> sa.Select[Any]:
            left = narrow(list_select, shape, catalogue)
            return left.with_only_columns(*map(list_select.column, columns)).distinct()

        return self.selected(query.narrowing, build, "distinct", columns)

    def stream(self, query: Query) -> Iterator[Row]:
        """Every row of the list, in order: an export is the whole answer."""
        with closing(self.blocks(query)) as blocks:
            for block in blocks:
                yield from by_row(block)

    def blocks(self, query: Query) -> Generator[Block]:
        """The same by column, some rows at a time."""
        select, given = self._statement(query, _whole, "whole")
        with closing(self.session.batches(select, given)) as batches:
            for batch in batches:
                block = self._public(list_select_of(query), batch)
                yield {name: block[name] for name in query.columns}

    def records(self, list_select: ListSelect, rows: Rows) -> list[Row]:
        """Rows of the tables as public rows."""
        return list(by_row(self._public(list_select, rows))) if rows else []

    def selected(self, query: Query, build: Build, *purpose: Any) -> Rows:
        """The rows of the select that answers a query.

        The purpose tells apart the selects of one query: its page, its length, its facets.
        """
        return self.session.rows(*self._statement(query, build, *purpose))

    def _public(self, list_select: ListSelect, rows: Rows) -> Block:
        """Rows of the tables as public columns. A row of a page ends with more than its cells."""
        columns = dict(zip(list_select.names, zip(*rows, strict=True), strict=False))
        return list_select.public(columns, self.catalogue)

    def _statement(
        self, query: Query, build: Build, *purpose: Any
    ) -> tuple[CompiledSelect, Mapping[str, Any]]:
        """The select that answers a query, and the values of its slots."""
        list_select, dialect = list_select_of(query), self.session.dialect
        values = [list_select.values(condition, self.catalogue) for condition in query.conditions]
        given: dict[str, Any] = {
            _slot(number, place): value
            for number, some in enumerate(values)
            for place, value in enumerate(some or ())
        }

        def make() -> CompiledSelect:
            return compiled(build(list_select, _shape(query, values), self.catalogue), dialect)

        # Of values that are given later, a statement knows how many there are.
        conditions = tuple(
            (condition.parameter, condition.values if some is None else len(some))
            for condition, some in zip(query.conditions, values, strict=True)
        )
        of_list = (query.evidence_list.name, conditions, query.sort, query.page_size)
        key = (dialect.name, *of_list, *purpose)
        return cached_in_release(self.catalogue, "statements", key, make), given


def _whole(list_select: ListSelect, query: Query, catalogue: Catalogue) -> sa.Select[Any]:
    return ordered(list_select, query, narrow(list_select, query, catalogue))


def _slot(number: int, place: int) -> Slot:
    return Slot(f"value_{number}_{place}")


def _shape(query: Query, values: Sequence[Sequence[str] | None]) -> Query:
    """A query with slots in place of its values."""
    conditions = tuple(
        condition
        if some is None
        else replace(condition, values=tuple(_slot(number, place) for place in range(len(some))))
        for number, (condition, some) in enumerate(zip(query.conditions, values, strict=True))
    )
    return Query(query.evidence_list, conditions, query.sort, page_size=query.page_size)
