"""A search in postings: which entries have every term, and which of them say it most (BM25)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from app.postings import BODY, ENTRIES, LAST, Block, Places, places_of

TITLE_WEIGHT, BODY_WEIGHT, BEGINNING_WEIGHT = 5.0, 1.0, 0.5
"""What it counts to be said in a title, in a body, or to begin a word of either."""

_SATURATION, _LENGTH_SHARE = 1.2, 0.75
"""The usual k1 and b: how soon it counts no more to be said again, and how much length counts."""

Weights = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Meant:
    """A term in the words that the index has: of each stem in a row, all its forms.

    Of the beginning of a word, all words that begin so.
    """

    forms: tuple[tuple[str, ...], ...]
    is_beginning: bool = False

    def weights(self, postings: Mapping[str, bytes], size: int) -> Weights:
        """How much each entry of a block says it."""
        places = _standing(postings, self.forms[0])
        for step, forms in enumerate(self.forms[1:], 1):
            places = _followed(places, _standing(postings, forms), step)
        if self.is_beginning:
            weights = np.full(len(places), BEGINNING_WEIGHT)
        else:
            weights = np.where((places & 0xFFFF) < BODY, TITLE_WEIGHT, BODY_WEIGHT)
        return np.bincount(places >> 16, weights, size).astype(np.float64, copy=False)


def _standing(postings: Mapping[str, bytes], forms: Sequence[str]) -> Places:
    """Where any of these words stands."""
    found = [places_of(postings[word]) for word in forms if word in postings]
    return found[0] if len(found) == 1 else np.concatenate([np.empty(0, "<u4"), *found])


def _followed(places: Places, others: Places, step: int) -> Places:
    """The places that have one of the others so many steps behind them."""
    both = np.concatenate([places, others - np.uint32(step)])
    both = both[(both & 0xFFFF) < LAST - step]
    both.sort()
    twice: Places = both[:-1][both[1:] == both[:-1]]
    return twice


@dataclass(frozen=True)
class Hits:
    """Entries by their numbers, each with the code of its kind and its score: more is better."""

    numbers: npt.NDArray[np.int64]
    kinds: npt.NDArray[np.uint8]
    scores: npt.NDArray[np.float64]

    def counts(self) -> dict[int, int]:
        """How many there are of each kind that there is."""
        counted = np.bincount(self.kinds)
        return {int(kind): int(counted[kind]) for kind in np.flatnonzero(counted)}

    def weighed(self, kind: int, weight: float) -> "Hits":
        """The same, with every score of a kind times a weight."""
        return replace(self, scores=self.scores * np.where(self.kinds == kind, weight, 1.0))

    def among(self, kinds: Collection[int]) -> "Hits":
        """Those of some kinds."""
        return self._where(np.isin(self.kinds, list(kinds)))

    def tied_with(self, first: int, most: int) -> tuple[int, dict[int, float]]:
        """The hits of a page, and all that are as good as its first or its last.

        How many are better than these, and the score of each by its number.
        """
        last = min(first + most, len(self.scores)) - 1
        if last < first:
            return len(self.scores), {}
        low, high = -np.partition(-self.scores, (first, last))[[last, first]]
        near = self._where((self.scores >= low) & (self.scores <= high))
        scores = dict(zip(near.numbers.tolist(), near.scores.tolist(), strict=True))
        return int(np.count_nonzero(self.scores > high)), scores

    def _where(self, which: npt.NDArray[np.bool_]) -> "Hits":
        return Hits(self.numbers[which], self.kinds[which], self.scores[which])


@dataclass
class Ranking:
    """What is found so far by terms that an entry must have, all of them, block after block."""

    terms: Sequence[Meant]
    _entry_count: int = 0
    _word_count: int = 0
    _having: list[int] = field(default_factory=list)
    _read: list[Sequence[npt.NDArray[Any]]] = field(default_factory=list)

    def read(self, block: Block, postings: Mapping[str, bytes]) -> None:
        """Take in a block, with the places of the words that are meant."""
        self._entry_count += int(np.count_nonzero(block.kinds))
        self._word_count += int(block.lengths.sum(dtype=np.int64))
        weights = [term.weights(postings, len(block.kinds)) for term in self.terms]
        having = [weight > 0 for weight in weights]
        before = self._having or [0] * len(having)
        self._having = [
            n + int(np.count_nonzero(one)) for n, one in zip(before, having, strict=True)
        ]
        entries = np.flatnonzero(reduce(np.logical_and, having))
        told: tuple[npt.NDArray[Any], ...] = (block.kinds, block.lengths, *weights)
        self._read.append((entries + block.number * ENTRIES, *(one[entries] for one in told)))

    def hits(self) -> Hits:
        """The entries that have every term, each with its score."""
        if not self._read:
            return Hits(np.empty(0, np.int64), np.empty(0, np.uint8), np.empty(0))
        columns = [np.concatenate(one) for one in zip(*self._read, strict=True)]
        numbers, kinds, lengths, *weights = columns
        usual = self._word_count / max(1, self._entry_count)
        length = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * lengths / max(1, usual))
        scores = np.zeros(len(numbers))
        for having, weight in zip(self._having, weights, strict=True):
            rare = np.log(1 + (self._entry_count - having + 0.5) / (having + 0.5))
            scores += rare * (_SATURATION + 1) * weight / (weight + length)
        return Hits(numbers, kinds, scores)
