"""The address of the search."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from fastapi import Query as Parameter
from sqlalchemy.orm import Session

from app.api.answers import as_json
from app.api.problems import describe
from app.dependencies import API, only, reads_release
from app.evidence import answers
from app.evidence.answers import FOUND_KINDS, Hit
from app.evidence.answers.searches import LONGEST_SEARCH, MOST_HITS, read_searched
from app.evidence.catalogue import Catalogue
from app.evidence.records.maps import SearchAnswer

searching = APIRouter(prefix=API, responses=describe(422, 503))


@searching.get(
    "/search",
    operation_id="search",
    summary="Find words in everything, best first",
    tags=["Search"],
    response_model=SearchAnswer,
    dependencies=[Depends(only("q", "kind", "page_size", "cursor"))],
)
@reads_release
def search(  # noqa: PLR0913, PLR0917 (each is a parameter of the address)
    session: Session,
    names: Catalogue,
    q: Annotated[
        str,
        Parameter(description='Words, "words in a row", beginnings*.', max_length=LONGEST_SEARCH),
    ],
    kind: Annotated[list[str] | None, Parameter(description="Only these kinds.")] = None,
    page_size: Annotated[int, Parameter(ge=1, le=MOST_HITS, description="Hits on a page.")] = 25,
    cursor: Annotated[str | None, Parameter(description="The `next_cursor` before.")] = None,
) -> Response:
    """Every word must be found, in any of its forms. What was sought is marked in the snippets."""
    asked = read_searched(q, kind or [], cursor, names)
    found = answers.search(session, asked.sought, asked.kinds, asked.first, page_size)
    meta = {
        "release": names.release,
        "query": asked.said,
        "count": found.count,
        "page_size": page_size,
        "next_cursor": asked.following(len(found.hits), found.count),
        "kinds": found.kinds,
        "suggestion": found.suggestion,
    }
    return as_json({"meta": meta, "results": [_shown(hit) for hit in found.hits]})


def _shown(hit: Hit) -> dict[str, Any]:
    lists = FOUND_KINDS[hit.kind]
    return {
        "kind": hit.kind,
        "id": hit.target_id,
        "title": hit.title,
        "snippet": "".join(f"**{text}**" if match else text for text, match in hit.snippet),
        "segments": [{"text": text, "is_match": match} for text, match in hit.snippet],
        "score": hit.score,
        "link": f"{API}/{lists}/{hit.target_id}" if lists else None,
    }
