"""Which single claims some words are about: those that hold most of the rare words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.ask.words import Word
from app.evidence.catalogue import Catalogue
from app.evidence.words import stems_in
from app.search.query import nearest, rarity

AT_ONCE = 40
"""So many claims that share words with a question are looked at."""


@dataclass(frozen=True)
class Match:
    """The words of a question that one claim holds together, and their share of its weight."""

    words: tuple[Word, ...]
    coverage: float
    is_phrase: bool = False
    """Whether the claim holds three of the words, or two that stand side by side in both."""
    statement: str = ""
    """The claim that holds most of them."""

    @property
    def written(self) -> str:
        """The words as a search for them is written."""
        return " ".join(dict.fromkeys(word.text for word in self.words))


def match(
    words: Sequence[Word],
    names: Catalogue,
    groups: Mapping[tuple[str, ...], str],
    kind: str = "finding",
) -> Match | None:
    """The words of a question that the nearest row of a list holds, where it holds any."""
    weights = {word: rarity(names, word.stem) for word in words}
    if not weights:
        return None
    best: tuple[float, tuple[Word, ...], str] = (0.0, (), "")
    pairs = {
        (one.stem, other.stem)
        for one, other in pairwise(words)
        if other.position - one.position == 1
    }
    is_phrase = False
    for statement in nearest(names, sorted({word.stem for word in words}), kind, AT_ONCE):
        held = stems_in(statement)
        also = _groups(held, groups)
        met = tuple(word for word in words if word.stem in held)
        like = sum(
            weights[word]
            for word in words
            if word not in met and groups.get((word.stem,), "-") in also
        )
        score = sum(weights[word] for word in met) + like
        if score > best[0]:
            best = (score, met, statement)
            is_phrase = len(met) > 2 or not pairs.isdisjoint(pairwise(held))
    total, met = sum(weights.values()), best[1]
    if not met or not total:
        return None
    return Match(met, best[0] / total, is_phrase, best[2])


def _groups(stems: Sequence[str], groups: Mapping[tuple[str, ...], str]) -> set[str]:
    """The groups of like words that a claim has a member of."""
    runs = (stems[first : first + size] for size in (1, 2, 3) for first in range(len(stems)))
    return {groups[run] for run in map(tuple, runs) if run in groups}
