"""What a text says of each of its figures, and whether two changed places."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from app.check_claim.figures import FIGURE, NO_FIGURES, Figure, figures_in
from app.check_claim.lexicon import WORDS
from app.check_claim.sentences import Sentence, terms_of

LEAST = 0.05
"""So much better what is said of two fits them the other way round."""

_BETWEEN = re.compile(r"[,;:] |\b(?:and|but|while|whereas|against|compared|beyond|versus)\b")
"""Where what is said of one figure ends and what is said of the next begins."""
_DENIALS = re.compile(rf"\b(?:{'|'.join(WORDS['denial'])})\b")


class SaidOfFigure(NamedTuple):
    """A figure and what it is said of, by the stems of its words."""

    figure: Figure
    words: frozenset[str]
    is_denied: bool | None
    """Whether it is said of those without a thing; None where that is not plain."""


def said_of_figures(text: Sentence) -> Iterator[SaidOfFigure]:
    """Each figure of a text with the words after it, or before it if none are."""
    for plain in NO_FIGURES.sub(" ", f"{text.plain} ").split(". "):
        found = list(FIGURE.finditer(plain))
        cuts = [0, *(_cut(plain, *two) for two in pairwise(found)), len(plain)]
        for one, (begin, end) in zip(found, pairwise(cuts), strict=False):
            before, after = plain[begin : one.start()], plain[one.end() : end]
            words = _stems(after) or _stems(before)
            is_plain = bool(words) and not _DENIALS.search(before)
            is_denied = bool(_DENIALS.search(after)) or (False if is_plain else None)
            yield SaidOfFigure(next(figures_in(one[0])), words, is_denied)


def are_figures_exchanged(claim: Sequence[SaidOfFigure], known: Iterable[SaidOfFigure]) -> bool:
    """Whether figures of a claim are said of what is known of others: each of the other's, or
    that with a thing of those without it.
    """
    of_each = list(known)
    return any(_is_of_the_rest(one, of_each) for one in claim) or any(
        _are_exchanged(one, other, of_each) for one, other in combinations(claim, 2)
    )


def _are_exchanged(one: SaidOfFigure, other: SaidOfFigure, known: Sequence[SaidOfFigure]) -> bool:
    same, rest = ([k for k in known if each.figure.agrees(k.figure)] for each in (one, other))
    # Which figure of a change came first is told by its direction, and of which side by a denial.
    is_change = any(each.figure.role for each in (one, other, *same, *rest))
    is_alike = one.figure.unit == other.figure.unit and one.is_denied == other.is_denied
    if is_change or not (is_alike and one.words and other.words and same and rest):
        return False
    straight = _shared(one.words, same) + _shared(other.words, rest)
    crossed = _shared(one.words, rest) + _shared(other.words, same)
    return crossed - straight >= LEAST


def _is_of_the_rest(one: SaidOfFigure, known: Sequence[SaidOfFigure]) -> bool:
    """Whether a figure is said of those without a thing, and is known of those with it."""
    same = {k.is_denied for k in known if one.figure.agrees(k.figure)} - {None}
    others = {k.is_denied for k in known if k.figure.unit == one.figure.unit}
    return bool(same) and one.is_denied not in {*same, None} and one.is_denied in others


def _cut(plain: str, one: re.Match[str], other: re.Match[str]) -> int:
    found = _BETWEEN.search(plain, one.end(), other.start())
    return found.start() if found else other.start()


def _shared(words: frozenset[str], known: Iterable[SaidOfFigure]) -> float:
    return max(len(words & one.words) / len(words | one.words) for one in known)


def _stems(plain: str) -> frozenset[str]:
    return frozenset(term.stem for term in terms_of(plain))
