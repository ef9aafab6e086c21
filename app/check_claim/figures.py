"""Figures of a sentence: each with its unit, its bound, its part in a change and what it counts."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Any

from app.check_claim.word_lists import Rewriting, kinds_of
from app.evidence.words import STOP_WORDS, stem

ABOUT = 0.1
"""A figure that is said to be about another is within a tenth of it."""

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {word: number for number, word in enumerate(_UNITS)} | {
    word: 10 * (number + 2) for number, word in enumerate(_TENS)
}
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_MULTIPLES = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4}
_NEARLY = (
    r"((?:just )?(?:(?:more|fewer|less) than|over|under|at least|nearly|almost|close to|about"
    r"|around|roughly) )?"
)
_IN_WORDS = (
    (rf"({'|'.join(_TENS)})(?:[ -]({'|'.join(_UNITS[1:10])}))?", lambda m: _sum(m[1], m[2])),
    (rf"({'|'.join(_UNITS[2:])})", lambda m: _sum(m[1])),
    (r"(\d+) and a half(?! (?:dozen|year))", lambda m: f"{m[1]}.5"),
    (r"(half[ -])?a dozen", lambda m: "6" if m[1] else "12"),
    (r"(?:(?:a|1) )?year and a half", lambda _: "18 months"),
    (r"half a year", lambda _: "6 months"),
    (r"12 months|a year", lambda _: "year"),
    (r"a (?:full|whole) year", lambda _: "12 months"),
    (r"(a|one|\d+)[ -](hundred|thousand)(?:(?: and)? (\d+))?", lambda m: _product(*m.groups())),
    (r"(one|\d+) (?:in|out of)(?: every| each)? ([1-9]\d*)", lambda m: _share(m[1], int(m[2]))),
    (
        rf"(?:(a|one|the|\d+)[ -])?({'|'.join(_PARTS)})s?\b(?! (?:one|of 3|(?:[a-z]+ )?borough))",
        lambda m: m[0] if m[1] == "the" else _share(m[1], _PARTS[m[2]]),
    ),
    (rf"{_NEARLY}halv(?:ed?|es|ing)", lambda m: _changed("fell", m[1], 50)),
    (rf"{_NEARLY}half as(?: (?:many|much))?", lambda m: _changed("fell", _reverse(m[1]), 50)),
    (
        # Managers who double up, and a double role, are no figures.
        rf"{_NEARLY}({'|'.join(_MULTIPLES)})(?:(?:ed|es|ing)(?! (?:up|down|as(?! a result))\b)"
        r"|e(?= (?:the|its|their|that|what|from|to)\b|[.,]|$))",
        lambda m: _times(m[1], _MULTIPLES[m[2]]),
    ),
    (
        rf"{_NEARLY}(?:twice|(\d+(?:\.\d+)?) times)"
        r"(?= (?:as|the|that|what|more|longer|higher|larger)\b)",
        lambda m: _times(m[1], float(m[2] or 2)),
    ),
    (
        r"(\d[\d.]*)([ -](?:million|billion))? pounds?(?: and)?(?: (\d\d)\b)?",
        lambda m: f"£{m[1]}{f'.{m[3]}' if m[3] else ''}{m[2] or ''}",
    ),
    (r"(in |by )?half", lambda m: "about 50%" if m[1] else "50%"),
)
_with_digits = Rewriting((rf"(?:{words})\b", digits) for words, digits in _IN_WORDS)
FIGURE = re.compile(
    r"(?P<role>\b(?:(?:up |down )?from|beyond|to) )?(?:an average (?:of )?)?"
    r"(?P<bound>\b(?:(?:more|less|fewer|greater|longer) than|over|upwards of|above|exceeding|below"
    r"|at least|at most|up to|under|nearly|almost|close to|about|around|roughly|some|approximately"
    r"|just (?:over|under)) )?"
    r"(?P<money>£)?(?P<number>\d+(?:\.\d+)?)(?:[- ]?(?P<times>million|billion|m|k|bn)\b)?"
    r"(?P<share>%|[- ]?percent(?:age points?)?\b)?(?P<months>[ -]months?\b)?"
)
_FROM = re.compile(r"\b(?:up|down) from \d")
_DIGIT = re.compile(r"\d")
_MONEY_SPREAD = re.compile(r"(?:between )?£(\d[\d.]*)-£?(\d[\d.]*) ?(million|m|bn|k)\b")
_SPREADS = (
    re.compile(
        r"(\d)(?! ?%| ?-?percent)(?= (?:[a-z]+ ){0,3}?to [\d.]*\d( ?(?:%|-?percent|months)))"
    ),
    re.compile(r"(\bbetween [\d.]*\d)(?= and [\d.]*\d( ?(?:%|-?percent|months)))"),
)
"""The unit of a range stands at its end."""
NO_FIGURES = re.compile(
    r"\b(?:wave|phase|report|appendix|tr|no|early|pages?|pp?\.?) ?\d+s?(?:[-–]\d+)?\b"
    r"|\b(?:19|20)\d\d\b|\b[a-z]+\d+\w*"
    r"|£1\b(?!\d|\.)"
)
_PLURAL = re.compile(r"[a-z-]+s|children|people|women|men")
_TIMES = {"million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "k": 1e3}
_OF_ROWS = {"percent": "%", "gbp": "£", "gbp-per-gbp": "£", "months": "months"}
_BOUNDS = {
    ">": ("more", "greater", "longer", "over", "upwards", "above", "exceeding", "just over"),
    "<": ("less", "fewer", "under", "below", "nearly", "almost", "just under"),
    ">=": ("at least",),
    "<=": ("at most", "up to"),
}

POINTS = "points"
_PEOPLE = frozenset(
    map(stem, ("families", "children", "people", "workers", "staff", "carers", "parents", "adults"))
)
_OF_PROJECTS = frozenset(
    map(stem, ("projects", "innovations", "schemes", "services", "evaluations"))
)


@dataclass(frozen=True)
class Figure:
    """A number as it is compared."""

    value: float
    unit: str = ""
    bound: str = ""
    role: str = ""
    counted: frozenset[str] = frozenset()
    """What it is a number of, by stem and group of like words."""
    end: str = ""
    """Which end of a range it is."""

    def is_count_of(self, projects: int) -> bool:
        """Whether it is the number of the projects that are named with it."""
        of_others = self.counted and self.counted.isdisjoint(_OF_PROJECTS)
        return projects > 1 and self.value == projects and not self.unit and not of_others

    @property
    def is_of_projects(self) -> bool:
        """Whether it is a number of projects."""
        return not self.unit and not self.counted.isdisjoint(_OF_PROJECTS)

    def is_among(self, known: Sequence["Figure"], counted: Set[str]) -> bool:
        """Whether it is one of known figures, of the same things."""
        return any(self.agrees(one) and not self._is_of_others(one, counted) for one in known)

    def is_otherwise(self, known: Iterable["Figure"], counted: Set[str]) -> bool:
        """Whether there is another figure for it, of the same kind."""
        return any(self.unit == one.unit and not self._is_of_others(one, counted) for one in known)

    def is_of_other_things(self, known: Iterable["Figure"], counted: Set[str]) -> bool:
        """Whether all that it agrees with are numbers of other things."""
        same = [one for one in known if self.agrees(one)]
        return bool(same) and all(self._is_of_others(one, counted) for one in same)

    def agrees(self, known: "Figure") -> bool:
        """Whether a figure of the evidence bears out this one of a claim."""
        said, value, units = self.value, known.value, {self.unit, known.unit}
        may_be_share = self.value % 1 != 0 or bool(self.role)
        is_of_things = bool(self.unit and known.counted)
        if len(units) > 1 and (
            "" not in units or is_of_things or ("%" in units and not may_be_share)
        ):
            return False
        is_contrary = said == value and {self.bound[:1], known.bound[:1]} == {"<", ">"}
        if is_contrary or (self.role and known.role and self.role != known.role):
            return False
        is_alike = said == value and (self.bound == known.bound or self.bound.endswith("="))
        if self.bound.startswith(">"):
            return is_alike or value > said >= value * (1 - 3 * ABOUT)
        if self.bound.startswith("<"):
            return is_alike or value < said <= value * (1 + 3 * ABOUT)
        if self.is_end_of(known):
            return False
        is_rounded = known.bound == "derived" and said == round(value)
        return said == value or is_rounded or (self.bound == "~" and _is_about(said, value))

    def is_end_of(self, known: "Figure") -> bool:
        """Whether it is one end of a range of the evidence, told as if it were all of it."""
        return bool(known.end) and not self.end and self.value == known.value

    def _is_of_others(self, known: "Figure", counted: Set[str]) -> bool:
        """Whether it is a number of other things that are counted too: of families, not homes;
        or a share of other things: of families, not goals.
        """
        is_disjoint = known.counted and known.counted.isdisjoint(self.counted)
        is_share = self.unit == "%" and bool(self.counted)
        return bool(is_disjoint and (is_share or self.counted & (counted | _PEOPLE)))


def in_digits(plain: str) -> str:
    """A text with the numbers in it as digits: sixty-five is 65, a quarter 25%."""
    plain = _with_digits(plain)
    plain = _MONEY_SPREAD.sub(r"between £\1\3 and £\2\3", plain)
    for pattern in _SPREADS:
        plain = pattern.sub(r"\1\2", plain)
    return plain


def figures_in(plain: str) -> Iterator[Figure]:
    """The figures of a text in their order; years are none of them."""
    if not _DIGIT.search(plain):
        return
    text = NO_FIGURES.sub(" ", plain)
    ends = _ends_of_ranges(text) if "between " in text else {}
    found = []
    for match in FIGURE.finditer(text):
        after, words = text[match.end() :], (match["role"] or "").strip()
        role = words and ("to" if words == "to" else "from")
        share = match["share"] or ""
        is_points = "point" in share
        units = {POINTS: is_points, "%": share, "£": match["money"], "months": match["months"]}
        unit = next((unit for unit, is_it in units.items() if is_it), "")
        value = float(match["number"]) * _TIMES.get(match["times"] or "", 1)
        bound = _bound(match["bound"] or "")
        # 86% of families is a share of them; 25% fewer referrals is none.
        counted = _counted(after) if unit != "%" or after.startswith(" of ") else frozenset()
        found.append(Figure(value, unit, bound, role, counted, ends.get(match.end(), "")))
    if len(found) == len(_FROM.findall(text)) + 1 == 2 and not found[0].role:
        found[0] = replace(found[0], role="to")
    yield from found


def _ends_of_ranges(text: str) -> dict[int, str]:
    """Which ends of ranges end where in a text: between one and another."""
    ranges = (
        (one.end(), other.end())
        for one, other in pairwise(FIGURE.finditer(text))
        if text[: one.start()].endswith("between ")
        and text[one.end() : other.start()].strip() == "and"
    )
    return {at: end for pair in ranges for at, end in zip(pair, ("bottom", "top"), strict=True)}


def without_figures(plain: str) -> str:
    """A text without its figures."""
    return FIGURE.sub(" ", plain) if _DIGIT.search(plain) else plain


def figures_of(row: Mapping[str, Any]) -> Iterator[Figure]:
    """The figures that an outcome has in columns."""
    unit = _OF_ROWS.get(row["unit"] or "", "")
    things = row["population"] if unit == "%" else "" if unit else row["unit"]
    counted = _counted(f" {things or ''}".casefold().replace("-", " "))
    role = "to" if row["baseline"] is not None else ""
    difference = Figure(0, POINTS if unit == "%" else unit, "derived")
    known = [
        (row["baseline"], Figure(0, unit, "", "from", counted)),
        (row["value"], Figure(0, unit, "", role, counted)),
        (row["comparator_value"], Figure(0, unit, "", "", counted)),
        (row["sample_size"], Figure(0)),
        (row["reported_change"], Figure(0, "%", "derived")),
        (row["change_percent"], Figure(0, "%", "derived")),
        # From 12% to 7% is 5 points, not 5%; so is one group's 12% beside another's 7%.
        (row["difference"], difference),
        (_less(row["value"], row["comparator_value"]), difference),
    ]
    for value, kind in known:
        if value is not None:
            yield replace(kind, value=abs(float(value)))


def _less(value: float | None, other: float | None) -> float | None:
    return None if value is None or other is None else float(value) - float(other)


def _bound(words: str) -> str:
    return next((kind for kind, ones in _BOUNDS.items() if words.startswith(ones)), words and "~")


def _is_about(said: float, value: float) -> bool:
    return abs(said - value) <= ABOUT * value


def _counted(after: str) -> frozenset[str]:
    """The first plural right after a number: what it is a number of."""
    words = re.match(r"(?: of(?: (?:the|its|their|these|all)\b)?)?((?: [a-z-]+){0,4})", after)
    run = takewhile(lambda word: word not in STOP_WORDS, words[1].split() if words else ())
    plural = next((word for word in run if _PLURAL.fullmatch(word)), None)
    # A case is whatever a service takes up: a family, a child or a meeting.
    return kinds_of(plural) if plural and plural != "cases" else frozenset()


def _sum(*words: str | None) -> str:
    return str(sum(_NUMBERS[word] for word in words if word))


def _product(count: str, times: str, rest: str | None) -> str:
    number = int(count) if count.isdigit() else 1
    return str(number * (100 if times == "hundred" else 1000) + int(rest or 0))


def _times(bound: str | None, times: float) -> str:
    """A multiple as the change that it is: three times as much is 200% more."""
    return _changed("rose", bound, 100 * (times - 1))


def _changed(way: str, bound: str | None, percent: float) -> str:
    return f"{way} {bound or 'about '}{percent:g}%"


def _reverse(bound: str | None) -> str | None:
    """How much something fell, of which so much is left."""
    words = bound or ""
    if words.removeprefix("just ").startswith(("fewer", "less", "under", "nearly", "almost")):
        return "more than "
    return "less than " if words.removeprefix("just ").startswith(("more", "over")) else bound


def _share(part: str | None, whole: int) -> str:
    return f"{100 * (int(part) if part and part.isdigit() else 1) / whole:.3g}%"
