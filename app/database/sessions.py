"""Sessions and connections: one state of the evidence to read, one writer at a time.

What is read comes straight from the driver. SQLAlchemy takes 172 µs for a known select, this takes
60: a list page is one such select. To build a select and compile it takes ten times as long as to
run it.
"""

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from time import sleep
from typing import Any
from weakref import finalize

import sqlalchemy as sa

from app.database.engine import file_id

STATE_MAX_AGE = 0.05
"""Seconds for which a worker relies on the state that PostgreSQL last reported. A writer waits as
long after its commit: when `wave1 load` returns, nobody is answered from before."""

# Any number will do, as long as every writer of this project asks for the same one.
_POSTGRESQL_WRITER_LOCK = 57_2014_2016


BATCH_SIZE = 1_000
Rows = list[tuple[Any, ...]]


class Slot(str):
    """Placeholder, by name, of a value that is bound when the statement runs."""

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


_compiled_once = lru_cache(maxsize=500)(compiled)


@dataclass(frozen=True, slots=True)
class Session:
    """Reads the evidence over a connection as its driver gives it: no row becomes an object."""

    driver: Any
    dialect: sa.Dialect

    @classmethod
    def of(cls, connection: sa.Connection) -> "Session":
        return cls(connection.connection, connection.dialect)

    def fetched(self, select: sa.Select[Any], **given: Any) -> Rows:
        """Runs a constant select (compiled once) with these values."""
        return self.rows(_compiled_once(select, self.dialect), given)

    def read(self, select: sa.Select[Any]) -> Rows:
        """Runs a select that is seldom read."""
        return self.rows(compiled(select, self.dialect), {})

    def rows(self, select: CompiledSelect, given: Mapping[str, Any]) -> Rows:
        """Every row, in order; `given` are the values of the slots.

        A fault of the driver is raised as all faults of a database are.
        """
        try:
            rows: Rows = self.driver.execute(select.sql, select.parameters(given)).fetchall()
        except Exception as error:
            raise sa.exc.OperationalError(select.sql, {}, error) from error
        return rows

    def batches(self, select: CompiledSelect, given: Mapping[str, Any]) -> Generator[Rows]:
        """Every row, in order, a batch at a time: never all of them in memory."""
        # PostgreSQL sends the whole result unless a cursor is named.
        name = ("batches",) if self.dialect.name == "postgresql" else ()
        try:
            with closing(self.driver.cursor(*name)) as cursor:
                cursor.execute(select.sql, select.parameters(given))
                while batch := cursor.fetchmany(BATCH_SIZE):
                    yield batch
        except Exception as error:
            raise sa.exc.OperationalError(select.sql, {}, error) from error


class ReadConnections:
    """Connections that readers take in turn, kept open between requests.

    To take one from the pool of the engine, and to begin an ORM session over it, takes twenty times
    as long.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._free: list[Any] = []
        self._file = file_id(engine)
        finalize(self, _close, self._free)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that sees one state of the evidence from its first statement to its last."""
        session, file = self._begun()
        try:
            yield session
        finally:
            try:
                session.driver.execute("ROLLBACK")
            except Exception:
                # What is lost, or no longer in a transaction, is of no use to the next reader.
                session.driver.close()
            else:
                self._give_back(session, file)

    def _begun(self) -> tuple[Session, object]:
        """A transaction over an open connection, or a new one where that had been lost."""
        file = file_id(self._engine)
        if file != self._file:
            self.close()
            self._file = file
        while True:
            try:
                driver, is_new = self._free.pop(), False
            except IndexError:
                driver, is_new = self._connected(), True
            session = Session(driver, self._engine.dialect)
            try:
                _begin(session)
                return session, file
            except BaseException as error:
                driver.close()
                is_lost = isinstance(error, sa.exc.DBAPIError) and getattr(driver, "broken", False)
                if is_new or not is_lost:
                    raise
                # A server that went away took the other connections along.
                self.close()

    def _give_back(self, session: Session, file: object) -> None:
        if file == self._file:
            self._free.append(session.driver)
        else:
            session.driver.close()

    def _connected(self) -> Any:
        driver = detached(self._engine)
        # A reader begins its transactions by itself, as it must on SQLite.
        if self._engine.dialect.name == "postgresql":
            driver.autocommit = True
        return driver

    def close(self) -> None:
        """Close the connections that nobody uses."""
        _close(self._free)


def _begin(session: Session) -> None:
    is_server = session.dialect.name == "postgresql"
    statement = "BEGIN ISOLATION LEVEL REPEATABLE READ" if is_server else "BEGIN"
    try:
        session.driver.execute(statement)
    except Exception as error:
        raise sa.exc.OperationalError(statement, {}, error) from error


def detached(engine: sa.Engine) -> Any:
    """A connection of the driver itself, outside the pool; the caller closes it."""
    # Not engine.raw_connection(), whose faults come as the driver raises them.
    connection = engine.connect()
    driver: Any = connection.connection.driver_connection
    connection.detach()
    return driver


@contextmanager
def reading(engine: sa.Engine) -> Iterator[Session]:
    """A session that sees one state of the evidence, over a connection of its own."""
    connections = ReadConnections(engine)
    try:
        with connections.transaction() as session:
            yield session
    finally:
        connections.close()


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection that alone may write, in one transaction; afterwards no reader sees the old."""
    is_server = engine.dialect.name == "postgresql"
    with engine.execution_options(is_writing=True).begin() as connection:
        if is_server:
            lock = sa.func.pg_advisory_xact_lock(_POSTGRESQL_WRITER_LOCK)
            connection.execute(sa.select(lock))
        yield connection
    if is_server:
        sleep(STATE_MAX_AGE)


def _close(drivers: list[Any]) -> None:
    while drivers:
        drivers.pop().close()
