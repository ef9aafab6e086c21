"""The route of the search."""

from typing import Any

from fastapi import Request, Response

from app.addresses import link
from app.api.answers import as_json
from app.api.parameters import of_search
from app.api.routing import Router
from app.dependencies import API
from app.evidence.catalogue import Catalogue
from app.evidence.queries.grammar import TextQuery
from app.evidence.queries.searches import read_search
from app.evidence.records.maps import SearchAnswer
from app.search.documents import KINDS, LISTS
from app.search.query import Hit
from app.search.query import search as search_index

router = Router(prefix=API)


@router.answers(
    "/search",
    "search",
    "Find words in everything, best first",
    "Search",
    SearchAnswer,
    takes=None,
    parameters=of_search(),
)
def search(request: Request, names: Catalogue) -> Response:
    """Every word must be found, in any of its forms. What was sought is marked in the snippets."""
    results = search_index(read_search(request.query_params.multi_items(), KINDS), names)
    meta = {
        "release": names.release,
        "query": results.in_english,
        "understood": _understood(results.text),
        "count": results.count,
        "page_size": results.asked.page_size,
        "next_cursor": results.next_cursor,
        "kinds": results.kinds,
        "suggestion": results.suggestion,
    }
    return as_json({"meta": meta, "results": [_shown(hit) for hit in results.hits]})


def _understood(text: TextQuery) -> list[dict[str, str]]:
    """Each part of a search, with what it is taken to mean."""
    terms = [term for group in text.groups for term in group]
    return [
        *({"words": term.written, "meaning": term.in_english} for term in terms),
        *(
            {"words": f"-{term.written}", "meaning": f"not {term.in_english}"}
            for term in text.excluded
        ),
        *(
            {"words": word, "meaning": "Passed over: every text has it."}
            for word in text.passed_over
        ),
    ]


def _shown(hit: Hit) -> dict[str, Any]:
    lists = LISTS.get(hit.kind)
    return {
        "kind": hit.kind,
        "id": hit.id,
        "title": hit.title,
        "snippet": "".join(f"**{text}**" if match else text for text, match in hit.snippet),
        "segments": [{"text": text, "is_match": match} for text, match in hit.snippet],
        "score": hit.score,
        "link": link(f"{API}/{lists}/{hit.id}") if lists else None,
    }
