"""Parts of files: Range and If-Range, so that a data frame library reads a file by its address."""

import re
from collections.abc import Awaitable
from functools import partial

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Message, Receive, Scope, Send

from app.middleware import Middleware, headers_of, on_response_start
from app.middleware.headers import accepts_gzip
from app.middleware.limits import FILE

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_OF_THE_WHOLE = (b"range", b"if-range", b"accept-encoding")


class Ranges(Middleware):
    """Answers a request for part of a file with 206 or 416.

    The FileResponse of Starlette would have a file made anew for each part, also where the response
    cache knows the whole, and refuse what the standard wants ignored.

    A file is made whole whatever part is asked for; of it, no more than that part is kept.
    Several ranges at once are answered with the whole file, as the standard allows.
    """

    def answer(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if not FILE.search(scope["path"]):
            return self.app(scope, receive, send)
        if scope["method"] == "HEAD":
            # Clients ask for the length before they ask for parts.
            return self.app({**scope, "method": "GET"}, receive, _Length(send))
        if scope["method"] == "GET" and (part := _part(scope["headers"], send)):
            headers = [pair for pair in scope["headers"] if pair[0] not in _OF_THE_WHOLE]
            return self.app({**scope, "headers": headers}, receive, part)
        marked = (200,) if accepts_gzip(dict(scope["headers"])) else (200, 304)
        return self.app(scope, receive, on_response_start(send, partial(_mark_one_of, marked)))


def _mark_one_of(statuses: tuple[int, ...], message: Message) -> None:
    if message["status"] in statuses:
        _mark(message)


def _mark(message: Message) -> MutableHeaders:
    """Say that a file can be asked for in parts.

    Its tag is strong unless it is compressed: the same tag means the same bytes.
    """
    headers = headers_of(message)
    headers["Accept-Ranges"] = "bytes"
    if "content-encoding" not in headers and "etag" in headers:
        headers["ETag"] = headers["etag"].removeprefix("W/")
    return headers


class _Part:
    """Keeps the bytes of a range while a file passes, and sends them when its length is known."""

    def __init__(self, send: Send, first: int | None, last: int | None, tag: str | None) -> None:
        self.send, self.first, self.last, self.tag = send, first, last, tag
        self.start: Message | None = None
        self.part = bytearray()
        self.size = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = _mark(message) if message["status"] == 200 else None
            if headers is None or (self.tag and self.tag != headers.get("etag")):
                await self.send(message)
            else:
                self.start = message
        elif self.start is None:
            await self.send(message)
        else:
            self._keep(message.get("body", b""))
            if not message.get("more_body", False):
                await self._send_part(self.start)

    def _keep(self, body: bytes) -> None:
        if self.first is None:
            self.part += body
            del self.part[: -self.last if self.last else None]
        else:
            end = None if self.last is None else max(self.last + 1 - self.size, 0)
            self.part += body[max(self.first - self.size, 0) : end]
        self.size += len(body)

    async def _send_part(self, start: Message) -> None:
        headers = MutableHeaders(raw=start["headers"])
        headers["Content-Length"] = str(len(self.part))
        first = self.size - len(self.part) if self.first is None else self.first
        if self.part:
            start["status"] = 206
            last = first + len(self.part) - 1
            headers["Content-Range"] = f"bytes {first}-{last}/{self.size}"
        else:
            start["status"] = 416
            headers["Content-Range"] = f"bytes */{self.size}"
        await self.send(start)
        await self.send({"type": "http.response.body", "body": bytes(self.part)})


class _Length(_Part):
    """Sends the head of a file with its length, and no body."""

    def __init__(self, send: Send) -> None:
        super().__init__(send, None, 0, None)

    async def _send_part(self, start: Message) -> None:
        MutableHeaders(raw=start["headers"])["Content-Length"] = str(self.size)
        await self.send(start)
        await self.send({"type": "http.response.body", "body": b""})


def _part(raw: list[tuple[bytes, bytes]], send: Send) -> _Part | None:
    """The range that a request asks for; None where it asks for the whole file."""
    headers = Headers(raw=raw)
    match = _RANGE.fullmatch(headers.get("range", "").replace(" ", ""))
    if not match or match[0] == "bytes=-" or len(match[0]) > 50:
        return None
    first, last = (int(digits) if digits else None for digits in match.groups())
    if first is not None and last is not None and last < first:
        return None
    return _Part(send, first, last, headers.get("if-range"))
