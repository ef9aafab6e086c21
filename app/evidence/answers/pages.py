"""Until every room reads a `Release`: the same for callers that have a session and a catalogue."""

from collections.abc import Callable, Generator, Iterator, Mapping
from functools import wraps
from typing import Any, TypeVar

from app.database import Rows, Session
from app.evidence.answers.listing import Row
from app.evidence.answers.release import Answer, Release
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.evidence.queries.query import Values
from app.evidence.records import Block

T = TypeVar("T")


def also_of_a_session(function: Callable[..., T]) -> Callable[..., T]:
    """Lets a function of a release be called with a session first and its catalogue last."""

    @wraps(function)
    def called(first: Any, *rest: Any, **named: Any) -> T:
        if isinstance(first, Session):
            return function(Release(first, rest[-1]), *rest[:-1], **named)
        return function(first, *rest, **named)

    return called


def answer(session: Session, query: Query, catalogue: Catalogue) -> Answer:
    return Release(session, catalogue).page(query)


def first_of(
    session: Session, name: str, narrowed: Mapping[str, Values], catalogue: Catalogue, most: int
) -> Answer:
    return Release(session, catalogue).first(name, most, **narrowed)


def count(session: Session, query: Query, catalogue: Catalogue) -> int:
    return Release(session, catalogue).count(query)


def distinct(
    session: Session, query: Query, columns: tuple[str, ...], catalogue: Catalogue
) -> Rows:
    return Release(session, catalogue).distinct(query, *columns)


def record(session: Session, name: str, key: str, catalogue: Catalogue) -> Row | None:
    return Release(session, catalogue).record(name, key)


def rows_with(
    session: Session, name: str, narrowed: Mapping[str, Values], catalogue: Catalogue
) -> list[Row]:
    return Release(session, catalogue).rows(name, **narrowed)


def stream(session: Session, query: Query, catalogue: Catalogue) -> Iterator[Row]:
    return Release(session, catalogue).stream(query)


def blocks(session: Session, query: Query, catalogue: Catalogue) -> Generator[Block]:
    return Release(session, catalogue).blocks(query)
