"""The rows that are shown for a verdict, and in which order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.check_claim.evidence import Evidence
from app.check_claim.heard import ClaimScores
from app.check_claim.matches import Match

MAX_ROWS = 5
PROOF, NEAR_PROOF = 0.7, 0.85
"""Shares of the best score and of the best nearness that a row needs to be shown as proof."""


def proofs_of(pools: Iterable[Sequence[Match]]) -> Iterator[Match]:
    """The rows that say a claim of each of its projects about as surely as any does."""
    for pool in pools:
        told = [match for match in pool if match.says_it]
        # Where one row has the figures of a claim, a row without them is no proof.
        told = [match for match in told if match.has_figures] or told
        if any(match.is_implied for match in told):
            # What a row only implies, one that states it tells more directly.
            stated = [one for one in pool if not one.is_implied and (one.says_it or one.is_alike)]
            told = [replace(one, differences=()) for one in stated] or told
        surest = PROOF * max((match.score for match in told), default=0)
        nearest = NEAR_PROOF * max((match.near for match in told), default=0)
        sure = [match for match in told if match.score >= surest and match.near >= nearest]
        sure = sure or told
        # What two sources say alike, both say.
        alike = {key for match in sure for key in match.row.get("agrees_with") or ()}
        more = (match for match in pool if match not in sure and match.key in alike)
        more = (match for match in more if "measure" not in match.differences)
        more = (match for match in more if match.has_figures or not match.claim.figures)
        yield from (*sure, *(replace(match, differences=()) for match in more))


def with_figures(
    evidence: Evidence, scores: ClaimScores, proofs: Sequence[Match]
) -> Iterator[Match]:
    """The nearest rows beside the first proof that have figures of the claim which no proof has."""
    near, told = scores.near, [known for one in proofs for known in one.statement.figures]
    numbers = evidence.beside(evidence.around(proofs[0].key)[0]) if proofs else ()
    for figure in scores.asked:
        rows = [n for n in numbers if any(map(figure.agrees, evidence.statements[n].figures))]
        if rows and not any(map(figure.agrees, told)):
            best = max(rows, key=near.__getitem__)
            yield replace(proofs[0], statement=evidence.statements[best], near=float(near[best]))


def first_of(matches: Iterable[Match], difference: str | None = None) -> list[Match]:
    """The nearest rows, those with the figures first, each with what it has otherwise."""
    more = (difference,) if difference else ()
    ordered = sorted(
        matches, key=lambda match: (not match.has_figures, match.is_of_others, -match.near)
    )
    return [replace(match, differences=match.differences or more) for match in ordered[:MAX_ROWS]]
