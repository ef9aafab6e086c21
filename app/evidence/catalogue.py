"""The names that a release knows: of themes, projects, organisations, places and the rest.

They fit in memory and change only with a release: lists are flat selects without joins, and
labels are put into their rows from here. Whatever else is the same for a whole release is cached
with them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Protocol

from app.database import folded
from app.errors import Problem, unknown
from app.evidence.words import stems_in

NameKind = Literal[
    "themes",
    "projects",
    "organisations",
    "areas",
    "authorities",
    "regions",
    "ons_codes",
    "principles",
    "sources",
    "sections",
    "paragraphs",
]


LONGEST_PLAIN_NAME = 40
"""Characters of a name that running text can take again and again."""


@dataclass(frozen=True)
class Names:
    """The ids of one kind of thing, in their natural order, with the label of each."""

    labels: Mapping[str, str]
    other_names: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _spellings(self) -> dict[str, str]:
        others = {folded(name): key for name, key in self.other_names.items()}
        labels = {folded(label): key for key, label in self.labels.items()}
        return others | labels | {folded(key): key for key in self.labels}

    def find(self, text: str) -> str | None:
        """The id that is meant by an id, a label or another name, however it is cased."""
        return self._spellings.get(folded(text))

    def unknown(self, kind: str, where: str, text: str, listed_at: str = "") -> Problem:
        """The problem with an unknown name, with the known ones that may have been meant."""
        labels, others = self.labels, self.other_names
        return unknown(kind, where, text, labels, labels=labels, others=others, listed_at=listed_at)

    def short(self, key: str) -> str:
        """A name for running text: a long one by what stands in brackets, its initials or a part.

        Each only where it is another name of the same on record.
        """
        name = self.labels[key]
        others = [other for other, of_key in self.other_names.items() if of_key == key]
        initials = "".join(word[0] for word in name.split() if word[0].isupper())
        parts = [each for each in others if each in name and len(each) <= LONGEST_PLAIN_NAME]
        in_brackets = name.removesuffix(")").rpartition("(")[2]
        candidates = (in_brackets, initials, max(parts, key=len, default=""))
        shorter = [each for each in candidates if each in others]
        return shorter[0] if shorter and len(name) > LONGEST_PLAIN_NAME else name

    def spelt_out(self, key: str) -> str:
        """A name for running text where it stands first: one of initials with what they mean."""
        name, short = self.labels[key], self.short(key)
        return short if not short.isupper() else name if short in name else f"{name} ({short})"


class TextIndex(Protocol):
    """Finds the rows of a list by the words that they hold."""

    path: Path
    """Its folder; other files that take seconds to make are beside it."""

    def ids(self, list_name: str, words: str) -> Sequence[str]:
        """The ids of the rows of a list that a search finds."""


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Every name that a question may use in one release of the evidence."""

    release: str
    release_date: str
    texts: str
    themes: Names
    projects: Names
    organisations: Names
    areas: Names
    principles: Names
    sources: Names
    theme_parents: Mapping[str, str]
    cited_as: Mapping[str, str]
    theme_synonyms: tuple[tuple[str, str], ...] = ()
    evaluators: frozenset[str] = frozenset()
    measures: tuple[str, ...] = ()
    """What the results are of, as they name it."""
    telling_count: int = 0
    """Sources from which claims are taken."""
    claims: Mapping[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    """Each sub-theme and polarity that claims of a project have, by project."""
    word_forms: tuple[tuple[str, ...], ...] = ()
    text_index: TextIndex | None = None
    regions: Names = field(default_factory=lambda: Names({}))
    ons_codes: Names = field(default_factory=lambda: Names({}))
    sections: Names = field(default_factory=lambda: Names({}))
    paragraphs: Names = field(default_factory=lambda: Names({}))
    area_parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    renamed_themes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What claims tell of their theme, source and project: by the name of a column, then by id."""
    release_cache: dict[Any, dict[Any, "Any"]] = field(default_factory=dict, init=False, repr=False)
    """Values cached for this release, by the function that computes them."""

    @property
    def state(self) -> tuple[str, str]:
        """What an answer depends on besides its query."""
        return self.release, self.texts

    @cached_property
    def same_forms(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """By the stems of an acronym, a long form or a spelling, every form that means the same."""
        return {stems_in(form): forms for forms in self.word_forms for form in forms}

    @cached_property
    def claimed(self) -> frozenset[tuple[str, str]]:
        """Each sub-theme and theme with each polarity that claims of projects have under it."""
        of_projects = {claim for claims in self.claims.values() for claim in claims}
        return frozenset(
            (theme, polarity) for sub, polarity in of_projects for theme in self.with_parent(sub)
        )

    @cached_property
    def authorities(self) -> Names:
        """The areas that have no parts, which alone have statistical neighbours."""
        labels = {
            key: each for key, each in self.areas.labels.items() if key not in self.area_parts
        }
        others = {each: key for each, key in self.areas.other_names.items() if key in labels}
        return Names(labels, others)

    def names(self, kind: str) -> Names:
        """The names of one kind: `themes`, `projects`, and so on."""
        names: Names = getattr(self, kind)
        return names

    def with_sub_themes(self, theme_id: str) -> list[str]:
        """A theme and, where it has any, its sub-themes."""
        return [
            theme_id,
            *(sub for sub, parent in self.theme_parents.items() if parent == theme_id),
        ]

    def related(self, *theme_ids: str) -> set[str]:
        """Themes with all that they are parts of and all that are parts of them."""
        of_each = ((self.with_parent(each), self.with_sub_themes(each)) for each in theme_ids)
        return {theme for pair in of_each for related in pair for theme in related}

    def with_parts(self, kind: str, id_: str) -> list[str]:
        """A theme with its sub-themes; of areas, a region or the country with those in it."""
        is_theme = kind == "themes"
        return self.with_sub_themes(id_) if is_theme else [id_, *self.area_parts.get(id_, ())]

    def with_parent(self, theme_id: str) -> list[str]:
        """A sub-theme and the theme it belongs to."""
        parent = self.theme_parents.get(theme_id)
        return [theme_id, parent] if parent else [theme_id]


def is_on(theme: str | None, themes: Collection[str]) -> bool:
    """Whether a theme is one of some themes, or a sub-theme of one."""
    return bool(theme) and not {theme, str(theme).partition(".")[0]}.isdisjoint(themes)


MAX_NAMES = 10


@dataclass(frozen=True)
class Name:
    """A name, and what it is the name of."""

    kind: str
    id: str
    label: str


def names_like(typed: str, catalogue: Catalogue) -> list[Name]:
    """At most ten names that hold what was typed: those that begin with it first."""
    aliases = ((project, alias) for alias, project in catalogue.projects.other_names.items())
    pairs_by_kind = {
        "project": catalogue.projects.labels.items(),
        "alias": aliases,
        "theme": catalogue.themes.labels.items(),
        "organisation": catalogue.organisations.labels.items(),
    }
    names = (Name(kind, *name) for kind, names in pairs_by_kind.items() for name in names)
    wanted = folded(typed)
    ranked = [(_rank(wanted, folded(name.label)), len(name.label), name) for name in names]
    matching = [each for each in ranked if each[0] is not None]
    matching.sort(key=lambda each: (each[0], each[1], each[2].label))
    return [name for *_, name in matching[:MAX_NAMES]]


def _rank(wanted: str, name: str) -> int | None:
    if name.startswith(wanted):
        return 0
    if f" {wanted}" in name:
        return 1
    return 2 if wanted in name else None
