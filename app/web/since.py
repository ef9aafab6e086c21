"""What changed in the evidence, in words, also for a reader who comes by an old link."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from fastapi import Request

from app.database import Session, split
from app.dependencies import shelf_of
from app.evidence import answers
from app.evidence.answers import LISTINGS
from app.evidence.catalogue import Catalogue
from app.evidence.vocabulary import VOCABULARIES
from app.releases import Archive, Change, Shelf, difference

_READ = {
    "findings.csv": ("statement", ("statement",)),
    "outcomes.csv": ("result", ("measure", "population", "value_reported")),
    "recommendations.csv": ("recommendation", ("text_summary",)),
    "audit_conditions.csv": ("condition", ("text_summary",)),
    "project_events.csv": ("event", ("statement",)),
    "projects.csv": ("project", ("name",)),
    "evaluations.csv": ("evaluation report", ("title",)),
    "sources.csv": ("source", ("title",)),
}
"""What readers call a row of a data file, and the columns in which they read it."""
_FIGURES = (
    *("baseline", "value", "comparator_value", "reported_change", "unit"),
    *("sample_size", "direction", "desirability"),
)
"""The columns of a result that hold its figure, or which way it went."""
_WORDS = {
    *("statement", "text_summary"),
    *("measure", "population", "value_reported", "caveat"),
}
"""The columns that say in words what a row tells."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_COUNTING = ("/", "/overview", "/map")
"""Pages that count all the evidence: what they show cannot be told from the rows they lead to."""
MOST_NAMED = 5
"""Projects that are named as new on a page, or as gone; of more the number is told."""
_NAMED = re.compile(r'(?:/|id=")([\w.-]+)(?=["?#])')
"""The id of a row in the HTML of a page: at the end of an address, or as an anchor."""
_PROJECT = re.compile(r'"/projects/([\w.-]+)["?#]')
"""The id of a project that a page leads to."""


@dataclass(frozen=True)
class Shown:
    """The projects that a page shows, by their ids; of another list how many rows it has."""

    projects: Mapping[str, str]
    row_count: int | None = None

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.projects) if self.row_count is None else self.row_count


@dataclass(frozen=True)
class Since:
    """The release that a link names, and what changed since then; nothing where it is not kept.

    `here` is what changed of the rows that the page shows, where that can be told; `then` and
    `now` are what it showed and shows.
    """

    release: str
    current: str
    day: str = ""
    changes: Sequence[Change] | None = None
    here: Sequence[Change] | None = None
    then: Shown = Shown({})
    now: Shown = Shown({})

    def of_page(self, request: Request, html: str, now: Shown, then: Shown | None) -> "Since":
        """The same with what changed on a page."""
        if request.url.path in _COUNTING:
            return self
        shown = set(_NAMED.findall(html))
        here = [change for change in self.changes or () if _is_shown(change, shown)]
        return replace(self, here=here, then=then or now, now=now)

    @property
    def is_other(self) -> bool:
        """Whether the page shows more, fewer or other rows than it did."""
        return self.then.count != self.now.count or bool(self.moved)

    @property
    def in_short(self) -> str:
        """Whether what a reader would quote changed: a figure, or which projects there are."""
        changed = self.changes if self.here is None else self.here
        count = sum(map(_is_of_figure, changed or ()))
        place = "in the evidence" if self.here is None else "on this page"
        figures = f"{count or 'No'} figure{'s' if count > 1 else ''} {place} changed"
        if not self.then.count and not self.now.count:
            return f"{figures}."
        same = "other" if self.is_other else "the same"
        things = "projects" if self.now.row_count is None else "rows"
        return f"{figures}, and it shows {same} {things}{' than then' if self.is_other else ''}."

    @property
    def moved(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The projects that came and those that went, under a heading each."""
        then, now = self.then.projects.items(), self.now.projects.items()
        apart = (("New", now, self.then), ("No longer here", then, self.now))
        found = [(head, [p for p in of if p[0] not in other.projects]) for head, of, other in apart]
        return [(head, projects) for head, projects in found if projects]


def since_of(request: Request, current: str) -> Since | None:
    """The notice of a page; none where the link names no release, or the one that is shown."""
    release = request.scope.get("state", {}).get("since")
    if not release or release == current:
        return None
    before, after = (shelf_of(request).find(name) for name in (release, current))
    if before is None or after is None:
        return Since(release[:80], current)
    changes = difference(before, after).changes
    return Since(release, current, state_of(before, shelf_of(request)), changes)


def shown_on(
    context: Mapping[str, Any], html: str, session: Session | None, names: Catalogue
) -> Shown:
    """What a page shows: the whole of its list, or else the projects that it names."""
    query = context.get("query")
    if query is None or session is None:
        keys = set(_PROJECT.findall(html))
    elif query.resource.name != "projects":
        return Shown({}, context["answer"].count)
    else:
        asked = (LISTINGS["projects"], query.narrowing, ("project_id",), names)
        keys = {key for (key,) in answers.distinct(session, *asked)}
    labels = names.projects.labels
    return Shown({key: labels[key] for key in labels if key in keys})


def _is_shown(change: Change, shown: set[str]) -> bool:
    """Whether a row is on a page or, of rows that came or went, its project or theme."""
    ids: set[str | None] = {change.row_id}
    if change.kind != "changed":
        ids |= {change.row.get(name) for name in ("project_id", "theme_id")}
    return bool(ids & shown)


def _is_of_figure(change: Change) -> bool:
    """Whether a figure came, went or changed: of a result, or in the words of a statement."""
    if change.file == "outcomes.csv":
        return change.kind != "changed" or bool(figures_of([change]))
    return any(
        _NUMBER.findall(one.old) != _NUMBER.findall(one.new)
        for one in change.cells
        if one.column == "statement"
    )


def state_of(archive: Archive, shelf: Shelf) -> str:
    """The day of a release, and which of its day it is where there were several."""
    of_day = [each for each in shelf.archives if each.published[0] == archive.published[0]]
    number = f", version {of_day.index(archive) + 1} of {len(of_day)}" if len(of_day) > 1 else ""
    return f"{day(archive.published[0])}{number}"


def day(written: str) -> str:
    """A day as it is read: "22 November 2026"."""
    return f"{date.fromisoformat(written):%-d %B %Y}" if written else ""


def figures_of(changes: Sequence[Change]) -> list[tuple[Change, list[Any]]]:
    """The results whose figure or direction was corrected, each with the cells that tell it."""
    results = (each for each in changes if each.file == "outcomes.csv" and each.kind == "changed")
    found = ((each, [one for one in each.cells if one.column in _FIGURES]) for each in results)
    return [(each, cells) for each, cells in found if cells]


def projects_of(changes: Sequence[Change], names: Catalogue) -> dict[str, str]:
    """The projects of which statements or results came or went, with their names."""
    of = {"findings.csv", "outcomes.csv", "project_events.csv"}
    moved = (each for each in changes if each.file in of and each.kind != "changed")
    keys = {each.row.get("project_id") for each in moved}
    return {key: label for key, label in names.projects.labels.items() if key in keys}


def noun_of(change: Change) -> str:
    """What readers call a row; blank where they never read it."""
    return _READ.get(change.file, ("", ()))[0]


def words_of(change: Change) -> str:
    """What readers know a row by."""
    _, columns = _READ.get(change.file, ("", ()))
    return ", ".join(filter(None, (change.row.get(column) for column in columns)))


def label_of(column: str, cell: str, names: Catalogue) -> str:
    """What readers see for the codes in a cell; a cell of words as it stands."""
    known = {
        code: text for v in VOCABULARIES if v.name == column for code, text in v.labels.items()
    }
    for kind in ("themes", "projects", "organisations", "areas"):
        known = {**names.names(kind).labels, **known}
    codes = split(cell)
    return ", ".join(known[code] for code in codes) if {*codes} <= {*known} else cell


def in_words(changes: Sequence[Change]) -> str:
    """Changes as readers call them: "12 statements added, 3 reworded; 1 result corrected"."""
    counts = Counter((change.file, verb_of(change)) for change in changes if noun_of(change))
    said = []
    for file, (noun, _) in _READ.items():
        of_file = [(verb, count) for (name, verb), count in counts.items() if name == file]
        for number, (verb, count) in enumerate(of_file):
            things = "" if number else f" {noun}" if count == 1 else f" {noun}s"
            said.append(f"{', ' if number else '; '}{count:,}{things} {verb}")
    others = sum(not noun_of(change) for change in changes)
    if others:
        said.append(f"; {others:,} other detail{'' if others == 1 else 's'} changed")
    return "".join(said).removeprefix("; ")


def verb_of(change: Change) -> str:
    """What happened to a row, as readers say it."""
    if change.kind == "changed":
        columns = {cell.column for cell in change.cells}
        return "reworded" if columns & _WORDS and not columns & {*_FIGURES} else "corrected"
    return "added" if change.kind == "added" else "taken out"
