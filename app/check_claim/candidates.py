"""The rows that are near a claim, by the projects that it is about."""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field

from app.check_claim.evidence import Evidence
from app.check_claim.heard import ClaimScores
from app.check_claim.signals import Signals, signals_of

LEAST = 0.25
"""How near a row must be to be looked at."""
LEAST_TERMS = 2
"""Terms and figures that a claim needs: fewer are met in many rows by chance."""
MAX_COMPARED = 8


@dataclass(frozen=True)
class ClaimCandidates:
    """A claim and the rows that are near it, by the projects that it is about."""

    projects: Sequence[str]
    scores: ClaimScores | None = None
    """None of a claim that says too little."""
    pools: Mapping[str | None, Mapping[int, Signals]] = field(default_factory=dict)
    """The signals of each row, by the number of the statement that is nearest."""


def candidate_rows(claim: str, evidence: Evidence, about: Collection[str] = ()) -> ClaimCandidates:
    """A claim, and for each project that it is about the rows that are near it."""
    said, named = evidence.read(claim)
    about = sorted({*about, *named})
    if len(said.terms) + len(said.figures) + len(about) < LEAST_TERMS or not said.terms:
        return ClaimCandidates(about)
    scores = evidence.score_claim(said, about)
    wanted: Sequence[str | None] = about or (None,)
    pools = {one: nearest_rows(evidence, scores, {one}) for one in wanted}
    return ClaimCandidates(about, scores, pools)


def nearest_rows(
    evidence: Evidence, scores: ClaimScores, projects: Set[str | None]
) -> dict[int, Signals]:
    """The signals of the rows of projects that are nearest to a claim, the nearest first."""
    numbers = evidence.numbers_of(projects)
    best: dict[int, int] = {}
    for number in map(int, numbers[scores.near[numbers].argsort()[::-1]]):
        if scores.near[number] < LEAST or len(best) == MAX_COMPARED:
            break
        best.setdefault(evidence.wordings(number)[0], number)
    return {number: signals_of(evidence, scores, number) for number in best.values()}
