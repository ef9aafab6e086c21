"""How much a question asks for: "by at least 20%", "more than halved", "over £2 million"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.ask.words import Word
from app.database import folded

_BEFORE = (
    r"(?:\b(?:by|of) )?(?:\b(?:at least|at most|more than|less than|over|under|up to|about) )?"
)
_AFTER = r"(?: or (?:more|less|over|above|better))?"
_PERCENT = re.compile(_BEFORE + r"(\d+(?:\.\d+)?) ?(?:%|per ?cent\b|percent\b)" + _AFTER)
_MONEY = re.compile(r"£ ?(\d+(?:[.,]\d+)*) ?(m\b|million|k\b|thousand|bn|billion)?")
_MONEY_WORDS = re.compile(r"(\d+(?:\.\d+)?) ?(million|thousand)(?: pounds)?")
_SHARES = (
    (re.compile(r"\b(?:more than )?(halv(?:ed|ing|e)|in half|cut by half)\b"), 50.0, "decrease"),
    (re.compile(r"\b(by (?:a |at least |over |more than |about )*half)\b" + _AFTER), 50.0, None),
    (re.compile(r"\b(doubl(?:ed|ing|e)|twice as)\b"), 100.0, "increase"),
    (re.compile(r"\b(trebl(?:ed|ing|e)|tripl(?:ed|ing|e))\b"), 200.0, "increase"),
    (re.compile(r"\bby (?:at least |over |more than )?(?:a|one) (quarter)\b" + _AFTER), 25.0, None),
    (re.compile(r"\bby (?:at least |over |more than )?(?:a|one) (third)\b" + _AFTER), 33.3, None),
    (re.compile(r"\bby (?:at least |over |more than )?(?:a|one) (fifth)\b" + _AFTER), 20.0, None),
    (re.compile(r"\bby (?:at least |over |more than )?(?:a|one) (tenth)\b" + _AFTER), 10.0, None),
)
_AT_MOST = re.compile(r"\b(at most|less than|under|below|up to|no more than|fewer than)\b")
_TIMES = {"m": 1e6, "million": 1e6, "k": 1e3, "thousand": 1e3, "bn": 1e9, "billion": 1e9}


@dataclass(frozen=True)
class Amount:
    """A limit: a change in per cent, or pounds of funding; with the words that say it."""

    kind: str
    value: float
    is_most: bool
    direction: str | None
    positions: frozenset[int]
    written: str


def read_amount(question: str, words: Sequence[Word]) -> Amount | None:
    """The amount that a question asks for, where it asks for one."""
    text = folded(question) if len(folded(question)) == len(question) else question.casefold()
    is_most = bool(_AT_MOST.search(text))
    if found := _PERCENT.search(text):
        return _amount(found, "percent", float(found.group(1)), words, is_most=is_most)
    if found := _MONEY.search(text) or _MONEY_WORDS.search(text):
        pounds = float(found.group(1).replace(",", "").rstrip(".") or 0)
        pounds *= _TIMES.get(found.group(2) or "", 1)
        return _amount(found, "pounds", pounds, words, is_most=is_most)
    for pattern, percent, direction in _SHARES:
        if found := pattern.search(text):
            amount = _amount(found, "percent", percent, words, is_most=False)
            return Amount(amount.kind, percent, False, direction, amount.positions, amount.written)
    return None


def _amount(
    found: re.Match[str], kind: str, value: float, words: Sequence[Word], *, is_most: bool
) -> Amount:
    within = [word for word in words if word.starts < found.end() and word.ends > found.start()]
    return Amount(
        kind,
        value,
        is_most,
        None,
        frozenset(word.position for word in within),
        " ".join(word.written for word in within),
    )
