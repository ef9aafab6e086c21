"""The self-audit: what hindered projects on each condition, and what is recommended."""

from dataclasses import dataclass

from app.evidence.answers.details import advice
from app.evidence.answers.listing import Row
from app.evidence.answers.release import Release
from app.evidence.catalogue import once_a_release
from app.evidence.queries import FINDINGS, Query


@dataclass(frozen=True)
class Audited:
    """A condition of the self-audit, how many projects it hindered, and what is recommended."""

    condition: Row
    hindered_count: int
    recommendations: list[Row]

    @property
    def key(self) -> str:
        return str(self.condition["condition_id"])

    @property
    def themes(self) -> tuple[str, ...]:
        """Its themes, in the order in which a query writes them."""
        return tuple(sorted(self.condition["theme_ids"]))


@once_a_release
def audited(release: Release) -> list[Audited]:
    """Every condition in the order of the audit, with what bears on it."""
    hindered, found = _hindered(release), []
    for condition in release.rows("audit-conditions"):
        own = {
            each
            for one in condition["theme_ids"]
            for each in release.catalogue.with_sub_themes(one)
        }
        projects = {project for theme, project in hindered if theme in own}
        bearing = [row for row in advice(release) if own & set(row["theme_ids"])]
        found.append(Audited(condition, len(projects), bearing))
    return found


def met_and_tried(release: Release, condition: Audited) -> tuple[list[Row], list[Row]]:
    """What got in the way of projects on a condition, and what they tried about it."""
    return (
        release.rows("findings", theme=condition.themes, polarity="barrier"),
        release.rows("chains", theme=condition.themes),
    )


def _hindered(release: Release) -> set[tuple[str, str]]:
    """The sub-themes on which something hindered a project, each with the project.

    A project that is named only as an example of where something was met is not counted.
    """
    barriers = Query.of(FINDINGS, polarity="barrier")
    found = release.distinct(barriers, "theme_id", "project_id", "certainty")
    return {(theme, project) for theme, project, how in found if project and how != "implied"}
