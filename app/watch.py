"""Whether anything was written to the database since somebody last looked."""

import asyncio
from collections.abc import Awaitable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

import sqlalchemy as sa


class Watch(Protocol):
    """Gives a mark that is another one after anything was committed."""

    def now(self) -> object:
        """The mark at this moment, where it can be had at once; else nothing."""

    def seen(self) -> Awaitable[object]:
        """The mark at a moment after this was asked; nothing where the database does not answer."""

    def is_of(self, mark: Any, made_from: tuple[str, str]) -> bool:
        """Whether an answer that was made from this release and these texts is of the mark."""

    def close(self) -> None:
        """Look no more."""


def watch(engine: sa.Engine, state: sa.Select[Any]) -> Watch:
    """What watches a database; `state` selects what is another after each load."""
    if engine.dialect.name == "sqlite":
        return _FileWatch(engine)
    return _ServerWatch(engine, state)


class _FileWatch:
    """SQLite counts the commits of others in the file itself: to look costs some microseconds.

    All requests that one turn of the loop has read share a look, which comes after all of them.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._connection: Any = None
        self._look: Any = None
        self._mark: object = None

    def now(self) -> object:
        """The number of the last commit."""
        if self._mark is None:
            self._mark = self._looked()
            asyncio.get_running_loop().call_soon(self._forget)
        return self._mark

    def _forget(self) -> None:
        self._mark = None

    def _looked(self) -> object:
        try:
            if self._look is None:
                connection = self._engine.raw_connection()
                connection.detach()
                self._connection, self._look = connection, connection.cursor()
            self._look.execute("PRAGMA data_version")
            return self._look.fetchone()
        except Exception:  # whatever it is, the answer itself will say it to its reader
            self.close()
            return None

    async def seen(self) -> object:
        """The same: there is nothing to wait for."""
        return self.now()

    def is_of(self, mark: Any, made_from: tuple[str, str]) -> bool:  # noqa: ARG002
        """There is one file, and it did not change meanwhile."""
        return True

    def close(self) -> None:
        """Close the connection that looks."""
        if self._connection is not None:
            self._connection.close()
        self._connection = self._look = None


class _ServerWatch:
    """A server is asked; all who wait for an answer share the next question, never one before."""

    def __init__(self, engine: sa.Engine, state: sa.Select[Any]) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._state = state
        self._thread = ThreadPoolExecutor(1, "watch")
        self._connection: sa.Connection | None = None
        self._running: asyncio.Future[object] | None = None
        self._next: asyncio.Future[object] | None = None

    def now(self) -> object:
        """Nothing: a server has to be asked first."""
        return None

    async def seen(self) -> object:
        """The state that the server has, seen after this was asked."""
        if self._next is None:
            self._next = asyncio.ensure_future(self._after(self._running))
        return await asyncio.shield(self._next)

    async def _after(self, before: asyncio.Future[object] | None) -> object:
        if before is not None and not before.done():
            await before
        self._running, self._next = self._next, None
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._asked)

    def _asked(self) -> object:
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            return tuple(self._connection.execute(self._state).one())
        except Exception:  # whatever it is, the answer itself will say it to its reader
            self.close()
            return None

    def is_of(self, mark: Any, made_from: tuple[str, str]) -> bool:
        """The release and the texts come first in the state."""
        return (mark[0], mark[1] or "") == made_from

    def close(self) -> None:
        """Give the connection back as one that nobody should use again."""
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
        self._connection = None
