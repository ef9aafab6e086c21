"""Finds cause and effect, and what each figure refers to; detects a claim that reverses them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np

from app.check_claim.figures import FIGURE, NO_FIGURES, Figure, figures_in
from app.check_claim.sentences import Sentence, Term, terms_of
from app.check_claim.term_index import Numbers, TermIndex, flat
from app.check_claim.word_lists import CAUSES, WORDS

LEAST_EXCHANGED = 0.05
"""Two figures count as exchanged if their contexts fit better by this much the other way round."""

_BETWEEN = re.compile(r"[,;:] |\b(?:and|but|while|whereas|against|compared|beyond|versus)\b")
"""Where what is said of one figure ends and what is said of the next begins."""
_DENIALS = re.compile(rf"\b(?:{'|'.join(WORDS['denial'])})\b")

_DONE_TO = "".join(
    rf"(?<!\b{word} )"
    for word in ("to", "for", "was", "were", "is", "are", "been", "be", "being", "not")
)
_VERBS = "|".join(sorted(WORDS["causing"], key=len, reverse=True))
_FORWARD = (
    r"(?:(?:which|that|what|this|these|it|they) )*(?:(?:is|was|were|has|have|had) (?:what )?)?"
    rf"(?:{_DONE_TO}(?:{_VERBS})(?! (?:by|in|at|on|because|due|owing|since|when)\b)"
    r"(?: (?:to|about|rise to))?"
    rf"|result(?:ed|s|ing)? in|{_DONE_TO}mean(?:t|s|ing)?|so that|and so|so|set off|therefore)"
)
_TOLD = "".join(
    rf"(?<!{word} )"
    for word in ("such", "well", "reported", "seen", "described", "act", "acted", "serve", "up")
)
_AS = r"as(?! (?:an?|one|well|much|many|far|good|such|part|to)\b)"
_NO_CAUSE = "".join(
    rf"(?<!{word} )" for word in ("accompanied", "matched", "held", "said", "reported", "noted")
)
"""Before "by": what goes along with a thing, and who tells of it, is no cause of it."""
_BACKWARD = (
    r"(?:because(?: of)?|since|(?:as a |the |a )?(?:result|consequence) of|due to|owing to"
    r"|thanks to|after|once|following|when"
    rf"|{_TOLD}{_AS}"
    rf"|(?:by )?(?:way|means) of|(?:\w+ )?{_NO_CAUSE}by(?! (?:an? )?(?:\d|year|quarter|third|far))"
    r"|(?<!work )(?<!worked )(?<!working )through"
    r"|(?:put|is|was|were|are) down to|attributed to|credited to|on account of"
    r"|for (?:want|lack) of|stemm(?:ed|ing) from|c[ao]mes? from|in response to|explained by)"
)
_LINK = re.compile(rf"(?:, )?\b(?:(?P<forward>{_FORWARD})|{_BACKWARD})\b")
_FIRST = re.compile(
    rf"(?:only )?(?:{_BACKWARD}|with|given|giving)\b(?P<cause>[^,]*(?:,[^,]*)??), "
    r"(?P<effect>(?!and\b).*)|the (?:more|less|fewer|better)\b(?P<more>.*?), the (?P<so>.*)"
)
"""What a sentence begins with that names the cause first."""
APART = re.compile(
    r"; |, (?:and|but|yet|while|although|though|whereas)\b"
    r"|\b(?:but|although|though|whereas|while|despite|in spite of)\b"
)
_COMING = r"(?:(?:the|their|its) )?(?:arrival|introduction|coming|hiring|use|presence) of "
"""Before what a cause is: that it came is no more than that it was there."""
_CAUSE = re.compile(rf"\b{CAUSES} (?:{_COMING})?(?!th(?:at|is|ese|ose)\b)([^,;.]+)")
DID = (
    r"(?:(?:also|then|both|had|has|was|were) )?(?:\w{3,}ed|\w+ght|cut|rose|fell|grew|saw|made|gave"
    r"|kept|found|lost|won|led|met|spent|ran|set|went|took|built|had|has|was|were)"
)
"""A verb as it stands after "and", or after who did something."""
_MORE = re.compile(
    rf"(?:\b(?:since|after|{_AS}|through|so that|which)|(?:^|, )with)"
    r" (?!th(?:at|is|ese|ose)\b)([^,;.]+)"
)
_DEED = re.compile(rf"\band ({DID}\b [^,;.]+)")

_PERIOD = re.compile(
    r"\b(?:in|within|over|during|by|for)(?: just| only| about| under| over| at least)? "
    r"(?:(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|\d+) )?"
    r"(?:single )?(?:year|month|week)s?\b(?! \d)"
)
_SPAN = re.compile(r"\b(?:years?|months?|weeks?|annual\w*|yearly|20\d\d)\b")


def is_period_untold(text: Sentence, others: Iterable[Sentence]) -> bool:
    """Whether a text says in what time something came about, and none of others says any time."""
    return bool(_PERIOD.search(text.plain)) and not any(_SPAN.search(o.plain) for o in others)


def causes_in(text: Sentence) -> Iterator[tuple[Term, ...]]:
    """The causes and conclusions that a text names by plain words: "owing to better pay"."""
    return map(terms_of, _CAUSE.findall(text.plain))


def additions_in(text: Sentence) -> Iterator[tuple[Term, ...]]:
    """What a text adds by words that may name a cause or a result: "after staff were trained"."""
    return (terms for terms in map(terms_of, _MORE.findall(text.plain)) if len(terms) > 1)


def deeds_in(text: Sentence) -> Iterator[tuple[Term, ...]]:
    """The further deeds that a text tells: "and closed for good"."""
    return (terms for terms in map(terms_of, _DEED.findall(text.plain)) if len(terms) > 1)


def addition_in(typed: str) -> str:
    """The cause, the addition or the time that a text names, if it names but one."""
    found = [one[0] for each in (_CAUSE, _MORE, _DEED, _PERIOD) for one in each.finditer(typed)]
    return found[0].strip() if len(found) == 1 else ""


class Link(NamedTuple):
    """A cause and its effect, in the terms of a text."""

    leading: tuple[Term, ...]
    following: tuple[Term, ...]


def links(text: Sentence) -> tuple[Link, ...]:
    """Every link of a text."""
    pairs = (Link(terms_of(one), terms_of(other)) for one, other in _causes(text.plain))
    return tuple(one for one in pairs if one.leading and one.following)


def _causes(plain: str) -> Iterator[tuple[str, str]]:
    """A cause and its effect, in the terms of a text."""
    for part in plain.split(". "):
        rest = part.strip(" .")
        if first := _FIRST.match(rest):
            cause, rest = first["cause"] or first["more"], first["effect"] or first["so"]
            yield cause, APART.split(rest)[0]
        for piece in APART.split(rest):
            for link in _LINK.finditer(piece):
                left, right = piece[: link.start()], piece[link.end() :]
                yield (left, right) if link["forward"] else (right, left)


class Links:
    """The links of statements, with the numbers of their terms."""

    def __init__(self, texts: Iterable[Sentence], vocabulary: TermIndex) -> None:
        told = [
            (vocabulary.known(one.leading), vocabulary.known(one.following))
            for text in texts
            for one in links(text)
        ]
        told = [one for one in told if all(one)]
        self.count = len(told)
        self.leading = flat([leading for leading, _ in told])
        self.following = flat([following for _, following in told])


class Order:
    """The links of a claim, to be held beside those of statements."""

    def __init__(self, said: Sentence, vocabulary: TermIndex) -> None:
        self._links = links(said)
        ones = (t for one in self._links for t in (*one.leading, *one.following))
        self._at = {term: at for at, term in enumerate(dict.fromkeys(ones))}
        self._likeness = vocabulary.likeness([*self._at]) if self._at else None
        self._weights = np.array([[vocabulary.weight(term)] for term in self._at])

    def turned(self, known: Links) -> float:
        """How clearly statements reverse one of the claim's links and have none of it as it is."""
        if self._likeness is None or not known.count:
            return 0
        leading, following = (
            np.maximum.reduceat(self._likeness[:, numbers], starts, axis=1)
            for numbers, starts in (known.leading, known.following)
        )
        led = (leading - following) * self._weights
        return max(self._turned(one, led) for one in self._links)

    def _turned(self, link: Link, led: Numbers) -> float:
        """The same of one link: the less of what its two sides have on the other side."""
        first, then = (
            led[ones] / self._weights[ones].sum()
            for ones in ([self._at[t] for t in side] for side in (link.leading, link.following))
        )
        straight, crossed = (
            np.minimum((sign * first).clip(0).sum(axis=0), (-sign * then).clip(0).sum(axis=0))
            for sign in (1, -1)
        )
        return float(crossed.max() - straight.max())


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
    return crossed - straight >= LEAST_EXCHANGED


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
