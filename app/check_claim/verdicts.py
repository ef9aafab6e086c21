"""What the evidence says of a claim, as pages, the API and tools tell it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from app.check_claim.matches import Match

Verdict = Literal[
    "supported", "in-part", "perhaps", "differs", "attributed-to-another-project", "not-found"
]

MEANINGS: dict[Verdict, str] = {
    "supported": "A row says the same: its figures, project, direction, denials and hedges.",
    "in-part": "Rows say a part of this: one has a bound or a condition that the claim leaves out, "
    "or does not have what the claim adds; or they say one of its facts and not the other.",
    "perhaps": "A row may say this: compare the two.",
    "differs": "A row tells of the same and says otherwise: `differences` names what.",
    "attributed-to-another-project": "A row says this, but of another project.",
    "not-found": "No row says this, and none shows that it is otherwise.",
}
WRONG: frozenset[Verdict] = frozenset({"differs", "attributed-to-another-project"})


@dataclass(frozen=True)
class Check:
    """What the evidence says of a claim."""

    verdict: Verdict
    projects: Sequence[str]
    matches: Sequence[Match] = field(default=())
    parts: Mapping[str, "Check"] = field(default_factory=dict)
    """Each sentence of a draft; each fact of a claim of which one is supported and another is not.
    """
    is_draft: bool = False

    @property
    def differences(self) -> tuple[str, ...]:
        """What the nearest row has otherwise."""
        return self.matches[0].differences if self.matches else ()

    def in_full(self) -> "Check":
        """The same with what is so only in part, or perhaps."""
        is_part = any(one.limits for one in self.matches[:1])
        if self.verdict == "not-found":
            is_part = any(one.says_a_part for one in self.matches[:1])
            is_part |= any(one.verdict == "supported" for one in self.parts.values())
        if is_part and self.verdict in {"supported", "not-found"}:
            return replace(self, verdict="in-part")
        # A figure that the row does not have is never perhaps so.
        told = [one for one in self.matches if one.has_figures or not one.claim.figures]
        may_be = any(one.may_say_it or one.is_alike for one in told)
        return replace(self, verdict="perhaps") if self.verdict == "not-found" and may_be else self


def of_draft(each: Mapping[str, Check]) -> Check:
    """The verdict on a draft, and on each of its sentences: one is not judged by another."""
    verdicts = {one.verdict for one in each.values()}
    whole: Verdict = "not-found"
    if len(verdicts) == 1:
        [whole] = verdicts
    elif not verdicts.isdisjoint({"supported", "in-part"}):
        whole = "in-part"
    elif not verdicts.isdisjoint(WRONG):
        whole = "differs"
    projects = dict.fromkeys(one for check in each.values() for one in check.projects)
    matches = [match for check in each.values() for match in check.matches[:1]]
    return Check(whole, [*projects], matches, each, is_draft=True)
