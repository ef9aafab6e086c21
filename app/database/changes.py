"""Detects commits, so that the response cache can be emptied the moment a release is loaded."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any

import sqlalchemy as sa

from app.database.engine import file_id
from app.database.sessions import STATE_MAX_AGE, detached

_REFRESH_AGE = 3 / 4 * STATE_MAX_AGE
"""Seconds after which a server is asked again, in the background, before its answer is too old."""


MAX_POLL_SECONDS = 2
"""After which a server that has not answered is taken to be silent."""


def change_detection(engine: sa.Engine, state: sa.Select[Any]) -> "ChangeDetection":
    """Gives a version that is different after every commit.

    `state` selects what is different after each load. A version is None where it is not known at
    once (`version`), or where the database does not answer (`refresh`).
    """
    if engine.dialect.name == "sqlite":
        return _FileChanges(engine)
    return _ServerChanges(engine, state)


class _FileChanges:
    """SQLite counts the commits of other connections in the file: a look takes microseconds.

    All requests that one turn of the event loop has read share a look, which comes after them.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._file: object = None
        self._connection: Any = None
        self._cursor: Any = None
        self._version: object = None

    def version(self) -> object:
        if self._version is None:
            self._version = self._data_version()
            asyncio.get_running_loop().call_soon(self._forget)
        return self._version

    def _forget(self) -> None:
        self._version = None

    def _data_version(self) -> object:
        try:
            file = file_id(self._engine)
            if file != self._file:
                # Replaced by another, which counts its own commits.
                self.close()
            if self._cursor is None:
                self._connection, self._file = detached(self._engine), file
                self._cursor = self._connection.cursor()
            self._cursor.execute("PRAGMA data_version")
            return file, *self._cursor.fetchone()
        except Exception:  # whatever it is, the answer itself will report it
            self.close()
            return None

    def is_silent(self) -> bool:
        """A file answers or fails at once."""
        return False

    async def refresh(self) -> object:
        """The same: there is nothing to wait for."""
        return self.version()

    def is_current(self, version: Any, release: tuple[str, str]) -> bool:  # noqa: ARG002
        """There is one file, and it did not change meanwhile."""
        return True

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = self._cursor = None


class _ServerChanges:
    """PostgreSQL is polled; an answer holds for as long as a writer waits after its commit.

    LISTEN would not do: standbys do not forward notifications. All who have to wait share a query.
    Until a writer has waited, one worker may answer from the new release and another from its
    cache of the old one; a standby, which lags in any case, may be read as much longer.
    """

    def __init__(self, engine: sa.Engine, state: sa.Select[Any]) -> None:
        self._engine = engine
        self._statement = str(state.compile(engine, compile_kwargs={"literal_binds": True}))
        self._thread = ThreadPoolExecutor(1, "changes")
        self._connection: Any = None
        self._pending: asyncio.Future[object] | None = None
        self._version: object = None
        self._checked_at = -STATE_MAX_AGE
        self._polled_at = 0.0

    def version(self) -> object:
        """The state, where the server was asked for it a moment ago."""
        age = monotonic() - self._checked_at
        if age >= STATE_MAX_AGE:
            return None
        if age > _REFRESH_AGE and self._pending is None:
            # Before it is too old, so that nobody has to wait.
            self._poll()
        return self._version

    async def refresh(self) -> object:
        """The state that the server reports; None where it does not answer."""
        since = monotonic()
        while (version := self.version()) is None:
            pending = self._pending or self._poll()
            try:
                async with asyncio.timeout(self._polled_at + MAX_POLL_SECONDS - monotonic()):
                    version = await asyncio.shield(pending)
            except TimeoutError:
                return None
            # A poll that began earlier may have missed a commit; one that began later has not.
            if version is None or self._checked_at >= since:
                break
        return version

    def _poll(self) -> asyncio.Future[object]:
        self._polled_at = monotonic()
        self._pending = asyncio.ensure_future(self._polled())
        return self._pending

    def is_silent(self) -> bool:
        """Whether a poll has been waited for in vain."""
        return self._pending is not None and monotonic() - self._polled_at >= MAX_POLL_SECONDS

    async def _polled(self) -> object:
        loop = asyncio.get_running_loop()
        # What is written from now on may be missed: the answer's age counts from here.
        checked_at = monotonic()
        try:
            version = await loop.run_in_executor(self._thread, self._state)
        finally:
            self._pending = None
        self._version, self._checked_at = version, checked_at if version else -STATE_MAX_AGE
        return version

    def _state(self) -> object:
        try:
            if self._connection is None:
                self._connection = detached(self._engine)
                self._connection.autocommit = True
            return self._connection.execute(self._statement).fetchone()
        except Exception:  # whatever it is, the answer itself will report it
            self._disconnect()
            return None

    def is_current(self, version: Any, release: tuple[str, str]) -> bool:
        """Whether an answer made from this release and these texts belongs to the version."""
        # They come first in the state.
        return tuple(version[:2]) == release

    def close(self) -> None:
        self._thread.shutdown(wait=True)
        self._disconnect()

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


ChangeDetection = _FileChanges | _ServerChanges
