"""A question -> its words: as written, as compared, and what a misspelt one may have meant."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.database import folded, is_text
from app.errors import Problem, QueryError
from app.evidence.words import STOP_WORDS, stem

LONGEST_QUESTION = 1_000
"""Characters of the longest question that is accepted."""
SHORTEST_MISSPELT = 4

_WORD = re.compile(
    r"\b(?:[A-Z](?:\. ?| ))+[A-Z]\b\.?|\b(?:[a-z]\.)+[a-z]\b\.?|[^\W_]+(?:['’][^\W_]+)*|[&%£]"
)
"""Initials are one word, however they are set: N.E., N E, NE."""

_ENDS = ("", ".", "?", "!", ":", ";")
ARTICLES = {"a", "an", "the"}


@dataclass(frozen=True)
class Word:
    """A word of a question: as written, as compared, and its stem."""

    wording: str
    text: str
    stem: str
    position: int
    starts: int
    ends: int
    is_first: bool = False
    """Whether it begins a sentence."""

    @property
    def is_name_like(self) -> bool:
        """Whether it is written as a name is, and does not merely begin the question."""
        return self.wording[:1].isupper() and (not self.is_first or self.wording.isupper())


class Worded:
    """What is said in some words of a question: a mention, a topic."""

    words: tuple[Word, ...]

    @property
    def positions(self) -> set[int]:
        return positions(self.words)

    @property
    def wording(self) -> str:
        return " ".join(word.wording for word in self.words)


def positions(words: Iterable[Word]) -> set[int]:
    return {word.position for word in words}


def positions_of(worded: Iterable[Worded]) -> set[int]:
    return {place for w in worded for place in w.positions}


def read_question(text: str) -> str:
    """A question as it is read, without needless white space.

    Raises QueryError where it is no text, empty, or too long.
    """
    where = "question"
    if not is_text(text):
        raise QueryError([Problem("no-text", where, "A NUL or a lone surrogate is not text.")])
    question = " ".join(text.split())
    if not question:
        raise QueryError([Problem("needed", where, "a question is needed here.")])
    if len(question) > LONGEST_QUESTION:
        message = f"Too many characters: {len(question):,} (at most {LONGEST_QUESTION:,})."
        raise QueryError([Problem("too-long", where, message)])
    return question


def read_words(question: str) -> list[Word]:
    """The words of a question, in order; a possessive is its word, "couldn't" is one word."""
    straight = question.replace("’", "'")
    return [
        Word(
            match.group(),
            text,
            stem(text),
            position,
            match.start(),
            match.end(),
            straight[: match.start()].rstrip(" \"'(")[-1:] in _ENDS,
        )
        for position, (match, text) in enumerate(
            (match, comparable(match.group())) for match in _WORD.finditer(straight)
        )
    ]


@lru_cache(maxsize=50_000)
def comparable(word: str) -> str:
    """A word as it is compared: folded, without a possessive, "don't" as "dont", "&" as "and"."""
    plain = "and" if word == "&" else re.sub(r"[. ]", "", folded(word))
    if plain.endswith("'s"):
        plain = plain[:-2]
    return plain.replace("'", "")


@lru_cache(maxsize=20_000)
def stems(text: str) -> tuple[str, ...]:
    return tuple(word.stem for word in read_words(text))


STOP_STEMS = frozenset(stem for word in STOP_WORDS for stem in stems(word))

Known = Mapping[tuple[str, int], Sequence[str]]
"""Words by their first letter and their length, in order."""


def by_beginning(words: Iterable[str]) -> Known:
    words_by_beginning: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for word in sorted(words):
        words_by_beginning[word[0], len(word)].append(word)
    return words_by_beginning


def correct_spelling(word: str, spellings: Known) -> str | None:
    """The known word that a misspelt one is nearest to, where one is near enough."""
    if len(word) < SHORTEST_MISSPELT or not word.isalpha():
        return None
    most = 1 if len(word) < 12 else 2
    lengths = range(max(SHORTEST_MISSPELT, len(word) - most), len(word) + most + 1)
    near = [
        spelling
        for first in dict.fromkeys(word[:2])
        for size in lengths
        for spelling in spellings.get((first, size), ())
    ]
    nearest = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=most)
    return nearest[0] if nearest else None
