"""The facts of a claim, one by one; whether it is a plain one, or one of the programme."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from app.check_claim.differences import rider
from app.check_claim.evidence import Statement
from app.check_claim.order import DID, additions_in, causes_in
from app.check_claim.sentences import CLAUSE, Sentence, Sign, sentence
from app.check_claim.signals import OTHERWISE, THROUGHOUT, Signals
from app.check_claim.word_lists import ALL, MOST, VALUED, WORDS

PLAIN, SAME, HARDLY = 0.65, 0.9, 0.2
"""How near a row of the same measure and direction says a claim, how near one that goes on to limit
it, and how little these may have otherwise.
"""
LEAST_OF_CLAUSE = 3
"""So many words of a claim tell that a clause says it."""
_WAYS = {"increase": "+", "decrease": "-", "no-change": "0"}
_ALSO = re.compile(rf"(?P<who>.{{3,}}?) (?P<did>{DID}) (?P<first>.+?),? and (?P<then>{DID} .+)")
_LIKEWISE = re.compile(
    rf"(?P<first>.* (?P<did>{DID}|rise|fall|grow|drop|increase|decrease) .*?by \S*\d.*) and"
    r" (?P<what>(?:[\w-]+ ){1,5})(?P<much>by \S*\d.*)"
)
_FEW_WORDS = r"(?!(?:and|but|which|who|where|along)\b)[\w'’-]+(?: [\w'’-]+){0,3}"
_WORD = r"(?!(?:and|but|which|who|when|because|since|as|that|so)\b)[\w'’-]+"
_SUBJECT = rf"(?!(?:to|by|from|with)\b){_WORD}(?: {_WORD}){{0,3}}"
_OWN = re.compile(rf"(?P<first>.+ {DID}\b.+?),? and (?P<then>{_SUBJECT} {DID}\b.*)")
_FIRST_OF_ALL = re.compile(r"(?:In|At|For|With|By|From|Being|Despite|After|Across)\b[^,]*")
"""What a sentence begins with before a comma, after which no list goes on."""
_QUOTED = re.compile(r"['’”\"](?: |$)")
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
_NEXT = re.compile(r"(?:; |(?<=[a-z]{3})[.!?] |, (?:and|but|yet) |,? (?:while|whereas) )")
_FOLLOWS = re.compile(r"(?:so|thus|hence|therefore|as a result|this|that|it)\b")


def main_part(text: str) -> str | None:
    """What a sentence says to be so despite something else, if it says so."""
    main = _MAIN.fullmatch(text.strip())
    return main and (main["first"] or main["last"])


def parts_of(text: str) -> list[str]:
    """What a sentence says one after another, each of which may stand alone."""
    main = _MAIN.fullmatch(text.strip())
    told = filter(None, main.groups()) if main else [text]
    return [part for one in told for part in _NEXT.split(one)]


def follows(part: str) -> bool:
    """Whether a part of a sentence follows from the rest, and so may not stand alone."""
    return bool(_FOLLOWS.match(part))


def facts_of(text: str) -> list[str]:
    """The facts that a sentence joins with "and", each with who did it or which way it went."""
    if likewise := _LIKEWISE.fullmatch(text):
        return [likewise["first"], f"{likewise['what']}{likewise['did']} {likewise['much']}"]
    if also := _ALSO.fullmatch(text):
        who = also["who"]
        return [f"{who} {also['did']} {also['first']}", f"{who} {also['then']}"]
    if own := _OWN.fullmatch(text):
        return [own["first"], own["then"]]
    return [text]


def points_apart(part: Sentence, signs: Collection[Sign]) -> bool:
    """Whether a part of a claim points where no row of its proof does; what helped, or was not
    there, is said in many ways.
    """
    said, told = (
        {("good", end) if axis in VALUED else (axis, end) for axis, end in ones}
        for ones in ([one for one in part.signs if one[0] not in {"ease", "presence"}], signs)
    )
    return bool(said) and said.isdisjoint(told)


class Thing(NamedTuple):
    """One more thing of a list: "X and Y"."""

    text: str
    rest: str
    """The claim without it."""
    instead: str
    """The claim with it in place of the thing before it."""
    is_fact: bool = False


def things_in(text: str) -> Iterator[Thing]:
    """What a text lists after the first: facts each with a verb of its own, or things."""
    first, *facts = facts_of(text)
    yield from (Thing(fact, first, fact, is_fact=True) for fact in facts)
    for one in _THING.finditer(text):
        thing = next(filter(None, one.groups()))
        before, after = text[: one.start()], text[one.end() :]
        if _QUOTED.search(thing) or (one[3] and _FIRST_OF_ALL.fullmatch(before)):
            continue
        words = before.split(" ")
        kept = words[: max(1, len(words) - len(thing.split()))]
        yield Thing(thing, before + after, f"{' '.join(kept)} {thing}{after}")


def is_of_programme(said: Sentence) -> bool:
    """Whether a claim that names no project is of all of them, or of many."""
    return bool(said.scopes & {MOST, ALL}) or not WORDS["programme"].isdisjoint(said.words)


def is_clause_of(said: Sentence, own: Statement) -> bool:
    """Whether one clause of a row has all the words of a claim in their order, and points where it
    does: the rest of the row may be bad news.
    """
    clauses = (sentence(one) for text in own.text.plain.split(". ") for one in CLAUSE.split(text))
    alike = ((term.stem for term in one.terms) for one in clauses if one.signs == said.signs)
    return (
        not said.figures
        and len(said.terms) >= LEAST_OF_CLAUSE
        and any(all(term.stem in rest for term in said.terms) for rest in alike)
    )


def is_plain(said: Sentence, own: Statement, signals: Signals) -> bool:
    """Whether a claim says no more than that the measure of an outcome went the way it did, or what
    its figure is, or than a clause of a row, or a row but for what limits it: what readers wrote of
    others that sound like it does not count.
    """
    way, measures = _WAYS.get(own.row.get("direction") or ""), said.measures
    ways = {end for axis, end in said.signs if axis == "amount"}
    is_as_measured = (
        own.list_name == "outcomes"
        and (ways == {way} or (not ways and signals["figure_same"] > THROUGHOUT))
        and bool(measures)
        and measures <= own.measures
        and signals["near"] >= PLAIN
    )
    is_fact = own.list_name == "programme" and bool(said.figures)
    is_all_but_limited = signals["near"] >= SAME and (is_fact or bool(rider(own)))
    is_clause = signals["near"] >= PLAIN and is_clause_of(said, own)
    ignored = {"limited": is_all_but_limited, "bad_news_alone": is_clause}
    otherwise = (one for one in OTHERWISE if not ignored.get(one))
    return (
        (is_as_measured or is_all_but_limited or is_clause)
        and all(signals[one] < HARDLY for one in otherwise)
        and all(any(map(one.agrees, own.figures)) for one in said.figures)
        and not any((*causes_in(said), *additions_in(said)))
    )
