"""The facts of a claim, one by one; whether it is a plain one, or one of the programme."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.check_claim.evidence import Statement
from app.check_claim.order import DID, additions_in, causes_in
from app.check_claim.sentences import Sentence
from app.check_claim.signals import OTHERWISE, Signals
from app.check_claim.word_lists import ALL, MOST, WORDS

PLAIN, HARDLY = 0.7, 0.2
"""How near a row of the same measure and direction says a claim, and how little it may have
otherwise.
"""
_WAYS = {"increase": "+", "decrease": "-", "no-change": "0"}
_ALSO = re.compile(rf"(?P<who>.{{3,}}?) (?P<did>{DID}) (?P<first>.+?),? and (?P<then>{DID} .+)")
_LIKEWISE = re.compile(
    rf"(?P<first>.* (?P<did>{DID}|rise|fall|grow|drop|increase|decrease) .*?by \S*\d.*) and"
    r" (?P<what>(?:[\w-]+ ){1,5})(?P<much>by \S*\d.*)"
)
_FEW_WORDS = r"(?!(?:and|but|which|who)\b)[\w'’-]+(?: [\w'’-]+){0,3}"
_WENT = r"(?:rose|fell|grew|improved|increased|decreased|dropped|halved|doubled)\b"
_THING = re.compile(
    rf",? and ({_FEW_WORDS})(?=[.,;]|$)|,? and ({_FEW_WORDS}?)(?= {_WENT})"
    rf"|, ({_FEW_WORDS})(?=(?:, {_FEW_WORDS})*,? and\b)"
)
"""A few words after "and", or before it between commas."""
_DESPITE = r"(?:despite|in spite of|notwithstanding|even though|although|though)\b"
_MAIN = re.compile(
    rf"(?P<first>.+?),? {_DESPITE}(.+)|{_DESPITE}([^,]+), (?P<last>.+)", re.IGNORECASE | re.DOTALL
)
_NEXT = re.compile(
    r"(?:; |(?<=[a-z]{3})[.!?] |, (?:and|but|yet) |,? (?:while|whereas) )"
    r"(?!(?:so|thus|hence|therefore|as a result|this|that|it)\b)"
)
"""What comes next in a sentence and may stand alone; what follows from the rest may not."""


def main_part(text: str) -> str | None:
    """What a sentence says to be so despite something else, if it says so."""
    main = _MAIN.fullmatch(text.strip())
    return main and (main["first"] or main["last"])


def parts_of(text: str) -> list[str]:
    """What a sentence says one after another, each of which may stand alone."""
    main = _MAIN.fullmatch(text.strip())
    told = filter(None, main.groups()) if main else [text]
    return [part for one in told for part in _NEXT.split(one)]


def facts_of(text: str) -> list[str]:
    """The facts that a sentence joins with "and", each with who did it or which way it went."""
    if likewise := _LIKEWISE.fullmatch(text):
        return [likewise["first"], f"{likewise['what']}{likewise['did']} {likewise['much']}"]
    if also := _ALSO.fullmatch(text):
        who = also["who"]
        return [f"{who} {also['did']} {also['first']}", f"{who} {also['then']}"]
    return [text]


class Thing(NamedTuple):
    """One more thing of a list: "X and Y"."""

    text: str
    rest: str
    """The claim without it."""
    instead: str
    """The claim with it in place of the thing before it."""


def things_in(text: str) -> Iterator[Thing]:
    """What a text lists after the first."""
    for one in _THING.finditer(text):
        thing = next(filter(None, one.groups()))
        before, after = text[: one.start()], text[one.end() :]
        words = before.split(" ")
        kept = words[: max(1, len(words) - len(thing.split()))]
        yield Thing(thing, before + after, f"{' '.join(kept)} {thing}{after}")


def is_of_programme(said: Sentence) -> bool:
    """Whether a claim that names no project is of all of them, or of many."""
    return bool(said.scopes & {MOST, ALL}) or not WORDS["programme"].isdisjoint(said.words)


def is_plain(said: Sentence, own: Statement, signals: Signals) -> bool:
    """Whether a claim says no more than that the measure of an outcome went the way it did: what
    readers wrote of others that sound like it does not count.
    """
    way, measures = _WAYS.get(own.row.get("direction") or ""), said.measures
    return (
        own.list_name == "outcomes"
        and {end for axis, end in said.signs if axis == "amount"} == {way}
        and bool(measures)
        and measures <= own.measures
        and signals["near"] >= PLAIN
        and all(signals[one] < HARDLY for one in OTHERWISE)
        and not any((*causes_in(said), *additions_in(said)))
    )
