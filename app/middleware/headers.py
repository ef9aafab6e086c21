"""The headers of every answer: request id, ETag, CORS, caching; and compression."""

import re
from collections.abc import Iterable
from itertools import count
from secrets import token_hex
from typing import NamedTuple
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.addresses import link

RawHeaders = list[tuple[bytes, bytes]]

MIN_COMPRESSED = 1_000
"""Bytes below which an answer is not compressed."""
COMPRESSION_LEVEL = 6
"""Of gzip: level 9 takes 1.6 times as long to save one more byte in a hundred."""

_CACHE_CONTROL = "public, max-age=0, must-revalidate"
_TERMS = (
    f'<{link("/api/v1/dictionary")}>; rel="describedby", '
    '<https://creativecommons.org/licenses/by/4.0/>; rel="license", '
    f'<{link("/api/v1/citation")}>; rel="cite-as"'
)
_CORS = [
    # On every answer: a shared cache may give it to a script of another origin.
    (b"access-control-allow-origin", b"*"),
    (
        b"access-control-expose-headers",
        b"Accept-Ranges, Content-Disposition, Content-Range, ETag, Link, Retry-After, X-Request-ID",
    ),
]
_PREFLIGHT = [
    *_CORS,
    (b"access-control-allow-methods", b"GET, HEAD"),
    (b"access-control-allow-headers", b"If-None-Match, If-Range, Range, X-Request-ID"),
    (b"access-control-max-age", b"600"),
]
_PROCESS, _NUMBERS = f"{token_hex(8)}-".encode(), count()
"""Together a unique id of a request, in a tenth of the time of a random one."""
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")


class RequestHeaders(NamedTuple):
    """The headers of a request that decide how it is answered."""

    accept_encoding: bytes
    if_none_match: bytes
    request_id: bytes


def request_headers(headers: Iterable[tuple[bytes, bytes]]) -> RequestHeaders:
    """The headers that matter here; a request without an id, or with a bad one, is given one."""
    encoding = etags = request_id = b""
    for name, value in headers:
        if name == b"accept-encoding":
            encoding = value
        elif name == b"if-none-match":
            etags = value
        elif name == b"x-request-id":
            request_id = value
    if not request_id or not _REQUEST_ID.fullmatch(request_id):
        request_id = b"%b%x" % (_PROCESS, next(_NUMBERS))
    return RequestHeaders(encoding, etags, request_id)


class Headers:
    """ASGI middleware: adds headers, answers HEAD as GET without a body, and CORS preflights."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS" and _is_preflight(scope["headers"]):
            await send({"type": "http.response.start", "status": 204, "headers": _PREFLIGHT})
            await send({"type": "http.response.body", "body": b""})
            return
        state = scope.setdefault("state", {})
        request_id = request_headers(scope["headers"]).request_id.decode("latin-1")
        state["request_id"] = request_id
        is_head = scope["method"] == "HEAD"
        if is_head:
            # In a copy: the server must still see a HEAD, which has no body.
            scope = {**scope, "method": "GET"}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                if message["status"] == 405:
                    _allow(message, scope["method"])
                _add_headers(message, state.get("etag"), request_id)
            elif is_head or scope["method"] == "OPTIONS":
                message = {**message, "body": b""}
            await send(message)

        await self.app(scope, receive, send_with_headers)


class Compression(GZipMiddleware):
    """ASGI middleware that compresses answers where the reader accepts gzip."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app, MIN_COMPRESSED, COMPRESSION_LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request. Starlette would also inspect answers for readers without gzip."""
        is_compressed = scope["type"] == "http" and accepts_gzip(scope["headers"])
        await (super().__call__ if is_compressed else self.app)(scope, receive, send)


def accepts_gzip(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether a reader takes compressed answers."""
    return is_gzip(request_headers(headers).accept_encoding)


_NO_GZIP = re.compile(rb"gzip\s*;\s*q=0(\.0*)?\s*(,|$)", re.IGNORECASE)


def is_gzip(accept_encoding: bytes) -> bool:
    """Whether gzip is accepted: named, and not with a weight of zero."""
    return b"gzip" in accept_encoding and not (
        b"q=0" in accept_encoding and _NO_GZIP.search(accept_encoding)
    )


def _allow(message: Message, method: str) -> None:
    """Name HEAD and OPTIONS among the methods; OPTIONS itself is answered with them alone."""
    headers = MutableHeaders(raw=list(message.get("headers", ())))
    methods = headers.get("allow", "GET").split(", ")
    more = ("HEAD", "OPTIONS") if "GET" in methods else ("OPTIONS",)
    headers["Allow"] = ", ".join(dict.fromkeys([*methods, *more]))
    if method == "OPTIONS":
        message["status"] = 204
        headers = MutableHeaders(raw=[(b"allow", headers["allow"].encode())])
    message["headers"] = headers.raw


def _is_preflight(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    return any(name == b"access-control-request-method" for name, _ in headers)


def _add_headers(message: Message, etag: str | None, request_id: str) -> None:
    id_header = (b"x-request-id", request_id.encode("latin-1"))
    raw: RawHeaders = [*message.get("headers", ()), *_CORS, id_header]
    message["headers"] = raw
    headers = MutableHeaders(raw=raw)
    status = message["status"]
    if status == 307:
        # The framework names the host that the request named.
        place = urlsplit(headers["Location"])
        query = f"?{place.query}" if place.query else ""
        headers["Location"] = link(f"/{place.path.lstrip('/')}{query}")
    media_type = headers.get("content-type", "")
    if media_type.startswith("text/html"):
        headers.setdefault("Content-Security-Policy", "frame-ancestors 'none'")
    if media_type not in ("", "application/json"):
        # No browser takes JSON for anything else, and each header takes a microsecond.
        headers.setdefault("X-Content-Type-Options", "nosniff")
    if etag and status in (200, 304):
        headers["ETag"] = etag
        headers["Cache-Control"] = _CACHE_CONTROL
        if "accept-encoding" not in headers.get("vary", "").lower():
            headers.add_vary_header("Accept-Encoding")
        if status == 200:
            more = headers.get("Link")
            headers["Link"] = f"{more}, {_TERMS}" if more else _TERMS
    elif "etag" in headers:
        # A file of the site.
        headers.setdefault("Cache-Control", _CACHE_CONTROL)
    else:
        headers.setdefault("Cache-Control", "no-store")
