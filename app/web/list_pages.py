"""The pages of lists: a row for each, with what is its own; all else they share."""

from collections.abc import Callable
from typing import Any

from fastapi import Request

from app.database import split
from app.dependencies import API
from app.evidence import answers
from app.evidence.answers import Release, Row
from app.evidence.answers.worries import WORRIES, Worry
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import grouped
from app.evidence.queries import FINDINGS, Query
from app.evidence.row_wording import counted
from app.evidence.vocabulary import read_table
from app.web import filter_labels
from app.web.labels import SCOPES
from app.web.lists import ListPage, read_list
from app.web.pages import Context, page
from app.web.pictures import pictures_of_list
from app.web.rows import best_of_each

MAX_CLAIMS = 2
"""Claims of a project in a list; its page has all of them."""


def list_title(query: Query, catalogue: Catalogue) -> str:
    noun = _NOUNS.get(query.evidence_list.name, query.evidence_list.title.lower())
    narrowing = filter_labels.query_in_words(query.narrowing, catalogue)
    return f"{noun[:1].upper()}{noun[1:]} {narrowing}".strip()


def _claims(release: Release, shown: ListPage) -> dict[str, Any]:
    """The claims by which projects were asked for."""
    ids = tuple(row["project_id"] for row in shown.answer.records)
    claims = answers.matched_claims(release, shown.query, ids) if ids else []
    filters = answers.theme_filters(shown.query)
    themes = filters.get("barrier", ())
    implied = answers.implied_projects(release, themes) if themes else set()
    return {
        "claims": grouped(claims, "project_id"),
        "most": MAX_CLAIMS,
        "implied": {key for (key,) in release.distinct(shown.query, "project_id")} & implied,
        "best": best_of_each(release, ids),
        "unnamed": [] if ids else _unnamed(release, filters),
        "worry": _worry([theme for each in filters.values() for theme in each], release.catalogue),
    }


def _unnamed(
    release: Release, filters: dict[str, tuple[str, ...]]
) -> list[tuple[Query, list[Row]]]:
    """What is said, of no one project by name, on what no project was found with."""
    lists = []
    for polarity in ("barrier", "facilitator"):
        narrowed = {"theme": filters.get(polarity, ()), "polarity": (polarity,)}
        narrowed |= {"scope": tuple(SCOPES)}
        rows = release.rows("findings", **narrowed) if narrowed["theme"] else []
        if rows:
            # What is said of many projects comes before what is said of one that is not named.
            rows.sort(key=lambda row: row["scope"] != "programme")
            lists.append((Query.of(FINDINGS, **narrowed), rows))
    return lists


def _worry(themes: list[str], catalogue: Catalogue) -> Worry | None:
    """The first worry that themes are of."""
    near = {
        each
        for theme in themes
        for each in (*catalogue.with_parent(theme), *catalogue.with_sub_themes(theme))
    }
    return next((each for each in WORRIES.values() if near & {*each.theme_ids}), None)


_LISTS = read_table(__file__, "list_pages")
"""What each list is called that has a page, and its filters with check boxes.

`everything` is its heading where nothing narrows it.
"""
_MORE: dict[str, Callable[[Release, ListPage], Context]] = {
    "projects": _claims,
    "outcomes": lambda release, shown: {"pictures": pictures_of_list(release, shown.query)},
}
"""What the templates of some lists show besides."""
LIST_PAGES = {each["name"]: f"/{each['name']}" for each in _LISTS}
"""Which lists have a page, and where."""
_NOUNS = {each["name"]: each["nouns"] for each in _LISTS}
ROW_PAGES = ("projects", "findings", "outcomes", "themes", "recommendations")
"""The lists of which each row has a page of its own, below that of the list."""


def _add(name: str, each: Row) -> None:
    page_size = int(each["page_size"]) if each["page_size"] else None

    @page(LIST_PAGES[name], is_open=True)
    def show(request: Request, release: Release) -> Context:
        shown = read_list(request, release, name, tuple(split(each["filters"])), page_size)
        number = counted(shown.answer.count, each["noun"], each["nouns"])
        return {
            "heading": shown.heading(number, release.catalogue, each["everything"].format(number)),
            "json_address": f"{API}{shown.query.address()}",
            **vars(shown),
            **(_MORE[name](release, shown) if name in _MORE else {}),
        }


for _each in _LISTS:
    _add(_each["name"], _each)
