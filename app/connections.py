"""Connections: how many there are, how long and how late a head may be, how slowly they read."""

import asyncio
import sys
from typing import Any, ClassVar, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from app.errors import is_of_closed_connection

MAX_CONNECTIONS = 1_000
"""Of one worker; for one more the connection that has been silent longest is closed."""
SPARE_DESCRIPTORS = 200
"""Files that a worker opens beside its connections: databases, indexes, downloads."""
MAX_HEAD_BYTES = 64 * 1024
"""Of the address and all headers together."""
MAX_WAITING_BYTES = 64 * 2**20
"""Of all answers that wait for their readers; beyond it the slowest reader is given up."""


def raise_descriptor_limit() -> int:
    """Let this process open as many files as the system allows; how many connections fit in."""
    if sys.platform == "win32":
        return MAX_CONNECTIONS
    import resource  # noqa: PLC0415 (not on Windows)

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MAX_CONNECTIONS + SPARE_DESCRIPTORS
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(min(MAX_CONNECTIONS, soft - SPARE_DESCRIPTORS), soft // 2)


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
    waiting: ClassVar[dict["Connection", int]] = {}
    """The bytes that wait for readers, those who have kept us waiting longest first."""
    silent: ClassVar[dict["Connection", None]] = {}
    """Those that wait for a request, the longest first."""

    def __init_subclass__(cls) -> None:
        # Another kind of connection is that of another service.
        cls.waiting, cls.silent = {}, {}

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.head_bytes = 0
        self.head_timer: asyncio.TimerHandle | None = None
        self.reader_timer: asyncio.TimerHandle | None = None
        self.paused_at = 0.0
        self.seconds_left = self.patience_seconds
        self.running: RequestResponseCycle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Give the connection a place, where there is one."""
        super().connection_made(cast(asyncio.Transport, transport))
        if len(self.connections) > self.most and not self._make_room():
            self._refuse(b"503 Service Unavailable", b"Too many connections: try again.")
        else:
            self.silent[self] = None
            self.head_timer = self.loop.call_later(self.head_seconds, self.transport.close)

    def _make_room(self) -> bool:
        """Close the connection that has waited longest for a request; whether there is one."""
        oldest = next(iter(self.silent), None)
        if oldest is None:
            return False
        # It is told later that it is lost: many may arrive before that.
        del self.silent[oldest]
        self.connections.discard(oldest)
        oldest.transport.abort()
        return True

    def on_response_complete(self) -> None:
        """The connection waits for the next request."""
        super().on_response_complete()
        if not self.pipeline and not self.transport.is_closing():
            self.silent[self] = None

    def data_received(self, data: bytes) -> None:
        """Read a part of a request; refuse a head that is too long or never ends."""
        self.head_bytes += len(data)
        super().data_received(data)
        if self.head_bytes > MAX_HEAD_BYTES:
            message = b"The address and headers are longer than 64 kB."
            self._refuse(b"431 Request Header Fields Too Large", message)
        elif self.head_bytes and not self.head_timer:
            self.head_timer = self.loop.call_later(self.head_seconds, self.transport.close)

    def on_headers_complete(self) -> None:
        """The head has arrived."""
        self.head_bytes = 0
        self.silent.pop(self, None)
        if self.head_timer:
            self.head_timer.cancel()
            self.head_timer = None
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """What follows the head is counted by who reads it."""
        self.head_bytes = 0
        super().on_body(body)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self.running = cycle

        async def unless_gone(scope: Any, receive: Any, send: Any) -> None:
            # After a storm most of those who wait have gone: what they asked for is not made.
            if not cycle.disconnected:
                try:
                    await app(scope, receive, send)
                except RuntimeError as error:
                    # The reader has gone, and the connection is told so only after this.
                    if not is_of_closed_connection(error):
                        raise

        super()._start_asgi_task(cycle, unless_gone)

    def pause_writing(self) -> None:
        """The reader is behind: give it as long as what waits may take."""
        super().pause_writing()
        waiting: int = self.transport.get_write_buffer_size()
        self.paused_at = self.loop.time()
        self.seconds_left += waiting / self.bytes_per_second
        self.reader_timer = self.loop.call_later(self.seconds_left, self.transport.abort)
        self.waiting[self] = waiting
        slowest = next(iter(self.waiting))
        if (
            sum(self.waiting.values()) > MAX_WAITING_BYTES
            and slowest.paused_at < self.paused_at - 1
        ):
            slowest.transport.abort()

    def resume_writing(self) -> None:
        """The reader has caught up."""
        super().resume_writing()
        self._stop_waiting()
        self.seconds_left -= self.loop.time() - self.paused_at
        self.seconds_left = min(self.seconds_left, self.patience_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more, and what is being answered is told so."""
        self.silent.pop(self, None)
        self._stop_waiting()
        if self.head_timer:
            self.head_timer.cancel()
            self.head_timer = None
        self.pipeline.clear()
        if self.running and not self.running.response_complete:
            # Where several requests were sent at once, uvicorn tells the last one only.
            self.running.disconnected = True
            self.running.message_event.set()
        super().connection_lost(exc)

    def _stop_waiting(self) -> None:
        self.waiting.pop(self, None)
        if self.reader_timer:
            self.reader_timer.cancel()
            self.reader_timer = None

    def _refuse(self, status: bytes, message: bytes) -> None:
        """Answer in plain text, and close."""
        if not self.transport.is_closing():
            head = b"content-type: text/plain\r\nretry-after: 1\r\nconnection: close\r\n"
            length = b"content-length: %d\r\n\r\n" % len(message)
            self.transport.write(b"HTTP/1.1 %b\r\n%b%b%b" % (status, head, length, message))
            self.transport.close()
