"""A search as an address writes it: what is sought, of which kinds, and from which hit on."""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.database import is_text
from app.errors import Problem, QueryError, did_you_mean
from app.evidence.answers.search import FOUND_KINDS
from app.evidence.catalogue import Catalogue
from app.full_text import Sought, read_search

MOST_HITS = 100
"""So many hits stand on a page at most."""
LONGEST_SEARCH = 500


@dataclass(frozen=True)
class Search:
    """What is sought, and the first hit that is shown. `mark` binds a cursor to its search."""

    written: str
    sought: Sought
    kinds: tuple[str, ...]
    first: int
    mark: str

    @property
    def said(self) -> str:
        """The search in English."""
        among = f" among {' and '.join(self.kinds)}" if self.kinds else ""
        return f"What mentions {self.written.strip()}{among}"

    def following(self, shown: int, count: int) -> str | None:
        """The cursor of the next page; none at the end."""
        last = self.first + shown
        return _cursor(self.mark, last) if last < count else None


def read_searched(
    written: str, kinds: Iterable[str], cursor: str | None, names: Catalogue
) -> Search:
    """The search that parameters write.

    Raises QueryError where nothing is sought, a kind is not known, or the cursor is of another.
    """
    sought = _sought(written)
    chosen = _kinds(kinds)
    own = f"{names.release} {names.texts} {written} {chosen}"
    mark = hashlib.sha256(own.encode()).hexdigest()[:12]
    return Search(written, sought, chosen, _first(cursor, mark), mark)


def _sought(written: str) -> Sought:
    where = "query parameter q"
    if not is_text(written):
        raise QueryError([Problem("no-text", where, "a NUL or half a sign is no text.")])
    sought = read_search(written)
    if not sought.terms:
        right = f"a word to look for is needed, found {written[:80]!r}."
        raise QueryError([Problem("needed", where, right)])
    return sought


def _kinds(written: Iterable[str]) -> tuple[str, ...]:
    words = [word.strip() for word in ",".join(written).split(",") if word.strip()]
    problems = [
        Problem(
            "unknown-kind",
            "query parameter kind",
            f"no kind {word[:80]!r} is searched. {did_you_mean(word[:80], FOUND_KINDS)}",
        )
        for word in words[: len(FOUND_KINDS) + 1]
        if word not in FOUND_KINDS
    ]
    if problems:
        raise QueryError(problems)
    return tuple(kind for kind in FOUND_KINDS if kind in words)


def _cursor(mark: str, first: int) -> str:
    return base64.urlsafe_b64encode(f"{mark}:{first}".encode()).decode().rstrip("=")


def _first(cursor: str | None, mark: str) -> int:
    if not cursor:
        return 0
    padded = cursor[:100] + "=" * (-len(cursor[:100]) % 4)
    try:
        written = base64.urlsafe_b64decode(padded).decode("ascii")
    except ValueError:
        written = ""
    place = re.fullmatch(f"{mark}:([0-9]{{1,9}})", written)
    if not place:
        right = "this cursor belongs to another search or an earlier release: ask without it."
        raise QueryError([Problem("foreign-cursor", "query parameter cursor", right)])
    return int(place.group(1))
