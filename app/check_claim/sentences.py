"""A sentence as it is compared: clauses, and in each its words, figures, directions and hedges."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from app.ask.phrases import training_set
from app.check_claim.figures import figures_in, in_digits, without_figures
from app.check_claim.idioms import IDIOMS, is_adjective
from app.check_claim.lexicon import (
    EMPTY,
    HEDGES,
    LIKE,
    NEGATIONS,
    POLAR,
    SPOILING,
    SPOILT,
    STRENGTHENERS,
)
from app.evidence.words import stem, tidied

REACH = 4
"""So many words after a denial are denied by it."""

_CLAUSE = re.compile(
    r"[,;:.] |\b(?:and|but|while|because|since|after|once|although|though|which|so that|so|whereas"
    r"|against|when|where|as|who|until|yet|instead of|in which)\b"
)
_WORD = re.compile(r"[a-z]+")
_FIGURE = re.compile(r"£?\d[\d.]*(?:-?million)?(?: percent)?")
_JOINED = re.compile(r"[,;] (?:and |but |while |whereas )?|\b(?:and|but|while|whereas)\b")
_HEDGE_OF = {one: kind for kind, words in HEDGES.items() for one in words}

Sign = tuple[str, str]
"""An axis of direction and the end of it that is meant."""

_COMPARING = {"more": "+", "less": "-"}
_OTHER_END = {"+": "-", "-": "+", "0": "!0"}


@dataclass(frozen=True)
class Clause:
    """A part of a sentence: its words of meaning, and where they point."""

    words: tuple[str, ...]
    signs: frozenset[Sign]
    hedges: frozenset[str]
    strengtheners: frozenset[str]


@dataclass(frozen=True)
class Sentence:
    """A claim, or what a row says; names of projects are taken out of it before."""

    text: str

    @cached_property
    def plain(self) -> str:
        """It in lower case, with idioms as one word and numbers as digits."""
        plain = tidied(self.text).casefold().replace("-percent", " percent")
        for pattern, word in IDIOMS:
            plain = pattern.sub(word, plain)
        return in_digits(plain)

    @cached_property
    def parts(self) -> tuple["Sentence", ...]:
        """What it says side by side, where each of it can be told alone."""
        parts = [Sentence(part) for part in _JOINED.split(self.text)]
        can_stand = all(
            part.words and (part.signs or part.figures or part.hedges) for part in parts
        )
        return tuple(parts) if can_stand and len(parts) > 1 else ()

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Its clauses; each has a word of meaning or a direction."""
        parts = _CLAUSE.split(f"{self.plain} ")
        read = (_clause(_WORD.findall(without_figures(part))) for part in parts)
        return tuple(one for one in read if one.words or one.signs or one.hedges)

    @cached_property
    def figures(self) -> list[str]:
        """Its figures in their order, each with its unit; years are none of them."""
        return list(figures_in(self.plain))

    @cached_property
    def years(self) -> set[str]:
        """The years that it names."""
        return set(re.findall(r"\b(?:19|20)\d\d\b", self.plain))

    @cached_property
    def counted(self) -> tuple[tuple[str, ...], ...]:
        """By each figure, the words of meaning right after it: what it is a number of."""
        after = _FIGURE.split(self.plain)[1:]
        return tuple(_clause(_WORD.findall(_CLAUSE.split(part)[0])[:2]).words for part in after)

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems that carry its meaning."""
        return frozenset(word for clause in self.clauses for word in clause.words)

    @cached_property
    def signs(self) -> frozenset[Sign]:
        """Where it points."""
        return frozenset(sign for clause in self.clauses for sign in clause.signs)

    @cached_property
    def strengtheners(self) -> frozenset[str]:
        """What makes it stronger."""
        return frozenset(word for clause in self.clauses for word in clause.strengtheners)

    @cached_property
    def hedges(self) -> frozenset[str]:
        """What limits it."""
        return frozenset(kind for clause in self.clauses for kind in clause.hedges)


@lru_cache(maxsize=5_000)
def sentence(text: str) -> Sentence:
    """A sentence; those of rows are compared again and again."""
    return Sentence(text)


def _clause(spoken: list[str]) -> Clause:
    reading = _Reading()
    for word, after in zip(spoken, [*spoken, ""][1:], strict=True):
        reading.take(word, after)
    reading.end_denial()
    return Clause(
        tuple(reading.words),
        frozenset(reading.signs),
        frozenset(reading.hedges),
        frozenset(reading.strengtheners),
    )


class _Reading:
    """A clause while it is read, word by word."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.signs: set[Sign] = set()
        self.hedges: set[str] = set()
        self.strengtheners: set[str] = set()
        self._denied, self._has_turned = -1, True

    def take(self, word: str, after: str) -> None:
        """Read the next word; the one after it tells what "more" compares."""
        one = stem(word)
        if word in _COMPARING and (stem(after) in POLAR or is_adjective(after)):
            self._compare(word, stem(after))
        elif one in NEGATIONS:
            self._deny()
        else:
            self._add(one)
            self._denied -= 1
            if self._denied == 0:
                self.end_denial()

    def end_denial(self) -> None:
        """What was denied and had no direction to turn round is lacking."""
        if self._denied >= 0 and not self._has_turned:
            self.signs.add(("presence", "-"))
        self._denied, self._has_turned = -1, True

    def _deny(self) -> None:
        self._denied, self._has_turned = REACH, False

    def _compare(self, word: str, after: str) -> None:
        """Less clear is not clear; more integrated is no larger amount."""
        if POLAR.get(after, ("amount",))[0] == "amount":
            self.signs.add(("degree", _COMPARING[word]))
        elif word == "less":
            self._deny()

    def _add(self, one: str) -> None:
        is_denied = self._denied > 0
        if one in POLAR:
            axis, sign = POLAR[one]
            # Poor accuracy, problems with how clear it was.
            is_spoilt = axis in SPOILT and any((other, "-") in self.signs for other in SPOILING)
            is_turned = is_denied != is_spoilt
            self.signs.add((axis, _OTHER_END[sign] if is_turned else sign))
            self._has_turned |= is_denied
        elif one in STRENGTHENERS:
            # "Not always" limits what is said.
            (self.hedges if is_denied else self.strengtheners).add("some" if is_denied else one)
        elif one in _HEDGE_OF:
            self.hedges.add(_HEDGE_OF[one])
        elif one not in EMPTY and len(one) > 1:
            self.words.append(one)


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for phrase in training_set():
        parts = phrase.phrase.split()
        if phrase.kind == "word" and len(parts) == 1:
            groups.setdefault(stem(parts[0].casefold()), set()).add(phrase.meaning[0])
    for number, words in enumerate(LIKE):
        for one in words:
            groups.setdefault(one, set()).add(f"like-{number}")
    return {one: frozenset(meant) for one, meant in groups.items()}


def groups_of(word: str) -> frozenset[str]:
    """The groups of like words that a stem belongs to."""
    return _groups().get(word, frozenset())


def names_in(text: str) -> Iterator[str]:
    """Words written as names are, but for the one that begins the text."""
    for match in re.finditer(r"(?<=[\w,;'’)] )[A-Z][\w'’-]*|\b[A-Z]{2,}\b", text):
        if (name := stem(re.sub(r"['’]s?$", "", match[0]).casefold())) not in EMPTY:
            yield name
