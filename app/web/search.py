"""The page of the search: everything that mentions the words, best first."""

from dataclasses import replace

from fastapi import Request

from app.dependencies import API
from app.evidence.answers import Release
from app.evidence.row_wording import counted
from app.search.index import LISTS
from app.search.query import Hit, SearchQuery, SearchResults, read_search
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
    query = read_search(request.query_params.multi_items(), tuple(KINDS), release.catalogue)
    narrowed = source_filter(request, release.catalogue)
    if not query.words:
        return {"crumbs": (), "q": "", "results": None, "source_filter": narrowed}
    results = search_index(query, release.catalogue)
    following = results.next_cursor
    return {
        "heading": _heading(results),
        "description": f"Everything in the evidence that mentions {query.words}, best first.",
        "json_address": _address(f"{API}/search", query),
        "q": query.words,
        "results": results,
        "source_filter": narrowed,
        "meaning": results.text.in_english,
        "hits": [(hit, _link(release, hit)) for hit in results.hits],
        "called": KINDS,
        "next": _address("/search", replace(query, cursor=following)) if following else None,
    }


def _heading(results: SearchResults) -> str:
    many = " and ".join(KINDS[kind][1] for kind in results.query.among)
    number = counted(results.count, "result") if results.count else "Nothing found"
    return f"{number} for “{results.query.words}”" + (f" among {many}" if many else "")


def _address(path: str, query: SearchQuery) -> str:
    size = "" if query.page_size == SearchQuery.page_size else str(query.page_size)
    pairs = [("q", query.words), ("kind", ",".join(query.among)), ("page_size", size)]
    return link_to(path, [*pairs, *query.source_query.pairs, ("cursor", query.cursor or "")])


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
    addresses = (f"/projects?{each}={hit['id']}" for each, ids in filters.items() if row[ids])
    return next(addresses, f"{API}/organisations/{hit['id']}")
