"""Pages of lists without the long way through the framework: the same answer, much sooner."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, State
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.answers import page
from app.database import reading
from app.dependencies import API, Asked, catalogue_of, is_known, tag_of
from app.errors import EvidenceError
from app.evidence import answers
from app.evidence.answers import Listing
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query, read_query

AT_ONCE = 8
"""So many pages are made at once: more would only wait for each other."""
MOST_READ = 2_000
"""So many questions are kept as they were read: the next time they need not be checked again."""

Made = tuple[int, bytes, Mapping[str, str], str, Catalogue]
"""The status of an answer, its body, its headers, its tag, and the release it is of."""


class Direct:
    """Answers the pages of lists; whatever is wrong goes the long way, where it is said what."""

    def __init__(self, app: ASGIApp, state: State) -> None:
        self.app, self.state = app, state
        self.lists = {f"{API}/{name}": listing for name, listing in answers.LISTINGS.items()}
        self.threads = ThreadPoolExecutor(AT_ONCE, "direct")
        self.read: tuple[Catalogue | None, dict[tuple[str, bytes], Query]] = (None, {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        is_get = scope["type"] == "http" and scope["method"] == "GET"
        listing = self.lists.get(scope["path"]) if is_get else None
        made = None
        if listing:
            known = Headers(scope=scope).get("if-none-match", "")
            loop = asyncio.get_running_loop()
            question = scope["query_string"]
            made = await loop.run_in_executor(
                self.threads, self._made, listing, scope["path"], question, known
            )
        if made is None:
            await self.app(scope, receive, send)
            return
        status, body, headers, tag, names = made
        state = scope.setdefault("state", {})
        state["tag"], state["made_from"] = tag, (names.release, names.texts)
        raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": raw})
        await send({"type": "http.response.body", "body": body})

    def _made(self, listing: Listing, path: str, question: bytes, known: str) -> Made | None:
        """The answer; nothing where it is not plainly a page."""
        try:
            with reading(self.state.engine) as session:
                names = catalogue_of(self.state, session)
                tag = tag_of(names, path, question)
                if is_known(tag, known):
                    return 304, b"", {}, tag, names
                query = self._query(listing, question, names)
                answer = page(Asked(listing, query, session, names))
        except (EvidenceError, UnicodeError):
            return None
        return 200, bytes(answer.body), dict(answer.headers), tag, names

    def _query(self, listing: Listing, question: bytes, names: Catalogue) -> Query:
        """A question as it was read before, in this release, or as it is read now."""
        release, read = self.read
        if release is not names or len(read) > MOST_READ:
            read = {}
            self.read = (names, read)
        key = (listing.resource.name, question)
        query = read.get(key)
        if query is None:
            pairs = parse_qsl(question.decode("latin-1"), keep_blank_values=True)
            query = read[key] = read_query(listing.resource, pairs, names)
        return query
