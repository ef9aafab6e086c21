"""The evidence map: how many claims each theme has, by what helped, by strand or by focus."""

from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from app.dependencies import API
from app.evidence import answers
from app.evidence.answers import MapCell, Release
from app.evidence.ordering import grouped
from app.evidence.queries import Query
from app.evidence.queries.sources import EVERY_SOURCE, SOURCE_PARAMETERS
from app.evidence.release_cache import cached_per_release
from app.evidence.row_wording import counted
from app.evidence.vocabulary import BLANK
from app.web.filter_labels import words_of
from app.web.lists import ensure_choices, source_filter
from app.web.pages import Context, page
from app.web.rendering import link_to

COUNTED_BY = words_of("map-columns")
"""What readers call each of the columns that the map may have."""
LEVELS = ("theme", "sub-theme")


@dataclass(frozen=True)
class MapView:
    """The columns of the map, whether it has the parts of themes, and the sources it is kept to."""

    by: str
    level: str = "theme"
    source_query: Query = EVERY_SOURCE

    @property
    def address(self) -> str:
        """The address of the view, without parameters that have their default."""
        by, level = self.by, self.level
        pairs = [("by", by if by != "polarity" else ""), ("level", level if self.has_parts else "")]
        return link_to("/map", [*pairs, *self.source_query.pairs])

    @property
    def has_parts(self) -> bool:
        return self.level == "sub-theme"


@dataclass(frozen=True)
class MapRow:
    """A theme, or a sub-theme below it, with its counts."""

    theme_id: str
    parent_id: str
    total: int
    cells: list[MapCell]

    @property
    def is_part(self) -> bool:
        return self.theme_id != self.parent_id


@page("/map", "by", "theme", "level", *SOURCE_PARAMETERS)
def show(request: Request, release: Release) -> Context | Response:
    """Themes by polarity, strand or focus; every count leads to its claims."""
    narrowed = source_filter(request, release.catalogue)
    parameters = {name: request.query_params.get(name, "").strip() for name in ("by", "level")}
    view = MapView(parameters["by"] or "polarity", parameters["level"] or LEVELS[0], narrowed.query)
    ensure_choices([("by", view.by, COUNTED_BY), ("level", view.level, LEVELS)])
    if theme := request.query_params.get("theme", "").strip():
        # Links to the parts of one theme lead to it among all parts.
        return RedirectResponse(f"{replace(view, level=LEVELS[1]).address}#{quote(theme)}", 301)
    # What is kept to some sources may be asked in a great many ways: the whole map in a few.
    read = _read if view.source_query.conditions else _read_once
    total, rows = read(release, view)
    by = f"theme and {COUNTED_BY[view.by]}"
    return {
        "heading": f"Evidence map: {counted(total, 'statement')} by {by}",
        "description": f"How much is said of what helped and what got in the way, by {by}, and "
        "where the sources say nothing.",
        "json_address": link_to(
            f"{API}/summary", [("by", f"{view.level},{view.by}"), *view.source_query.pairs]
        ),
        "view": view,
        "rows": rows,
        "labels": release.catalogue.themes.labels,
        "has_parts": {row.parent_id for row in rows if row.is_part},
        "most": max(cell.count for row in rows for cell in row.cells),
        "counted_by": COUNTED_BY,
        "blank_labels": {code: label.lower() for code, label in BLANK.labels.items()},
        "source_filter": narrowed,
        "as_view": partial(replace, view),
    }


def _read(release: Release, view: MapView) -> tuple[int, list[MapRow]]:
    """The total of claims, and every row with sub-themes below their theme."""
    catalogue, everything = release.catalogue, replace(view.source_query, facet=("theme",))
    totals = {each.value: each.count for each in answers.facets(release, everything)["theme"]}
    mapped = [
        answers.summary(release, [("by", f"{level},{view.by}"), *view.source_query.pairs])
        for level in (LEVELS if view.has_parts else LEVELS[:1])
    ]
    cells = grouped((cell for each in mapped for cell in each.cells), lambda cell: cell.values[0])
    return mapped[0].total, [
        MapRow(theme, parent, totals[theme], cells[theme])
        for parent in catalogue.themes.labels
        if parent not in catalogue.theme_parents
        for theme in catalogue.with_sub_themes(parent)
        if theme in cells
    ]


_read_once = cached_per_release(_read)
