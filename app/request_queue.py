"""Starts the requests of all connections fairly: the clients take turns."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.connections import Connection

MAX_BEGUN = 4
"""Requests that begin in one turn of the event loop, which looks at its sockets in between."""
Begin = Callable[[], None]


class RequestQueue:
    """What the connections of one server share: who waits for what."""

    def __init__(self) -> None:
        self.unread: dict[Connection, int] = {}
        """Bytes not yet taken, by connection: the one that has kept us waiting longest first."""
        self.silent: dict[Connection, None] = {}
        """Those that wait for a request, the longest first."""
        self._arrived: dict[str, deque[Begin]] = {}

    def begin_in_turn(self, client: str, begin: Begin) -> None:
        """Begin a request when the turn of its client comes: clients begin one after the other.

        A thousand that arrive together would else all begin before anybody else is heard.
        """
        loop = asyncio.get_running_loop()
        if not self._arrived:
            loop.call_soon(self._begin_some, loop)
        self._arrived.setdefault(client, deque()).append(begin)

    def _begin_some(self, loop: asyncio.AbstractEventLoop) -> None:
        for _ in range(MAX_BEGUN):
            client = next(iter(self._arrived))
            requests = self._arrived.pop(client)
            requests.popleft()()
            if requests:
                # Behind the others.
                self._arrived[client] = requests
            elif not self._arrived:
                return
        loop.call_soon(self._begin_some, loop)
