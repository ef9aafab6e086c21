"""Limits: requests in progress or waiting, and how long a body or an answer may take."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from math import inf

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.exports import FORMATS
from app.memory import trim_memory
from app.middleware import Middleware
from app.reader_threads import client_of
from app.settings import MAX_BODY_BYTES


@dataclass(frozen=True)
class Limits:
    """Limits of one worker. A request over a limit waits briefly, then gets a 503 with Retry-After.

    Answers in progress wait for a thread, or are made by one. Threads take turns to run: more of
    them make no answer sooner, and the event loop, which takes its turn with them, would answer
    each health check later.
    """

    threads: int = 4
    answers: int = 32
    answers_waiting: int = 256
    answers_wait_seconds: float = 0.5
    # A long file is as slow as its reader: files are limited separately, and hold up no answer.
    files: int = 4
    files_waiting: int = 16
    files_wait_seconds: float = 5
    held_bytes: int = 4 * 2**20
    # Forms that are arriving: each is as slow as its sender, and is in memory.
    bodies: int = 32
    bodies_waiting: int = 32
    bodies_wait_seconds: float = 5
    body_seconds: float = 20
    body_bytes: int = MAX_BODY_BYTES
    answer_seconds: float = 25


LIMITS = Limits()
MIN_SECONDS_BETWEEN_TRIMS = 1
MAX_HELD_PARTS = 8
"""Of an answer: a long workbook is empty parts until it is written."""
_UNLIMITED = ("/health", "/mcp", "/metrics")
"""A tool asks the API in turn, where the limits are."""

FILE = re.compile(rf"\.({'|'.join([*FORMATS, 'png', 'zip'])})$")
"""The paths of files, which are limited apart and can be asked for in parts."""


class SlowBodyError(Exception):
    """The body of a request does not arrive in time."""


class ConcurrencyLimits(Middleware):
    """Limits the requests in progress: answers and files apart."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        super().__init__(app)
        self.limits = limits
        self._answers, self._files, self._bodies = (
            Permits(limits.answers, limits.answers_waiting, limits.answers_wait_seconds),
            Permits(limits.files, limits.files_waiting, limits.files_wait_seconds),
            Permits(limits.bodies, limits.bodies_waiting, limits.bodies_wait_seconds),
        )
        self._in_progress = 0
        self._next_trim = 0.0
        self._trim: asyncio.TimerHandle | None = None

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raise BusyError, SlowBodyError or TimeoutError where it cannot be answered in time."""
        if scope["method"] == "POST":
            async with self._bodies.permit(client_of(scope)):
                receive = await self._read_ahead(scope, receive)
        if scope["path"] in _UNLIMITED:
            await self.app(scope, receive, send)
            return
        is_file = FILE.search(scope["path"]) is not None
        self._in_progress += 1
        try:
            await self._answer(scope, receive, send, is_file=is_file)
        finally:
            self._in_progress -= 1
            if self._trim is None and not self._in_progress:
                loop = asyncio.get_running_loop()
                self._trim = loop.call_at(self._next_trim, self._trim_in_thread)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, *, is_file: bool) -> None:
        """Make the answer under a permit, and send it without: its reader may be slow.

        A long file is sent while it is made.
        """
        permits, most = self._answers, inf
        seconds: float | None = self.limits.answer_seconds
        if is_file:
            permits, most, seconds = self._files, self.limits.held_bytes, None
        held_answer = _Held(send, most)

        async def receive_once_sent() -> Message:
            # What is held is finished though its reader goes: the next one has it from the cache.
            await held_answer.is_sent.wait()
            return await receive()

        async with permits.permit(client_of(scope)), asyncio.timeout(seconds):
            await self.app(scope, receive_once_sent if is_file else receive, held_answer)
        await held_answer.release()

    async def _read_ahead(self, scope: Scope, receive: Receive) -> Receive:
        """The same request with its body read, up to a limit: its sender may be slow.

        A body that is longer ends there, and is refused by who reads it.
        """
        messages: list[Message] = []
        # The server refuses a length that is no number.
        declared, more_body = int(dict(scope["headers"]).get(b"content-length", 0)), True
        size = declared if declared > self.limits.body_bytes else 0
        try:
            async with asyncio.timeout(self.limits.body_seconds):
                while more_body and size <= self.limits.body_bytes:
                    messages.append(await receive())
                    size += len(messages[-1].get("body", b""))
                    more_body = messages[-1].get("more_body", False)
        except TimeoutError:
            raise SlowBodyError from None
        if more_body:
            messages.append({"type": "http.request", "body": b"", "more_body": False})
        messages.reverse()

        async def receive_again() -> Message:
            return messages.pop() if messages else await receive()

        return receive_again

    def _trim_in_thread(self) -> None:
        """Give back the memory that answers needed, once in a while and where nobody waits.

        It holds up whoever needs memory meanwhile.
        """
        self._trim = None
        loop = asyncio.get_running_loop()
        if not self._in_progress:
            self._next_trim = loop.time() + MIN_SECONDS_BETWEEN_TRIMS
            loop.run_in_executor(None, trim_memory)


class _Held:
    """Holds an answer until it is whole, or longer than is held; then passes it on."""

    def __init__(self, send: Send, most: float) -> None:
        self.send, self.room = send, most
        self.messages: list[Message] = []
        self.is_sent = asyncio.Event()

    async def __call__(self, message: Message) -> None:
        self.messages.append(message)
        self.room -= len(message.get("body", b""))
        if self.room < 0 or len(self.messages) > MAX_HELD_PARTS:
            await self.release()

    async def release(self) -> None:
        """Send what was held."""
        self.is_sent.set()
        messages, self.messages = self.messages, []
        for message in messages:
            await self.send(message)


class BusyError(Exception):
    """Too many requests: the client should try again later."""


class Permits:
    """Permits of one kind, of which one client holds at most half.

    Clients that wait take turns, however many requests one of them sends. Where the queue is full,
    the client with most requests in it gives up its newest.
    """

    def __init__(self, most: int, max_waiting: int, max_wait_seconds: float) -> None:
        self._most, self._max_waiting, self._seconds = most, max_waiting, max_wait_seconds
        self._held: Counter[str] = Counter()
        # Both in the order in which they are served.
        self._waiting: dict[str, dict[asyncio.Future[bool], None]] = {}

    @asynccontextmanager
    async def permit(self, client: str) -> AsyncIterator[None]:
        """Hold a permit. Raises BusyError where too many wait, or none was free in time."""
        if self._is_free_for(client):
            self._held[client] += 1
        elif not await self._wait(client):
            raise BusyError
        try:
            yield
        finally:
            self._give_back(client)

    def _is_free_for(self, client: str) -> bool:
        is_within_share = 2 * self._held[client] < self._most
        return is_within_share and self._held.total() < self._most

    async def _wait(self, client: str) -> bool:
        """Wait for a permit; whether it was given."""
        if sum(map(len, self._waiting.values())) >= self._max_waiting and not self._evict(client):
            return False
        turn: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, {})[turn] = None
        timer = turn.get_loop().call_later(self._seconds, self._decide, client, turn, False)
        try:
            return await turn
        except asyncio.CancelledError:
            if not turn.cancelled() and turn.result():
                self._give_back(client)
            raise
        finally:
            timer.cancel()
            self._leave(client, turn)

    def _evict(self, client: str) -> bool:
        """Refuse the newest request of the client with most; whether that is another client."""
        largest = max(self._waiting, key=lambda each: len(self._waiting[each]), default=client)
        waiting_count = len(self._waiting.get(client, ()))
        if largest == client or len(self._waiting[largest]) <= waiting_count + 1:
            return False
        self._decide(largest, next(reversed(self._waiting[largest])), False)
        return True

    def _decide(self, client: str, turn: asyncio.Future[bool], is_given: bool) -> None:
        self._leave(client, turn)
        if not turn.done():
            turn.set_result(is_given)

    def _leave(self, client: str, turn: asyncio.Future[bool]) -> None:
        turns = self._waiting.get(client, {})
        turns.pop(turn, None)
        if not turns:
            self._waiting.pop(client, None)

    def _give_back(self, client: str) -> None:
        """Give a permit to the client that has waited for its turn longest."""
        self._held[client] -= 1
        if not self._held[client]:
            del self._held[client]
        for other, turns in self._waiting.items():
            turn = next((each for each in turns if not each.done()), None)
            if turn and self._is_free_for(other):
                self._held[other] += 1
                self._decide(other, turn, True)
                if rest := self._waiting.pop(other, None):
                    # Behind the others.
                    self._waiting[other] = rest
                return
