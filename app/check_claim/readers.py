"""How like a claim is to sentences that readers of the report wrote, true ones and false ones."""

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from app.ask.tables import LONGEST
from app.check_claim.lexicon import phrase_at
from app.check_claim.sentences import Sentence
from app.check_claim.vocabulary import Positions
from app.evidence.vocabulary import rows_beside
from app.evidence.words import stem

REACH = 6
"""So near to each other two words make a pair; their order tells who did what to whom."""
RIDGE = 0.1
"""How much of what a sentence has alone is held to be by chance."""

_WORD = re.compile(r"[a-z]+|[\d.]*\d")

Counts = npt.NDArray[np.float64]
Projects = frozenset[str]
Learnt = dict[Projects, tuple[Positions, Counts]]


def claims() -> list[dict[str, str]]:
    """The sentences, each with the set of its reader and whether the report says it."""
    return rows_beside(__file__, "claims")


class Known(NamedTuple):
    """A sentence that a reader wrote."""

    reader: str
    projects: Projects
    pairs: Positions
    is_true: bool


class Readers:
    """What readers wrote of each project, and which of it was true."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._known = list(known)
        every = np.concatenate([one.pairs for one in self._known])
        self._pairs, held = np.unique(every, return_counts=True)
        self._rarest = math.log(len(self._known) + 1)
        self._rarity = self._rarest - np.log(held)
        self._learnt: dict[str | None, Learnt] = {None: self._learn(None)}

    def vote(self, said: Sentence, projects: Collection[str], without: str | None = None) -> float:
        """How much more a claim has of true sentences about its projects than of false ones.

        To judge a reader's own sentences, they are left out.
        """
        if without not in self._learnt:
            self._learnt[without] = self._learn(without)
        known = self._learnt[without].get(frozenset(projects))
        numbers = pairs(said)
        if known is None or not len(numbers):
            return 0.0
        return float(self._counts(numbers) @ _found(numbers, *known, other=0))

    def _counts(self, numbers: Positions) -> Counts:
        """How much each pair of a sentence counts, by how rare it is; together of length 1."""
        rarity = _found(numbers, self._pairs, self._rarity, other=self._rarest)
        return rarity / max(float(np.linalg.norm(rarity)), 1)

    def _learn(self, without: str | None) -> Learnt:
        told: defaultdict[Projects, list[Known]] = defaultdict(list)
        for one in self._known:
            if one.reader != without and len(one.pairs):
                told[one.projects].append(one)
        # Where a release knows none of their projects, all would be about none: to learn of so many
        # at once takes gigabytes, and would tell nothing of what that release holds.
        few = {about: ones for about, ones in told.items() if 2 * len(ones) < len(self._known)}
        return {projects: self._fitted(ones) for projects, ones in few.items()}

    def _fitted(self, ones: Sequence[Known]) -> tuple[Positions, Counts]:
        """How much each pair speaks for a sentence, by ridge regression."""
        owners = np.repeat(np.arange(len(ones)), [len(one.pairs) for one in ones])
        counts = np.concatenate([self._counts(one.pairs) for one in ones])
        numbers, at = np.unique(np.concatenate([one.pairs for one in ones]), return_inverse=True)
        # Pairs that one sentence alone has tell nothing of how like two are.
        is_shared = np.bincount(at) > 1
        columns, shared = is_shared.cumsum() - 1, is_shared[at]
        table = np.zeros((len(ones), is_shared.sum()), dtype=np.float32)
        table[owners[shared], columns[at[shared]]] = counts[shared]
        likeness = (table @ table.T).astype(float)
        np.fill_diagonal(likeness, 1 + RIDGE)
        each = np.linalg.solve(likeness, [1.0 if one.is_true else -1.0 for one in ones])
        told: Counts = np.bincount(at, weights=each[owners] * counts).astype(float)
        return numbers, told


def pairs(text: Sentence) -> Positions:
    """The words that stand near each other, and each word with where the text points, how far it
    goes and its figures, as numbers; words that mean one thing are one.
    """
    words, read = _WORD.findall(text.numbered), []
    while words:
        length, group = phrase_at(words[:LONGEST])
        read.append(next(iter(group), stem(words[0])))
        words = words[length:]
    near = ((one, read[at + 1 : at + 1 + REACH]) for at, one in enumerate(read))
    said = {*text.signs, *text.scopes, *text.marks, *text.parts}
    said |= {(one.value, one.unit) for one in text.figures}
    # As text they would take ten times the memory.
    found = {crc32(f"{one} {other}".encode()) for one, others in near for other in others}
    found |= {crc32(f"{one}: {other}".encode()) for one in said for other in read}
    return np.array(sorted(found), dtype=np.int64)


def _found(numbers: Positions, known: Positions, values: Counts, other: float) -> Counts:
    """The value of each number, or another where it is not known."""
    places = np.searchsorted(known, numbers).clip(max=len(known) - 1)
    return np.where(known[places] == numbers, values[places], other)
