"""Sessions and connections: one state of the evidence to read, one writer at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import sleep
from typing import Any, TypeVar
from weakref import finalize

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database.engine import file_id

T = TypeVar("T")

STATE_MAX_AGE = 0.05
"""Seconds for which a worker relies on the state that PostgreSQL last reported. A writer waits as
long after its commit: when `wave1 load` returns, nobody is answered from before."""

# Any number will do, as long as every writer of this project asks for the same one.
_POSTGRESQL_WRITER_LOCK = 57_2014_2016


@dataclass(frozen=True, slots=True)
class ReadConnection:
    """A connection as its driver gives it: reads rows without an ORM object for each."""

    driver: Any
    dialect: sa.Dialect

    @classmethod
    def of(cls, source: "Session | ReadConnection") -> "ReadConnection":
        """The connection of a session, in its transaction; a connection as it is."""
        if isinstance(source, ReadConnection):
            return source
        return cls(source.connection().connection, source.get_bind().dialect)


class ReadConnections:
    """Connections for pages that are one statement, kept open between requests.

    Each statement is a transaction by itself: nothing is begun, rolled back or pinged, which
    would be three more round trips to a server.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._free: list[Any] = []
        self._file = file_id(engine)
        finalize(self, _close, self._free)

    def read(self, function: Callable[[ReadConnection], T]) -> T:
        """What a function reads: over a new connection where an open one had been lost."""
        file = file_id(self._engine)
        if file != self._file:
            self.close()
            self._file = file
        while self._free:
            driver = self._free.pop()
            try:
                return self._over(driver, function, file)
            except sa.exc.DBAPIError:
                if not getattr(driver, "broken", False):
                    raise
                # A server that went away took the other connections along.
                self.close()
        return self._over(self._connected(), function, file)

    def _over(self, driver: Any, function: Callable[[ReadConnection], T], file: object) -> T:
        try:
            value = function(ReadConnection(driver, self._engine.dialect))
        except BaseException:
            driver.close()
            raise
        if file == self._file:
            self._free.append(driver)
        else:
            driver.close()
        return value

    def _connected(self) -> Any:
        driver = detached(self._engine)
        # On SQLite every statement outside a transaction is one by itself, too.
        if self._engine.dialect.name == "postgresql":
            driver.autocommit = True
        return driver

    def close(self) -> None:
        """Close the connections that nobody uses."""
        _close(self._free)


def detached(engine: sa.Engine) -> Any:
    """A connection as its driver gives it, outside the pool: whoever takes it closes it."""
    # Not engine.raw_connection(), whose faults come as the driver raises them.
    connection = engine.connect()
    driver: Any = connection.connection.driver_connection
    connection.detach()
    return driver


@contextmanager
def reading(engine: sa.Engine) -> Iterator[Session]:
    """A session that sees one state of the evidence from its first statement to its last."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with Session(engine) as session:
        yield session


@contextmanager
def writing(engine: sa.Engine) -> Iterator[Session]:
    """A session that alone may write, in one transaction: all of it happens, or nothing."""
    with writing_connection(engine) as connection, Session(connection) as session:
        yield session
        session.flush()


@contextmanager
def writing_connection(engine: sa.Engine) -> Iterator[sa.Connection]:
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
