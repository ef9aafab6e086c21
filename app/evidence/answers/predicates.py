"""Which rows have the values that a filter asks for, and what a facet counts."""

import operator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.evidence.catalogue import Catalogue
from app.evidence.models import Area, Theme, table
from app.evidence.queries import Condition
from app.evidence.queries.quantities import first_day, last_day

THEME, AREA = table(Theme).c, table(Area).c


@dataclass(frozen=True)
class Predicate:
    """The values of a row, in a column of its own or in another table.

    `key` is a column of the list. In another table, `owner` holds the same key, and `only` says
    which of its rows count.
    """

    key: sa.ColumnElement[Any]
    value: sa.ColumnElement[Any]
    owner: sa.ColumnElement[Any] | None = None
    only: tuple[sa.ColumnElement[bool], ...] = ()
    is_theme: bool = False
    is_area: bool = False

    @property
    def may_repeat(self) -> bool:
        """Whether a row may have one value several times, in several rows of the other table."""
        if self.owner is None:
            return False
        table = self.owner.table
        names = {self.owner.name, self.value.name} if self.value.table is table else set()
        is_unique = isinstance(table, sa.Table) and set(table.primary_key.columns.keys()) <= names
        return self.is_theme or self.is_area or not is_unique

    @property
    def has_one_value(self) -> bool:
        """Whether a row has one value at most, so that the counts of all values add up."""
        if self.is_theme or self.is_area:
            return False
        if self.owner is None:
            return True
        table = self.owner.table
        return isinstance(table, sa.Table) and [*table.primary_key] == [self.owner]

    def any_of(self, values: tuple[str, ...], catalogue: Catalogue) -> sa.ColumnElement[bool]:
        """Whether a row has one of the values; a theme takes its sub-themes along."""
        has_one = self.value.in_(self.values(values, catalogue))
        if self.owner is None:
            return has_one
        owners = sa.select(self.owner).where(has_one, self.owner.is_not(None), *self.only)
        return self.key.in_(owners)

    def values(self, asked: tuple[str, ...], catalogue: Catalogue) -> list[str]:
        """The values that a row may have to be among those that are asked for."""
        if self.is_area:
            return sorted({part for value in asked for part in catalogue.with_parts(value)})
        return with_sub_themes(asked, catalogue) if self.is_theme else list(asked)

    def has_any(self) -> sa.ColumnElement[bool]:
        """Whether a row has a value at all: a blank is none."""
        if self.owner is None:
            return self.value.is_not(None)
        owners = sa.select(self.owner).where(
            self.value.is_not(None), self.owner.is_not(None), *self.only
        )
        return self.key.in_(owners)

    def counted(self, narrowed: sa.Subquery) -> tuple[sa.ColumnElement[Any], list[Any]]:
        """The value to count by, and what ties its table to the rows that a query left.

        A row of a sub-theme counts for the sub-theme and for its theme.
        """
        ties: list[Any] = []
        value = self.value
        if self.owner is None:
            value = narrowed.c[str(self.value.key)]
        else:
            ties += [narrowed.c[str(self.key.key)] == self.owner, *self.only]
        if self.is_theme or self.is_area:
            within = (_WITHIN if self.is_theme else _WITHIN_AREA).alias()
            ties.append(next(iter(within.c)) == value)
            value = within.c.within
        return value, ties


def own(column: sa.ColumnElement[Any]) -> Predicate:
    """The value stands in a column of the row itself."""
    return Predicate(column, column)


def own_theme(column: sa.ColumnElement[Any]) -> Predicate:
    """The sub-theme stands in a column of the row itself."""
    return Predicate(column, column, is_theme=True)


def with_sub_themes(values: tuple[str, ...], catalogue: Catalogue) -> list[str]:
    """The themes with their sub-themes, each once."""
    return sorted({theme for value in values for theme in catalogue.with_sub_themes(value)})


_WITHIN = sa.union_all(
    sa.select(THEME.theme_id, THEME.theme_id.label("within")),
    sa.select(THEME.theme_id, THEME.parent_id).where(THEME.parent_id.is_not(None)),
).subquery("within")
"""Each sub-theme with itself and with the theme that it counts towards."""


_COUNTRY_TABLE = table(Area).alias("country")
_COUNTRY = _COUNTRY_TABLE.c
_WITHIN_AREA = sa.union_all(
    sa.select(AREA.area_id, AREA.area_id.label("within")),
    sa.select(AREA.area_id, AREA.region_id).where(
        AREA.region_id.is_not(None), AREA.region_id != AREA.area_id
    ),
    sa.select(AREA.area_id, _COUNTRY.area_id).select_from(
        table(Area).join(
            _COUNTRY_TABLE, sa.and_(_COUNTRY.kind == "country", AREA.kind != "country")
        )
    ),
).subquery("within_area")
"""Each area with itself, its region and the country."""


_COMPARE = {"gt": operator.gt, "gte": operator.ge, "lt": operator.lt, "lte": operator.le}


def compared(column: sa.ColumnElement[Any], condition: Condition) -> sa.ColumnElement[bool]:
    """Whether a number or a date is as a condition says; a blank never is."""
    if condition.filter.accepts == "date":
        return sa.or_(*(_as_date(column, condition.operator, each) for each in condition.values))
    # As a column of whole numbers, PostgreSQL would round what it is compared with.
    numbers = [sa.literal(float(value), sa.Double) for value in condition.values]
    compare = _COMPARE.get(condition.operator)
    clause: sa.ColumnElement[bool] = compare(column, *numbers) if compare else column.in_(numbers)
    return clause


def _as_date(column: sa.ColumnElement[Any], how: str, value: str) -> sa.ColumnElement[bool]:
    """A date may be known by its year alone: it is as asked if all the days it may mean are."""
    first, last = _padded(column, "-01-01"), _padded(column, "-12-31")
    match how:
        case "gt":
            return first > last_day(value)
        case "gte":
            return first >= first_day(value)
        case "lt":
            return last < first_day(value)
        case "lte":
            return last <= last_day(value)
        case _:
            return sa.and_(first >= first_day(value), last <= last_day(value))


def _padded(column: sa.ColumnElement[Any], rest: str) -> sa.ColumnElement[str]:
    """A year or a month with the rest of a day. A year may stand in a column of numbers."""
    text = column.cast(sa.String)
    return text.concat(sa.func.substr(rest, sa.func.length(text) - 3))
