"""Answers kept by release and question, in front of all else: none is made twice."""

from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.headers import Headers, asked
from app.dependencies import normalised
from app.watch import Watch

MOST_BYTES = 32 * 2**20
"""So much is kept at most; what was asked for least recently goes first."""
MOST_BYTES_OF_ONE = 2**20
"""A longer answer is a file, which is made anew each time."""

_OF_BODY = {
    *(b"content-length", b"content-type", b"content-encoding", b"content-disposition"),
    # Of a list it names the next page: whoever takes a new header for the old one would lose that.
    b"link",
}
Key = tuple[bytes, bytes, bool]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was sent, but for the id of its request.

    Without a body it is known only to be the one that its reader has.
    """

    tag: bytes
    headers: Headers
    headers_unchanged: Headers
    body: bytes | None

    @property
    def size(self) -> int:
        """About how many bytes it takes to keep this."""
        of_headers = sum(len(name) + len(value) for name, value in self.headers)
        return len(self.body or b"") + of_headers + 500

    def to(self, method: str, known: bytes) -> tuple[int, Headers, bytes] | None:
        """What is sent to a reader who has the answers with the tags that are `known`."""
        if known and _is_known(self.tag, known):
            return 304, self.headers_unchanged, b""
        if self.body is None:
            return None
        return 200, self.headers, self.body if method == "GET" else b""


class Kept:
    """Answers from memory while nothing was written to the database since the answer was made."""

    def __init__(self, app: ASGIApp, watch: Watch, most_bytes: int = MOST_BYTES) -> None:
        self.app, self.watch, self.most_bytes = app, watch, most_bytes
        self.mark: object = None
        self.answers: dict[Key, Answer] = {}
        self.size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            self.watch.close()
            return
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        mark = self.watch.now() or await self.watch.seen()
        if mark != self.mark:
            self.answers.clear()
            self.mark, self.size = mark, 0
        encoding, known, request_id = asked(scope["headers"])
        key = (scope["raw_path"], normalised(scope["query_string"]), b"gzip" in encoding)
        answer = self.answers.get(key)
        told = None if answer is None else answer.to(scope["method"], known)
        if answer is not None and told is not None:
            # What was asked for last is the last to go.
            del self.answers[key]
            self.answers[key] = answer
            status, headers, body = told
            headers = [*headers, (b"x-request-id", request_id)]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": body})
        elif mark is None or scope["method"] == "HEAD":
            await self.app(scope, receive, send)
        else:
            copy = _Copy(send)
            await self.app(scope, receive, copy)
            made = copy.answer()
            # A file of the pages has a tag of its own, and comes from no release.
            made_from = scope.get("state", {}).get("made_from")
            # Of several servers, the one that answered may lag behind the one that is watched.
            if (
                made is not None
                and made_from is not None
                and mark == await self.watch.seen() == self.mark
                and self.watch.is_of(mark, made_from)
            ):
                self._keep(key, made)

    def _keep(self, key: Key, answer: Answer) -> None:
        before = self.answers.pop(key, None)
        self.size += answer.size - (before.size if before else 0)
        self.answers[key] = answer
        while self.size > self.most_bytes:
            self.size -= self.answers.pop(next(iter(self.answers))).size


def _is_known(tag: bytes, known: bytes) -> bool:
    if tag == known:
        return True
    tags = [one.strip() for one in known.split(b",")]
    return tag in tags or tag.removeprefix(b"W/") in tags


class _Copy:
    """Passes an answer on and copies it, where it is one that may be kept."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.headers: Headers = []
        self.parts: list[bytes] = []
        self.size = 0
        self.is_kept = self.is_whole = self.is_unchanged = False

    async def __call__(self, message: Message) -> None:
        """One part of the answer."""
        await self.send(message)
        if message["type"] == "http.response.start":
            self.headers = [one for one in message["headers"] if one[0] != b"x-request-id"]
            self.is_unchanged = message["status"] == 304
            is_right = self.is_unchanged or message["status"] == 200
            self.is_kept = is_right and any(n == b"etag" for n, _ in self.headers)
        elif self.is_kept:
            self.parts.append(message.get("body", b""))
            self.size += len(self.parts[-1])
            self.is_kept = self.size <= MOST_BYTES_OF_ONE
            self.is_whole = not message.get("more_body", False)

    def answer(self) -> Answer | None:
        """What is to be kept; nothing where the answer is long, partial, or not one for all."""
        if not (self.is_kept and self.is_whole):
            return None
        headers = self.headers
        tag = next(value for name, value in headers if name == b"etag")
        if self.is_unchanged:
            return Answer(tag, headers, headers, None)
        body = b"".join(self.parts)
        if not any(name == b"content-length" for name, _ in headers):
            headers = [*headers, (b"content-length", str(len(body)).encode())]
        unchanged = [one for one in headers if one[0] not in _OF_BODY]
        return Answer(tag, headers, unchanged, body)
