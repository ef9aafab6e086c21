"""Names that a reader may mean by what has been typed so far."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.database import folded
from app.evidence.catalogue import Catalogue

MAX_NAMES = 10


@dataclass(frozen=True)
class Name:
    """A name, and what it is the name of."""

    kind: str
    id: str
    label: str


def autocomplete(typed: str, catalogue: Catalogue) -> list[Name]:
    """At most ten names that hold what was typed: those that begin with it first."""
    wanted = folded(typed)
    ranked = [
        (_rank(wanted, folded(name.label)), len(name.label), name.label, name)
        for name in _names(catalogue)
    ]
    found = sorted((one for one in ranked if one[0] is not None), key=lambda one: one[:3])
    return [name for *_, name in found[:MAX_NAMES]]


def _names(catalogue: Catalogue) -> Iterator[Name]:
    for project, label in catalogue.projects.labels.items():
        yield Name("project", project, label)
    for alias, project in catalogue.projects.other_names.items():
        yield Name("alias", project, alias)
    for theme, label in catalogue.themes.labels.items():
        yield Name("theme", theme, label)
    for organisation, label in catalogue.organisations.labels.items():
        yield Name("organisation", organisation, label)


def _rank(wanted: str, name: str) -> int | None:
    if name.startswith(wanted):
        return 0
    if f" {wanted}" in name:
        return 1
    return 2 if wanted in name else None
