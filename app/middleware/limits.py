"""Limits: requests in progress, requests waiting, and how slow a reader may be."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.database.engine import MAX_CONNECTIONS
from app.exports import FORMATS
from app.memory import trim_memory


@dataclass(frozen=True)
class Limits:
    """Of one worker. A request over a limit waits a little, or is told to come again.

    A request may hold a connection while it waits for a thread: there are never fewer of the one
    than of the other, or all would wait for each other. The framework has 40 threads.
    """

    answers: int = 32
    answers_waiting: int = 256
    # A file is as slow as its reader: files are limited separately, and hold up no other answer.
    files: int = MAX_CONNECTIONS - 1 - 32
    files_waiting: int = 16
    max_wait_seconds: float = 5
    slow_reader_seconds: float = 20
    min_bytes_per_second: int = 20_000

    def seconds_for(self, size: int) -> float:
        """How long a reader may take for this many bytes of a file."""
        return size / self.min_bytes_per_second


LIMITS = Limits()
MIN_SECONDS_BETWEEN_TRIMS = 1
_UNLIMITED = ("/health", "/mcp")
"""A tool asks the API in turn, where the limits are."""

FILE = re.compile(rf"\.({'|'.join([*FORMATS, 'png', 'zip'])})$")
"""The paths of files, which are limited apart and can be asked for in parts."""


class BusyError(Exception):
    """Too many requests: come again."""


class SlowReaderError(Exception):
    """A reader takes a file too slowly to keep a connection for."""


class ConcurrencyLimits:
    """ASGI middleware that limits the requests in progress: answers and files apart."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self.app, self.limits = app, limits
        wait = limits.max_wait_seconds
        self._answers = _ConcurrencyLimiter(limits.answers, limits.answers_waiting, wait)
        self._files = _ConcurrencyLimiter(limits.files, limits.files_waiting, wait)
        self._in_progress = 0
        self._next_trim = 0.0
        self._trim: asyncio.TimerHandle | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request. Raises BusyError where too many wait, or none finished in time."""
        if scope["type"] != "http" or scope["path"] in _UNLIMITED:
            await self.app(scope, receive, send)
            return
        is_file = FILE.search(scope["path"])
        self._in_progress += 1
        try:
            async with (self._files if is_file else self._answers).permit():
                await self.app(scope, receive, _PatientSend(send, self.limits))
        finally:
            self._in_progress -= 1
            if self._trim is None and not self._in_progress:
                loop = asyncio.get_running_loop()
                self._trim = loop.call_at(self._next_trim, self._trim_if_idle)

    def _trim_if_idle(self) -> None:
        """An idle worker gives back the memory that its answers needed."""
        self._trim = None
        if not self._in_progress:
            trim_memory()
            self._next_trim = asyncio.get_running_loop().time() + MIN_SECONDS_BETWEEN_TRIMS


class _ConcurrencyLimiter:
    def __init__(self, most: int, max_waiting: int, max_wait_seconds: float) -> None:
        self._free = asyncio.Semaphore(most)
        self._waiting = 0
        self._max_waiting = max_waiting
        self._max_wait_seconds = max_wait_seconds

    @asynccontextmanager
    async def permit(self) -> AsyncIterator[None]:
        if self._free.locked():
            await self._wait()
        else:
            await self._free.acquire()
        try:
            yield
        finally:
            self._free.release()

    async def _wait(self) -> None:
        if self._waiting >= self._max_waiting:
            raise BusyError
        self._waiting += 1
        try:
            async with asyncio.timeout(self._max_wait_seconds):
                await self._free.acquire()
        except TimeoutError:
            raise BusyError from None
        finally:
            self._waiting -= 1


class _PatientSend:
    """Sends an answer, and gives up on a reader who hardly takes it."""

    def __init__(self, send: Send, limits: Limits) -> None:
        self.send, self.limits = send, limits
        self.seconds_left = limits.slow_reader_seconds

    async def __call__(self, message: Message) -> None:
        """One part of the answer."""
        if not message.get("more_body", False):
            await self.send(message)
            return
        self.seconds_left += self.limits.seconds_for(len(message["body"]))
        now = asyncio.get_running_loop().time
        started_at = now()
        try:
            async with asyncio.timeout(self.seconds_left):
                await self.send(message)
        except TimeoutError:
            raise SlowReaderError from None
        self.seconds_left -= now() - started_at
