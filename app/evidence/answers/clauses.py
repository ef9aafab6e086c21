"""The few ways in which a filter narrows a list."""

from typing import Any

import sqlalchemy as sa

from app.database import contains
from app.evidence.answers.listing import Clause
from app.evidence.catalogue import Catalogue


def is_one_of(column: sa.ColumnElement[Any]) -> Clause:
    """The column holds one of the values."""
    return lambda values, _catalogue: column.in_(values)


def is_within(column: sa.ColumnElement[Any]) -> Clause:
    """The column holds one of the themes, or a sub-theme of one."""
    return lambda values, catalogue: column.in_(with_sub_themes(values, catalogue))


def mentions(column: sa.ColumnElement[str]) -> Clause:
    """The column holds every word of one of the texts."""
    return lambda values, _catalogue: sa.or_(*(contains(column, text) for text in values))


def has(key: sa.ColumnElement[Any], owner: sa.ColumnElement[Any], inner: Clause) -> Clause:
    """Another table has a row that belongs to this one and that the inner clause takes."""

    def clause(values: tuple[str, ...], catalogue: Catalogue) -> sa.ColumnElement[bool]:
        owners = sa.select(owner).where(inner(values, catalogue), owner.is_not(None))
        return key.in_(owners)

    return clause


def with_sub_themes(values: tuple[str, ...], catalogue: Catalogue) -> list[str]:
    """The themes with their sub-themes, each once."""
    return sorted({theme for value in values for theme in catalogue.with_sub_themes(value)})
