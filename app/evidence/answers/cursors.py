"""Where a page begins: bound to its release, its question and its place."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import orjson
import sqlalchemy as sa

from app.database import is_text
from app.errors import Problem, QueryError
from app.evidence.catalogue import Catalogue, ReleaseCache
from app.evidence.queries import Query

LONGEST_CURSOR = 4_000
MAX_NUMBER = 2**31
"""Beyond this no number of a cursor is a value of a column."""

ColumnOf = Callable[[str], sa.ColumnElement[Any]]
"""The column that a sort orders by."""


def cursor(query: Query, last: Mapping[str, Any], catalogue: Catalogue) -> str:
    """What leads to the page after a row."""
    place = [last[name] for name, _ in query.order]
    return bound(place, _question(query, catalogue), catalogue.release)


def read_cursor(query: Query, column: ColumnOf, catalogue: Catalogue) -> list[Any]:
    """The values of the row that a page comes after, in the order of the list.

    Raises QueryError where the cursor belongs to another query or another release.
    """
    place = unbound(query.cursor or "", _question(query, catalogue))
    if not _is_place(query, column, place):
        raise _foreign()
    return place


def bound(place: list[Any], question: bytes, release: str) -> str:
    """A place in the answer to a question as a cursor, which is of no use for any other.

    It names the release: where that is kept, the pages that follow are still of the same one.
    """
    written = orjson.dumps([_mark(place, question), release, *place])
    return base64.urlsafe_b64encode(written).decode().rstrip("=")


def unbound(written: str, question: bytes) -> list[Any]:
    """The place that a cursor leads to.

    Raises QueryError where the cursor belongs to another question.
    """
    mark, _, *place = _parts(written)
    if mark != _mark(place, question):
        raise _foreign()
    return place


def release_of(written: str) -> str | None:
    """The release that a cursor names, if it is one."""
    _, release, *_ = _parts(written)
    return release if isinstance(release, str) else None


def _parts(written: str) -> list[Any]:
    if len(written) <= LONGEST_CURSOR:
        with suppress(ValueError, TypeError):
            padded = written + "=" * (-len(written) % 4)
            mark, release, *place = orjson.loads(base64.b64decode(padded, b"-_", validate=True))
            return [mark, release, *place]
    return [None, None]


def _foreign() -> QueryError:
    message = (
        "This cursor belongs to another query or an earlier release. "
        "Ask again without it, and follow the cursors of that answer."
    )
    return QueryError([Problem("foreign-cursor", "query parameter cursor", message)])


def _mark(place: list[Any], question: bytes) -> str:
    return hashlib.sha256(question + orjson.dumps(place)).hexdigest()[:16]


def _question(query: Query, catalogue: Catalogue) -> bytes:
    """A question and the release that it is asked of."""

    def make() -> bytes:
        narrowing = query.narrowing.pairs
        return orjson.dumps([catalogue.release, query.resource.name, narrowing, query.sort])

    return _QUESTIONS.get(catalogue, query.first, make)


_QUESTIONS = ReleaseCache[Query, bytes]()


def _is_place(query: Query, column: ColumnOf, place: list[Any]) -> bool:
    """Whether the values are such as the columns hold."""
    if len(place) != len(query.order):
        return False
    return all(
        value is None or (isinstance(value, str) and is_text(value))
        if isinstance(column(name).type, sa.String)
        else value is None or (type(value) in (int, float) and abs(value) < MAX_NUMBER)
        for (name, _), value in zip(query.order, place, strict=True)
    )
