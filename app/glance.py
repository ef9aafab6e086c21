"""What a database can answer in a moment, outside all transactions; the rest is given up."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Lock
from time import monotonic
from typing import Any, Protocol
from weakref import finalize

import sqlalchemy as sa

from app.database import Snapshot, detached

MOST_STEPS = 30_000
"""Of a SQLite file, for one question: one to three milliseconds, in which all others wait."""
_STEPS_AT_ONCE = 1_000
MOST_MILLISECONDS = 250
"""Of a server, for one question: longer ones wait among their like."""
_CANCELLED = "57014"


SECONDS_AWAY = 5
"""For so long a server that could not be reached is left to those who wait for it anyway."""


class AwayError(Exception):
    """A server could not be reached a moment ago."""


class TooLongError(Exception):
    """Not to be had in a moment: ask where waiting holds nobody up."""


class Glance(Protocol):
    """Reads what is to be had in a moment; with `is_on_the_spot`, while nobody has to wait."""

    is_on_the_spot: bool

    def reading(self) -> AbstractContextManager[Snapshot]:
        """One state of the evidence. Raises TooLongError where the answer takes long."""

    def close(self) -> None:
        """Close all connections."""


def glance(engine: sa.Engine) -> Glance:
    """How a database is asked for what it has in a moment."""
    return FileGlance(engine) if engine.dialect.name == "sqlite" else ServerGlance(engine)


class FileGlance:
    """A connection of its own to a SQLite file, for one short question at a time."""

    is_on_the_spot = True

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._driver: Any = None
        self._steps = 0
        self._asking = Lock()

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """One state of the evidence.

        Raises TooLongError where the answer takes long, or the file cannot be read just now.
        """
        if not self._asking.acquire(blocking=False):
            raise TooLongError
        try:
            driver = self._driver or self._connected()
            self._steps = 0
            driver.execute("BEGIN")
            yield Snapshot(driver, self._engine.dialect)
        except (sa.exc.SQLAlchemyError, sqlite3.Error) as error:
            raise TooLongError from error
        finally:
            self._end()
            self._asking.release()

    def _connected(self) -> Any:
        self._driver = driver = detached(self._engine)
        # Who writes is waited for elsewhere.
        driver.execute("PRAGMA busy_timeout = 0")
        driver.set_progress_handler(self._is_enough, _STEPS_AT_ONCE)
        return driver

    def _is_enough(self) -> bool:
        self._steps += _STEPS_AT_ONCE
        return self._steps > MOST_STEPS

    def _end(self) -> None:
        """Let go of the state; a connection that cannot is no use any more."""
        self._steps = 0
        if self._driver is None:
            return
        try:
            self._driver.execute("ROLLBACK")
        except Exception:  # whatever it is, the next question has a new connection
            self.close()

    def close(self) -> None:
        """Close the connection."""
        if self._driver is not None:
            self._driver.close()
        self._driver = None


class ServerGlance:
    """Connections of its own to a server, on which each statement is a transaction by itself."""

    is_on_the_spot = False

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._free: list[Any] = []
        self._away_until = 0.0
        finalize(self, _close, self._free)

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """One state of the evidence for each statement.

        Raises TooLongError where the answer takes long; AwayError, or what the driver or a
        statement raises, where the server cannot be reached or has another fault.
        """
        driver = self._free.pop() if self._free else self._connected()
        try:
            yield Snapshot(driver, self._engine.dialect)
        except BaseException as error:
            driver.close()
            if _is_cancelled(error):
                raise TooLongError from error
            raise
        self._free.append(driver)

    def _connected(self) -> Any:
        if monotonic() < self._away_until:
            raise AwayError
        try:
            driver = detached(self._engine)
        except Exception:  # whatever it is, those who wait are told of it
            self._away_until = monotonic() + SECONDS_AWAY
            raise
        driver.autocommit = True
        driver.execute(f"SET statement_timeout = {MOST_MILLISECONDS}")
        return driver

    def close(self) -> None:
        """Close the connections that nobody uses."""
        _close(self._free)


def _close(drivers: list[Any]) -> None:
    while drivers:
        drivers.pop().close()


def _is_cancelled(error: BaseException) -> bool:
    told = getattr(error, "orig", None)
    return getattr(told, "sqlstate", None) == _CANCELLED
