"""What a text says of each of its figures and definitions, and whether two changed places."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain, combinations, pairwise

from app.ask.embedding import vectors
from app.check_claim.figures import FIGURE, NO_FIGURES, Figure, figures_in
from app.check_claim.sentences import CLAUSE, Sentence, terms_of
from app.evidence.words import STOP_WORDS, stem

LEAST, LEAST_OF_DEFINED = 0.05, 0.1
"""So much better what is said of two fits them the other way round."""

SaidOfFigure = tuple[Figure, frozenset[str]]
"""A figure and what it is said of, by the stems of its words."""
SaidOfName = tuple[str, str]
"""The stem of a defined term, and words of its definition."""


def said_of_figures(text: Sentence) -> Iterator[SaidOfFigure]:
    """Each figure of a text with the words after it in its clause, or before it if none are."""
    plain = NO_FIGURES.sub(" ", f"{text.plain} ")
    for clause in chain.from_iterable(map(CLAUSE.split, plain.split(". "))):
        found = list(FIGURE.finditer(clause))
        ends = [0, *(one.end() for one in found)]
        begins = [*(one.start() for one in found), len(clause)]
        parts = [_stems(clause[end:begin]) for end, begin in zip(ends, begins, strict=True)]
        for one, (before, after) in zip(found, pairwise(parts), strict=True):
            yield next(figures_in(one[0])), after or before


def said_of_names(text: Sentence, defined: Set[str]) -> list[SaidOfName]:
    """What is defined, and what is said of it until another is."""
    told: list[SaidOfName] = []
    for clause in chain.from_iterable(map(CLAUSE.split, text.plain.split(". "))):
        words = [word for word in re.findall("[a-z]+", clause) if word not in STOP_WORDS]
        names = [one for one in map(stem, words) if one in defined]
        rest = " ".join(word for word in words if stem(word) not in defined)
        if names and (not told or names[-1] != told[-1][0]):
            told.append((names[-1], rest))
        elif told:
            told[-1] = (told[-1][0], f"{told[-1][1]} {rest}")
    return told


def are_figures_exchanged(claim: Sequence[SaidOfFigure], known: Iterable[SaidOfFigure]) -> bool:
    """Whether two figures of a claim are each said of what is known of the other."""
    of_each = list(known)
    for (one, of_one), (other, of_other) in combinations(claim, 2):
        if one.unit == other.unit and not {"from", "to"} & {one.role, other.role}:
            known_of_one = [words for figure, words in of_each if one.agrees(figure)]
            known_of_other = [words for figure, words in of_each if other.agrees(figure)]
            straight = _shared(of_one, known_of_one) + _shared(of_other, known_of_other)
            crossed = _shared(of_one, known_of_other) + _shared(of_other, known_of_one)
            if known_of_one and known_of_other and crossed - straight >= LEAST:
                return True
    return False


def are_names_exchanged(claim: Sequence[SaidOfName], known: Iterable[SaidOfName]) -> bool:
    """Whether two things that a claim defines are each told as the other is."""
    of_each = list(known)
    for (one, of_one), (other, of_other) in combinations(claim, 2):
        known_of_one = [words for name, words in of_each if name == one]
        known_of_other = [words for name, words in of_each if name == other]
        if one != other and known_of_one and known_of_other:
            told = vectors([of_one, of_other])
            likeness = [
                (told @ vectors(words).T).max(axis=1) for words in (known_of_one, known_of_other)
            ]
            straight, crossed = (likeness[0][at] + likeness[1][1 - at] for at in (0, 1))
            if crossed - straight >= LEAST_OF_DEFINED:
                return True
    return False


def _shared(words: frozenset[str], known: Iterable[frozenset[str]]) -> float:
    return max((len(words & one) / max(len(words | one), 1) for one in known), default=0)


def _stems(plain: str) -> frozenset[str]:
    return frozenset(term.stem for term in terms_of(plain))
