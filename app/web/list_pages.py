"""The pages of lists: a row for each, with what is its own; all else they share."""

from collections.abc import Callable
from dataclasses import replace

from fastapi import Request

from app.database import split
from app.dependencies import API
from app.evidence import answers
from app.evidence.answers import Release, Row, RowPage
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import grouped
from app.evidence.queries import EVIDENCE_LISTS, FINDINGS, Query, read_query
from app.evidence.row_wording import counted
from app.evidence.vocabulary import read_table
from app.web import filter_labels
from app.web.labels import SCOPES
from app.web.lists import address, chips, groups
from app.web.pages import Context, page
from app.web.pictures import pictures_of_list
from app.web.rows import best_of_each

MAX_CLAIMS = 2
"""Claims of a project in a list; its page has all of them."""


def list_title(query: Query, catalogue: Catalogue) -> str:
    noun = _NOUNS.get(query.evidence_list.name, query.evidence_list.title.lower())
    narrowing = filter_labels.query_in_words(query.narrowing, catalogue)
    return f"{noun[:1].upper()}{noun[1:]} {narrowing}".strip()


def _claims(release: Release, query: Query, answer: RowPage) -> Context:
    """The claims by which projects were asked for."""
    ids = tuple(row["project_id"] for row in answer.records)
    claims = answers.matched_claims(release, query, ids) if ids else []
    filters = answers.theme_filters(query)
    themes, every = filters.get("barrier", ()), [each for of in filters.values() for each in of]
    met = answers.projects_that_met(release, themes)
    implied = {key for key, is_stated in met.items() if not is_stated}
    return {
        "claims": grouped(claims, "project_id"),
        "most": MAX_CLAIMS,
        "implied": {key for (key,) in release.distinct(query, "project_id")} & implied,
        "best": best_of_each(release, ids),
        "unnamed": [] if ids else _unnamed(release, filters),
        "worry": next(iter(answers.worries_on(every, release.catalogue)), None),
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


_LISTS = read_table(__file__, "list_pages")
"""What each list is called that has a page, and its filters with check boxes.

`everything` is its heading where nothing narrows it.
"""
_MORE: dict[str, Callable[[Release, Query, RowPage], Context]] = {
    "projects": _claims,
    "outcomes": lambda release, query, _: {"pictures": pictures_of_list(release, query)},
}
"""What the templates of some lists show besides."""
LIST_PAGES = {each["name"]: f"/{each['name']}" for each in _LISTS}
"""Which lists have a page, and where."""
_NOUNS = {each["name"]: each["nouns"] for each in _LISTS}
ROW_PAGES = ("projects", "findings", "outcomes", "themes", "recommendations")
"""The lists of which each row has a page of its own, below that of the list."""


def _add(name: str, each: Row) -> None:
    filters = tuple(split(each["filters"]))

    @page(LIST_PAGES[name], is_open=True)
    def show(request: Request, release: Release) -> Context:
        path, pairs = request.url.path, request.query_params
        given = read_query(EVIDENCE_LISTS[name], pairs.multi_items(), release.catalogue)
        has_size = not each["page_size"] or pairs.get("page_size", "").strip()
        query = given if has_size else replace(given, page_size=int(each["page_size"]))
        answer = release.page(query)
        number = counted(answer.count, each["noun"], each["nouns"])
        narrowed = f"{number} {filter_labels.query_in_words(query.narrowing, release.catalogue)}"
        following = query.following(answer.next_cursor) if answer.next_cursor else None
        count = release.count if not answer.count else lambda _: None
        return {
            "heading": narrowed
            if query.conditions
            else each["everything"].format(number) or f"All {number}",
            "json_address": f"{API}{query.address()}",
            "query": query,
            "answer": answer,
            "groups": groups(release, query, filters),
            "chips": chips(path, given, release.catalogue, count),
            "next": address(path, following) if following else None,
            "orders": filter_labels.orders_of(query),
            **(_MORE[name](release, query, answer) if name in _MORE else {}),
        }


for _each in _LISTS:
    _add(_each["name"], _each)
