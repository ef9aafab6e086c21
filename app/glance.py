"""What a SQLite file can answer in a moment, with nobody waiting; the rest is given up."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import sqlalchemy as sa

from app.database import Snapshot

MOST_STEPS = 30_000
"""Of the database, for one question: one to three milliseconds, in which all others wait."""
_STEPS_AT_ONCE = 1_000


class TooLongError(Exception):
    """Not to be had in a moment: ask where waiting holds nobody up."""


def glance(engine: sa.Engine) -> "Glance | None":
    """How to answer on the spot; nothing where a server is asked, which is to be waited for."""
    return Glance(engine) if engine.dialect.name == "sqlite" else None


class Glance:
    """A connection of its own to a SQLite file, for one short question at a time."""

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
        connection = self._engine.raw_connection()
        driver: Any = connection.driver_connection
        connection.detach()
        self._driver = driver
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
