"""Search: what an address asks for, answered from the index of its release."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.database import is_text
from app.errors import Problem, QueryError, did_you_mean
from app.evidence.answers.cursors import bound, unbound
from app.evidence.catalogue import Catalogue
from app.evidence.queries.grammar import NotUnderstoodError
from app.search.documents import KINDS, LISTS
from app.search.index import searchable, warmed
from app.search.query import Hit, Results, results

__all__ = ["KINDS", "LISTS", "Hit", "Results", "Search", "search", "searchable", "warmed"]

MOST_HITS = 100
"""So many hits stand on a page at most."""
LONGEST_SEARCH = 500


@dataclass(frozen=True)
class Search:
    """A page of what a search finds, as an address asks for it."""

    written: str
    kinds: tuple[str, ...]
    results: Results
    next_cursor: str | None

    @property
    def in_english(self) -> str:
        """The search said back."""
        among = f" among {' and '.join(self.kinds)}" if self.kinds else ""
        return f"What mentions {self.results.text.in_english}{among}"


def search(
    written: str, kinds: Iterable[str], page_size: int, cursor: str | None, names: Catalogue
) -> Search:
    """The page that parameters ask for.

    Raises QueryError where the search cannot be read, a kind is not known, or the cursor is of
    another search.
    """
    chosen = _kinds(kinds)
    if not is_text(written):
        raise _refused("q", "no-text", "a NUL or half a character is no text.")
    question = f"{names.release} {names.texts} {written} {chosen}".encode()
    [first] = unbound(cursor, question) if cursor else [0]
    try:
        page = (first, page_size)
        found = results(warmed(names), written, chosen, page, names)
    except NotUnderstoodError as error:
        raise _refused("q", error.code, str(error)) from None
    last = first + len(found.hits)
    following = bound([last], question) if last < found.count else None
    return Search(written, chosen, found, following)


def _kinds(written: Iterable[str]) -> tuple[str, ...]:
    words = [word.strip() for word in ",".join(written).split(",") if word.strip()]
    unknown = [word[:80] for word in words[: len(KINDS) + 1] if word not in KINDS]
    if unknown:
        message = f"no kind {unknown[0]!r} is searched. {did_you_mean(unknown[0], KINDS)}"
        raise _refused("kind", "unknown-kind", message)
    return tuple(kind for kind in KINDS if kind in words)


def _refused(parameter: str, code: str, message: str) -> QueryError:
    return QueryError([Problem(code, f"query parameter {parameter}", message)])
