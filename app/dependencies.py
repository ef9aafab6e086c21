"""What a route may ask for: a session, the names of the release, a query."""

import gc
import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from sqlalchemy.orm import Session
from starlette.datastructures import State

from app import heap
from app.ask import Lexicon
from app.database import fault_of, reading
from app.errors import EvidenceError, Problem, QueryError
from app.evidence import answers
from app.evidence.answers import Listing
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query, read_query, read_whole
from app.evidence.queries.reading import MOST_PARAMETERS
from app.search.query import searchable, searcher_of
from app.settings import Settings

API = "/api/v1"
"""Where the API stands."""


def session(request: Request) -> Iterator[Session]:
    """A session that sees one release from the first question of a request to the last."""
    with reading(request.app.state.engine) as opened:
        yield opened


SessionDep = Annotated[Session, Depends(session)]


def catalogue(request: Request, opened: SessionDep) -> Catalogue:
    """The names of the release that this request sees, read once for each release."""
    return catalogue_of(request.app.state, opened)


def catalogue_of(state: State, opened: Session) -> Catalogue:
    """The names of the release that a session sees, kept in the state of the service."""
    known: Catalogue | None = state.catalogue
    seen = answers.state(opened)
    if known is None or (known.release, known.texts) != seen:
        folder = Settings.from_environment().search_folder
        sessions = partial(reading, state.engine)
        known = state.catalogue = searchable(answers.catalogue(opened), sessions, folder)
    return known


CatalogueDep = Annotated[Catalogue, Depends(catalogue)]


def lexicon(request: Request, opened: SessionDep, names: CatalogueDep) -> Lexicon:
    """What the words of a question can mean in this release, made once for each."""
    return _lexicon(request.app.state, opened, names)


def _lexicon(state: State, opened: Session, names: Catalogue) -> Lexicon:
    with state.making:
        known: Lexicon | None = state.lexicon
        if known is None or known.catalogue.release != names.release:
            known = state.lexicon = Lexicon.of(names, answers.phrases(opened))
        return known


def warm(app: FastAPI) -> None:
    """Make the names, lexicon and index of the release before anybody asks, where there is one."""
    try:
        with suppress(EvidenceError), reading(app.state.engine) as opened:
            names = catalogue_of(app.state, opened)
            _lexicon(app.state, opened, names)
            searcher_of(names)
            # They stay: looking for what can go among them would hold up an answer for 0.3 s.
            gc.freeze()
            heap.give_back()
    except Exception as error:
        # A database that cannot be used is said to whoever asks it, not here.
        if not fault_of(error):
            raise


LexiconDep = Annotated[Lexicon, Depends(lexicon)]


SHORT = 300
"""Bytes up to which a query is remembered as it was put in order."""


def normalised(query: bytes) -> bytes:
    """A query with its parameters in the order of their names: in any order it asks the same."""
    if b"&" not in query:
        return query
    return _remembered(query) if len(query) <= SHORT else _in_order(query)


def _in_order(query: bytes) -> bytes:
    by_name: list[bytes] = sorted(query.split(b"&"), key=_name)
    return b"&".join(by_name)


_remembered = lru_cache(maxsize=5_000)(_in_order)


def _name(pair: bytes) -> bytes:
    return pair.partition(b"=")[0]


class NotModified(Exception):  # noqa: N818 (an answer, not an error)
    """The reader has this answer already."""


def tagged(request: Request, names: CatalogueDep) -> None:
    """Give an answer its tag.

    Raises NotModified where the reader has the answer with this tag.
    """
    tag = tag_of(names, request.scope["path"], request.scope["query_string"])
    request.state.tag = tag
    request.state.made_from = names.release, names.texts
    if is_known(tag, request.headers.get("if-none-match", "")):
        raise NotModified


def tag_of(names: Catalogue, path: str, question: bytes) -> str:
    """The tag of an answer: it depends on the release, the texts and the address alone."""
    asked = normalised(question).decode("latin-1")
    address = f"{names.release} {names.texts} {path}?{asked}"
    return f'W/"{hashlib.sha256(address.encode()).hexdigest()[:32]}"'


def is_known(tag: str, known: str) -> bool:
    """Whether a reader who sent these tags has the answer already."""
    tags = [one.strip() for one in known.split(",")]
    return tag in tags or tag.removeprefix("W/") in tags


@dataclass(frozen=True)
class Asked:
    """A list that was asked for, with all that answering it takes."""

    listing: Listing
    query: Query
    session: Session
    catalogue: Catalogue


def asked(name: str, *, is_whole: bool = False) -> Callable[..., Asked]:
    """The query that a request asks of a list; with `is_whole`, of all of it at once."""
    listing = answers.LISTINGS[name]

    read = read_whole if is_whole else read_query

    def ask(request: Request, opened: SessionDep, names: CatalogueDep) -> Asked:
        query = read(listing.resource, request.query_params.multi_items(), names)
        return Asked(listing, query, opened, names)

    return ask


def only(*known: str) -> Callable[[Request], None]:
    """Refuses every parameter but those that are known."""
    right = f"Would be right: {', '.join(known)}." if known else "Nothing can be asked here."

    def refuse(request: Request) -> None:
        problems = [
            Problem(
                "unknown-parameter",
                f"query parameter {name[:80]}",
                f"there is no parameter {name[:80]!r}. {right}",
            )
            for name in request.query_params
            if name not in known
        ]
        problems += [
            Problem("repeated", f"query parameter {name}", "this may be said only once.")
            for name in known
            if name not in _MAY_REPEAT and len(request.query_params.getlist(name)) > 1
        ]
        if problems:
            raise QueryError(problems[:MOST_PARAMETERS])

    return refuse


_MAY_REPEAT = ("kind", "project")


no_parameters = only()
"""An answer about one thing takes no parameter."""
