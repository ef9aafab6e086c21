"""Permits: so many requests in progress, shared fairly among the clients that ask."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import Scope


class BusyError(Exception):
    """Too many requests: come again."""


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
        own = len(self._waiting.get(client, ()))
        if largest == client or len(self._waiting[largest]) <= own + 1:
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


def client_of(scope: Scope) -> str:
    """The address that asks; where a proxy on this machine passes it on, the one that it names."""
    address: str = (scope.get("client") or ("",))[0]
    if address in ("127.0.0.1", "::1"):
        for name, value in reversed(scope["headers"]):
            if name == b"x-forwarded-for":
                return str(value.rpartition(b",")[2].strip()[:45].decode("latin-1"))
    return address
