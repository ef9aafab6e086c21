"""What a text says of each of its figures, and whether two changed places."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, pairwise

from app.check_claim.figures import FIGURE, NO_FIGURES, Figure, figures_in
from app.check_claim.sentences import CLAUSE, Sentence, terms_of

LEAST = 0.05
"""So much better what is said of two fits them the other way round."""

SaidOfFigure = tuple[Figure, frozenset[str]]
"""A figure and what it is said of, by the stems of its words."""


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


def _shared(words: frozenset[str], known: Iterable[frozenset[str]]) -> float:
    return max((len(words & one) / max(len(words | one), 1) for one in known), default=0)


def _stems(plain: str) -> frozenset[str]:
    return frozenset(term.stem for term in terms_of(plain))
