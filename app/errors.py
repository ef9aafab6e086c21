"""What can be wrong, said to the person who can put it right: where, what, what would be right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

NEAR_ENOUGH = 60
"""The share of likeness (0 to 100) from which a known word is offered for an unknown one."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, at one place."""

    code: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class EvidenceError(Exception):
    """A question or a delivery of data that cannot be accepted, with every reason why."""

    code = "evidence-error"
    title = "The evidence base cannot do this."

    def __init__(self, problems: Sequence[Problem], unlisted: int = 0) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)
        self.count = len(problems) + unlisted


class QueryError(EvidenceError):
    """The question uses a parameter or a word that the evidence base does not know."""

    code = "invalid-query"
    title = "The question was not understood."


class NotFoundError(EvidenceError):
    """There is nothing at this address."""

    code = "not-found"
    title = "There is nothing at this address."


class DataError(EvidenceError):
    """Files that may not be loaded: nothing was changed."""

    code = "invalid-data"
    title = "The data has problems. Nothing was changed."


class DatabaseError(EvidenceError):
    """The database cannot be used."""

    code = "database"
    title = "The database cannot be used."


class NotReadyError(EvidenceError):
    """The database holds no evidence yet."""

    code = "not-ready"
    title = "No evidence is loaded yet."


def nearest(found: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known words most like the one found, best first; empty where none is near."""
    one_of_each = {word.casefold(): word for word in reversed(list(known))}
    return [
        word
        for word, _, _ in process.extract(
            found,
            list(reversed(one_of_each.values())),
            scorer=_likeness,
            processor=utils.default_process,
            limit=most,
            score_cutoff=NEAR_ENOUGH,
        )
    ]


def _likeness(found: str, known: str, **_options: object) -> float:
    """Likeness of two words, 0 to 100: as a whole, else by shared words, else by a shared part."""
    return max(
        fuzz.ratio(found, known),
        0.8 * fuzz.token_set_ratio(found, known),
        0.7 * fuzz.partial_ratio(found, known),
    )


def did_you_mean(found: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known words, or lists them all where they are few."""
    words = list(known)
    near = nearest(found, words)
    if near:
        return f"Did you mean {' or '.join(repr(word) for word in near)}?"
    if 0 < len(words) <= 15:
        return f"Would be right: {', '.join(repr(word) for word in words)}."
    return f"None of the {len(words)} known is near." if words else "None is known."
