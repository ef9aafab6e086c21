"""A claim beside one statement: what the statement has otherwise."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from app.check_claim.directions import (
    Aligned,
    aligned_clauses,
    has_other_amounts,
    is_bad_news_alone,
    is_borne_out,
    is_denied_alone,
    is_one_of_two,
    points_elsewhere,
)
from app.check_claim.evidence import Evidence, Statement
from app.check_claim.figures import Figure
from app.check_claim.lexicon import ALL, FEW, MOST, VAGUE, WORDS
from app.check_claim.sentences import Clause, Sentence
from app.evidence.answers import Row

UNLESS_BORNE_OUT, UNLESS_POINTED = 0.25, 0.08
"""So much nearer must a row be where nothing in it is as good or as bad as the claim, and where
the claim has neither a figure nor a direction that a row could bear out."""

_EARLY = re.compile(r"\b(?:first|early|initial|outset|start|begin|one)")
_BECAUSE = re.compile(r"\b(?:because|due to|caused?|thanks to|as a result)\b")
_PUT_DOWN = re.compile(r"\bput (?:\w+ ){0,5}down to|\b(?:attributed|partially explains?)\b")
_PART_OF = re.compile(r"\d of (?:the|its|their|these|them)\b")
_COURSE = re.compile(
    r"\b(?:as|with|when|where|so (?:did|has|had|does)|the (?:more|less|fewer|greater|smaller))\b"
)
_ADVICE = re.compile(r"\b(?:recommend|advi[sc]e|should|ought|urge|call|suggest|need|must|consider)")
_ALWAYS = {"inconclusive", "assumed"}
"""Doubts that hold for all that is said with them."""
_END_OF_ROW = {"barrier": "-", "facilitator": "+", "improvement": "+", "deterioration": "-"}


@dataclass(frozen=True)
class Match:
    """A row that is near a claim, and what it has otherwise."""

    row: Row
    near: float
    differences: tuple[str, ...]
    projects: frozenset[str]
    doubt: float
    """How much nearer it must be than one that points where the claim does."""


def compared(evidence: Evidence, said: Sentence, number: int, near: float) -> Match:
    """A statement beside a claim that it is near to."""
    statement, mates = evidence.statements[number], evidence.mates(number)
    texts = [statement.text, *(mate.text for mate in mates)]
    aligned = aligned_clauses(said, statement.text, evidence.weight)
    is_opposite = points_elsewhere(said, aligned, statement.text, _end_of(statement.row))
    is_one_sided = is_one_of_two(said, statement.text)
    is_other_course = is_one_sided and bool(_COURSE.search(said.plain))
    figures = _figures_of(said, statement, mates, evidence.counted(statement.project))
    is_silent = (
        figures == "missing"
        or not evidence.names_in(said) <= {name for mate in mates for name in mate.words}
        or _is_of_another_kind(said, statement)
        or (is_one_sided and not is_other_course)
        or (not is_opposite and is_bad_news_alone(said, aligned))
        or (not is_opposite and has_other_amounts(said, texts))
    )
    found = {
        "figure": figures == "other",
        "direction": is_opposite or is_other_course,
        "hedge": _is_surer(said, aligned, statement),
        "wording": is_silent,
    }
    ends = {_end_of(mate.row) for mate in mates}
    doubt = _doubt(said) if is_borne_out(said, texts, ends) else UNLESS_BORNE_OUT
    names = tuple(name for name, differs in found.items() if differs)
    return Match(statement.row, near, names, statement.projects, doubt)


def _is_of_another_kind(said: Sentence, statement: Statement) -> bool:
    """Whether a statement is advice, a bare count or good news alone, and a claim is not."""
    is_advice = statement.row.get("kind") == "recommendation"
    if "fact" in statement.row and statement.figures and not said.figures:
        return True
    if is_advice and not _ADVICE.search(said.plain):
        return True
    return is_denied_alone(said, statement.text, {_end_of(statement.row)})


def _doubt(said: Sentence) -> float:
    return 0 if said.signs or said.figures else UNLESS_POINTED


def _end_of(row: Row) -> str | None:
    return _END_OF_ROW.get(row.get("polarity") or row.get("desirability") or "")


def _figures_of(
    said: Sentence, statement: Statement, mates: Sequence[Statement], counted: Set[str]
) -> str:
    """Whether a statement has the figures and years of a claim, or "other" ones, or not.

    Small counts and years may stand elsewhere in the paragraph.
    """
    own = [one for one in said.figures if one.is_among(statement.figures, counted)]
    beside = [known for mate in mates for known in mate.figures]
    are_beside = statement.project and all(figure.is_small for figure in said.figures)
    is_told = all(
        figure in own or (figure.is_small and figure.is_among(beside, counted))
        for figure in said.figures
    )
    has_years = said.years <= {year for mate in mates for year in mate.years}
    if has_years and is_told and (not said.figures or own or are_beside):
        return "" if not _is_from_before(said.figures, statement.figures) else "other"
    rest = [figure for figure in said.figures if figure not in own]
    if "fact" in statement.row and _PART_OF.search(said.plain):
        return "missing"
    is_other = any(figure.is_otherwise(statement.figures, counted) for figure in rest)
    return "other" if is_other else "missing"


def _is_from_before(figures: Sequence[Figure], known: Iterable[Figure]) -> bool:
    """Whether a single figure is what something was before it changed, and is not said to be."""
    roles = {one.role for one in known for figure in figures if figure.agrees(one)}
    return [one.role for one in figures] == [""] and roles == {"from"}


def _is_surer(said: Sentence, aligned: Aligned, statement: Statement) -> bool:
    """Whether a claim says more, or more surely, than the sentences that it is nearest to."""
    own = statement.text.clauses
    parts = {other.part for _, others in aligned for other in others}
    near = [clause for clause in own if clause.part in parts]
    if statement.text.refers_back:
        near = [clause for clause in own if clause.part <= max(parts, default=0)]
    scopes, every, limits = _scopes(said.clauses), _scopes(own), _scopes(near) - {VAGUE}
    has_limit = (
        scopes - {ALL} or any(one.unit != "%" for one in said.figures) or _EARLY.search(said.plain)
    )
    is_more = (
        (ALL in scopes and ALL not in every)
        or (FEW in scopes and ALL in every)
        or (MOST in scopes and limits and max(every) < MOST)
        or (limits - {ALL} and not has_limit)
    )
    marks, doubts = _marks(said.clauses), _marks(near) & WORDS["perhaps"]
    doubts |= _marks((*own, *statement.caveat.clauses)) & _ALWAYS
    is_doubted = {*marks, *said.plain.split()} & (WORDS["perhaps"] | WORDS["reported"])
    is_sure = marks & WORDS["surely"] - _marks(own)
    is_cause = _BECAUSE.search(said.plain) and _PUT_DOWN.search(statement.text.plain)
    return bool(is_more or is_sure or is_cause or (doubts and not is_doubted))


def _scopes(clauses: Iterable[Clause]) -> set[int]:
    return {scope for clause in clauses for scope in clause.scopes}


def _marks(clauses: Iterable[Clause]) -> set[str]:
    return {mark for clause in clauses for mark in clause.marks}
