"""Threads that read the database for requests: the clients take turns to have one."""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


class ReaderThreads:
    """Threads of which one client has at most half: its slow questions hold up nobody else's.

    A thread that is done takes the next by itself: to ask the event loop for it takes a fifth of
    the time of a list.
    """

    def __init__(self, most: int) -> None:
        self._threads = ThreadPoolExecutor(most, "reader")
        self._share = max(1, most // 2)
        self._lock = Lock()
        self._running: Counter[str] = Counter()
        self._waiting: dict[str, deque[Callable[[], None]]] = {}
        """In the order in which the clients are served."""

    async def run(self, client: str, function: Callable[..., T], *arguments: Any) -> T:
        """The result of a function, when the turn of its client has come."""
        result: Future[T] = Future()
        with self._lock:
            calls = self._waiting.setdefault(client, deque())
            calls.append(partial(_call, result, function, arguments))
        self._threads.submit(self._work)
        return await asyncio.wrap_future(result)

    def _work(self) -> None:
        """Call what waits, until all of it is of clients that have their share of the threads."""
        while turn := self._next():
            client, call = turn
            try:
                call()
            finally:
                with self._lock:
                    self._running[client] -= 1

    def _next(self) -> tuple[str, Callable[[], None]] | None:
        with self._lock:
            may_run = (each for each in self._waiting if self._running[each] < self._share)
            client = next(may_run, None)
            if client is None:
                return None
            calls = self._waiting.pop(client)
            call = calls.popleft()
            if calls:
                # Behind the others.
                self._waiting[client] = calls
            self._running[client] += 1
            return client, call


def _call(result: Future[T], function: Callable[..., T], arguments: tuple[Any, ...]) -> None:
    if not result.set_running_or_notify_cancel():
        return
    try:
        result.set_result(function(*arguments))
    except BaseException as error:
        result.set_exception(error)


def client_of(scope: Mapping[str, Any]) -> str:
    """The address that asks; where a proxy on this machine passes it on, the one that it names."""
    address: str = (scope.get("client") or ("",))[0]
    if address in ("127.0.0.1", "::1"):
        for name, value in reversed(scope["headers"]):
            if name == b"x-forwarded-for":
                return str(value.rpartition(b",")[2].strip()[:45].decode("latin-1"))
    return address
