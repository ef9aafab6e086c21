"""The page of the search: everything that mentions the words, best first."""

from dataclasses import replace

from fastapi import Request

from app.dependencies import API
from app.evidence.answers import Release
from app.evidence.row_wording import counted
from app.search.index import LISTS
from app.search.query import Hit, Search, SearchResults, read_search
from app.search.query import search as search_index
from app.web.filter_labels import words_of
from app.web.list_pages import ROW_PAGES
from app.web.lists import source_filter
from app.web.pages import Context, page
from app.web.rendering import link_to

KINDS = {kind: nouns.split(";") for kind, nouns in words_of("search-kinds").items()}
"""The noun for each kind, singular and plural."""


@page("/search", is_open=True)
def show(request: Request, release: Release) -> Context:
    """The hits with the words marked; without words, the search box alone."""
    asked = read_search(request.query_params.multi_items(), tuple(KINDS), release.catalogue)
    kept = source_filter(request, release.catalogue)
    if not asked.written:
        return {"crumbs": (), "q": "", "results": None, "kept": kept}
    results = search_index(asked, release.catalogue)
    following = results.next_cursor
    return {
        "heading": _heading(results),
        "description": f"Everything in the evidence that mentions {asked.written}, best first.",
        "json_address": _address(f"{API}/search", asked),
        "q": asked.written,
        "results": results,
        "kept": kept,
        "meaning": results.text.in_english,
        "hits": [(hit, _link(release, hit)) for hit in results.hits],
        "called": KINDS,
        "next": _address("/search", replace(asked, cursor=following)) if following else None,
    }


def _heading(results: SearchResults) -> str:
    many = " and ".join(KINDS[kind][1] for kind in results.asked.among)
    number = counted(results.count, "result") if results.count else "Nothing found"
    return f"{number} for “{results.asked.written}”" + (f" among {many}" if many else "")


def _address(path: str, asked: Search) -> str:
    size = "" if asked.page_size == Search.page_size else str(asked.page_size)
    pairs = {"q": asked.written, "kind": ",".join(asked.among), "page_size": size}
    return link_to(path, {**pairs, **dict(asked.source_query.pairs), "cursor": asked.cursor or ""})


def _link(release: Release, hit: Hit) -> str | None:
    """The page that shows a hit; of an evaluation its project, of an organisation its projects."""
    name = LISTS.get(hit["kind"], "")
    if name in ROW_PAGES:
        return f"/{name}/{hit['id']}"
    if hit["kind"] == "audit-condition":
        return f"/audit#{hit['id']}"
    is_found_by_row = hit["kind"] in {"evaluation", "organisation"}
    row = release.record(name, hit["id"]) if is_found_by_row else None
    if row is None:
        return None
    if hit["kind"] == "evaluation":
        return f"/projects/{row['project_id']}"
    filters = {"lead": "led_project_ids", "evaluator": "evaluated_project_ids"}
    asked = (f"/projects?{each}={hit['id']}" for each, ids in filters.items() if row[ids])
    return next(asked, f"{API}/organisations/{hit['id']}")
