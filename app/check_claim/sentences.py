"""A sentence as it is compared: clauses, and in each its terms, directions, scope and certainty."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from app.check_claim.figures import Figure, figures_in, in_digits, without_figures
from app.check_claim.word_lists import (
    ALL,
    POLAR,
    SCOPES,
    SOME,
    VALUED,
    WORDS,
    empty,
    phrase_at,
    read_pairs,
    with_set_phrases,
)
from app.evidence.words import STOP_WORDS, stem, tidied

_MEASURES = [
    (name, re.compile(rf"\b(?:{words})\b")) for name, words in read_pairs("measures.txt", ":")
]

REACH = 4
"""So many words after a denial are denied by it."""
UNMENDED = "unmended"
"""The mark of what was not overcome."""
_DETERMINERS = frozenset({"the", "its", "their", "these", "those"})

CLAUSE = re.compile(
    r"[,;:] (?!by\b)|\b(?:and(?! (?:by|in)\b)|but|while|because|since|after|once|although|though"
    r"|which|so that|so|whereas|against|when|where|as|who|until|yet|instead of|in which)\b"
)
_WORD = re.compile(r"[a-z]+")
_NAME = re.compile(r"(?<=[\w,;'’)] )[A-Z][\w'’-]*|\b[A-Z]{2,}\b")
_ADJECTIVE = re.compile(r"\w+(?:ed|ing|ive|ful|ous|al|able|ic|ly|(?<!m)ent|ant)")
_OTHER_END = {"+": "-", "-": "+", "0": "!0"}

_DENIAL = re.compile(r"\b(?:not|never|neither|nobody|fail(?:ed|s|ing)?)\b|n['’]?t\b")
_NOT_SO = frozenset({("presence", "-"), ("success", "-")})
_PLACE = r"(?:boroughs?|authorit(?:y|ies)|councils?|areas?|sites?|regions?)\b"
_PARTS = re.compile(
    rf"\b(?P<one>one|another|second|third|(?<!\d )(?:(?<=the )|(?<=its ))other)\b"
    rf"(?= (?:[\w'-]+ ){{,4}}{_PLACE})"
    r"|\b(?P<all>(?:all|each|every)(?: and every)?(?: one of)?|both|across"
    r"|(?<!of )(?:the|its|their|in) \d)\b"
    rf"(?= (?:[\w'-]+ ){{,3}}{_PLACE})"
    r"|\bthe (?P<later>second|third)(?= of\b| one\b| and\b|[.,;]|$)"
)

_OF_CAUSE = re.compile(
    rf"\b(?:{'|'.join(WORDS['perhaps'])})(?: to be)? (?:because|due|owing|as a result|since)\b"
)
Sign = tuple[str, str]
"""An axis of direction and the end of it that is meant."""


@dataclass(frozen=True)
class Term:
    """A word that tells one claim from another, or several that mean one thing."""

    stem: str
    kinds: frozenset[str]
    """What stands for it as well: its direction, its group of like words."""
    word: str = field(compare=False)


class Read(NamedTuple):
    """What clauses say: their terms, where they point, what limits them and how sure they are."""

    terms: tuple[Term, ...]
    signs: frozenset[Sign]
    scopes: frozenset[int]
    marks: frozenset[str]


@dataclass(frozen=True)
class Sentence:
    """A claim, or what a row says; names of projects are taken out of it before."""

    text: str
    typed: str = ""
    """It as somebody typed it, where words of it were written out as others."""

    @cached_property
    def words(self) -> list[str]:
        """Its words in lower case, as they were typed: a reader is told of no others."""
        return re.findall(r"[a-z]+", (self.typed or self.text).casefold())

    @cached_property
    def numbered(self) -> str:
        """It in lower case, with numbers as digits."""
        return in_digits(tidied(self.text).casefold().replace("-percent", " percent"))

    @cached_property
    def plain(self) -> str:
        """The same, with set phrases as one word."""
        return with_set_phrases(self.numbered)

    @cached_property
    def _read(self) -> Read:
        texts = f"{self.plain} ".split(". ")
        return _read(clause for text in texts for clause in CLAUSE.split(text))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures in their order; years are none of them."""
        return tuple(figures_in(self.plain))

    @cached_property
    def years(self) -> frozenset[str]:
        """The years that it names."""
        return frozenset(re.findall(r"\b(?:19|20)\d\d\b", self.plain))

    @cached_property
    def measures(self) -> Set[str]:
        """The measures that it names; repeat referrals are not referrals."""
        found, plain = set(), self.plain
        for name, pattern in _MEASURES:
            rest = pattern.sub(" ", plain)
            found |= {name} if rest != plain else set()
            plain = rest
        return found

    @cached_property
    def parts(self) -> frozenset[str]:
        """Which of several places it is about: one, the second, all."""
        found = _PARTS.finditer(self.numbered)
        return frozenset("all" if one["all"] else one["one"] or one["later"] for one in found)

    @cached_property
    def names(self) -> frozenset[str]:
        """The stems of words typed as names are, but for the one that begins it."""
        names = (re.sub(r"['’]s?$", "", name) for name in _NAME.findall(self.text))
        words = (word for name in names for word in re.split("['’-]", name.casefold()) if word)
        return frozenset(stem(word) for word in words if word in self.words) - empty()

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The terms that carry its meaning, each once; where it has but one, all its words."""
        terms = tuple(dict.fromkeys(self._read.terms))
        more = () if len(terms) > 1 else self.every_word
        return *terms, *(one for one in more if one.stem not in {term.stem for term in terms})

    @property
    def every_word(self) -> tuple[Term, ...]:
        """All its words, with those that tell it from no other."""
        words = _WORD.findall(without_figures(self.plain))
        told = dict.fromkeys(word for word in words if word not in STOP_WORDS and len(word) > 1)
        return tuple(Term(stem(word), frozenset(), word) for word in told)

    @property
    def signs(self) -> frozenset[Sign]:
        """Where it points."""
        return self._read.signs

    @property
    def scopes(self) -> frozenset[int]:
        """Of how much it speaks."""
        return self._read.scopes

    @property
    def marks(self) -> frozenset[str]:
        """Its words of certainty and of doubt."""
        return self._read.marks

    @cached_property
    def is_denial(self) -> bool:
        """Whether all that it says is that a thing was not so, or failed."""
        is_one = len(CLAUSE.split(self.plain)) == 1 and not self.signs.isdisjoint(_NOT_SO)
        return is_one and bool(_DENIAL.search(self.plain))

    @cached_property
    def doubts(self) -> Set[str]:
        """Its words of doubt: one about a cause is none about what came of it."""
        return self.marks & WORDS["perhaps"] & {*_OF_CAUSE.sub("", self.plain).split()}


def terms_of(plain: str) -> tuple[Term, ...]:
    """The terms of a part of a plain text."""
    return _read([plain]).terms


@lru_cache(maxsize=5_000)
def sentence(text: str) -> Sentence:
    """A sentence; those of rows are compared again and again."""
    return Sentence(text)


@lru_cache(maxsize=20_000)
def _term(stem: str, kinds: frozenset[str], word: str) -> Term:
    """A term, one for all clauses that have it: they would take three times the memory."""
    return Term(stem, kinds, word)


@lru_cache(maxsize=20_000)
def _one(values: frozenset[Any]) -> frozenset[Any]:
    """Values, one for all clauses that have the same; most have none."""
    return values


def _read(clauses: Iterable[str]) -> Read:
    reading = _Reading()
    for clause in clauses:
        reading.add(_WORD.findall(without_figures(clause)))
    sets = (_one(frozenset(ones)) for ones in (reading.signs, reading.scopes, reading.marks))
    return Read(tuple(reading.terms), *sets)


class _Reading:
    """Clauses while they are read, word by word."""

    def __init__(self) -> None:
        self.terms: list[Term] = []
        self.signs: set[Sign] = set()
        self.scopes: set[int] = set()
        self.marks: set[str] = set()

    def add(self, words: Sequence[str]) -> None:
        """Read one clause more: what is denied in it is so in no other."""
        self._denied, self._has_turned, self._has_denial = -1, True, False
        at = 0
        while at < len(words):
            at += self._take(words[at:])
        self._end_denial()

    def _take(self, rest: Sequence[str]) -> int:
        """Read what comes next, a word or a phrase; gives how many words it was."""
        word, after = rest[0], rest[1] if len(rest) > 1 else ""
        if self._has_turned and word in _DETERMINERS:
            # Who never solved the delays had them.
            self._denied = -1
        is_degree = word in {"more", "less"} and bool(
            _ADJECTIVE.fullmatch(after) or POLAR.get(after, ("",))[0] in VALUED
        )
        if word in WORDS["denial"] or (is_degree and word == "less"):
            if self._denied > 0 and not self._has_turned and word != "nor":
                # What was not lacking was there.
                self._denied, self._has_turned = -1, True
                return 1
            # Less clear is not clear.
            self._denied, self._has_turned, self._has_denial = REACH, False, True
            self.scopes |= {SCOPES[word]} if word in SCOPES else set()
            self.signs |= {(stem(after), "-")} if is_degree else set()
            self._add_term(word, frozenset())
            return 1
        if is_degree:
            # More integrated is no larger amount.
            self.signs.add((stem(after), "+"))
            return 1
        length, groups = phrase_at(rest)
        self._add(word, groups)
        self._denied -= 1
        if self._denied == 0:
            self._end_denial()
        return length

    def _end_denial(self) -> None:
        """What was denied and had no direction to turn round is lacking."""
        if self._denied >= 0 and not self._has_turned:
            self.signs.add(("presence", "-"))
        self._denied, self._has_turned = -1, True

    def _add(self, word: str, groups: frozenset[str]) -> None:
        is_denied = self._denied > 0
        if word in SCOPES:
            # "Not always" limits what is said, and so does "not the best way in every case".
            is_of_all = SCOPES[word] == ALL
            self.scopes.add(SOME if is_of_all and self._has_denial else SCOPES[word])
            return
        if word in POLAR:
            groups |= {"".join(self._point(*POLAR[word], is_denied=is_denied))}
            self.marks |= {UNMENDED} if is_denied and word in WORDS["mending"] else set()
        elif word in WORDS["perhaps"] or (word in WORDS["surely"] and not is_denied):
            self.marks.add(word)
        self._add_term(word, groups)

    def _point(self, axis: str, end: str, *, is_denied: bool) -> Sign:
        sign = axis, _OTHER_END[end] if is_denied else end
        self.signs.add(sign)
        self._has_turned |= is_denied
        return sign

    def _add_term(self, word: str, groups: frozenset[str]) -> None:
        one = stem(word)
        if groups or (one not in empty() and len(one) > 1):
            self.terms.append(_term(one, groups, word))
