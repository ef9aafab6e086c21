"""Where a claim and a row point: up or down, good or bad, and whether they agree."""

from collections.abc import Iterable, Mapping, Sequence

from app.check_claim.evidence import Evidence, Statement
from app.check_claim.lexicon import VALUED
from app.check_claim.sentences import Clause, Sentence, Sign

Likeness = Mapping[str, Mapping[str, float]]
"""By a word of the claim, the words of rows that are like it, and how like."""

Aligned = Sequence[tuple[Clause, Sequence[Clause]]]
"""Each clause of a claim with those of a row that are about the same."""

TROUBLES = ("ease", "speed", "success", "presence")
"""Axes whose bad ends stand for each other: it was hard, late, missed or lacking."""
NEARLY_AS_NEAR = 0.75

_ENDS = {"+": "-", "-": "+"}
_END_OF_ROW = {"barrier": "-", "facilitator": "+", "improvement": "+", "deterioration": "-"}


def aligned_clauses(
    evidence: Evidence, clauses: Sequence[Clause], alike: Likeness, statement: Statement
) -> Aligned:
    """The clauses of a claim, each with the nearest of a row."""
    every = tuple(word for clause in clauses for word in clause.words)
    pairs = []
    for clause in clauses:
        weights = {word: evidence.weight(word) for word in clause.words or every}
        scores = [
            sum(
                weight * max((alike[word].get(own, 0.0) for own in other.words), default=0.0)
                for word, weight in weights.items()
            )
            for other in statement.sentence.clauses
        ]
        least = NEARLY_AS_NEAR * max(scores, default=0.0)
        scored = zip(statement.sentence.clauses, scores, strict=True)
        pairs.append((clause, [other for other, score in scored if score >= least]))
    return pairs


def points_like(sign: Sign, statement: Statement) -> bool:
    """Whether a row has a direction, or a like one or its polarity stands for it."""
    signs = statement.sentence.signs
    axis, end = sign
    if sign in signs:
        return True
    if end == "-" and axis in TROUBLES:
        return _end_of(statement) == end or any((other, end) in signs for other in TROUBLES)
    return axis in {"ease", "quality"} and _end_of(statement) == end


def points_elsewhere(said: Sentence, aligned: Aligned, statement: Statement) -> bool:
    """Whether a row points the other way, or not up or down where the claim does."""
    return (
        any(_is_opposite(clause, others) for clause, others in aligned)
        or _is_turned_round(said, statement)
        or not _amounts(said, {"amount"}) <= _amounts(statement.sentence, {"amount", "quality"})
    )


def is_bad_news_alone(said: Sentence, aligned: Aligned) -> bool:
    """Whether the row is bad news and the claim is not."""
    rows = signs_of(clause for _, others in aligned for clause in others)
    return _is_bad(rows) and not _is_bad(said.signs)


def signs_of(clauses: Iterable[Clause]) -> set[Sign]:
    """Where clauses point."""
    return {sign for clause in clauses for sign in clause.signs}


def _is_bad(signs: Iterable[Sign]) -> bool:
    return any(axis in VALUED and end == "-" for axis, end in signs)


def _is_opposite(clause: Clause, others: Sequence[Clause]) -> bool:
    signs = signs_of(others)
    valued = {end for axis, end in signs if axis in VALUED}
    for axis, end in _single_ends(clause.signs):
        same = {other_end for other, other_end in signs if other == axis}
        ends = same or (valued if axis in VALUED else set())
        if ends and end not in ends:
            return True
    return False


def _is_turned_round(said: Sentence, statement: Statement) -> bool:
    """Whether a row has the other end of an axis alone, or is a barrier to what helped."""
    signs = statement.sentence.signs
    return any(
        (axis, end) not in signs
        and ((axis, _ENDS[end]) in signs or (axis == "ease" and _end_of(statement) == _ENDS[end]))
        for axis, end in _single_ends(said.signs)
        if end in _ENDS
    )


def _single_ends(signs: Iterable[Sign]) -> set[Sign]:
    """Where a claim points; challenges that were overcome point nowhere."""
    every = set(signs)
    return {(axis, end) for axis, end in every if (axis, _ENDS.get(end)) not in every}


def _amounts(said: Sentence, axes: set[str]) -> set[str]:
    """Whether a sentence tells of more or less; what is better may be more."""
    return {end for axis, end in said.signs if axis in axes} if said.signs else set()


def _end_of(statement: Statement) -> str | None:
    row = statement.row
    return _END_OF_ROW.get(row.get("polarity") or row.get("desirability") or "")
