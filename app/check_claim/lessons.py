"""What readers wrote, made ready once, to be learnt whole or without what one of them wrote."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.check_claim.readers import About, Counts, Pairs, Rarity, Readers, ReaderSentence
from app.check_claim.term_index import TermIndex
from app.evidence.ordering import grouped

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
        # Where a release knows none of their projects, all would be about none: to learn of so many
        # at once takes gigabytes, and would tell nothing of what that release holds.
        self._of_each = {
            "".join(about): Lesson.of(some, self._rarity)
            for about, ones in of_each.items()
            if len(about) < 2 and 2 * len(ones) < len(known)
            for some in [[one for one in ones if len(one.pairs)]]
            if some
        }

    def learnt(self, but: str = "") -> Readers:
        """What is learnt of all readers, or of all but one."""
        about = ((projects, one.without(but)) for projects, one in self._about.items())
        learnt = {project: one.learnt(but) for project, one in self._of_each.items()}
        return Readers(
            {projects: one for projects, one in about if len(one.is_true)}, learnt, self._rarity
        )

    def each_left_out(self) -> Iterator[tuple[str, Readers]]:
        """Each reader, and what is learnt of all others."""
        for reader in np.unique(np.concatenate([one.readers for one in self._about.values()])):
            yield str(reader), self.learnt(but=str(reader))


@dataclass(frozen=True)
class Lesson:
    """What readers wrote of one project, as ridge regression learns of it."""

    readers: npt.NDArray[np.str_]
    each: npt.NDArray[np.float64]
    """How much each sentence speaks for or against others that are like it."""
    inverse: npt.NDArray[np.float64]
    """The inverse of how like each two are."""
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
        table = np.zeros((len(ones), is_shared.sum()), dtype=np.float32)
        table[owners[shared], columns[at[shared]]] = counts[shared]
        likeness = (table @ table.T).astype(float)
        np.fill_diagonal(likeness, 1 + RIDGE)
        inverse = np.linalg.inv(likeness)
        each = inverse @ [1.0 if one.is_true else -1.0 for one in ones]
        readers = np.array([one.reader for one in ones])
        return cls(readers, each, inverse, numbers, at, owners, counts)

    def learnt(self, but: str) -> tuple[Pairs, Counts]:
        """How much each pair speaks for a sentence."""
        out = np.flatnonzero(self.readers == but)
        # As if it were learnt anew without these, which then speak for nothing.
        left_out = np.linalg.solve(self.inverse[np.ix_(out, out)], self.each[out])
        each = self.each - self.inverse[:, out] @ left_out
        told = np.bincount(self.at, weights=each[self.owners] * self.counts)
        return self.numbers, told.astype(np.float32)
