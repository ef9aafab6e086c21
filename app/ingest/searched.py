"""The texts that a search within a list reads: what a row says, and the names it is known by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.database import folded
from app.evidence import vocabulary as v
from app.ingest.file_rows import FileRows
from app.ingest.validate import Delivery

_SEARCHED = (
    *("name", "title", "label", "definition", "measure", "population"),
    *("statement", "text_summary", "summary", "target_population"),
)
_LISTED = ("synonyms", "areas")


@dataclass(frozen=True)
class Names:
    """The names that projects and themes are known by."""

    of_project: Mapping[str, Sequence[str]]
    of_theme: Mapping[str, str]

    @classmethod
    def of(cls, delivery: Delivery) -> "Names":
        """The name and the other names of every project, and the label of every theme."""
        projects, aliases = delivery.rows["projects.csv"], delivery.rows["project_aliases.csv"]
        themes = delivery.rows["themes.csv"]
        names = {
            i: [name] for i, name in zip(projects["project_id"], projects["name"], strict=True)
        }
        for project_id, alias in zip(aliases["project_id"], aliases["alias"], strict=True):
            names[project_id].append(alias)
        return cls(names, dict(zip(themes["theme_id"], themes["label"], strict=True)))


def search_texts(rows: FileRows, delivery: Delivery, places: Sequence[int]) -> Iterator[str]:
    """Of each row at some places, every text that a search of it reads, folded."""
    names = Names.of(delivery)
    said = [rows[column] for column in _SEARCHED if column in rows.columns]
    listed = [rows[column] for column in _LISTED if column in rows.columns]
    focus = rows.columns.get("focus")
    themes = rows["theme_id"] if "polarity" in rows.columns or "measure" in rows.columns else None
    projects = rows.columns.get("project_id")

    @cache
    def known_by(theme_id: str | None, project_id: str | None) -> str:
        label = names.of_theme.get(theme_id or "", "")
        return folded(" ".join([label, *names.of_project.get(project_id or "", ())]))

    for place in places:
        texts: list[str] = [cells[place] or "" for cells in said]
        for cells in listed:
            texts += cells[place]
        if focus:
            texts += [v.FOCUS.labels[one] for one in focus[place]]
        own = folded(" ".join(texts))
        others = known_by(_at(themes, place), _at(projects, place))
        yield f"{own} {others}".strip()


def _at(cells: Sequence[Any] | None, place: int) -> Any:
    return cells[place] if cells else None
