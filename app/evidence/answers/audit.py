"""What the evidence says on each condition of the self-audit."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.evidence.answers.advice import AUDIT_CONDITION_LISTING, RECOMMENDATION_LISTING
from app.evidence.answers.findings import FINDING_LISTING
from app.evidence.answers.listing import Columns
from app.evidence.answers.matched import of_projects
from app.evidence.catalogue import Catalogue
from app.evidence.vocabulary import POLARITY

SHOWN = 3
"""How many claims stand for all of one polarity."""


@dataclass(frozen=True)
class Audited:
    """A condition of the self-audit, the claims on its themes, and what is recommended there."""

    condition: Columns
    claims: dict[str, list[Columns]]
    recommendations: list[Columns]

    @property
    def themes(self) -> str:
        """Its themes as a parameter writes them."""
        return ",".join(sorted(self.condition["theme_ids"]))

    def project_count(self, polarity: str) -> int:
        """How many projects have a claim of a polarity here."""
        return len({claim["project_id"] for claim in self.claims[polarity]} - {None})

    def shown(self, polarity: str) -> list[Columns]:
        """A few claims of a polarity: of projects before those of none, each of another first."""
        seen: set[str | None] = {None}
        first: list[Columns] = []
        rest: list[Columns] = []
        for claim in self.claims[polarity]:
            (rest if claim["project_id"] in seen else first).append(claim)
            seen.add(claim["project_id"])
        return [*first, *rest][:SHOWN]


def audited(session: Session, catalogue: Catalogue) -> list[Audited]:
    """Every condition in the order of the audit, with what bears on it."""
    conditions = of_projects(session, AUDIT_CONDITION_LISTING, {}, catalogue)
    themes = {theme for condition in conditions for theme in condition["theme_ids"]}
    on_any = {"theme": tuple(sorted(themes))}
    claims = of_projects(session, FINDING_LISTING, on_any, catalogue) if themes else []
    advice = of_projects(session, RECOMMENDATION_LISTING, on_any, catalogue) if themes else []
    return [_audited(condition, claims, advice, catalogue) for condition in conditions]


def _audited(
    condition: Columns, claims: list[Columns], advice: list[Columns], catalogue: Catalogue
) -> Audited:
    own = {sub for theme in condition["theme_ids"] for sub in catalogue.with_sub_themes(theme)}
    here = [claim for claim in claims if claim["theme_id"] in own]
    return Audited(
        condition,
        {code: [one for one in here if one["polarity"] == code] for code in POLARITY.codes},
        [row for row in advice if own & set(row["theme_ids"])],
    )
