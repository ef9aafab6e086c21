"""What the evidence says on each condition of the self-audit."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.evidence.answers.advice import AUDIT_CONDITION_LISTING, RECOMMENDATION_LISTING
from app.evidence.answers.findings import CHAIN_LISTING, FINDING_LISTING
from app.evidence.answers.listing import Row
from app.evidence.answers.pages import Answer, first_of, rows_with
from app.evidence.answers.predicates import with_sub_themes
from app.evidence.catalogue import Catalogue
from app.evidence.models import Finding, table
from app.evidence.release_cache import once_a_release

FINDING = table(Finding).c
MAX_MET = 30
"""Claims and responses of one condition that are read; a link leads to the rest."""


@dataclass(frozen=True)
class Audited:
    """A condition of the self-audit, how many projects it hindered, and what is recommended."""

    condition: Row
    hindered_count: int
    recommendations: list[Row]

    @property
    def key(self) -> str:
        """The id of the condition."""
        return str(self.condition["condition_id"])

    @property
    def themes(self) -> tuple[str, ...]:
        """Its themes, in the order in which a query writes them."""
        return tuple(sorted(self.condition["theme_ids"]))


@once_a_release
def audited(session: Session, catalogue: Catalogue) -> list[Audited]:
    """Every condition in the order of the audit, with what bears on it."""
    conditions = rows_with(session, AUDIT_CONDITION_LISTING, {}, catalogue)
    themes = {theme for condition in conditions for theme in condition["theme_ids"]}
    on_any = {"theme": tuple(themes)}
    advice = rows_with(session, RECOMMENDATION_LISTING, on_any, catalogue) if themes else []
    hindered = _hindered(session)
    found = []
    for condition in conditions:
        own = set(with_sub_themes(tuple(condition["theme_ids"]), catalogue))
        projects = {project for theme, project in hindered if theme in own}
        bearing = [row for row in advice if own & set(row["theme_ids"])]
        found.append(Audited(condition, len(projects), bearing))
    return found


def met_and_tried(
    session: Session, condition: Audited, catalogue: Catalogue
) -> tuple[Answer, Answer]:
    """What got in the way of projects on a condition, and what they tried about it."""
    on_themes = {"theme": condition.themes}
    barriers = {**on_themes, "polarity": ("barrier",)}
    return (
        first_of(session, FINDING_LISTING, barriers, catalogue, MAX_MET),
        first_of(session, CHAIN_LISTING, on_themes, catalogue, MAX_MET),
    )


def _hindered(session: Session) -> set[tuple[str, str]]:
    """The sub-themes on which something hindered a project, each with the project.

    A project that is named only as an example of where something was met is not counted.
    """
    rows = sa.select(FINDING.theme_id, FINDING.project_id).where(
        FINDING.project_id.is_not(None),
        FINDING.polarity == "barrier",
        FINDING.certainty != "implied",
    )
    return {(theme, project) for theme, project in session.execute(rows.distinct())}
