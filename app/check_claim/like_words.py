"""Words that mean one thing, from the phrases that questions are learnt from."""

import re
from collections.abc import Sequence
from functools import cache

from app.ask.phrases import LONGEST, training_set
from app.evidence.words import stem

BEGINNING = 6
"""Words that begin with so many same letters are of one family."""

_WORD = re.compile(r"[a-z]+")


def phrase_at(words: Sequence[str]) -> tuple[int, frozenset[str]]:
    """The length of the longest known phrase that words begin with, and its groups."""
    known = _groups()
    stems = tuple(map(stem, words[:LONGEST]))
    for length in range(len(stems), 0, -1):
        if groups := known.get(stems[:length]):
            return length, groups
    return 1, frozenset()


def kinds_of(word: str) -> frozenset[str]:
    """The stem of a word, its family and its groups."""
    return frozenset({stem(word)}) | family_of(word) | phrase_at([word])[1]


def family_of(word: str) -> frozenset[str]:
    """The family of words that begin as a longer word does."""
    one = stem(word)
    return frozenset({f"~{one[:BEGINNING]}"} if len(one) >= BEGINNING else ())


@cache
def _groups() -> dict[tuple[str, ...], frozenset[str]]:
    groups: dict[tuple[str, ...], set[str]] = {}
    for phrase in training_set():
        if phrase.kind == "word":
            stems = tuple(map(stem, _WORD.findall(phrase.phrase.casefold())))
            groups.setdefault(stems, set()).add(f"={phrase.meaning[0]}")
    return {stems: frozenset(meant) for stems, meant in groups.items()}
