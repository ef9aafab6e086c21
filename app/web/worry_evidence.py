"""What is told of each project on one worry: what it met, what it tried, and what was better."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.evidence.answers import Release, Row
from app.evidence.answers.worries import Worry, is_past, is_result
from app.evidence.ordering import claim_sort_key
from app.web.barriers import answers_on, untried
from app.web.theme_evidence import CAPACITY, evidence_on


@dataclass
class WorryEvidence:
    """What is told of a project on one worry: what it met, what it tried, and what was better.

    `better` is what came of it, with what the same passages say, or else what helped.
    """

    met: list[Row] = field(default_factory=list)
    tried: Row | None = None
    better: list[Row] = field(default_factory=list)

    @property
    def first(self) -> Row:
        """What is told first of it: a result, or else what it met; of others what helped."""
        return [*filter(is_result, self.better), *self.met, *self.better][0]

    @property
    def better_as(self) -> str:
        """What came of it, or what helped: with this, or to go on at all."""
        if any(map(is_result, self.better)):
            return "Did better on this"
        is_capacity = self.better[0]["theme_id"] == CAPACITY
        return "What helped" if is_capacity else "What helped with this"

    @property
    def is_implied(self) -> bool:
        """Whether the project is named only as an example."""
        return not self.better and all(row["certainty"] == "implied" for row in self.met)

    @property
    def is_past(self) -> bool:
        return any(map(is_past, self.met))

    @property
    def rank(self) -> int:
        """Its place among others: who did better, then who tried something or had help."""
        return 0 if self.has_better else 1 if self.tried or self.better else 2

    @property
    def has_better(self) -> bool:
        """Whether a source says that it got past what it met, did better, or what worked."""
        tried = self.tried or {"is_close": True}
        worked = not tried["is_close"] and tried["response_result"] == "worked"
        return worked or self.is_past or any(map(is_result, self.better))


def told_on(release: Release, worry: Worry) -> Mapping[str, WorryEvidence]:
    """What is told of every project that met a worry, or did better on it."""
    themes = worry.themes_in(release.catalogue)
    evidence = evidence_on(release, themes, worry.domains)
    by_project: defaultdict[str, WorryEvidence] = defaultdict(WorryEvidence)
    for row in sorted(evidence.claims["barrier"].every, key=claim_sort_key):
        met = by_project[row["project_id"]].met
        if not met or row["certainty"] != "implied":
            met.append(row)
    chains = release.rows("chains", project=(*filter(None, by_project),)) if by_project else []
    for row in reversed(answers_on(chains, themes)):
        by_project[row["project_id"]].tried = row
    for rows in evidence.changes:
        by_project[rows[0]["project_id"]].better = rows
    helped = untried(evidence.facilitators, evidence.chains.every)
    for row in sorted(helped, key=claim_sort_key):
        # What helped with something else is no help with this worry.
        if not (row["responds_to"] or by_project[row["project_id"]].better):
            by_project[row["project_id"]].better = [row]
    return {key: project for key, project in by_project.items() if key}
