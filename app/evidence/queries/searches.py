"""Parameters -> a search of everything, or all that is wrong with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.errors import Problem, QueryError, did_you_mean
from app.evidence.queries.query import PAGE_SIZE
from app.evidence.queries.reading import (
    LONGEST_VALUE,
    given_in,
    names_in,
    page_size_in,
    repeated,
)

MAX_HITS = 100
_PARAMETERS = ("q", "kind", "page_size", "cursor")


@dataclass(frozen=True)
class Search:
    """What a search asks for: words, kinds of text, and a page."""

    written: str
    among: tuple[str, ...] = ()
    page_size: int = PAGE_SIZE
    cursor: str | None = None


def read_search(pairs: Iterable[tuple[str, str]], kinds: Sequence[str]) -> Search:
    """The search that parameters write.

    Raises QueryError with a problem for every parameter and every kind that is not known.
    """
    given = given_in(pairs)
    written, among = "".join(given["q"][:1]), names_in(given["kind"])
    unknown = given.keys() - set(_PARAMETERS)
    problems = [_unknown("parameter", name, name, _PARAMETERS) for name in sorted(unknown)]
    problems += [_unknown("kind", "kind", name, kinds) for name in among if name not in kinds]
    problems += repeated(given, "q", "page_size", "cursor")
    if len(written) > LONGEST_VALUE:
        message = f"Too many characters: {len(written)} (at most {LONGEST_VALUE})."
        problems.append(_problem("q", "too-long", message))
    page_size = page_size_in(given, MAX_HITS, problems)
    if problems:
        raise QueryError(problems)
    cursor = given["cursor"][0] if given["cursor"] else None
    return Search(written, tuple(kind for kind in kinds if kind in among), page_size, cursor)


def _unknown(thing: str, parameter: str, name: str, known: Sequence[str]) -> Problem:
    message = f"There is no {thing} {name[:80]!r}. {did_you_mean(name[:80], known)}"
    return _problem(parameter, f"unknown-{thing}", message)


def _problem(parameter: str, code: str, message: str) -> Problem:
    return Problem(code, f"query parameter {parameter[:80]}", message)
