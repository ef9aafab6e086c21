"""What routes depend on: the release that a request reads, and a check of its parameters."""

import gc
import hashlib
import inspect
import logging
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.types import Receive, Scope, Send

from app.ask import index_of, lexicon_of
from app.check_claim import evidence_of
from app.database import ReadConnections, Session, time_limit
from app.errors import EvidenceError, NotReadyError, Problem, QueryError
from app.evidence import answers
from app.evidence.answers import Release
from app.evidence.catalogue import Catalogue
from app.evidence.queries.reading import MAX_PARAMETERS, repeated
from app.evidence.queries.sources import SOURCE_PARAMETERS
from app.memory import trim_memory
from app.reader_threads import ReaderThreads, client_of
from app.releases import ReleaseStore
from app.search.query import searchable, searcher_of
from app.settings import API as API  # noqa: PLC0414 (routes take it from here)
from app.settings import PUBLIC_URL, program_hash

T = TypeVar("T")

LOG = logging.getLogger("wave1")


class Reader:
    """Reads the database for the requests of one worker, and caches what a release fixes."""

    def __init__(self, engine: sa.Engine, threads: ReaderThreads, search_folder: Path) -> None:
        self._engine = engine
        self._search_folder = search_folder
        self._threads = threads
        self.connections = ReadConnections(engine)
        self._catalogue: Catalogue | None = None

    async def run(self, scope: Scope, function: Callable[..., T], *arguments: Any) -> T:
        """Run a function that may wait for the database in a thread, when its client's turn is."""
        return await self._threads.run(client_of(scope), _in_time, function, *arguments)

    def of_kept(self, engine: sa.Engine, search_folder: Path) -> "Reader":
        """A reader of the database of a kept release, in the same threads."""
        return Reader(engine, self._threads, search_folder)

    def close(self) -> None:
        self.connections.close()
        self._engine.dispose()

    @contextmanager
    def release(self) -> Iterator[Release]:
        """The release that the database holds, which is the same throughout."""
        with self.connections.transaction() as session:
            yield Release(session, self._catalogue_of(session))

    @property
    def last_release(self) -> str | None:
        """The release that was read last, if any was."""
        return self._catalogue.release if self._catalogue else None

    def current_catalogue(self) -> Catalogue:
        """The names of the release that the database holds now."""
        with self.release() as release:
            return release.catalogue

    def is_ready_on_disk(self) -> bool:
        """Whether files of the release that take seconds to make have been written yet."""
        index = self.current_catalogue().text_index
        return index is not None and index.path.exists()

    def make_ready(self) -> None:
        """Make what claims, questions and searches are answered from, unless it takes minutes."""
        with suppress(EvidenceError), self.release() as release:
            # The first refuses a release that is so large, and a load does not wait for the rest.
            evidence_of(release)
            index_of(release)
            lexicon_of(release.catalogue)
            searcher_of(release.catalogue)

    def make_ready_to_serve(self) -> None:
        """Make the same, and what searches need of any release, to stay while the service runs."""
        try:
            self.make_ready()
            with suppress(EvidenceError):
                catalogue = self.current_catalogue()
                lexicon_of(catalogue)
                searcher_of(catalogue)
            # They stay: to look for garbage among them would hold up an answer for 0.3 s.
            # Collect first: garbage that is frozen with them would stay and leave gaps.
            gc.collect()
            gc.freeze()
            # Later objects are soon garbage: collected less often, they would take 9 MB more.
            gc.set_threshold(2_000)
            trim_memory()
        except Exception as error:
            # Each question makes what is missing, and reports what cannot be made.
            LOG.warning("The first question will be slow: %s", error)

    def _catalogue_of(self, session: Session) -> Catalogue:
        catalogue = self._catalogue
        if catalogue is None or catalogue.state != answers.state(session):
            sessions = self.connections.transaction
            if catalogue:
                # Some cached values refer to the catalogue: the cycle would keep both in memory.
                catalogue.release_cache.clear()
            catalogue = searchable(answers.catalogue(session), sessions, self._search_folder)
            self._catalogue = catalogue
        return catalogue


def _in_time(function: Callable[..., T], *arguments: Any) -> T:
    with time_limit():
        return function(*arguments)


READER, RELEASE = "wave1.reader", "wave1.release"
"""Keys of the scope of a request that names a release: the reader of that, and its name."""


class ReleaseChangedError(Exception):
    """The release that a request names was replaced before it was read."""


def reader_of(request: Request) -> Reader:
    """The reader of the release that a request names; else of the one that is loaded."""
    reader: Reader = request.scope.get(READER) or request.app.state.reader
    return reader


def release_store_of(request: Request) -> ReleaseStore:
    store: ReleaseStore = request.app.state.release_store
    return store


OF_A_RELEASE = ("release", "catalogue")


async def read_release(
    request: Request, takes: Collection[str], make: Callable[..., T], values: Mapping[str, Any]
) -> T | Response:
    """The result of a function of one release: in one thread, in one transaction, with an ETag.

    The function gets the release or its catalogue, and the values. A reader who has the answer
    already gets a 304 instead.
    """
    # One hop to a thread: dependencies that are no coroutines would each take one of their own.
    reader = reader_of(request)
    try:
        return await reader.run(request.scope, _read, request, takes, make, values)
    except NotReadyError:
        # Another release was loaded meanwhile, and the index of the earlier one cannot be built.
        return await reader.run(request.scope, _read, request, takes, make, values)


def _read(
    request: Request, takes: Collection[str], make: Callable[..., T], values: Mapping[str, Any]
) -> T | Response:
    with reader_of(request).release() as release:
        if request.method == "GET" and set_etag(request, release.catalogue):
            return Response(status_code=304)
        given = {"release": release, "catalogue": release.catalogue}
        return make(**values, **{name: given[name] for name in takes})


def reads_release(endpoint: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    """Gives an endpoint the release, its catalogue or both, as its parameters name them.

    FastAPI fills in the other parameters.
    """
    signature = inspect.signature(endpoint)
    parameters = dict(signature.parameters)
    takes = {name for name in OF_A_RELEASE if parameters.pop(name, None)}
    is_given_request = "request" in parameters
    of_request = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)
    parameters.setdefault("request", of_request)

    async def answer(request: Request, **values: Any) -> Any:
        if is_given_request:
            values["request"] = request
        return await read_release(request, takes, endpoint, values)

    wraps(endpoint)(answer)
    keyword_only = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in parameters.values()]
    answer.__signature__ = signature.replace(parameters=keyword_only)  # type: ignore[attr-defined]
    return answer


class DirectRoute(APIRoute):
    """Its endpoint reads its own parameters: FastAPI would take a tenth of the time of a page."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "GET":
            await super().handle(scope, receive, send)
            return
        response: Response = await self.endpoint(Request(scope, receive))
        await response(scope, receive, send)


def set_etag(request: Request, catalogue: Catalogue) -> bool:
    """Set the ETag of an answer; true if the reader has this answer already.

    Raises ReleaseChangedError where the names are not of the release that is asked for.
    """
    if request.scope.get(RELEASE, catalogue.release) != catalogue.release:
        raise ReleaseChangedError
    etag = etag_of(catalogue, request.scope["path"], request.scope["query_string"])
    request.state.etag = etag
    request.state.release = catalogue.state
    return matches_etag(etag, request.headers.get("if-none-match", ""))


def etag_of(catalogue: Catalogue, path: str, query: bytes) -> str:
    """The ETag of an answer: it depends on the program, the release, the texts and the address.

    So it is known before the answer is made, and a 304 costs one read of the release.
    """
    evidence = f"{program_hash()} {PUBLIC_URL} {catalogue.release} {catalogue.texts}"
    address = f"{evidence} {path}?{query.decode('latin-1')}"
    return f'W/"{hashlib.sha256(address.encode()).hexdigest()[:32]}"'


def matches_etag(etag: str, if_none_match: str) -> bool:
    """Whether a reader who sent these tags has the answer already."""
    if not if_none_match:
        return False
    etags = [each.strip() for each in if_none_match.split(",")]
    return "*" in etags or etag in etags or etag.removeprefix("W/") in etags


def only(*accepted: str) -> Callable[[Request], Awaitable[None]]:
    """A dependency that refuses all parameters but these."""

    async def refuse(request: Request) -> None:
        refuse_others(request, *accepted)

    return refuse


def refuse_others(request: Request, *accepted: str) -> None:
    """Raise QueryError if a request has other parameters, or one of these twice."""
    parameters = request.query_params
    expected = (
        f"Known here: {', '.join(accepted)}." if accepted else "This address takes no parameters."
    )
    problems = [
        Problem(
            "unknown-parameter",
            f"query parameter {name[:80]}",
            f"There is no parameter {name[:80]!r}. {expected}",
        )
        for name in parameters
        if name not in accepted
    ]
    once = {name: parameters.getlist(name) for name in accepted if name not in _REPEATABLE}
    problems += repeated(once, *once)
    if problems:
        raise QueryError(problems[:MAX_PARAMETERS])


def ensure_text(text: str, name: str) -> None:
    """Raise QueryError if a parameter that an answer cannot do without is blank."""
    if not text.strip():
        raise QueryError([Problem("needed", f"query parameter {name}", "Missing value.")])


_REPEATABLE = ("example", "finding", "focus", "kind", "project", "worries", *SOURCE_PARAMETERS)

no_parameters = only()
