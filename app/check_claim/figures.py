"""Figures of a sentence: amounts, shares and money in one spelling, in words or digits."""

import re
from collections.abc import Iterator

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS = {word: number for number, word in enumerate(_UNITS)} | {
    word: 10 * (number + 2) for number, word in enumerate(_TENS)
}
SHARES = {
    r"(?:a|one) third": 33.3,
    r"two thirds": 66.7,
    r"(?:a|one) quarter": 25.0,
    r"three quarters": 75.0,
    r"(?:a|one) fifth": 20.0,
    r"(?:a|one) tenth": 10.0,
    r"half|halved|halving": 50.0,
}
_IN_WORDS = re.compile(
    rf"\b({'|'.join(_TENS)})(?:[ -]({'|'.join(_UNITS[1:10])}))?\b|\b({'|'.join(_UNITS[2:])})\b"
)
_HUNDREDS = re.compile(r"\b(a|\d+)[ -](hundred|thousand)(?: and)?(?: (\d+))?\b")
_SHARES = tuple((re.compile(rf"\b(?:{one})\b"), f"{share:g}%") for one, share in SHARES.items())
_FIGURE = re.compile(r"£?(\d+(?:\.\d+)?)(?:[- ]?(million|billion|m|k|bn)\b)?(%|[- ]?percent\b)?")
_NO_FIGURES = re.compile(
    r"\b(?:wave|phase|report|appendix|tr|no|early) ?\d+\b|\b(?:19|20)\d\d\b|\b[a-z]+\d+\w*"
    r"|£1\b(?!\d|\.)"
)
_MULTIPLIED = {"million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "k": 1e3}
_HUNDRED = {"hundred": 100, "thousand": 1000}


def in_digits(plain: str) -> str:
    """A text with the numbers in it as digits: sixty-five is 65, a quarter 25%."""
    for pattern, share in _SHARES:
        plain = pattern.sub(share, plain)
    plain = _IN_WORDS.sub(_number, plain)
    return _HUNDREDS.sub(_hundreds, plain)


def figures_in(plain: str) -> Iterator[str]:
    """The figures of a text in their order, each with its unit; years are none of them."""
    for match in _FIGURE.finditer(_NO_FIGURES.sub(" ", plain)):
        yield figure(float(match[1]) * _MULTIPLIED.get(match[2] or "", 1), is_share=bool(match[3]))


def without_figures(plain: str) -> str:
    """A text without its figures."""
    return _FIGURE.sub(" ", plain)


def figure(number: float, is_share: bool) -> str:
    """A number as it is compared."""
    return f"{number:.1f}".removesuffix(".0") + "%" * is_share


def _number(match: re.Match[str]) -> str:
    tens, unit, alone = match.groups()
    if alone:
        return str(NUMBERS[alone])
    return str(NUMBERS[tens] + (NUMBERS[unit] if unit else 0))


def _hundreds(match: re.Match[str]) -> str:
    count = 1 if match[1] == "a" else int(match[1])
    return str(count * _HUNDRED[match[2]] + int(match[3] or 0))
