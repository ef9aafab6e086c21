"""How many requests are worked on at once, how many wait, and who is told to come again."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from app import heap
from app.database import MOST_CONNECTIONS
from app.exports import FORMATS


@dataclass(frozen=True)
class Limits:
    """How much is done at once; what is more waits a little, or is told to come again.

    A request holds a connection while it waits for a thread: never more of the one than of the
    other, or all would wait for each other. The framework has 40 threads.
    """

    answers: int = 32
    answers_waiting: int = 256
    # A file is as slow as its reader: files have places of their own, and hold up no answer.
    files: int = MOST_CONNECTIONS - 1 - 32
    files_waiting: int = 16
    seconds_of_waiting: float = 5
    seconds_of_a_slow_reader: float = 20
    slowest_bytes_a_second: int = 20_000

    def seconds_for(self, size: int) -> float:
        """How long a reader may take over so many bytes of a file."""
        return size / self.slowest_bytes_a_second


LIMITS = Limits()
"""Of one worker."""
SECONDS_BETWEEN = 1
"""More often than this a worker does not look for what it can give back."""


class BusyError(Exception):
    """There is no place now: come again."""


class SlowReaderError(Exception):
    """A reader takes a file too slowly to keep a place for."""


class Places:
    """The places of one worker: for answers, and for files."""

    def __init__(self, limits: Limits) -> None:
        patience = limits.seconds_of_waiting
        self._answers = _Room(limits.answers, limits.answers_waiting, patience)
        self._files = _Room(limits.files, limits.files_waiting, patience)
        self._at_work = 0
        self._next_giving = 0.0
        self._giving: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def one(self, path: str) -> AsyncIterator[None]:
        """A place for as long as a request is worked on.

        Raises BusyError at once where too many wait, and later where none became free.
        """
        if path == "/health":
            yield
            return
        self._at_work += 1
        try:
            async with (self._files if _FILE.search(path) else self._answers).place():
                yield
        finally:
            self._at_work -= 1
            self._give_back()

    def _give_back(self) -> None:
        """What answers needed is not kept by a worker that has nobody else to answer."""
        if self._giving is None and not self._at_work:
            loop = asyncio.get_running_loop()
            self._giving = loop.call_at(self._next_giving, self._give)

    def _give(self) -> None:
        self._giving = None
        if not self._at_work:
            heap.give_back()
            self._next_giving = asyncio.get_running_loop().time() + SECONDS_BETWEEN


_FILE = re.compile(rf"\.({'|'.join([*FORMATS, 'zip'])})$")


class _Room:
    def __init__(self, places: int, most_waiting: int, patience: float) -> None:
        self._free = asyncio.Semaphore(places)
        self._waiting = 0
        self._most_waiting = most_waiting
        self._patience = patience

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        if self._free.locked():
            await self._wait()
        else:
            await self._free.acquire()
        try:
            yield
        finally:
            self._free.release()

    async def _wait(self) -> None:
        if self._waiting >= self._most_waiting:
            raise BusyError
        self._waiting += 1
        try:
            async with asyncio.timeout(self._patience):
                await self._free.acquire()
        except TimeoutError:
            raise BusyError from None
        finally:
            self._waiting -= 1
