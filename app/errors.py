"""Problems, for the person who can fix them: where, what was found, what is expected."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from rapidfuzz import fuzz, process, utils

MIN_SIMILARITY = 60
"""From this similarity (0 to 100) on a known word is offered for an unknown one."""
MAX_LISTED = 30
"""If no known word is near, all are named where there are at most this many."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, at one place.

    Of a word that is not known: the word, the known ones that may have been meant, each with what
    it is called, a hint that names them, and the path of the list of them all below the API.
    """

    code: str
    where: str
    message: str
    hint: str = ""
    word: str = ""
    offers: tuple[tuple[str, str], ...] = ()
    listed_at: str = ""

    @property
    def told(self) -> str:
        """The message with what may have been meant, for readers who have no links."""
        return f"{self.message} {self.hint}".strip()

    def __str__(self) -> str:
        return f"{self.where}: {self.told}"


class EvidenceError(Exception):
    """A query or a set of data files that cannot be accepted, with every reason why."""

    title = "This cannot be done."
    status = 500
    """Of the answer in which a service tells it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class QueryError(EvidenceError):
    """The query uses a parameter or a word that is not known."""

    title = "The query was not understood."
    status = 422


class NotFoundError(EvidenceError):
    title = "There is nothing at this address."
    status = 404


class GoneError(EvidenceError):
    """The row at this address was removed; a kept release has it."""

    title = "This is no longer part of the evidence."
    status = 410


class TooManyError(EvidenceError):
    """The release has more findings than are read sentence by sentence."""

    title = "There is too much evidence for this."
    status = 503


class DataError(EvidenceError):
    """Files that may not be loaded: nothing was changed."""

    title = "The data has problems. Nothing was changed."


class FileError(EvidenceError):
    """A file or a folder that cannot be read or written."""

    title = "A file cannot be used."


class DatabaseError(EvidenceError):
    title = "The database cannot be used."


class ServiceError(EvidenceError):
    title = "The service cannot be started."


class NotReadyError(EvidenceError):
    """The database holds no evidence yet."""

    title = "No evidence is loaded yet."
    status = 503


_MEASURES: tuple[tuple[Callable[..., float], float], ...] = (
    (fuzz.ratio, 1),
    (fuzz.token_set_ratio, 0.8),
    (fuzz.partial_ratio, 0.7),
)
"""Similarity as a whole, by shared words, by a shared part; and what each counts."""
LONGEST_WORD = 200
MANY = 5_000
"""Of more words only the 50 most similar by a quick measure are compared."""


def nearest(word: str, known_words: Iterable[str], most: int = 3) -> list[str]:
    """The known words most similar to a word, best first; empty where none is close."""
    by_spelling = {each.casefold(): each for each in reversed(list(known_words))}
    words = list(reversed(by_spelling.values()))
    if len(words) > MANY:
        quick = process.extract(word, words, limit=50, score_cutoff=MIN_SIMILARITY)
        words = [each for each, *_ in quick]
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


def did_you_mean(word: str, known_words: Iterable[str]) -> str:
    """A sentence that offers the nearest known words, or lists them all where they are few."""
    words = list(known_words)
    return _hint(nearest(word, words), words)


def _hint(near: Sequence[str], known_words: Sequence[str]) -> str:
    if near:
        return f"Did you mean {' or '.join(map(repr, near))}?"
    if 0 < len(known_words) <= MAX_LISTED:
        return f"Expected one of: {', '.join(map(repr, known_words))}."
    return (
        f"None of the {len(known_words):,} known names is close."
        if known_words
        else "None is known."
    )


def unknown(  # noqa: PLR0913 (each is part of one sentence)
    kind: str,
    where: str,
    word_given: str,
    known_words: Iterable[str],
    *,
    labels: Mapping[str, str] = MappingProxyType({}),
    others: Mapping[str, str] = MappingProxyType({}),
    says: str = "There is no {kind} {written}.",
    listed_at: str = "",
) -> Problem:
    """What is wrong with a word of some kind that is not known, and what may have been meant.

    What is known may have labels; others are further names of what is known.
    """
    word, words = word_given[:80], list(known_words)
    keys = {**others, **{label: key for key, label in labels.items()}}
    near = list(dict.fromkeys(keys.get(each, each) for each in nearest(word, [*words, *keys])))
    offered = near or (words if len(words) <= MAX_LISTED else [])
    return Problem(
        f"unknown-{kind.replace(' ', '-')}",
        where,
        says.format(kind=kind, written=repr(word)),
        _hint(near, words) if words or not listed_at else "",
        word,
        tuple((key, labels.get(key, key)) for key in offered),
        listed_at,
    )


def is_of_closed_connection(error: BaseException) -> bool:
    """Whether an error says that the reader has gone: uvloop has no type for it."""
    return isinstance(error, RuntimeError) and "handler is closed" in str(error)
