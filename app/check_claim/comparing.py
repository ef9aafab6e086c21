"""A claim beside one row: what they share, and what the row has otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.check_claim.directions import (
    Aligned,
    Likeness,
    aligned_clauses,
    is_bad_news_alone,
    points_elsewhere,
    points_like,
)
from app.check_claim.evidence import Evidence, Statement
from app.check_claim.lexicon import ALIKE_HEDGES
from app.check_claim.sentences import Sentence
from app.evidence.answers import Row

MIN_NEAR = 0.5
"""Of the weight of the words of a claim: with less, a row is about something else."""
MIN_SHARED = 0.63
"""Of the weight of the words of a claim: with less, a row says something else."""
MIN_SHARED_WITH_FIGURES = 0.55
"""The same for a claim whose figures a row has."""
MIN_SHARED_WITHOUT_SIGN = 0.8
"""The same for a claim that points somewhere and a row that does not say so in words."""
MIN_SHARED_WITHOUT_SUBJECT = 0.72
"""The same for a row without the first or the rarest word of a claim."""
MIN_TOLD = 2
"""Words and directions of a claim that a row itself has, not its theme or its area."""
OF_SIGN = 0.5
"""The weight of a direction of the claim, beside that of its words."""
OF_BACKGROUND = 0.8
"""How much a word counts that goes without saying of a row."""
VERY_NEAR = 0.8


@dataclass(frozen=True)
class Claim:
    """A claim ready to be compared."""

    sentence: Sentence
    projects: frozenset[str]
    names: frozenset[str]
    bounds: frozenset[str]
    hedges: frozenset[str]
    alike: Likeness


@dataclass(frozen=True)
class Match:
    """A row that says the same or nearly, with what differs."""

    row: Row
    shared: float
    differences: tuple[str, ...]
    is_explicit: bool = False
    """Whether it points where the claim does, in words."""
    has_figures: bool = False
    """Whether it and the claim have figures."""


def compared(evidence: Evidence, claim: Claim, statement: Statement) -> Match:
    """A row beside a claim."""
    said = claim.sentence
    likeness = {word: _likeness(claim.alike[word], statement) for word in said.words}
    weights = {word: evidence.weight(word) for word in likeness}
    pointed = sum(points_like(sign, statement) for sign in said.signs)
    total = sum(weights.values()) + len(said.signs) * OF_SIGN
    of_words = sum(weights[word] * likeness[word] for word in likeness)
    shared = (of_words + pointed * OF_SIGN) / total
    if shared < MIN_NEAR:
        return Match(statement.row, shared, ())
    is_explicit = pointed == len(said.signs)
    has_subject = _has_subject(said, likeness, weights)
    least = _least(said, is_explicit=is_explicit, has_subject=has_subject)
    differences = _differences(evidence, claim, statement)
    if differences["direction"] or differences["negation"]:
        # The row is about the same, and says otherwise.
        differences["wording"] |= of_words < MIN_SHARED * sum(weights.values())
    else:
        differences["wording"] |= shared < least or not _is_told(claim, statement)
    found = tuple(name for name, differs in differences.items() if differs)
    has_figures = bool(said.figures and statement.figures)
    return Match(statement.row, shared, found, is_explicit, has_figures)


def _differences(evidence: Evidence, claim: Claim, statement: Statement) -> dict[str, bool]:
    said = claim.sentence
    aligned = aligned_clauses(evidence, said.clauses, claim.alike, statement)
    return {
        "figure": _has_other_figures(claim, statement),
        "direction": points_elsewhere(said, aligned, statement),
        "negation": is_bad_news_alone(said, aligned),
        "hedge": _is_stronger(claim, aligned, statement),
        "project": bool(claim.projects) and not _is_about(claim, statement),
        "scope": not claim.projects and statement.row.get("project_id") is not None,
        "wording": not _has_names(claim, statement),
    }


def _likeness(alike: Mapping[str, float], statement: Statement) -> float:
    own = max((near for word, near in alike.items() if word in statement.words), default=0.0)
    there = max((near for word, near in alike.items() if word in statement.background), default=0.0)
    return max(own, there * OF_BACKGROUND)


def _least(said: Sentence, *, is_explicit: bool, has_subject: bool) -> float:
    """The share of a claim that a row needs, so as to say it."""
    if not is_explicit:
        return MIN_SHARED_WITHOUT_SIGN
    if said.figures:
        return MIN_SHARED_WITH_FIGURES
    return MIN_SHARED if has_subject else MIN_SHARED_WITHOUT_SUBJECT


def _has_subject(
    said: Sentence, likeness: Mapping[str, float], weights: Mapping[str, float]
) -> bool:
    """Whether a row speaks of what a claim begins with, and has its rarest word."""
    first = next((word for clause in said.clauses for word in clause.words), None)
    if first is None:
        return True
    rarest = max(weights, key=lambda word: weights[word])
    return likeness[first] > 0 and likeness[rarest] > 0


def _is_told(claim: Claim, statement: Statement) -> bool:
    own, said = statement.sentence, claim.sentence
    told = sum(
        2 if one in claim.names else 1
        for one in said.words
        if any(near > VERY_NEAR for word, near in claim.alike[one].items() if word in own.words)
    )
    pointed = len(said.signs & own.signs) + len(said.hedges & own.hedges)
    return told + pointed + bool(said.figures) >= MIN_TOLD


def _is_stronger(claim: Claim, aligned: Aligned, statement: Statement) -> bool:
    if not claim.sentence.strengtheners <= statement.sentence.strengtheners:
        return True
    hedges = {kind for _, others in aligned for one in others for kind in one.hedges}
    # Too few people for a firm conclusion holds for all that is said with it.
    hedges |= statement.sentence.hedges & {"inconclusive"}
    return any(
        kind not in claim.hedges and claim.hedges.isdisjoint(ALIKE_HEDGES.get(kind, ()))
        for kind in hedges
    )


def _has_other_figures(claim: Claim, statement: Statement) -> bool:
    rest, said = iter(statement.figures), claim.sentence
    # In their order: from 34 to 58, not back.
    is_in_order = all(figure in rest for figure in said.figures)
    is_of_others = any(
        words and not any(_likeness(claim.alike.get(word, {}), statement) for word in words)
        for words in said.counted
    )
    are_known = said.years <= statement.sentence.years and claim.bounds <= statement.bounds
    return not is_in_order or is_of_others or not are_known


def _is_about(claim: Claim, statement: Statement) -> bool:
    project = statement.row.get("project_id")
    return project in claim.projects and claim.projects <= statement.projects


def _has_names(claim: Claim, statement: Statement) -> bool:
    known = statement.words | statement.background
    return all(
        any(word in known for word in (name, *claim.alike.get(name, ()))) for name in claim.names
    )
