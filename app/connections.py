"""Limits of connections: their number, how long and late a head may be, how slow a reader."""

import asyncio
from collections.abc import Callable, Iterable, Sized
from functools import partial
from types import SimpleNamespace
from typing import Any, cast

from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from app.errors import is_of_closed_connection
from app.middleware.headers import request_id
from app.middleware.response_cache import RESPONSE_CACHE, ResponseCache
from app.request_queue import Begin, RequestQueue

MAX_CONNECTIONS = 1_000
"""Of one worker; for one more the connection that has been silent longest is closed."""
RESERVED = 50
"""More connections, on which nothing but the health check is answered."""
MAX_HEAD_BYTES = 64 * 1024
"""Of the address and all headers together."""
MAX_READ_AT_ONCE = 2 * 1024
"""Bytes that are read in one turn of the event loop; of many requests in a row the first alone."""
MAX_CACHED_AT_ONCE = 64 * 1024
"""Of an answer from the cache: to send a longer one takes so long that it waits for its turn."""
MAX_UNREAD_BYTES = 32 * 2**20
"""Of all answers that wait for their readers; beyond it the slowest reader is given up."""
HEAD_END = b"\r\n\r\n"
HEALTH = "/health"
_ANSWERED: Any = SimpleNamespace(response_complete=True, message_event=asyncio.Event())
"""Stands for the first request of a connection, where that was answered from the cache."""


class Connection(HttpToolsProtocol):
    """A connection that may not keep others out: each wait for its reader has an end.

    The limits are here and not in middleware, which a connection does not reach before its
    request has a head, nor once its answer is written.
    """

    most = MAX_CONNECTIONS
    head_seconds = 10.0
    """How long the head of a request may take to arrive."""
    patience_seconds = 20.0
    """How long a reader may take nothing, or less than this:"""
    bytes_per_second = 20_000

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.request_queue: RequestQueue = self.app_state.setdefault(
            "wave1.request_queue", RequestQueue()
        )
        self.cache: ResponseCache | None = self.app_state.get(RESPONSE_CACHE)
        self.head_bytes = 0
        self.head_timer: asyncio.TimerHandle | None = None
        self.reader_timer: asyncio.TimerHandle | None = None
        self.paused_at = 0.0
        self.seconds_left = self.patience_seconds
        self.is_beyond_limit = False
        self.unread = b""
        """What was sent and waits to be read."""
        self.next_read: asyncio.Handle | None = None
        self.running: RequestResponseCycle | None = None
        self.next_request: Begin | None = None
        """What was sent while an answer is still to be taken."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Give the connection a place, where there is one."""
        super().connection_made(cast(asyncio.Transport, transport))
        self.flow = _Flow(self.transport, self.pipeline, self._read_on)
        if len(self.connections) > self.most and not self._make_room():
            self.is_beyond_limit = True
        if len(self.connections) > self.most + RESERVED:
            self._refuse_as_too_many()
        else:
            self.request_queue.silent[self] = None
            self.head_timer = self.loop.call_later(self.head_seconds, self.transport.close)

    def _make_room(self) -> bool:
        """Close the connection that has waited longest for a request; whether there is one."""
        oldest = next(iter(self.request_queue.silent), None)
        if oldest is None:
            return False
        # It is told later that it is lost: many may arrive before that.
        del self.request_queue.silent[oldest]
        self.connections.discard(oldest)
        oldest.transport.abort()
        return True

    def on_response_complete(self) -> None:
        """The connection waits for the next request."""
        super().on_response_complete()
        is_waiting = not (self.pipeline or self.next_request)
        if is_waiting and not self.transport.is_closing():
            self.request_queue.silent[self] = None

    def data_received(self, data: bytes) -> None:
        """Read what was sent, or the first part of it; nothing more is taken until all is read.

        Forty clients that each send five hundred requests at once held up all others for a second.
        """
        self.unread += data
        if len(self.unread) > MAX_READ_AT_ONCE:
            self.transport.pause_reading()
        if self.next_read is None:
            self._read_on()

    def _read_on(self) -> None:
        """Read a request, or a part of it, unless one before it still waits.

        A head that is too long is refused, and one that never ends.
        """
        self.next_read = None
        if self.transport.is_closing() or self.flow.read_paused:
            return
        end = self.unread.find(HEAD_END, 0, MAX_READ_AT_ONCE)
        size = MAX_READ_AT_ONCE if end < 0 else end + len(HEAD_END)
        part, self.unread = self.unread[:size], self.unread[size:]
        self.head_bytes += len(part)
        super().data_received(part)
        if self.head_bytes > MAX_HEAD_BYTES:
            message = b"The address and headers are longer than 64 kB."
            self._refuse(b"431 Request Header Fields Too Large", message)
        if self.transport.is_closing() or self.flow.read_paused:
            return
        if self.unread:
            self.next_read = self.loop.call_soon(self._read_on)
            return
        self.transport.resume_reading()
        if self.head_bytes and not self.head_timer:
            self.head_timer = self.loop.call_later(self.head_seconds, self.transport.close)

    def on_headers_complete(self) -> None:
        self.head_bytes = 0
        self.request_queue.silent.pop(self, None)
        if self.head_timer:
            self.head_timer.cancel()
            self.head_timer = None
        if not self._is_answered_from_cache():
            super().on_headers_complete()

    def _is_answered_from_cache(self) -> bool:
        """Answer a plain GET that the response cache knows.

        It takes less time than to begin it in turn, and no more of it arrives than is taken.
        """
        headers = dict(self.headers)
        if (
            self.cache is None
            or (self.cycle and not self.cycle.response_complete)
            or self.flow.write_paused
            or self.is_beyond_limit
            or self.expect_100_continue
            or self.parser.get_method() != b"GET"
            or self.parser.get_http_version() != "1.1"
            or not self.parser.should_keep_alive()
            or b"host" not in headers
            or len(headers) < len(self.headers)
        ):
            return False
        answer = self.cache.find(self.url, headers)
        if answer is None or len(answer.body) > MAX_CACHED_AT_ONCE:
            return False
        head = [STATUS_LINE[answer.status]]
        for pair in self.server_state.default_headers:
            head.append(b"%b: %b\r\n" % pair)
        given = request_id(headers.get(b"x-request-id", b""))
        head += (answer.head, b"x-request-id: ", given, b"\r\n\r\n", answer.body)
        self.transport.write(b"".join(head))
        self.cycle = self.cycle or _ANSWERED
        self.on_response_complete()
        return True

    def on_body(self, body: bytes) -> None:
        """What follows the head is counted by who reads it."""
        self.head_bytes = 0
        super().on_body(body)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self.running = cycle
        begin = partial(super()._start_asgi_task, cycle, partial(_unless_gone, cycle, app))
        if cycle.scope["path"].endswith(HEALTH):
            begin()
        elif self.is_beyond_limit:
            self._refuse_as_too_many()
        elif cycle.scope["http_version"] == "1.1" and not _has_one_host(cycle.scope["headers"]):
            self._refuse(b"400 Bad Request", b"A request names one host.")
        elif self.flow.write_paused:
            # The reader has not taken the answer before: another would wait beside it.
            self.next_request = begin
        else:
            self.request_queue.begin_in_turn(self.client[0] if self.client else "", begin)

    def pause_writing(self) -> None:
        """The reader is behind: give it as long as what waits may take."""
        super().pause_writing()
        waiting: int = self.transport.get_write_buffer_size()
        self.paused_at = self.loop.time()
        self.seconds_left += waiting / self.bytes_per_second
        self.reader_timer = self.loop.call_later(self.seconds_left, self.transport.abort)
        unread = self.request_queue.unread
        unread[self] = waiting
        slowest = next(iter(unread))
        if sum(unread.values()) > MAX_UNREAD_BYTES and slowest.paused_at < self.paused_at - 1:
            slowest.transport.abort()

    def resume_writing(self) -> None:
        """The reader has caught up."""
        super().resume_writing()
        self._stop_waiting()
        self.seconds_left -= self.loop.time() - self.paused_at
        self.seconds_left = min(self.seconds_left, self.patience_seconds)
        if begin := self.next_request:
            self.next_request = None
            begin()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more, and what is being answered is told so."""
        self.request_queue.silent.pop(self, None)
        self._stop_waiting()
        if self.head_timer:
            self.head_timer.cancel()
            self.head_timer = None
        self.pipeline.clear()
        self.next_request = None
        if self.running and not self.running.response_complete:
            # Where several requests were sent at once, uvicorn tells the last one only.
            self.running.disconnected = True
            self.running.message_event.set()
        super().connection_lost(exc)

    def _stop_waiting(self) -> None:
        self.request_queue.unread.pop(self, None)
        if self.reader_timer:
            self.reader_timer.cancel()
            self.reader_timer = None

    def _refuse_as_too_many(self) -> None:
        self._refuse(b"503 Service Unavailable", b"Too many connections: try again.")

    def _refuse(self, status: bytes, message: bytes) -> None:
        """Answer in plain text, and close."""
        if not self.transport.is_closing():
            retry = b"retry-after: 1\r\n" if status.startswith(b"503") else b""
            head = b"content-type: text/plain\r\n%bconnection: close\r\n" % retry
            length = b"content-length: %d\r\n\r\n" % len(message)
            self.transport.write(b"HTTP/1.1 %b\r\n%b%b%b" % (status, head, length, message))
            self.transport.close()


class _Flow(FlowControl):
    """Goes on with what was sent, before more is taken, once no request waits for another."""

    def __init__(
        self, transport: asyncio.Transport, waiting: Sized, read_on: Callable[[], None]
    ) -> None:
        super().__init__(transport)
        self._waiting, self._read_on = waiting, read_on

    def resume_reading(self) -> None:
        if self.read_paused and not self._waiting:
            self.read_paused = False
            asyncio.get_running_loop().call_soon(self._read_on)


async def _unless_gone(
    cycle: RequestResponseCycle, app: Any, scope: Any, receive: Any, send: Any
) -> None:
    """Answer a request, unless its reader has gone meanwhile, as most have after a storm."""
    if not cycle.disconnected:
        try:
            await app(scope, receive, send)
        except RuntimeError as error:
            # The reader has gone, and the connection is told so only after this.
            if not is_of_closed_connection(error):
                raise


def _has_one_host(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    return sum(name == b"host" for name, _ in headers) == 1
