"""Words that deny, point, limit and hedge, phrases that do, and which words are alike."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from app.ask.tables import LONGEST, like_words
from app.evidence.words import STOP_WORDS, stem


def pairs(name: str, sign: str) -> list[tuple[str, str]]:
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    parts = (line.partition(sign) for line in lines)
    return [(left.strip(), right.strip()) for left, _, right in parts]


def _forms(word: str) -> set[str]:
    """A word and its inflections; a stem would take objectives for objections."""
    stems = {word, word + word[-1]} | ({word[:-1]} if word[-1] in "ey" else set())
    ends = ("", "s", "es", "d", "ed", "ing", "ies", "ied")
    return {one + end for one in stems for end in ends} - (stems - {word})


WORDS = {
    kind: frozenset(form for word in words.split() for form in _forms(word))
    for kind, words in pairs("words.txt", ":")
}
"""The words of each kind, in every form."""

SET_PHRASES = tuple(
    (re.compile(rf"\b(?:{phrase})"), word) for phrase, word in pairs("set_phrases.txt", "=>")
)
"""Words that deny, point or limit together, with the word that stands for them."""

POLAR = {
    one: (kind[:-1], kind[-1])
    for kind, words in WORDS.items()
    if kind[-1] in "+-0"
    for one in words
}
"""Words of direction, each with its axis and its end of it."""
VALUED = {axis for axis, _ in POLAR.values()} - {"amount", "money", "sameness", "staying"}
"""The axes that have a good end and a bad one."""

VAGUE, FEW, SOME, MOST, ALL = range(5)
SCOPES = {
    one: scope
    for scope, kind in enumerate(("vague", "few", "some", "most", "all"))
    for one in WORDS[kind]
}
"""How much of something is meant; a claim may not say more than the evidence."""


@cache
def empty() -> frozenset[str]:
    """The stems of words that tell one claim from another in no way."""
    # At the first claim: two thousand words take 0.1 s, for which a start would wait.
    return frozenset(map(stem, WORDS["fillers"] | STOP_WORDS))


def phrase_at(words: Sequence[str]) -> tuple[int, frozenset[str]]:
    """The length of the longest known phrase that words begin with, and its group."""
    stems = tuple(map(stem, words[:LONGEST]))
    for length in range(len(stems), 0, -1):
        if group := like_words().get(stems[:length]):
            return length, frozenset({group})
    return 1, frozenset()


def kinds_of(word: str) -> frozenset[str]:
    """The stem of a word and its group."""
    return frozenset({stem(word)}) | phrase_at([word])[1]
