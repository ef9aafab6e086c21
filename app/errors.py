"""Problems, for the person who can fix them: where, what was found, what is expected."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

MIN_SIMILARITY = 60
"""From this similarity (0 to 100) on a known word is offered for an unknown one."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, at one place."""

    code: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class EvidenceError(Exception):
    """A query or a set of data files that cannot be accepted, with every reason why."""

    title = "This cannot be done."

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class QueryError(EvidenceError):
    """The query uses a parameter or a word that is not known."""

    title = "The query was not understood."


class NotFoundError(EvidenceError):
    """There is nothing at this address."""

    title = "There is nothing at this address."


class GoneError(EvidenceError):
    """The row at this address was removed; a kept release has it."""

    title = "This is no longer part of the evidence."


class TooManyError(EvidenceError):
    """The release has more findings than are read sentence by sentence."""

    title = "There is too much evidence for this."


class DataError(EvidenceError):
    """Files that may not be loaded: nothing was changed."""

    title = "The data has problems. Nothing was changed."


class FileError(EvidenceError):
    """A file or a folder that cannot be read or written."""

    title = "A file cannot be used."


class DatabaseError(EvidenceError):
    """The database cannot be used."""

    title = "The database cannot be used."


class ServiceError(EvidenceError):
    """The service cannot be started."""

    title = "The service cannot be started."


class NotReadyError(EvidenceError):
    """The database holds no evidence yet."""

    title = "No evidence is loaded yet."


_MEASURES: tuple[tuple[Callable[..., float], float], ...] = (
    (fuzz.ratio, 1),
    (fuzz.token_set_ratio, 0.8),
    (fuzz.partial_ratio, 0.7),
)
"""Similarity as a whole, by shared words, by a shared part; and what each counts."""
LONGEST_WORD = 200


def nearest(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known words most similar to a word, best first; empty where none is close."""
    by_spelling = {each.casefold(): each for each in reversed(list(known))}
    words = list(reversed(by_spelling.values()))
    plain = [utils.default_process(each) for each in words]
    sought = utils.default_process(word[:LONGEST_WORD])
    similarity: dict[int, float] = {}
    # Each measure by itself: a function of ours for every word would take fifty times as long.
    for measure, weight in _MEASURES:
        for _, score, place in process.extract(
            sought, plain, scorer=measure, limit=None, score_cutoff=MIN_SIMILARITY / weight - 0.01
        ):
            similarity[place] = max(similarity.get(place, 0), weight * score)
    best = sorted(similarity, key=lambda place: (-similarity[place], place))
    return [words[place] for place in best[:most] if similarity[place] >= MIN_SIMILARITY]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known words, or lists them all where they are few."""
    words = list(known)
    near = nearest(word, words)
    if near:
        return f"Did you mean {' or '.join(repr(each) for each in near)}?"
    if 0 < len(words) <= 15:
        return f"Expected one of: {', '.join(repr(each) for each in words)}."
    return f"None of the {len(words):,} known names is close." if words else "None is known."


def is_of_closed_connection(error: BaseException) -> bool:
    """Whether an error says that the reader has gone: uvloop has no type for it."""
    return isinstance(error, RuntimeError) and "handler is closed" in str(error)
