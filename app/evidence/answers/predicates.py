"""Which values the rows of a list have: what a filter narrows by, and what a facet counts."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.evidence.catalogue import Catalogue
from app.evidence.models import Theme, table

THEME = table(Theme).c


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

    @property
    def may_repeat(self) -> bool:
        """Whether a row may have one value several times, in several rows of the other table."""
        if self.owner is None:
            return False
        table = self.owner.table
        names = {self.owner.name, self.value.name} if self.value.table is table else set()
        is_unique = isinstance(table, sa.Table) and set(table.primary_key.columns.keys()) <= names
        return self.is_theme or not is_unique

    def any_of(self, values: tuple[str, ...], catalogue: Catalogue) -> sa.ColumnElement[bool]:
        """Whether a row has one of the values; a theme takes its sub-themes along."""
        has_one = self.value.in_(self.values(values, catalogue))
        if self.owner is None:
            return has_one
        owners = sa.select(self.owner).where(has_one, self.owner.is_not(None), *self.only)
        return self.key.in_(owners)

    def values(self, asked: tuple[str, ...], catalogue: Catalogue) -> list[str]:
        """The values that a row may have to be among those that are asked for."""
        return with_sub_themes(asked, catalogue) if self.is_theme else list(asked)

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
        if self.is_theme:
            within = _WITHIN.alias()
            ties.append(within.c.theme_id == value)
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
