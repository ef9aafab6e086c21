"""The facts of a claim, one by one; whether it is a plain one, or one of the programme."""

import re

from app.check_claim.evidence import Statement
from app.check_claim.order import additions_in, causes_in
from app.check_claim.sentences import Sentence
from app.check_claim.signals import OTHERWISE, Signals
from app.check_claim.word_lists import ALL, MOST

PLAIN, HARDLY = 0.7, 0.2
"""How near a row of the same measure and direction says a claim, and how little it may have
otherwise.
"""
_WAYS = {"increase": "+", "decrease": "-", "no-change": "0"}
_PROGRAMME = frozenset(
    {
        "programme",
        "projects",
        "innovations",
        "wave",
        "evaluations",
        "england",
        "country",
        "national",
    }
)
_DID = (
    r"(?:(?:also|then|both|had|has|was|were) )?(?:\w{3,}ed|\w+ght|cut|rose|fell|grew|saw|made|gave"
    r"|kept|found|lost|won|led|met|spent|ran|set|went|took|built|had|has|was|were)"
)
"""A verb as it stands after "and", or after who did something."""
_ALSO = re.compile(rf"(?P<who>.{{3,}}?) (?P<did>{_DID}) (?P<first>.+?),? and (?P<then>{_DID} .+)")
_LIKEWISE = re.compile(
    rf"(?P<first>.* (?P<did>{_DID}|rise|fall|grow|drop|increase|decrease) .*?by \S*\d.*) and"
    r" (?P<what>(?:[\w-]+ ){1,5})(?P<much>by \S*\d.*)"
)


def facts_of(text: str) -> list[str]:
    """The facts that a sentence joins with "and", each with who did it or which way it went."""
    if likewise := _LIKEWISE.fullmatch(text):
        return [likewise["first"], f"{likewise['what']}{likewise['did']} {likewise['much']}"]
    if also := _ALSO.fullmatch(text):
        who = also["who"]
        return [f"{who} {also['did']} {also['first']}", f"{who} {also['then']}"]
    return [text]


def is_of_programme(said: Sentence) -> bool:
    """Whether a claim that names no project is of all of them, or of many."""
    return bool(said.scopes & {MOST, ALL}) or not _PROGRAMME.isdisjoint(said.words)


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
