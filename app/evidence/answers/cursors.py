"""Where a page of an answer begins: a cursor, bound to its release, its question and its place."""

import base64
import hashlib
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import orjson

from app.errors import Problem, QueryError
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query

LONGEST_CURSOR = 4_000


def cursor(query: Query, last: Mapping[str, Any], catalogue: Catalogue) -> str:
    """The cursor of the page after a row."""
    place = [last[name] for name, _ in query.order]
    return encode_cursor(place, _question(query, catalogue), catalogue.release)


def cursor_values(query: Query, catalogue: Catalogue) -> list[Any]:
    """The values of the row after which a page begins; none where it is the first."""
    return decode_cursor(query.cursor, _question(query, catalogue)) if query.cursor else []


def encode_cursor(place: list[Any], question: bytes, release: str) -> str:
    """A place in the answer to a question as a cursor, which is of no use for any other.

    It names the release: where that is kept, the pages that follow are still of the same one.
    """
    content = orjson.dumps([_mark(place, question), release, *place])
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def decode_cursor(cursor_text: str, question: bytes) -> list[Any]:
    """The place that a cursor leads to.

    Raises QueryError where the cursor belongs to another question.
    """
    mark, _, *place = _parts(cursor_text)
    if mark != _mark(place, question):
        message = (
            "This cursor belongs to another query or an earlier release. "
            "Ask again without it, and follow the cursors of that answer."
        )
        raise QueryError([Problem("foreign-cursor", "query parameter cursor", message)])
    return place


def release_in_cursor(cursor_text: str) -> str | None:
    """The release that a cursor names, if it is one."""
    _, release, *_ = _parts(cursor_text)
    return release if isinstance(release, str) else None


def _parts(cursor_text: str) -> list[Any]:
    if len(cursor_text) <= LONGEST_CURSOR:
        with suppress(ValueError, TypeError):
            padded = cursor_text + "=" * (-len(cursor_text) % 4)
            mark, release, *place = orjson.loads(base64.b64decode(padded, b"-_", validate=True))
            return [mark, release, *place]
    return [None, None]


def _mark(place: list[Any], question: bytes) -> str:
    return hashlib.sha256(question + orjson.dumps(place)).hexdigest()[:16]


def _question(query: Query, catalogue: Catalogue) -> bytes:
    """A question and the release that it is asked of."""
    narrowing = query.narrowing.pairs
    return orjson.dumps([catalogue.release, query.evidence_list.name, narrowing, query.sort])
