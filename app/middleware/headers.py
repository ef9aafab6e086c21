"""The headers of every answer: request id, ETag, CORS, caching; and compression."""

import re
from collections.abc import Awaitable, Mapping
from functools import partial
from itertools import count
from secrets import randbits
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipResponder
from starlette.types import Message, Receive, Scope, Send

from app.middleware import Middleware, headers_of, on_response_start
from app.settings import link

RawHeaders = list[tuple[bytes, bytes]]

MIN_COMPRESSED = 1_000
"""Bytes below which an answer is not compressed."""
COMPRESSION_LEVEL = 6
"""Of gzip: level 9 takes 1.6 times as long to save one more byte in a hundred."""

_CACHE_CONTROL = b"public, max-age=0, must-revalidate"
_TERMS = (
    f'<{link("/api/v1/dictionary")}>; rel="describedby", '
    f'<{link("/api/v1/release.jsonld")}>; rel="describedby"; type="application/ld+json", '
    '<https://creativecommons.org/licenses/by/4.0/>; rel="license", '
    f'<{link("/api/v1/citation")}>; rel="cite-as"'
).encode()
_ALWAYS = {
    # A shared cache may give the answer to a script of another origin.
    b"access-control-allow-origin": b"*",
    b"access-control-expose-headers": b"Accept-Ranges, Content-Disposition, Content-Range, ETag, "
    b"Link, Retry-After, X-Request-ID",
    b"x-content-type-options": b"nosniff",
}
_OF_PAGES = {
    # The pages of the site have a stricter one; that of the API is made by a library.
    b"content-security-policy": b"default-src 'self' data: 'unsafe-inline'; object-src 'none'; "
    b"base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    # Addresses hold what a reader asks, which is nobody else's business.
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
}
_PREFLIGHT = [
    *_ALWAYS.items(),
    (b"access-control-allow-methods", b"GET, HEAD"),
    (b"access-control-allow-headers", b"If-None-Match, If-Range, Range, X-Request-ID"),
    (b"access-control-max-age", b"600"),
]
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_IDS = count(randbits(63))
"""From a number of its own in each process: to ask the system each time lets other threads in."""


def request_id(given: bytes) -> bytes:
    """The id that a request came with; one without an id, or with a bad one, is given one."""
    if given and _REQUEST_ID.fullmatch(given):
        return given
    return b"%016x" % next(_IDS)


class Headers(Middleware):
    """Adds headers, answers HEAD as GET without a body, and CORS preflights."""

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        if scope["method"] == "OPTIONS" and b"access-control-request-method" in headers:
            await send({"type": "http.response.start", "status": 204, "headers": _PREFLIGHT})
            await send({"type": "http.response.body", "body": b""})
            return
        state = scope.setdefault("state", {})
        given = request_id(headers.get(b"x-request-id", b""))
        state["request_id"] = given.decode("latin-1")
        send = on_response_start(send, partial(_add_headers, scope["method"], state))
        if scope["method"] in ("HEAD", "OPTIONS"):
            send = _without_body(send)
        if scope["method"] == "HEAD":
            # In a copy: the server must still see a HEAD, which has no body.
            scope = {**scope, "method": "GET"}
        await self.app(scope, receive, send)


def _without_body(send: Send) -> Send:
    async def send_without_body(message: Message) -> None:
        if message["type"] != "http.response.start":
            message = {**message, "body": b""}
        await send(message)

    return send_without_body


class Compression(Middleware):
    """Compresses answers where the reader accepts gzip."""

    def answer(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        app = self.app
        if accepts_gzip(dict(scope["headers"])):
            app = GZipResponder(self.app, MIN_COMPRESSED, COMPRESSION_LEVEL)
        return app(scope, receive, send)


_NO_GZIP = re.compile(rb"gzip\s*;\s*q=0(\.0*)?\s*(,|$)")


def accepts_gzip(headers: Mapping[bytes, bytes]) -> bool:
    """Whether a reader takes compressed answers: gzip is named, and not with a weight of zero."""
    accepted = headers.get(b"accept-encoding", b"").lower()
    return b"gzip" in accepted and not (b"q=0" in accepted and _NO_GZIP.search(accepted))


def _add_headers(method: str, state: dict[str, Any], message: Message) -> None:
    status, etag = message["status"], state.get("etag")
    state["status"] = status
    if status == 405:
        _allow(method, message)
    elif status == 307:
        _redirect_here(headers_of(message))
    headers = dict(message.get("headers", ()))
    headers |= {**_ALWAYS, b"x-request-id": state["request_id"].encode("latin-1")}
    if headers.get(b"content-type", b"").startswith(b"text/html"):
        headers = {**_OF_PAGES, **headers}
    if etag and status in (200, 304):
        headers |= {b"etag": etag.encode(), b"cache-control": _CACHE_CONTROL}
        _add(headers, b"vary", b"Accept-Encoding")
        if status == 200:
            _add(headers, b"link", _TERMS)
    else:
        # A file of the site has a tag of its own.
        holds = _CACHE_CONTROL if b"etag" in headers else b"no-store"
        headers.setdefault(b"cache-control", holds)
    if state.get("is_negotiated"):
        _add(headers, b"vary", b"Accept")
    message["headers"] = [*headers.items()]


def _add(headers: dict[bytes, bytes], name: bytes, value: bytes) -> None:
    if name in headers:
        value = b", ".join(dict.fromkeys((*headers[name].split(b", "), value)))
    headers[name] = value


def _redirect_here(headers: MutableHeaders) -> None:
    """Redirect within the service: the framework names the host that the request named."""
    place = urlsplit(headers["Location"])
    query = f"?{place.query}" if place.query else ""
    headers["Location"] = link(f"/{place.path.lstrip('/')}{query}")


def _allow(method: str, message: Message) -> None:
    """Name HEAD and OPTIONS among the methods; OPTIONS itself is answered with them alone."""
    headers = headers_of(message)
    methods = headers.get("allow", "GET").split(", ")
    more = ("HEAD", "OPTIONS") if "GET" in methods else ("OPTIONS",)
    headers["Allow"] = ", ".join(dict.fromkeys([*methods, *more]))
    if method == "OPTIONS":
        message.update(status=204, headers=[(b"allow", headers["allow"].encode())])
