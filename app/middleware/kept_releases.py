"""`release=`: any query of the API is answered from the release that it names; a page says so."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl, unquote_plus, urlencode

from starlette.datastructures import State
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.dependencies import API, READER, RELEASE, Reader, ReleaseChangedError
from app.errors import EvidenceError, Problem, QueryError
from app.evidence.answers.cursors import release_in_cursor
from app.middleware import Middleware, headers_of, on_response_start
from app.releases import CURRENT, ReleaseStore, open_database
from app.settings import link

MAX_OPEN = 4
"""Kept releases that a worker has open: the names, the index and the caches of each."""

_OF_NO_RELEASE = (f"{API}/releases", f"{API}/openapi.json")
_NO_PAGE = ("/static/", "/docs", "/health", "/ready", "/mcp", "/api")
_NO_PAGE_ENDINGS = (".svg", ".png", ".xlsx", ".docx", ".pptx", ".txt", ".xml")


class KeptReleases(Middleware):
    """Chooses the reader of a request by the release that it names.

    It is outside the limits: a request that waits for a release to open holds up no other.
    """

    def __init__(self, app: ASGIApp, state: State, folder: Path) -> None:
        super().__init__(app)
        self.reader: Reader = state.reader
        self.store: ReleaseStore = state.release_store
        self.folder = folder
        self._open: OrderedDict[str, Reader] = OrderedDict()
        self._opening = asyncio.Lock()
        self._opener = ThreadPoolExecutor(1, "releases")

    def answer(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        query = scope["query_string"]
        names_release = scope["method"] == "GET" and (b"release=" in query or b"cursor=" in query)
        return (self._answer if names_release else self.app)(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = scope["query_string"]
        path, (releases, rest) = scope["path"], _releases_in(query)
        release = releases[0] if len(releases) == 1 else None
        if path.startswith(f"{API}/"):
            if releases and (release is None or path.startswith(_OF_NO_RELEASE)):
                error = _SEVERAL if release is None else _OF_NONE
                await _error(scope, error, 422)(scope, receive, send)
                return
            release = self._of_cursor(rest) if release in (None, CURRENT) else release
            if release is not None:
                named = {**scope, "query_string": rest, RELEASE: release}
                await self._answer_from(release, named, receive, send)
                return
            scope = {**scope, "query_string": rest}
        elif release and not path.startswith(_NO_PAGE) and not path.endswith(_NO_PAGE_ENDINGS):
            scope = {**scope, "query_string": rest}
            release = self.store.name_of(release, *filter(None, [self.reader.last_release]))
            scope["state"]["since"] = release
            with suppress(EvidenceError):
                scope["state"]["reader_then"] = await self._reader_of(release, scope)
        await self.app(scope, receive, send)

    def _of_cursor(self, query: bytes) -> str | None:
        """The earlier release that a page follows on from, where that is kept."""
        cursors = [value for name, value in parse_qsl(query.decode("latin-1")) if name == "cursor"]
        release = release_in_cursor(cursors[0]) if len(cursors) == 1 else None
        is_earlier = release is not None and release != self.reader.last_release
        return release if is_earlier and self.store.find(release or "") else None

    async def _answer_from(self, release: str, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            reader = await self._reader_of(release, scope)
        except EvidenceError as error:
            await _error(scope, error, 404)(scope, receive, send)
            return
        if reader is self.reader:
            try:
                await self.app(scope, receive, send)
            except ReleaseChangedError:
                # Another was loaded in this moment, so this one is asked for as a kept one.
                await self._answer_from(release, scope, receive, send)
            return
        scope["state"]["is_kept"] = True
        # As it was asked: a header holds no letter but those of an address.
        path, query = (scope[name].decode("latin-1") for name in ("raw_path", "query_string"))
        address = f"{path}?{query}" if query else path
        note = partial(_link, release, address)
        await self.app({**scope, READER: reader}, receive, on_response_start(send, note))

    async def _reader_of(self, release: str, scope: Scope) -> Reader:
        """The reader of a release. Raises NotFoundError where it is not kept here."""
        if reader := self._open.get(release):
            self._open.move_to_end(release)
            return reader
        if release == (await self.reader.run(scope, self.reader.current_catalogue)).release:
            return self.reader
        archive = await self.reader.run(scope, self.store.kept, release, "query parameter release")
        async with self._opening:
            if release not in self._open:
                loop = asyncio.get_running_loop()
                engine = await loop.run_in_executor(
                    self._opener, open_database, archive, self.folder
                )
                self._open[release] = self.reader.of_kept(engine, self.folder / release)
            if len(self._open) > MAX_OPEN:
                _, oldest = self._open.popitem(last=False)
                oldest.close()
            return self._open[release]


def _releases_in(query: bytes) -> tuple[list[str], bytes]:
    """The releases that a query names, of which one is right, and the query without them."""
    pairs = query.split(b"&")
    named = [pair for pair in pairs if pair.startswith(b"release=")]
    rest = b"&".join(pair for pair in pairs if pair not in named)
    # In an address a plus sign means a space, which no release has in its name.
    names = (unquote_plus(pair[8:].decode("latin-1")).strip().replace(" ", "+") for pair in named)
    # Forms send empty fields too: a blank value narrows nothing.
    return [name for name in names if name], rest


def _refusal(code: str, message: str) -> QueryError:
    return QueryError([Problem(code, "query parameter release", message)])


_OF_NONE = _refusal(
    "unknown-parameter", "What this address tells belongs to no one release: leave this out."
)
_SEVERAL = _refusal("repeated", "This may be given only once.")


def _error(scope: Scope, error: EvidenceError, status: int) -> ASGIApp:
    response: ASGIApp = scope["app"].state.error_response(
        Request(scope), error.title, status, list(error.problems)
    )
    return response


def _link(release: str, address: str, message: Message) -> None:
    """Add where the newest answer is, and keep a redirection within the release."""
    latest = f'<{link(address)}>; rel="latest-version"'
    history = f'<{link(f"{API}/releases")}>; rel="version-history"'
    headers = headers_of(message)
    headers["Link"] = ", ".join(filter(None, (headers.get("link"), latest, history)))
    if place := headers.get("location"):
        mark = "&" if "?" in place else "?"
        headers["Location"] = f"{place}{mark}{urlencode({'release': release})}"
