"""What readers wrote, made ready once, to be learnt whole or without what one of them wrote."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from app.check_claim.readers import About, Counts, Pairs, Rarity, Readers, ReaderSentence
from app.check_claim.term_index import TermIndex
from app.evidence.ordering import grouped

Weights = npt.NDArray[np.floating[Any]]

BLOCK = 4096
"""So many pairs of words are compared at a time."""
RIDGE = 0.1
"""How much of what a sentence has alone is held to be by chance."""


class Lessons:
    """What readers wrote of each project, and which of it was true."""

    def __init__(self, known: Sequence[ReaderSentence], vocabulary: TermIndex) -> None:
        found, held = np.unique(np.concatenate([one.pairs for one in known]), return_counts=True)
        rarest = math.log(len(known) + 1)
        # What one sentence alone has is as rare as what none has.
        found, held = found[held > 1], held[held > 1]
        self._rarity = Rarity(found, (rarest - np.log(held)).astype(np.float32), rarest)
        of_each = grouped(known, lambda one: one.projects)
        self._about = {about: About.of(ones, vocabulary) for about, ones in of_each.items()}
        of_project: defaultdict[str, list[ReaderSentence]] = defaultdict(list)
        for one in known:
            # What is false of two projects together may be true of one.
            if len(one.pairs) and (one.is_true or len(one.projects) < 2):
                for project in one.projects or {""}:
                    of_project[project].append(one)
        # Where a release knows none of their projects, all would be about none: to learn of so many
        # at once takes gigabytes, and would tell nothing of what that release holds.
        self._of_each = {
            project: Lesson.of(ones, self._rarity)
            for project, ones in of_project.items()
            if 2 * len(ones) < len(known)
        }

    def learnt(self, but: str = "") -> Readers:
        """What is learnt of all readers, or of all but one."""
        learnt = {project: one.learnt(but) for project, one in self._of_each.items()}
        return Readers(self._about, learnt, self._rarity, but)

    def each_left_out(self) -> Iterator[tuple[str, Readers]]:
        """Each reader, and what is learnt of all others."""
        for reader in np.unique(np.concatenate([one.readers for one in self._about.values()])):
            yield str(reader), self.learnt(but=str(reader))


@dataclass(frozen=True)
class Lesson:
    """What readers wrote of one project, as ridge regression learns of it."""

    readers: npt.NDArray[np.str_]
    each: Weights
    """How much each sentence speaks for or against others that are like it."""
    likeness: Weights
    """How like each two are."""
    numbers: Pairs
    """Every pair of words that they have."""
    at: npt.NDArray[np.int64]
    owners: npt.NDArray[np.int64]
    counts: Counts
    """The pairs of all sentences one after another: which it is, whose, and how much it counts."""

    @classmethod
    def of(cls, ones: Sequence[ReaderSentence], rarity: Rarity) -> "Lesson":
        owners = np.repeat(np.arange(len(ones)), [len(one.pairs) for one in ones])
        counts = np.concatenate([rarity.counts(one.pairs) for one in ones])
        numbers, at = np.unique(np.concatenate([one.pairs for one in ones]), return_inverse=True)
        # Pairs that one sentence alone has tell nothing of how like two are.
        is_shared = np.bincount(at) > 1
        columns, shared = is_shared.cumsum() - 1, is_shared[at]
        likeness = np.zeros((len(ones), len(ones)))
        for begin in range(0, is_shared.sum(), BLOCK):
            # All at once they take a quarter of a gigabyte.
            which = shared & (columns[at] // BLOCK == begin // BLOCK)
            table = np.zeros((len(ones), BLOCK), dtype=np.float32)
            table[owners[which], columns[at[which]] - begin] = counts[which]
            likeness += table @ table.T
        np.fill_diagonal(likeness, 1 + RIDGE)
        each = np.linalg.solve(likeness, [1.0 if one.is_true else -1.0 for one in ones])
        readers = np.array([one.reader for one in ones])
        return cls(readers, each, likeness, numbers, at, owners, counts)

    @cached_property
    def _inverse(self) -> Weights:
        return np.linalg.inv(self.likeness)

    def learnt(self, but: str) -> tuple[Pairs, Counts]:
        """How much each pair speaks for a sentence."""
        out, each = np.flatnonzero(self.readers == but), self.each
        if len(out):
            # As if it were learnt anew without these, which then speak for nothing.
            left_out = np.linalg.solve(self._inverse[np.ix_(out, out)], each[out])
            each = each - self._inverse[:, out] @ left_out
        told = np.bincount(self.at, weights=each[self.owners] * self.counts)
        return self.numbers, told.astype(np.float32)
