"""ASGI middleware that caches whole responses until the next load."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.database.changes import ChangeDetection
from app.dependencies import matches_etag
from app.middleware.headers import RawHeaders, accepts_gzip, request_id
from app.middleware.metrics import CACHED

MAX_BYTES = 8 * 2**20
"""Of the whole cache; the least recently used response goes first."""
MAX_RESPONSE_BYTES = 2**20
"""A longer response is made anew each time: nearly all are files."""
MAX_KEY_BYTES = 2_000
"""Of an address: blank parameters may make it as long as anybody likes."""

_BODY_HEADERS = {
    *(b"content-length", b"content-type", b"content-encoding", b"content-disposition"),
    # Of a list it names the next page: whoever takes a new header for the old one would lose that.
    b"link",
}
_UNCACHED = ("/health", "/metrics", "/static/")
"""What is answered without a look at the database."""
RESPONSE_CACHE = "wave1.response_cache"
"""What the state of the service holds where connections ask the cache first."""
Key = tuple[bytes, bytes, bool]
"""Path and parameters of a request, and whether its response is compressed."""


class Answer(NamedTuple):
    """A response as it was sent, without its request id; its head as it is written, too."""

    status: int
    headers: RawHeaders
    head: bytes
    body: bytes

    @classmethod
    def of(cls, status: int, headers: RawHeaders, body: bytes = b"") -> "Answer":
        head = b"".join(b"%b: %b\r\n" % pair for pair in headers)
        return cls(status, headers, head, body)


@dataclass(frozen=True, slots=True)
class CachedResponse:
    """What is known of an address.

    Of one that was a 304 the body is not: it answers only readers who have it already.
    """

    etag: bytes
    whole: Answer | None
    unchanged: Answer

    def answer(self, if_none_match: bytes) -> Answer | None:
        """The answer for a reader; None where the body is needed and not known."""
        is_had = if_none_match and _matches(self.etag, if_none_match)
        return self.unchanged if is_had else self.whole


class ResponseCache:
    """Answers from memory while nothing was committed since the response was made.

    With `is_first`, connections ask it for an answer before they begin a request.
    """

    def __init__(
        self,
        app: ASGIApp,
        changes: ChangeDetection,
        max_bytes: int = MAX_BYTES,
        *,
        is_first: bool = True,
    ) -> None:
        self.app, self.changes, self.max_bytes = app, changes, max_bytes
        self.is_first = is_first
        self.version: object = None
        self.responses: dict[Key, CachedResponse] = {}
        self.size = 0
        self.hits = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            if self.is_first:
                scope.setdefault("state", {})[RESPONSE_CACHE] = self
            await self.app(scope, receive, send)
            self.changes.close()
            return
        if (
            scope["type"] != "http"
            or scope["method"] not in ("GET", "HEAD")
            or scope["path"].startswith(_UNCACHED)
        ):
            self._count_hits()
            await self.app(scope, receive, send)
            return
        version = self.changes.version() or await self.changes.refresh()
        if version is None and self.changes.is_silent():
            # The answer would be waited for in vain, and others with it.
            scope.setdefault("state", {})["is_database_silent"] = True
        headers = dict(scope["headers"])
        key = _key(scope["raw_path"], scope["query_string"], headers)
        if answer := self._find(version, key, headers):
            given = request_id(headers.get(b"x-request-id", b""))
            raw = [*answer.headers, (b"x-request-id", given)]
            body = answer.body if scope["method"] == "GET" else b""
            await send({"type": "http.response.start", "status": answer.status, "headers": raw})
            await send({"type": "http.response.body", "body": body})
        elif version is None or scope["method"] == "HEAD":
            await self.app(scope, receive, send)
        else:
            await self._answer_and_store(key, version, scope, receive, send)

    def find(self, target: bytes, headers: Mapping[bytes, bytes]) -> Answer | None:
        """The answer to a plain GET, where it is known at once and nothing else has a say in it."""
        path, _, query = target.partition(b"?")
        may_be_list = path.startswith(b"/api/") or b"%" in path
        if b"range" in headers or (may_be_list and headers.get(b"accept", b"*/*") != b"*/*"):
            return None
        version = self.changes.version()
        if version is None:
            return None
        return self._find(version, _key(path, query, headers), headers)

    def _find(self, version: object, key: Key, headers: Mapping[bytes, bytes]) -> Answer | None:
        if version != self.version:
            self.responses.clear()
            self.version, self.size = version, 0
        if (cached := self.responses.pop(key, None)) is None:
            return None
        # Most recently used.
        self.responses[key] = cached
        answer = cached.answer(headers.get(b"if-none-match", b""))
        if answer:
            self.hits += 1
        return answer

    async def _answer_and_store(
        self, key: Key, version: object, scope: Scope, receive: Receive, send: Send
    ) -> None:
        self._count_hits()
        recorder = _Recorder(send)
        await self.app(scope, receive, recorder)
        response = recorder.response()
        # Files of the site have a tag of their own, and come from no release.
        state = scope.get("state", {})
        release = state.get("release")
        # Of several servers, the one that answered may lag behind the one that is polled.
        if (
            response is not None
            and len(key[0]) + len(key[1]) <= MAX_KEY_BYTES
            and release is not None
            and version == await self.changes.refresh() == self.version
            # A kept release is the same whichever is loaded.
            and (state.get("is_kept") or self.changes.is_current(version, release))
        ):
            self._store(key, response)

    def _count_hits(self) -> None:
        """Tell the metrics: for each hit alone it would take longer than the answer."""
        CACHED.inc(self.hits)
        self.hits = 0

    def _store(self, key: Key, response: CachedResponse) -> None:
        if before := self.responses.pop(key, None):
            self.size -= size_of(key, before)
        self.responses[key] = response
        self.size += size_of(key, response)
        while self.size > self.max_bytes:
            oldest = next(iter(self.responses))
            self.size -= size_of(oldest, self.responses.pop(oldest))


def _key(path: bytes, query: bytes, headers: Mapping[bytes, bytes]) -> Key:
    return path, query, accepts_gzip(headers)


def size_of(key: Key, response: CachedResponse) -> int:
    """About how many bytes a response needs in the cache, with its address."""
    body = len(response.whole.body) if response.whole else 0
    return len(key[0]) + len(key[1]) + body + 4 * len(response.unchanged.head) + 500


def _matches(etag: bytes, if_none_match: bytes) -> bool:
    # Nearly always the reader sends the one tag that it was given.
    return etag == if_none_match or matches_etag(etag.decode(), if_none_match.decode("latin-1"))


class _Recorder:
    """Passes a response on and records it, where it is one that may be cached."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.headers: RawHeaders = []
        self.parts: list[bytes] = []
        self.size = 0
        self.status = 0
        self.is_cacheable = self.is_whole = False

    async def __call__(self, message: Message) -> None:
        await self.send(message)
        if message["type"] == "http.response.start":
            self.headers = [pair for pair in message["headers"] if pair[0] != b"x-request-id"]
            self.status = message["status"]
            self.is_cacheable = self.status in (200, 304) and self._etag() is not None
        elif self.is_cacheable:
            self.parts.append(message.get("body", b""))
            self.size += len(self.parts[-1])
            self.is_cacheable = self.size <= MAX_RESPONSE_BYTES
            self.is_whole = not message.get("more_body", False)

    def response(self) -> CachedResponse | None:
        """What to cache; None where the response is long, partial, or not the same for all."""
        etag, headers = self._etag(), self.headers
        if etag is None or not (self.is_cacheable and self.is_whole):
            return None
        if self.status == 304:
            return CachedResponse(etag, None, Answer.of(304, headers))
        body = b"".join(self.parts)
        if not any(name == b"content-length" for name, _ in headers):
            headers = [*headers, (b"content-length", str(len(body)).encode())]
        unchanged = [pair for pair in headers if pair[0] not in _BODY_HEADERS]
        return CachedResponse(etag, Answer.of(200, headers, body), Answer.of(304, unchanged))

    def _etag(self) -> bytes | None:
        return next((value for name, value in self.headers if name == b"etag"), None)
