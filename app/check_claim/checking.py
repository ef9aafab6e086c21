"""The verdict on a claim, from the rows that are near it."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Literal

from app.check_claim.comparing import Match, compared
from app.check_claim.evidence import Evidence
from app.check_claim.sentences import Sentence
from app.check_claim.vocabulary import Numbers

Verdict = Literal["supported", "differs", "attributed-to-another-project", "not-found"]

MEANINGS: dict[Verdict, str] = {
    "supported": "A row says the same: its figures, project, direction, denials and hedges.",
    "differs": "A row tells of the same and says otherwise: `differences` names what.",
    "attributed-to-another-project": "A row says this, but of another project.",
    "not-found": "No row says this, and none shows that it is otherwise.",
}

LEAST, LEAST_WITH_FIGURES = 0.5, 0.35
"""How near a row must be to say the same, and where it has the figures of the claim."""
LEAST_TO_DIFFER = 0.6
"""How near a row must be to be about the same and say otherwise."""
OF_NEARER_PROJECT = 0.75
"""A row of another project that is nearer counts against those of the one that is named."""
MARGIN_OF_FIGURES = 0.15
"""Another figure counts more than the one of the claim where its row is so much nearer."""
MARGIN_BESIDE = 0.1
"""A row of the same paragraph that hedges counts even where it is so much farther off."""
LEAST_TERMS = 2
"""Terms and figures that a claim needs: fewer are met in many rows by chance."""
MAX_ROWS, MAX_COMPARED = 5, 15
CONTRARY = frozenset({"figure", "direction", "hedge"})


@dataclass(frozen=True)
class Check:
    """What the evidence says of a claim."""

    verdict: Verdict
    projects: Sequence[str]
    matches: Sequence[Match] = field(default=())

    @property
    def differences(self) -> tuple[str, ...]:
        """What the nearest row has otherwise."""
        return self.matches[0].differences if self.matches else ()


def check_claim(claim: str, evidence: Evidence, project: str | None = None) -> Check:
    """The verdict on a claim; with a project it is taken to be about that one."""
    said, named = evidence.read(claim)
    about = sorted(named | ({project} if project else set()))
    if len(said.terms) + len(said.figures) < LEAST_TERMS or not said.terms:
        return Check("not-found", about)
    near = evidence.nearness(said)
    wanted: Sequence[str | None] = about or (None,)
    pools = {one: _nearest(said, near, evidence, {one}) for one in wanted}
    others = evidence.project_ids - set(about)
    nearest = max(near[evidence.numbers_of(others)], default=0.0)
    found = {one: _supporting(said, pool, nearest) for one, pool in pools.items()}
    told = [match for matches in found.values() for match in matches]
    if all(
        matches or any(one in match.projects for match in told) for one, matches in found.items()
    ):
        return Check("supported", about, _first(told))
    rows = [match for pool in pools.values() for match in pool]
    return _unsupported(said, about, rows, _nearest(said, near, evidence, others))


def _unsupported(
    said: Sentence, about: Sequence[str], rows: Sequence[Match], others: Sequence[Match]
) -> Check:
    """The verdict where no row says what a claim says."""
    if contrary := [
        match for match in rows if _is_contrary(match) and match.near >= LEAST_TO_DIFFER
    ]:
        return Check("differs", about, _first(contrary))
    elsewhere = [match for match in others if _says(match, LEAST_TO_DIFFER)]
    if elsewhere and about:
        return Check("attributed-to-another-project", about, _first(elsewhere, "project"))
    if elsewhere and said.figures:
        return Check("differs", about, _first(elsewhere, "scope"))
    return Check("not-found", about, _first(rows, "wording"))


def _nearest(
    said: Sentence, near: Numbers, evidence: Evidence, projects: Set[str | None]
) -> list[Match]:
    """The rows of projects that are nearest to a claim, the nearest first."""
    numbers = evidence.numbers_of(projects)
    if not numbers.size:
        return []
    best = numbers[near[numbers].argsort()[::-1][:MAX_COMPARED]]
    return [
        compared(evidence, said, int(number), float(near[number]))
        for number in best
        if near[number] >= LEAST_WITH_FIGURES
    ]


def _supporting(said: Sentence, pool: Sequence[Match], nearest: float) -> list[Match]:
    """The rows that say what a claim says, where no nearer row says otherwise."""
    if not pool:
        return []
    nearer = max(nearest - pool[0].near, 0)
    least = OF_NEARER_PROJECT * nearer + (LEAST_WITH_FIGURES if said.figures else LEAST)
    return [
        match
        for match in pool
        if _says(match, least)
        and not any(
            _is_contrary(one) and match.near + _margin(match, one) < one.near for one in pool
        )
    ]


def _says(match: Match, least: float) -> bool:
    return not match.differences and match.near >= least + match.doubt


def _is_contrary(match: Match) -> bool:
    """Whether a row tells of the same and says otherwise."""
    return bool(match.differences) and CONTRARY.issuperset(match.differences)


def _margin(match: Match, contrary: Match) -> float:
    """How much nearer a row must be that says otherwise, so as to count."""
    if contrary.differences == ("figure",):
        return MARGIN_OF_FIGURES
    is_beside = contrary.row["paragraph"] == match.row["paragraph"]
    return -MARGIN_BESIDE if contrary.differences == ("hedge",) and is_beside else 0


def _first(matches: Sequence[Match], difference: str | None = None) -> list[Match]:
    """The nearest rows, each with what it has otherwise."""
    more = (difference,) if difference else ()
    ordered = sorted(matches, key=lambda match: (len(match.differences), -match.near))
    return [replace(match, differences=match.differences or more) for match in ordered[:MAX_ROWS]]
