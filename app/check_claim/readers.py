"""How like a claim is to sentences that readers of the report wrote, true ones and false ones."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from app.ask.embedding import vectors
from app.ask.tables import LONGEST
from app.check_claim.figures import Figure
from app.check_claim.order import additions_in, causes_in
from app.check_claim.sentences import Sentence
from app.check_claim.term_index import Numbers, Positions, TermIndex, flat
from app.check_claim.word_lists import phrase_at
from app.evidence.vocabulary import read_table
from app.evidence.words import stem

LEAST_LIKE = 0.6
"""So near a true sentence of a reader has to be to bear out figures that no row has."""
LENGTH = 127
"""What no number of a vector exceeds, so that each takes one byte."""
FIRST = np.uint32(2654435761)
"""What tells the first of two words from the second."""
REACH = 6
"""So near to each other two words make a pair; their order tells who did what to whom."""

_WORD = re.compile(r"[a-z]+|[\d.]*\d")

Pairs = npt.NDArray[np.uint32]
Counts = npt.NDArray[np.float32]
Projects = frozenset[str]


def claims() -> list[dict[str, str]]:
    """The sentences, each with the set of its reader and whether the report says it."""
    return read_table(__file__, "claims")


class ReaderSentence(NamedTuple):
    """A sentence that a reader wrote."""

    reader: str
    is_true: bool
    projects: Projects
    said: Sentence
    pairs: Pairs


def known(read: Callable[[str], tuple[Sentence, set[str]]]) -> list[ReaderSentence]:
    """What readers wrote, read as claims are."""
    told = ((one, *read(one["claim"])) for one in claims())
    return [
        ReaderSentence(
            one["set"], one["is_true"] == "yes", frozenset(named), said, word_pairs(said)
        )
        for one, said, named in told
    ]


@dataclass(frozen=True)
class About:
    """What readers wrote about the same projects."""

    readers: npt.NDArray[np.str_]
    is_true: npt.NDArray[np.bool_]
    terms: tuple[Positions, Positions]
    """The numbers of the terms of each sentence one after another, and where each begins."""
    meanings: npt.NDArray[np.int8]
    """Vectors of length `LENGTH`."""
    figures: Sequence[tuple[Figure, ...]]
    has_cause: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, ones: Sequence[ReaderSentence], vocabulary: TermIndex) -> "About":
        return cls(
            np.array([one.reader for one in ones]),
            np.array([one.is_true for one in ones]),
            flat([vocabulary.known(one.said.terms) or [0] for one in ones]),
            (LENGTH * vectors([one.said.text for one in ones])).round().astype(np.int8),
            [one.said.figures for one in ones],
            np.array([any((*causes_in(one.said), *additions_in(one.said))) for one in ones]),
        )


class Beside(NamedTuple):
    """A claim beside what readers wrote about its projects."""

    vote: float
    """How much more it has of true sentences than of false ones."""
    told: Numbers
    """How much of each of its terms the true ones have."""
    has_cause: npt.NDArray[np.bool_]
    """Which of these say why."""
    is_told: bool = False
    """Whether one of these is like it, more so than any false one, and has its figures."""
    like: float = 0
    """How much nearer a true one is than any false one."""
    like_with_figures: float = 0
    """The same of those that have its figures."""


@dataclass(frozen=True)
class Rarity:
    """How rare each pair of words is among all sentences, and how rare one is that none has."""

    pairs: Pairs
    values: Counts
    rarest: float

    def counts(self, numbers: Pairs) -> Counts:
        """How much each pair of a sentence counts, by how rare it is; together of length 1."""
        rarity = _found(numbers, self.pairs, self.values, other=self.rarest)
        return rarity / max(float(np.linalg.norm(rarity)), 1)


@dataclass(frozen=True)
class Readers:
    """What is learnt from what readers wrote."""

    about: Mapping[Projects, About]
    learnt: Mapping[str, tuple[Pairs, Counts]]
    """For each project, how much each pair of words speaks for a sentence."""
    rarity: Rarity
    left_out: str = ""
    """A reader of whom nothing is heard."""

    def beside(
        self,
        said: Sentence,
        asked: Sequence[Figure],
        projects: Collection[str],
        likeness: Numbers,
        weights: Numbers,
    ) -> Beside:
        """A claim and its figures, of whose terms the likeness and the weight are known, beside
        these sentences.
        """
        one, vote = self.about.get(frozenset(projects)), self._vote(said, projects or {""})
        if one is None:
            nothing = np.zeros((len(said.terms), 0), dtype=np.float32)
            return Beside(vote, nothing, np.zeros(0, dtype=bool))
        numbers, starts = one.terms
        held = np.maximum.reduceat(likeness[:, numbers], starts, axis=1)
        close = one.meanings.astype(np.float32) @ vectors([said.text])[0] / LENGTH
        near = (weights @ held / weights.sum() + close) / 2
        told = np.array([all(a.is_among(known, a.counted) for a in asked) for known in one.figures])
        heard = one.readers != self.left_out
        is_true, is_false = one.is_true & heard, heard & ~one.is_true
        (true, false), (any_true, any_false) = (
            [float(near[which & among].max(initial=0)) for which in (is_true, is_false)]
            for among in (told, heard)
        )
        is_told = true >= LEAST_LIKE and true > any_false
        alike = any_true - any_false, true - false if true and false else 0.0
        return Beside(vote, held[:, is_true], one.has_cause[is_true], is_told, *alike)

    def _vote(self, said: Sentence, projects: Iterable[str]) -> float:
        """On average of what is known of each of its projects."""
        numbers = word_pairs(said)
        learnt = [self.learnt[project] for project in projects if project in self.learnt]
        if not learnt or not len(numbers):
            return 0.0
        counts = self.rarity.counts(numbers)
        return float(np.mean([counts @ _found(numbers, *each, other=0) for each in learnt]))


def word_pairs(text: Sentence) -> Pairs:
    """Hashes of pairs of nearby words, and of each word with each direction, scope, mark, part and
    figure of the text. Synonyms count as one word.
    """
    words, read = _WORD.findall(text.numbered), []
    while words:
        length, group = phrase_at(words[:LONGEST])
        read.append(next(iter(group), stem(words[0])))
        words = words[length:]
    said = {*text.signs, *text.scopes, *text.marks, *text.parts}
    said |= {(one.value, one.unit) for one in text.figures}
    # As text they would take ten times the memory.
    of_words, of_said = (
        np.array([crc32(f"{one}".encode()) for one in ones], dtype=np.uint32)
        for ones in (read, said)
    )
    near = (of_words[:-far] * FIRST ^ of_words[far:] for far in range(1, REACH + 1))
    return np.unique(np.concatenate([*near, np.add.outer(of_said * FIRST, of_words).ravel()]))


def _found(numbers: Pairs, known: Pairs, values: Counts, other: float) -> Counts:
    """The value of each number, or another where it is not known."""
    places = np.searchsorted(known, numbers).clip(max=len(known) - 1)
    return np.where(known[places] == numbers, values[places], other)
