"""The verdict on a claim, from the rows that are near it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from app.check_claim.comparing import MIN_NEAR, Claim, Match, compared
from app.check_claim.evidence import Evidence, bounds_in
from app.check_claim.sentences import Sentence, names_in, sentence

Verdict = Literal["supported", "differs", "attributed-to-another-project", "not-found"]

MEANINGS: dict[Verdict, str] = {
    "supported": "A row says the same: its figures, project, direction, denials and hedges.",
    "differs": "The nearest row says something else: `differences` names what.",
    "attributed-to-another-project": "A row says this, but of another project.",
    "not-found": "No row is near enough to tell.",
}

MARGIN_OF_FIGURES, MARGIN = 0.15, 0.03
"""A row that shares so much more of a claim and contradicts it is the one that counts."""
MIN_WORDS = 2
"""Words, directions and figures that a claim needs: fewer are met in many rows by chance."""
MAX_ROWS = 5
CONTRARY = frozenset({"direction", "negation", "hedge"})


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
    text, named = evidence.projects.taken_out(claim)
    about = frozenset(named | ({project} if project else set()))
    said = sentence(text)
    whole = _near(said, said.hedges, about, evidence)
    parts = [_near(part, said.hedges, about, evidence) for part in said.parts]
    if (
        parts
        and _verdict(whole) != "supported"
        and all(_verdict(near) == "supported" for near in parts)
    ):
        return Check("supported", sorted(about), [near[0] for near in parts])
    return Check(_verdict(whole), sorted(about), whole)


def _near(
    said: Sentence, hedges: frozenset[str], about: frozenset[str], evidence: Evidence
) -> list[Match]:
    """The rows that are near a sentence, the nearest first."""
    telling = len(said.words) + len(said.signs) + len(said.hedges) + bool(said.figures)
    if telling < MIN_WORDS or not (said.words or said.signs):
        return []
    alike = {word: evidence.alike(word) for word in said.words}
    claim = Claim(said, about, frozenset(names_in(said.text)), bounds_in(said.plain), hedges, alike)
    matches = map(partial(compared, evidence, claim), evidence.candidates(alike.values()))
    near = [match for match in matches if match.shared >= MIN_NEAR]
    against = max((match.shared for match in near if _contradicts(match, said)), default=0.0)
    return sorted(
        near,
        key=lambda match: (
            not _contradicts(match, said) and _is_outdone(match, against),
            bool(match.differences),
            "wording" in match.differences,
            len(match.differences),
            -match.shared,
        ),
    )[:MAX_ROWS]


def _is_outdone(match: Match, against: float) -> bool:
    """Whether a row that contradicts the claim is the nearer one."""
    margin = MARGIN_OF_FIGURES if match.has_figures else MARGIN if match.is_explicit else -MARGIN
    return match.shared + margin < against


def _contradicts(match: Match, said: Sentence) -> bool:
    """Whether a row tells of the same and says otherwise."""
    if said.figures:
        return match.differences == ("figure",) and match.has_figures
    return bool(match.differences) and CONTRARY.issuperset(match.differences)


def _verdict(near: Sequence[Match]) -> Verdict:
    if not near:
        return "not-found"
    if not near[0].differences:
        return "supported"
    return "attributed-to-another-project" if near[0].differences == ("project",) else "differs"
