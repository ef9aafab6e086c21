"""Numbers the terms of all statements, to compare a claim with all of them in one operation."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from app.ask.embedding import vectors
from app.check_claim.sentences import Term

Numbers = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int64]

OF_GROUP, OF_BACKGROUND = 0.9, 0.8
"""How like words of one group or one direction are, and what goes without saying."""
FROM, TO, MOST_ALIKE = 0.3, 0.7, 0.8
"""The closeness of two words, as vectors, that begins to count, that counts most, and how much."""
LEAST_WEIGHT = 0.25
"""What a term weighs at least."""

_NOTHING = Term("", frozenset(), "")


class TermIndex:
    """The terms that statements have themselves, those that go without saying of them, and those
    of readers.
    """

    def __init__(
        self,
        own: Sequence[Sequence[Term]],
        more: Sequence[Sequence[Term]],
        others: Iterable[Term],
    ) -> None:
        self._numbers: dict[Term, int] = {}
        self._texts = self._flat(own), self._flat(more)
        for term in others:
            self._numbers.setdefault(term, len(self._numbers))
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for term, number in self._numbers.items():
            for kind in _keys(term):
                holders[kind].append(number)
        self._holders = dict(holders)
        self._meanings = vectors([term.word for term in self._numbers])
        held = Counter(key for terms in own for key in {key for t in terms for key in _keys(t)})
        every = math.log(len(own) + 1)
        self._rarity = {key: 1 - math.log(count) / every for key, count in held.items()}

    def weight(self, term: Term) -> float:
        """How much a term tells: more, the fewer statements have it."""
        known = [self._rarity[key] for key in _keys(term) if key in self._rarity]
        return max(LEAST_WEIGHT, self._rarity.get(term.stem, min(known, default=1.0)))

    def held(self, likeness: Numbers) -> Numbers:
        """How much of each of some terms each statement has, or goes without saying of it."""
        own, more = (
            np.maximum.reduceat(likeness[:, numbers], starts, axis=1)
            for numbers, starts in self._texts
        )
        held: Numbers = np.maximum(own, more * OF_BACKGROUND)
        return held

    def likeness(self, terms: Sequence[Term]) -> Numbers:
        """How like each term is to each of those of statements."""
        found = vectors([term.word for term in terms]) @ self._meanings.T
        found = ((found - FROM) / (TO - FROM)).clip(0, MOST_ALIKE)
        for row, term in zip(found, terms, strict=True):
            for kind in term.kinds:
                row[self._holders.get(kind, [])] = OF_GROUP
            row[self._holders.get(term.stem, [])] = 1
        return found

    def known(self, terms: Iterable[Term]) -> list[int]:
        """The numbers of those of some terms that statements have."""
        return [self._numbers[term] for term in terms if term in self._numbers]

    def _flat(self, terms: Sequence[Sequence[Term]]) -> tuple[Positions, Positions]:
        """The terms of all; none is one of its own."""
        return flat(
            [self._numbers.setdefault(t, len(self._numbers)) for t in dict.fromkeys(ones)]
            for ones in ([*ones] or [_NOTHING] for ones in terms)
        )


def flat(numbers: Iterable[Sequence[int] | Positions]) -> tuple[Positions, Positions]:
    """Lists of numbers one after another, and where each begins."""
    ones = [*numbers]
    starts = np.cumsum([0, *map(len, ones)])[:-1]
    return np.array([*chain.from_iterable(ones)], dtype=np.int64), starts


def _keys(term: Term) -> tuple[str, ...]:
    return term.stem, *term.kinds
