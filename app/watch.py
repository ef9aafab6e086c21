"""Whether anything was written to the database since somebody last looked."""

import asyncio
from collections.abc import Awaitable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any, Protocol

import sqlalchemy as sa

from app.database import RELIED_ON, detached

_ASKED_AGAIN = 3 / 4 * RELIED_ON
"""Seconds after which a server is asked again, before what it said is too old: each time the loop
and a thread wait for each other."""


class Watch(Protocol):
    """Gives a mark that is another one after anything was committed."""

    def now(self) -> object:
        """The mark at this moment, where it can be had at once; else nothing."""

    def seen(self) -> Awaitable[object]:
        """The mark now, waited for; nothing where the database does not answer."""

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
                self._connection = detached(self._engine)
                self._look = self._connection.cursor()
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
    """A server is asked now and then; what it said holds for as long as who writes to it waits.

    All who have to wait for what it says share a question.
    """

    def __init__(self, engine: sa.Engine, state: sa.Select[Any]) -> None:
        self._engine = engine
        self._question = str(state.compile(engine, compile_kwargs={"literal_binds": True}))
        self._thread = ThreadPoolExecutor(1, "watch")
        self._connection: Any = None
        self._asking: asyncio.Future[object] | None = None
        self._mark: object = None
        self._asked_at = -RELIED_ON

    def now(self) -> object:
        """The state, where the server was asked for it a moment ago."""
        age = monotonic() - self._asked_at
        if age >= RELIED_ON:
            return None
        if age > _ASKED_AGAIN and self._asking is None:
            # Before it is too old, so that nobody has to wait.
            self._ask()
        return self._mark

    async def seen(self) -> object:
        """The state that the server has; nothing where it does not answer."""
        since = monotonic()
        while (mark := self.now()) is None:
            mark = await asyncio.shield(self._asking or self._ask())
            # However long it took to be said, it was not asked before.
            if mark is None or self._asked_at >= since:
                break
        return mark

    def _ask(self) -> asyncio.Future[object]:
        self._asking = asyncio.ensure_future(self._answered())
        return self._asking

    async def _answered(self) -> object:
        loop = asyncio.get_running_loop()
        # What is written from now on is not seen yet: it is now that the answer begins to age.
        asked_at = monotonic()
        try:
            mark = await loop.run_in_executor(self._thread, self._asked)
        finally:
            self._asking = None
        self._mark, self._asked_at = mark, asked_at if mark else -RELIED_ON
        return mark

    def _asked(self) -> object:
        try:
            if self._connection is None:
                self._connection = detached(self._engine)
                self._connection.autocommit = True
            return self._connection.execute(self._question).fetchone()
        except Exception:  # whatever it is, the answer itself will say it to its reader
            self._give_back()
            return None

    def is_of(self, mark: Any, made_from: tuple[str, str]) -> bool:
        """The release and the texts come first in the state."""
        return (mark[0], mark[1] or "") == made_from

    def close(self) -> None:
        """Ask no more."""
        self._thread.shutdown(wait=True)
        self._give_back()

    def _give_back(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None
