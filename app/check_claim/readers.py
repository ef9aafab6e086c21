"""How like a claim is to sentences that readers of the report wrote, true ones and false ones."""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from itertools import count
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from app.ask.tables import LONGEST
from app.check_claim.lexicon import phrase_at
from app.check_claim.sentences import Sentence, Term
from app.evidence.vocabulary import rows_beside
from app.evidence.words import stem

REACH = 6
"""So near to each other two words make a pair; their order tells who did what to whom."""
RIDGE = 0.1
"""How much of what a sentence has alone is held to be by chance."""

_WORD = re.compile(r"[a-z]+|[\d.]*\d")

Pairs = npt.NDArray[np.uint32]
Counts = npt.NDArray[np.float32]
Projects = frozenset[str]


def claims() -> list[dict[str, str]]:
    """The sentences, each with the set of its reader and whether the report says it."""
    return rows_beside(__file__, "claims")


class Known(NamedTuple):
    """A sentence that a reader wrote."""

    reader: str
    projects: Projects
    terms: Sequence[Term]
    pairs: Pairs
    number: int | None
    """Which of the true ones it is; None of a false one."""


def known(read: Callable[[str], tuple[Sentence, set[str]]]) -> list[Known]:
    """What readers wrote, read as claims are."""
    number = count()
    return [
        Known(
            one["set"],
            frozenset(named),
            said.terms,
            pairs(said),
            next(number) if one["is_true"] == "yes" else None,
        )
        for one in claims()
        for said, named in [read(one["claim"])]
    ]


class Readers:
    """What readers wrote of each project, and which of it was true."""

    def __init__(self, known: Sequence[Known]) -> None:
        found, held = np.unique(np.concatenate([one.pairs for one in known]), return_counts=True)
        self._rarest = math.log(len(known) + 1)
        # What one sentence alone has is as rare as what none has.
        self._pairs, held = found[held > 1], held[held > 1]
        self._rarity = (self._rarest - np.log(held)).astype(np.float32)
        of_each: defaultdict[Projects, list[Known]] = defaultdict(list)
        for one in known:
            of_each[one.projects].append(one)
        self._true = {
            about: [one.number for one in ones if one.number is not None]
            for about, ones in of_each.items()
        }
        # Where a release knows none of their projects, all would be about none: to learn of so many
        # at once takes gigabytes, and would tell nothing of what that release holds.
        self._learnt = {
            about: self._fitted([one for one in ones if len(one.pairs)])
            for about, ones in of_each.items()
            if 2 * len(ones) < len(known) and any(len(one.pairs) for one in ones)
        }

    def true(self, projects: Collection[str]) -> Sequence[int]:
        """The numbers of the true sentences about some projects."""
        return self._true.get(frozenset(projects), ())

    def vote(self, said: Sentence, projects: Collection[str]) -> float:
        """How much more a claim has of true sentences about its projects than of false ones."""
        known, numbers = self._learnt.get(frozenset(projects)), pairs(said)
        if known is None or not len(numbers):
            return 0.0
        return float(self._counts(numbers) @ _found(numbers, *known, other=0))

    def _counts(self, numbers: Pairs) -> Counts:
        """How much each pair of a sentence counts, by how rare it is; together of length 1."""
        rarity = _found(numbers, self._pairs, self._rarity, other=self._rarest)
        return rarity / max(float(np.linalg.norm(rarity)), 1)

    def _fitted(self, ones: Sequence[Known]) -> tuple[Pairs, Counts]:
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
        each = np.linalg.solve(likeness, [1.0 if one.number is not None else -1.0 for one in ones])
        told: Counts = np.bincount(at, weights=each[owners] * counts).astype(np.float32)
        return numbers, told


def pairs(text: Sentence) -> Pairs:
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
    return np.array(sorted(found), dtype=np.uint32)


def _found(numbers: Pairs, known: Pairs, values: Counts, other: float) -> Counts:
    """The value of each number, or another where it is not known."""
    places = np.searchsorted(known, numbers).clip(max=len(known) - 1)
    return np.where(known[places] == numbers, values[places], other)
