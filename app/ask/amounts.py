"""How much a question asks for: "by at least 20%", "between £1m and £2m", "more than halved"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.ask.tables import WORD_LISTS
from app.ask.words import Word

_BOUNDS = {
    "gt": r"more than|over|above|greater than|exceeding|upwards? of|higher than|larger than",
    "gte": r"at least|(?:no|not) less than|no fewer than|a minimum of|as much as",
    "lt": r"less than|under|below|fewer than|lower than|smaller than|short of",
    "lte": r"at most|up to|(?:no|not) more than|a maximum of|not exceeding|no higher than",
    "eq": r"exactly|precisely|equal to",
}
_AFTER = {"gte": r"or (?:more|over|above|better|higher)|and (?:over|above|up)|plus|\+"}
_AFTER["lte"] = r"or (?:less|under|below|fewer|lower)|and under"
_UNIT = r"(m\b|mn\b|million|k\b|thousand|bn\b|billion)?(?: ?(?:pounds|quid))?"
_ONE = rf"(£)? ?(\d+(?:,\d{{3}})*(?:\.\d+)?) ?{_UNIT} ?(%|per ?cent\b|percent\b)?"
_BEFORE = "|".join(f"(?P<b_{name}>{words})" for name, words in _BOUNDS.items())
_LATER = "|".join(f"(?P<a_{name}>{words})" for name, words in _AFTER.items())
_AMOUNT = re.compile(rf"(?:\bby |\bof )?(?:\b(?:{_BEFORE}) )?(?:a |an )?{_ONE}(?: ?(?:{_LATER}))?")
_BETWEEN = re.compile(rf"(?:\b(between|from) )?{_ONE} ?(and|to|-|–) ?{_ONE}")
TIMES = {"m": 1e6, "mn": 1e6, "million": 1e6, "k": 1e3, "thousand": 1e3, "bn": 1e9}
TIMES["billion"] = 1e9
"""How much a word after a number multiplies it."""
_PARTS = {"half": 50.0, "quarter": 25.0, "third": 33.3, "fifth": 20.0, "tenth": 10.0}
_SHARE = re.compile(
    rf"\bby (?:(?:{_BEFORE}|about|around|nearly|almost) )?(?:a |one )?({'|'.join(_PARTS)})\b"
    r"(?: or (?:more|less))?"
)
_CHANGED = {
    r"halv(?:ed|ing|es?)|in half|cut by half": (50.0, "decrease"),
    r"doubl(?:ed|ing|es?)(?! as\b)|twice as": (100.0, "increase"),
    r"(?:treb|trip)l(?:ed|ing|es?)": (200.0, "increase"),
}

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTED = re.compile(
    rf"(?:\b(?:{_BEFORE}) )?\b(?<!top )(\d{{1,3}}|{'|'.join(_NUMBERS)})(?: (?:{_LATER}))? "
    r"(?:recorded )?(barrier|facilitator|outcome)s?\b"
)

_HALVES = {"half": 0.5, "quarter": 0.25}
_SCALE = r"(?:hundred thousand|million|thousand|billion|per ?cent|percent)\b"
_IN_WORDS = re.compile(
    rf"\b(?:(?P<digits>\d+(?:\.\d+)?)|(?P<word>{'|'.join(_NUMBERS)}))"
    rf"(?: and (?:a |one )?(?P<more>{'|'.join(_HALVES)}))?"
    rf"(?P<scale> {_SCALE}|(?= (?:and|to) [\w. ]{{1,20}}{_SCALE}))"
    rf"|\b(?:a |one )?(?P<part>{'|'.join(_HALVES)})(?: of)? an? (?P<of>{_SCALE})",
    re.IGNORECASE,
)
_HUNDREDS = re.compile(r"\b(\d+) hundred thousand\b")


def in_digits(question: str) -> str:
    """A question with its sums in digits: "three and a half million" is "3.5 million"."""
    return _HUNDREDS.sub(r"\g<1>00 thousand", _IN_WORDS.sub(_digits, question))


def _digits(match: re.Match[str]) -> str:
    if part := match["part"]:
        return f"{_HALVES[part.casefold()]:g} {match['of']}"
    number = float(match["digits"] or _NUMBERS.index(match["word"].casefold()) + 1)
    return f"{number + _HALVES.get((match['more'] or '').casefold(), 0):g}{match['scale']}"


MONEY = WORD_LISTS["money"]
FEWEST_POUNDS = 10_000
"""So great a number beside a word for money is pounds, though it does not say so."""

Bound = tuple[str, float]


@dataclass(frozen=True)
class Amount:
    """Bounds of a change in per cent, of pounds or of a count, with the words that say them."""

    kind: str
    bounds: tuple[Bound, ...]
    direction: str | None
    positions: frozenset[int]
    wording: str


def read_amount(question: str, words: Sequence[Word]) -> Amount | None:
    text = question.casefold()
    return _counted(text, words) or _sized(text, words)


def _counted(text: str, words: Sequence[Word]) -> Amount | None:
    """A count of claims: "more than three barriers"."""
    if not (match := _COUNTED.search(text)):
        return None
    number = _NUMBERS.index(match[6]) + 1 if match[6] in _NUMBERS else int(match[6])
    return _amount(match, f"{match[match.lastindex or 0]}_count", _bounds(match, number), words)


def _sized(text: str, words: Sequence[Word]) -> Amount | None:
    for both in _BETWEEN.finditer(text):
        ends = (both.groups()[1:5], both.groups()[6:])
        pound, times, per_cent = (ends[0][n] or ends[1][n] for n in (0, 2, 3))
        low, high = (_number(end[1], end[2] or times) for end in ends)
        is_range = both[1] or (both[6] != "and" and low <= high)
        if is_range and (pound or times or per_cent):
            kind = "percent" if per_cent else "pounds"
            return _amount(both, kind, (("gte", low), ("lte", high)), words)
    is_of_money = any(word.text in MONEY for word in words)
    for match in _AMOUNT.finditer(text):
        is_money = is_of_money and _number(match[7], match[8]) >= FEWEST_POUNDS
        if match[9] or match[6] or is_money:
            kind = "percent" if match[9] else "pounds"
            return _amount(match, kind, _bounds(match, _number(match[7], match[8])), words)
    if part := _SHARE.search(text):
        return _amount(part, "percent", _bounds(part, _PARTS[part[6]]), words)
    for words_of, (percent, direction) in _CHANGED.items():
        if change := re.search(rf"(\bmore than )?\b(?:{words_of})\b", text):
            bounds = (("gt" if change[1] else "gte", percent),)
            return _amount(change, "percent", bounds, words, direction)
    return None


def _bounds(match: re.Match[str], value: float) -> tuple[Bound, ...]:
    """The bound that is said before or after; a bare change is at least so great."""
    bounds = [name[2:] for name, words in match.groupdict().items() if words]
    is_change = "%" in match[0] or "cent" in match[0]
    bound = bounds[-1] if bounds else "gte" if is_change or match.re is _SHARE else "eq"
    return (("gte", value), ("lte", value)) if bound == "eq" else ((bound, value),)


def _number(digits: str, unit: str | None) -> float:
    return float(digits.replace(",", "")) * TIMES.get(unit or "", 1)


def _amount(
    match: re.Match[str],
    kind: str,
    bounds: tuple[Bound, ...],
    words: Sequence[Word],
    direction: str | None = None,
) -> Amount:
    within = [
        word
        for word in words
        if (word.starts < match.end() and word.ends > match.start())
        or (kind == "pounds" and word.text in MONEY)
    ]
    wording = " ".join(word.wording for word in within)
    return Amount(kind, bounds, direction, frozenset(w.position for w in within), wording)
