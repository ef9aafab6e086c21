"""What a route may ask for: a session, the names of the release, a query."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from app.database import reading
from app.errors import Problem, QueryError
from app.evidence import answers
from app.evidence.answers import Listing
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query, read_query


def session(request: Request) -> Iterator[Session]:
    """A session that sees one release from the first question of a request to the last."""
    with reading(request.app.state.engine) as opened:
        yield opened


SessionDep = Annotated[Session, Depends(session)]


def catalogue(request: Request, opened: SessionDep) -> Catalogue:
    """The names of the release that this request sees, read once for each release."""
    state = request.app.state
    known: Catalogue | None = state.catalogue
    if known is None or known.release != answers.release(opened):
        known = state.catalogue = answers.catalogue(opened)
    return known


CatalogueDep = Annotated[Catalogue, Depends(catalogue)]


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

    def ask(request: Request, opened: SessionDep, names: CatalogueDep) -> Asked:
        query = read_query(listing.resource, request.query_params.multi_items(), names)
        if is_whole and query.cursor:
            right = "an export is always the whole list: leave the cursor out."
            raise QueryError([Problem("cursor-of-export", "query parameter cursor", right)])
        return Asked(listing, query, opened, names)

    return ask


def no_parameters(request: Request) -> None:
    """Refuses every parameter: an answer about one thing takes none."""
    problems = [
        Problem("unknown-parameter", f"query parameter {name}", "nothing can be asked here.")
        for name in request.query_params
    ]
    if problems:
        raise QueryError(problems)
