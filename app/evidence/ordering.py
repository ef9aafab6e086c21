"""Which claims say the same, and in which order rows are told."""

import re
from collections.abc import Callable, Collection, Iterable
from operator import itemgetter
from typing import Any, TypeVar

from app.evidence.answers import Row
from app.evidence.row_wording import has_figure
from app.evidence.vocabulary import CLAIM_CERTAINTY, DESIGN
from app.evidence.words import stems_in

T = TypeVar("T")

_SAME = ("source_id", "paragraph", "theme_id", "polarity", "certainty", "response_result")
"""What claims that say the same have in common, besides their words."""
_BETWEEN = ("and", "by", "for", "in", "of", "on", "the", "upon", "with")
"""Words of names that name nothing."""


def claim_sort_key(claim: Row) -> tuple[bool, bool, bool, int]:
    """Sort key of claims: those of named projects first, then of evaluators, then the surest.

    What is only implied of a project comes after all that is said of one.
    """
    certainty, is_told_by_others = claim["certainty"], claim["reported_by"] != "evaluator"
    place = CLAIM_CERTAINTY.codes.index(certainty)
    return claim["scope"] == "unnamed", certainty == "implied", is_told_by_others, place


def outcome_sort_key(row: Row) -> tuple[bool, bool, bool, bool, bool, int]:
    """Sort key of outcomes: those that can be quoted best first.

    Later come those of which nobody knows what they tell, those without a verdict or a figure,
    estimates, those that an evaluator does not report, and those of weaker designs.
    """
    design = DESIGN.codes.index(row["design"]) if row["design"] else len(DESIGN.codes)
    is_told_by_others = row["reported_by"] != "evaluator"
    is_estimate = row["design"] == "estimate"
    place = not row["desirability"], not has_figure(row), is_estimate, is_told_by_others, design
    return _is_unclear(row), *place


def parted_by_bearing(outcomes: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Results of the work of projects, and how many people it reached, which is no result."""
    by_reach = grouped(outcomes, lambda row: row["kind"] == "reach")
    return by_reach.get(False, []), by_reach.get(True, [])


_UNTOLD = re.compile(r"\bwhat (?!it was\b)[^.;]*\bnot (?:said|seen)\b", re.IGNORECASE)
"""A caveat on a figure that counts nobody knows what; "what it was before" is another thing."""
_PEOPLE = ("children", "families", "people", "staff")


def _is_unclear(row: Row) -> bool:
    """Whether no source says what a figure counts, or of how many people it counts a few."""
    is_alone = row["kind"] == "single-figure" and row["unit"] in _PEOPLE and not row["sample_size"]
    return is_alone or bool(_UNTOLD.search(row["caveat"] or ""))


def by_certainty(claims: Iterable[Row], stems: Collection[str] = ()) -> list[Row]:
    """Claims from the surest to the weakest; as sure, those first that hold most of some words.

    What answers a question comes before an evaluator's word on something else.
    """

    def place(row: Row) -> tuple[object, ...]:
        *_, is_told_by_others, certainty = claim_sort_key(row)
        return certainty, -_held(stems, row["statement"]), is_told_by_others

    return sorted(claims, key=place)


def by_strength(outcomes: Iterable[Row], stems: Collection[str] = ()) -> list[Row]:
    """What changed before what it saved, the result first that can be quoted best."""

    def place(row: Row) -> tuple[object, ...]:
        is_unclear, *key = outcome_sort_key(row)
        share = _held(stems, f"{row['measure']} {row['population'] or ''}")
        return is_unclear, row["kind"] == "cost", key[:3], -share, key

    return sorted(outcomes, key=place)


def _held(stems: Collection[str], text: str) -> int:
    return len({*stems_in(text)} & {*stems}) if stems else 0


def figures_first(outcomes: Iterable[Row]) -> list[Row]:
    """Outcomes by how well they can be quoted: a value before and after, a figure, a word."""
    return sorted(outcomes, key=lambda row: (not is_pair(row), not has_figure(row)))


def is_pair(outcome: Row) -> bool:
    """Whether an outcome has a value beside one before it, or of another group."""
    others = (outcome["baseline"], outcome["comparator_value"])
    return outcome["value"] is not None and others != (None, None)


def group_same_claims(claims: Iterable[Row]) -> list[list[Row]]:
    """Groups of claims that say the same in one paragraph, but for the name of the project."""
    return list(grouped(claims, in_same_words).values())


def in_same_words(claim: Row) -> tuple[object, ...]:
    """What a claim has in common with those that say the same of other projects."""
    of_nobody = claim["project_id"] is None
    return of_nobody, without_name(claim), *(claim[column] for column in _SAME)


def passage(row: Row) -> tuple[object, ...]:
    """The project of a row and the paragraph in which it is told."""
    return row["project_id"], row["source_id"], row["paragraph"]


def grouped(rows: Iterable[T], by: str | Callable[[T], Any]) -> dict[Any, list[T]]:
    """Rows grouped by the values of a column or of a function, in their order."""
    of: Callable[[Any], Any] = itemgetter(by) if isinstance(by, str) else by
    groups: dict[Any, list[T]] = {}
    for row in rows:
        groups.setdefault(of(row), []).append(row)
    return groups


def without_name(claim: Row) -> str:
    """A statement that may be of several projects: it calls its own "each of them"."""
    text = str(claim["statement"])
    if not (names := [*re.finditer(_name_of(claim), text)] if claim["project_id"] else []):
        return text
    # A single word may be no name: "women who had experienced FGM".
    name = max(names, key=lambda match: len(match[0]))
    each = "each project's" if name["whose"] else "each of them"
    text = f"{text[: name.start()]}{each}{text[name.end() :]}"
    text = re.sub(r"\bat each of them", "in each of them", text)
    # How many they are stands before it.
    text = re.sub("^(?:At|In) each of them, ", "", text)
    return re.sub(r"(^|\. )([a-z])", lambda match: f"{match[1]}{match[2].upper()}", text)


def _name_of(claim: Row) -> str:
    """A pattern of how the project of a claim may be called: "The project at Aycliffe"."""
    names = " ".join((claim["project_name"], claim["project_id"], *claim["area_names"]))
    words = {*re.findall(r"\w{2,}", names.lower())} - {*_BETWEEN}
    # Barnardo's is barnardos in its id, and Stockport's project is Stockport.
    name_words = "|".join(sorted((re.sub("s$", "['’]?s", word) for word in words), key=len)[::-1])
    word, between = rf"(?=[A-Z])(?i:{name_words})\b", rf"(?:(?:{'|'.join(_BETWEEN)}) )*"
    return (
        rf"\b(?:[Tt]he (?:project (?:at|in) )?)?{word}(?:(?:['’]s)? {between}{word})*"
        r"(?:, the [A-Z][^,.]*,)?"
        r"(?:(?:['’]s|(?<=['’]s)) (?:project|work)\b|(?P<whose>['’]s))?"
    )
