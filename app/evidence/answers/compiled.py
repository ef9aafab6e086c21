"""Selects compiled once for all queries of a shape, and rows straight from the driver.

SQLAlchemy takes 172 µs for a known select, this takes 60: a list page is one such select. To build
a select and compile it takes ten times as long as to run it.
"""

from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from app.database import Session

BATCH_SIZE = 1_000


class Slot(str):
    """Stands in a statement for a value that is given when it is run, by the text of the slot."""

    __slots__ = ()


def slot(name: str, column: sa.ColumnElement[Any]) -> sa.BindParameter[Any]:
    """A parameter that is compared with a column and gets its value later."""
    return sa.bindparam(name, Slot(name), type_=column.type)


@dataclass(frozen=True)
class CompiledSelect:
    """SQL of one database, and its parameters.

    No column of a list needs converting: what the drivers give is what it holds.
    """

    sql: str
    names: tuple[str, ...] | None
    values: tuple[Any, ...]

    def parameters(self, given: Mapping[str, Any]) -> Any:
        """The parameters as the driver takes them; `given` are the values of the slots."""
        values = [given[value] if type(value) is Slot else value for value in self.values]
        return values if self.names is None else dict(zip(self.names, values, strict=True))


def compiled(select: sa.Select[Any], dialect: sa.Dialect) -> CompiledSelect:
    compilation: Any = select.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    parameters = compilation.construct_params()
    names = tuple(compilation.positiontup if compilation.positional else parameters)
    return CompiledSelect(
        compilation.string,
        None if compilation.positional else names,
        tuple(parameters[name] for name in names),
    )


@lru_cache(maxsize=500)
def _compiled_once(select: sa.Select[Any], dialect: sa.Dialect) -> CompiledSelect:
    return compiled(select, dialect)


def fetched(session: Session, select: sa.Select[Any], **given: Any) -> list[tuple[Any, ...]]:
    """Every row of a select that never changes; its slots have the values that are given."""
    return rows(session, _compiled_once(select, session.dialect), given)


def read(session: Session, select: sa.Select[Any]) -> list[tuple[Any, ...]]:
    """Every row of a select that is read once in a while."""
    return rows(session, compiled(select, session.dialect), {})


def rows(
    session: Session, select: CompiledSelect, given: Mapping[str, Any]
) -> list[tuple[Any, ...]]:
    """Every row, in order; `given` are the values of the slots.

    A fault of the driver is raised as all faults of a database are.
    """
    try:
        with closing(session.driver.cursor()) as cursor:
            cursor.execute(select.sql, select.parameters(given))
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found
    except Exception as error:
        raise sa.exc.OperationalError(select.sql, {}, error) from error


def batches(
    session: Session, select: CompiledSelect, given: Mapping[str, Any]
) -> Generator[list[tuple[Any, ...]]]:
    """Every row, in order, a batch at a time: never all of them in memory."""
    # PostgreSQL sends the whole result unless a cursor is named.
    name = ("batches",) if session.dialect.name == "postgresql" else ()
    try:
        with closing(session.driver.cursor(*name)) as cursor:
            cursor.execute(select.sql, select.parameters(given))
            while batch := cursor.fetchmany(BATCH_SIZE):
                yield batch
    except Exception as error:
        raise sa.exc.OperationalError(select.sql, {}, error) from error
