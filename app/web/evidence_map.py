"""The evidence map: how many claims each theme has, by what helped, by strand or by focus."""

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request

from app.database import Session
from app.dependencies import API
from app.errors import Problem, QueryError
from app.evidence import answers
from app.evidence.answers import Cell, Summary
from app.evidence.catalogue import Catalogue, ReleaseCache
from app.evidence.queries import FINDINGS, Query, read_query
from app.evidence.vocabulary import BLANK
from app.web.lists import not_a_choice
from app.web.pages import page
from app.web.rendering import Page, counted, link_to

SECTION = "/map"
COUNTED_BY = {
    "polarity": "whether it helped",
    "strand": "part of the programme",
    "focus": "what projects were about",
}
"""What readers call each of the columns that the map may have."""
COLUMNS = {"barrier": "Got in the way", "facilitator": "Helped", "neutral": "Also reported"}
LEVELS = ("theme", "sub-theme")
BLANKS = {
    "not-mentioned": "The source names projects of this kind, and mentions this of none of them.",
    "not-named": "The source names no project of this kind.",
    "not-coded": "The source names projects of this kind. What it says is not yet taken up here.",
    "not-found": "No project is known to be of this kind.",
}
"""What each blank means in a cell of the map."""

SIGNS = {"not-mentioned": "–", "not-named": "×", "not-coded": "?", "not-found": "∅"}
"""What stands for each blank where a map has too many columns for words."""


@dataclass(frozen=True)
class View:
    """The columns of the map, and the themes whose sub-themes are shown."""

    by: str
    themes: tuple[str, ...] = ()
    level: str = "theme"

    @property
    def address(self) -> str:
        """The address of the view, without parameters that have their default."""
        parameters = {
            "by": "" if self.by == "polarity" else self.by,
            "theme": ",".join(self.themes),
            "level": "" if self.level == "theme" else self.level,
        }
        return link_to(SECTION, parameters)

    @property
    def unfolds(self) -> bool:
        """Whether any sub-themes are shown."""
        return bool(self.themes) or self.level == "sub-theme"

    @property
    def narrowing(self) -> list[tuple[str, str]]:
        """What narrows the sub-themes to those that are shown."""
        return [("theme", ",".join(self.themes))] if self.themes else []

    @property
    def twin(self) -> str:
        """The same counts in the API: of the sub-themes, where any are shown."""
        counted_by = ("by", f"{'sub-theme' if self.unfolds else 'theme'},{self.by}")
        return f"{API}/summary?{urlencode([counted_by, *self.narrowing], safe=',')}"

    def counting(self, by: str) -> "View":
        """The same rows with other columns."""
        return View(by, self.themes, self.level)

    def unfolding(self, theme: str) -> "View":
        """The same with the sub-themes of one theme more, or of one less."""
        rest = tuple(each for each in self.themes if each != theme)
        return View(self.by, rest if theme in self.themes else (*self.themes, theme))


@dataclass(frozen=True)
class Row:
    """A theme, or a sub-theme below it, with its counts."""

    theme_id: str
    label: str
    parent_label: str | None
    sub_count: int
    total: int
    cells: list[Cell]


@page("/map", "by", "theme", "level")
def show(request: Request, session: Session, names: Catalogue) -> Page:
    """Themes by polarity, strand or focus; every count leads to its claims."""
    view = _view(dict(request.query_params), names)
    total, rows = _rows(session, view, names)
    by = f"theme and {COUNTED_BY[view.by]}"
    return Page(
        template="map.html",
        heading=f"Evidence map: {counted(total, 'statement')} by {by}",
        description=f"How much is said of what helped and what got in the way, by {by}, and "
        "where the sources say nothing.",
        twin=view.twin,
        section=SECTION,
        context={
            "view": view,
            "rows": rows,
            "most": max(cell.count for row in rows for cell in row.cells),
            "counted_by": COUNTED_BY,
            "columns": COLUMNS,
            "blanks": BLANKS,
            "signs": SIGNS,
            "blank_labels": {code: label.lower() for code, label in BLANK.labels.items()},
            "View": View,
        },
    )


def _view(parameters: dict[str, str], names: Catalogue) -> View:
    """What an address asks for.

    Raises QueryError where it asks for what is not known.
    """
    by = parameters.get("by", "").strip() or "polarity"
    level = parameters.get("level", "").strip() or "theme"
    theme = parameters.get("theme", "").strip()
    problems = [*not_a_choice("by", by, COUNTED_BY), *not_a_choice("level", level, LEVELS)]
    if theme and level == "sub-theme":
        message = "All sub-themes are shown at this level already: leave one of the two out."
        problems.append(Problem("needed", "query parameter theme", message))
    if problems:
        raise QueryError(problems)
    query = read_query(FINDINGS, [("theme", theme)], names)
    ids = [value for condition in query.conditions for value in condition.values]
    themes = dict.fromkeys(names.theme_parents.get(key, key) for key in ids)
    return View(by, tuple(themes), level)


def _rows(session: Session, view: View, names: Catalogue) -> tuple[int, list[Row]]:
    """The total of claims, and every row with sub-themes below their theme."""
    if view.themes:
        return _read(session, view, names)
    return _WHOLE.get(names, view, lambda: _read(session, view, names))


_WHOLE = ReleaseCache[View, tuple[int, list[Row]]]()


def _read(session: Session, view: View, names: Catalogue) -> tuple[int, list[Row]]:
    everything = Query(FINDINGS, facet=("theme",))
    choices = answers.facets(session, everything, names)["theme"]
    totals = {choice.value: choice.count for choice in choices}
    mapped = answers.summary(session, [("by", f"theme,{view.by}")], names)
    themes = _counted(mapped, totals, names)
    if not view.unfolds:
        return mapped.total, themes
    below = answers.summary(session, [("by", f"sub-theme,{view.by}"), *view.narrowing], names)
    subs = _counted(below, totals, names)
    shown = []
    for row in themes:
        ids = names.with_sub_themes(row.theme_id)
        shown += [row, *(sub for sub in subs if sub.theme_id in ids)]
    return mapped.total, shown


def _counted(mapped: Summary, totals: dict[str, int], names: Catalogue) -> list[Row]:
    rows: dict[tuple[str, str], list[Cell]] = {}
    for cell in mapped.cells:
        rows.setdefault((cell.values[0], cell.labels[0]), []).append(cell)
    return [
        Row(
            theme,
            label,
            names.themes.labels.get(names.theme_parents.get(theme, "")),
            len(names.with_sub_themes(theme)) - 1,
            totals[theme],
            cells,
        )
        for (theme, label), cells in rows.items()
    ]
