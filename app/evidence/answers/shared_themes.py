"""What projects have in common, and what got in the way of one of them only."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.evidence.answers.list_select import Row
from app.evidence.answers.worries import WORRIES, is_result
from app.evidence.catalogue import Catalogue
from app.evidence.release_cache import cached_per_release
from app.evidence.words import join_names

_ORDER = [theme for worry in WORRIES.values() for theme in worry.theme_ids]


def theme_order(theme: str, catalogue: Catalogue) -> int:
    """Where a theme comes in a planner's work: before the start, at the start, after it."""
    related = catalogue.related(theme)
    return next((n for n, each in enumerate(_ORDER) if each in related), len(_ORDER))


@dataclass(frozen=True)
class SharedThemes:
    """Themes that got in the way of the same projects, or helped them."""

    polarity: str
    projects: tuple[str, ...]
    theme_ids: list[str]

    @property
    def is_of_several(self) -> bool:
        return len(self.projects) > 1

    @property
    def is_problem(self) -> bool:
        """Whether they got in the way of more than one project."""
        return self.is_of_several and self.polarity == "barrier"

    def in_words(self, catalogue: Catalogue) -> str:
        """Whom they hindered or helped, and which they are."""
        names, problem = join_names(self.projects), "problem"
        problem += "s" if len(self.theme_ids) > 1 else ""
        head = f"{problem.capitalize()} of {names} only"
        if self.is_of_several:
            head = f"{names} had the same {problem}"
        if self.polarity == "facilitator":
            head = f"The same helped {names}"
        return f"{head}: {', '.join(catalogue.themes.labels[each] for each in self.theme_ids)}."


def shared_themes(
    projects: Sequence[Row], claims: Sequence[Row], catalogue: Catalogue
) -> list[SharedThemes]:
    """What got in the way of which of the projects, and what helped more than one of them.

    What is only implied of a project is not told as if it were stated.
    """
    themes_of: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for polarity, themes in _by_theme(claims).items():
        for theme in sorted(themes, key=lambda theme: theme_order(theme, catalogue)):
            keys = [p["project_id"] for p in projects if p["project_id"] in themes[theme]]
            of = tuple(map(catalogue.projects.short, keys))
            # Claims may be of other projects too.
            if of[1:] or (of and polarity == "barrier"):
                themes_of.setdefault((polarity, of), []).append(theme)
    # What got in the way comes before what helped, and what most of them share first.
    parts = sorted(themes_of.items(), key=lambda part: (part[0][0] != "barrier", -len(part[0][1])))
    return [SharedThemes(polarity, of, themes) for (polarity, of), themes in parts]


def silence(what: str, of: Sequence[str]) -> str:
    """That nothing is told of some projects, where a reader may think that there was nothing."""
    return f"No source names a {what} of {join_names(of)}. That does not mean that there was none."


def _by_theme(claims: Sequence[Row]) -> dict[str, dict[str, set[str]]]:
    """The projects of which a theme is told to have been in the way, or to have helped."""
    projects: dict[str, dict[str, set[str]]] = {"barrier": {}, "facilitator": {}}
    for claim in claims:
        is_said = claim["certainty"] != "implied" and not is_result(claim)
        if claim["polarity"] in projects and is_said:
            of_theme = projects[claim["polarity"]].setdefault(claim["theme_id"], set())
            of_theme.add(claim["project_id"])
    return projects


MAX_SIMILAR = 5


@dataclass(frozen=True)
class Similar:
    """A project, and the sub-themes under which it met what another met."""

    project_id: str
    name: str
    themes: list[str]


@cached_per_release
def similar(catalogue: Catalogue, project_id: str) -> list[Similar]:
    """At most five projects, that with most sub-themes in common first."""
    claims_of_project = catalogue.claims.get(project_id, frozenset())
    shared = {
        other: {theme for theme, _ in claims_of_project & claims}
        for other, claims in catalogue.claims.items()
        if other != project_id and not claims_of_project.isdisjoint(claims)
    }
    nearest = sorted(shared, key=lambda other: (-len(shared[other]), other))
    label = catalogue.themes.labels.__getitem__
    return [
        Similar(each, catalogue.projects.labels[each], sorted(map(label, shared[each])))
        for each in nearest[:MAX_SIMILAR]
    ]
