"""Pages of lists made before all else, where the database has them in a moment."""

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor

from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.headers import COMPRESSION, LEAST_COMPRESSED, VARY, Headers, asked, linked, of_release
from app.api.pages import Made, Pages
from app.evidence.answers import Listing
from app.glance import Glance, TooLongError

MOST_LONG = 2_000
"""So many questions are remembered that took too long to be answered before all else."""
AT_ONCE = 4
"""So many ask a server at once: more would only wait for each other."""
MOST_WAITING = 64
"""Of those who ask a server; more wait where it is said how many may, and until when."""
_OF_EVERY = [
    (name.lower().encode(), value.encode())
    for name, value in {**of_release(""), "Vary": VARY}.items()
    if value
]


class AtOnce:
    """Answers what takes so little that it need not wait its turn; a server is asked by threads."""

    def __init__(self, app: ASGIApp, pages: Pages, glance: Glance) -> None:
        self.app, self.pages, self.glance = app, pages, glance
        self.long: set[tuple[str, bytes]] = set()
        self.threads = ThreadPoolExecutor(AT_ONCE, "at-once")
        self.waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            self.glance.close()
            return
        encodings, known, request_id = asked(scope["headers"])
        listing = self.pages.listing(scope)
        made = await self._made(listing, scope, known) if listing else None
        if made is None:
            await self.app(scope, receive, send)
            return
        made.say(scope)
        body, headers = _encoded(made, encodings)
        headers += _OF_EVERY
        headers += ((b"etag", made.tag.encode()), (b"x-request-id", request_id))
        if made.status == 200:
            headers.append((b"link", linked(made.link).encode("latin-1")))
        await send({"type": "http.response.start", "status": made.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _made(self, listing: Listing, scope: Scope, known: bytes) -> Made | None:
        if self.pages.state.catalogue is None:
            # The first names are read by those who wait.
            return None
        if self.glance.is_on_the_spot:
            return self._glanced(listing, scope, known)
        if self.waiting >= MOST_WAITING:
            return None
        self.waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self.threads, self._glanced, listing, scope, known)
        finally:
            self.waiting -= 1

    def _glanced(self, listing: Listing, scope: Scope, known: bytes) -> Made | None:
        question = (scope["path"], scope["query_string"])
        if question in self.long:
            return None
        try:
            with self.glance.reading() as read:
                return self.pages.made(read, listing, scope, known)
        except TooLongError:
            if len(self.long) >= MOST_LONG:
                self.long.clear()
            self.long.add(question)
        except Exception:  # whatever it is, the long way says it as all faults are said
            return None
        return None


def _encoded(made: Made, encodings: bytes) -> tuple[bytes, Headers]:
    """The body as the reader can take it, with the headers that say what it is."""
    if b"gzip" not in encodings or len(made.body) < LEAST_COMPRESSED:
        return made.body, made.of_body()
    body = gzip.compress(made.body, COMPRESSION, mtime=0)
    return body, [*made.of_body(len(body)), (b"content-encoding", b"gzip")]
