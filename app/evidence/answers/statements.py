"""A select as its database's own words, written once; its rows come straight from the driver."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.database import Snapshot

ROWS_AT_ONCE = 1_000
_DOUBLE_PRECISION = 701
"""What PostgreSQL calls the one kind of number with a fraction that the tables have."""


@dataclass(frozen=True)
class Statement:
    """SQL with the values of its parameters, and what makes a row of what the driver gives."""

    sql: str
    values: Mapping[str, Any]
    places: tuple[str, ...] | None
    columns: tuple[str, ...]
    readers: tuple[tuple[int, Callable[[Any], Any]], ...]

    def bound(self, given: Mapping[str, Any]) -> Any:
        """The values as the driver wants them, some of them given only now."""
        values = {**self.values, **given} if given else self.values
        return [values[name] for name in self.places] if self.places is not None else values


def statement(select: sa.Select[Any], dialect: sa.Dialect) -> Statement:
    """A select as SQL of one database."""
    compiled: Any = select.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    columns = list(select.selected_columns)
    readers = [(place, _reader(column, dialect)) for place, column in enumerate(columns)]
    return Statement(
        compiled.string,
        compiled.construct_params(),
        tuple(compiled.positiontup) if compiled.positional else None,
        tuple(str(column.key) for column in columns),
        tuple((place, read) for place, read in readers if read is not None),
    )


def rows(
    read: Snapshot, asked: Statement, given: Mapping[str, Any] | None = None
) -> list[tuple[Any, ...]]:
    """Every row, in order; `given` are the values of parameters that have none yet."""
    cursor = read.driver.cursor()
    try:
        cursor.execute(asked.sql, asked.bound(given or {}))
        found = cursor.fetchall()
    except Exception as error:
        raise _as_told(error, asked.sql) from error
    finally:
        cursor.close()
    return _read(found, asked)


def streamed(read: Snapshot, asked: Statement) -> Generator[list[tuple[Any, ...]]]:
    """Every row, in order, some at a time: never all of them in memory."""
    is_server = read.dialect.name == "postgresql"
    cursor = read.driver.cursor("streamed") if is_server else read.driver.cursor()
    try:
        cursor.execute(asked.sql, asked.bound({}))
        while found := cursor.fetchmany(ROWS_AT_ONCE):
            yield _read(found, asked)
    except Exception as error:
        raise _as_told(error, asked.sql) from error
    finally:
        cursor.close()


def _read(found: Any, asked: Statement) -> list[tuple[Any, ...]]:
    if not asked.readers:
        return list(found)
    whole = []
    for row in found:
        values = list(row)
        for place, read in asked.readers:
            values[place] = read(values[place])
        whole.append(tuple(values))
    return whole


def _reader(column: Any, dialect: sa.Dialect) -> Callable[[Any], Any] | None:
    """What makes a value of what the driver gives for a column, where it is not one already."""
    own = column.type.dialect_impl(dialect)
    read: Callable[[Any], Any] | None = own.result_processor(dialect, _DOUBLE_PRECISION)
    return read


def _as_told(error: Exception, sql: str) -> Exception:
    """A fault of the driver in the shape that all faults of a database have."""
    told = isinstance(error, sa.exc.SQLAlchemyError)
    return error if told else sa.exc.OperationalError(sql, {}, error)
