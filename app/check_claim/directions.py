"""Where a claim and a statement point: up or down, good or bad, and whether they agree."""

from collections.abc import Callable, Iterable, Sequence, Set

from app.check_claim.lexicon import VALUED
from app.check_claim.sentences import Clause, Sentence, Sign, Term

Aligned = Sequence[tuple[Clause, Sequence[Clause]]]
"""Each clause of a claim with those of a statement that are about the same."""

NEARLY_AS_NEAR = 0.9
OF_LIKE_WORDS = 0.8

_ENDS = {"+": "-", "-": "+"}


def likeness(one: Term, other: Term) -> float:
    """How like two terms are, without what their vectors tell."""
    if one.stem == other.stem:
        return 1
    return OF_LIKE_WORDS if one.kinds & other.kinds else 0


def aligned_clauses(said: Sentence, own: Sentence, weight: Callable[[Term], float]) -> Aligned:
    """The clauses of a claim, each with the nearest of a statement."""
    pairs = []
    for clause in said.clauses:
        weights = [(term, weight(term)) for term in clause.terms or said.terms]
        scores = [
            sum(
                heavy * max((likeness(term, word) for word in other.terms), default=0.0)
                for term, heavy in weights
            )
            for other in own.clauses
        ]
        least = NEARLY_AS_NEAR * max(scores, default=0.0)
        scored = zip(own.clauses, scores, strict=True)
        pairs.append((clause, [other for other, score in scored if score >= least > 0]))
    return pairs


def points_elsewhere(said: Sentence, aligned: Aligned, own: Sentence, end: str | None) -> bool:
    """Whether a statement, or a row with an end of its own, points the other way."""
    if any(_is_opposite(clause, others) for clause, others in aligned):
        return True
    return any(
        (axis, end_of_claim) not in own.signs
        and ((axis, other) in own.signs or (end == other and _has_no_other(axis, other, own)))
        for axis, end_of_claim in _single_ends(said.signs)
        if (other := _ENDS.get(end_of_claim))
    )


def is_borne_out(said: Sentence, texts: Sequence[Sentence], ends: Set[str | None]) -> bool:
    """Whether statements say in words, or by their ends, what is good or bad in a claim."""
    signs = {sign for text in texts for sign in text.signs}
    stays = {sign for sign in said.signs if sign[0] == "staying"}
    return _valued(said.signs) <= _valued(signs) | ends and stays <= signs


def is_bad_news_alone(said: Sentence, aligned: Aligned) -> bool:
    """Whether the statement is bad news and the claim is not."""
    signs = _single_ends({s for _, others in aligned for clause in others for s in clause.signs})
    is_bad = "-" in _valued(said.signs) or ("staying", "-") in said.signs
    return "-" in _valued(signs) and not is_bad


def _is_opposite(clause: Clause, others: Sequence[Clause]) -> bool:
    signs = {sign for other in others for sign in other.signs}
    is_mixed = len(_valued(clause.signs)) > 1
    for axis, end in _single_ends(clause.signs):
        same = {other_end for other, other_end in signs if other == axis}
        ends = same or (_valued(signs) if axis in VALUED and not is_mixed else set())
        ends = ends or {"0"} & {level for _, level in signs if axis == "quality"}
        if ends and end not in ends:
            return True
    return False


def _has_no_other(axis: str, end: str, own: Sentence) -> bool:
    """Whether nothing in a statement is the opposite of what its row is said to be."""
    return axis == "ease" or (axis in VALUED and _ENDS[end] not in _valued(own.signs))


def _single_ends(signs: Set[Sign]) -> set[Sign]:
    """Where a claim points; challenges that were overcome point nowhere."""
    return {(axis, end) for axis, end in signs if (axis, _ENDS.get(end)) not in signs}


def _valued(signs: Iterable[Sign]) -> set[str | None]:
    return {end for axis, end in signs if axis in VALUED}
