"""The address of the search."""

import base64
import hashlib
import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from fastapi import Query as Parameter

from app.api.answers import as_json
from app.api.problems import describe
from app.database import is_text
from app.dependencies import API, CatalogueDep, SessionDep, only
from app.errors import Problem, QueryError, did_you_mean
from app.evidence import answers
from app.evidence.answers import FOUND_KINDS, Hit
from app.evidence.records.maps import SearchAnswer
from app.full_text import Sought, read_search

MOST_HITS = 100

searching = APIRouter(responses=describe(422, 503))


@searching.get(
    "/search",
    operation_id="search",
    summary="Find words in everything, best first",
    tags=["Search"],
    response_model=SearchAnswer,
    dependencies=[Depends(only("q", "kind", "page_size", "cursor"))],
)
def search(  # noqa: PLR0913, PLR0917 (each is a parameter of the address)
    session: SessionDep,
    names: CatalogueDep,
    q: Annotated[
        str,
        Parameter(description='Words, "words in a row", beginnings*.', max_length=500),
    ],
    kind: Annotated[list[str] | None, Parameter(description="Only these kinds.")] = None,
    page_size: Annotated[int, Parameter(ge=1, le=MOST_HITS, description="Hits on a page.")] = 25,
    cursor: Annotated[str | None, Parameter(description="The `next_cursor` before.")] = None,
) -> Response:
    """Every word must be found, in any of its forms. What was sought is marked in the snippets."""
    sought = _sought(q)
    kinds = _kinds(kind or [])
    mark = hashlib.sha256(f"{names.release} {names.texts} {q} {kinds}".encode()).hexdigest()[:12]
    first = _first(cursor, mark)
    found = answers.search(session, sought, kinds, first, page_size)
    last = first + len(found.hits)
    following = _cursor(mark, last) if last < found.count else None
    said = f"What mentions {q.strip()}" + (f" among {' and '.join(kinds)}" if kinds else "")
    meta = {
        "release": names.release,
        "query": said,
        "count": found.count,
        "page_size": page_size,
        "next_cursor": following,
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


def _sought(written: str) -> Sought:
    where = "query parameter q"
    if not is_text(written):
        raise QueryError([Problem("no-text", where, "a NUL or half a sign is no text.")])
    sought = read_search(written)
    if not sought.terms:
        right = f"a word to look for is needed, found {written[:80]!r}."
        raise QueryError([Problem("needed", where, right)])
    return sought


def _kinds(written: list[str]) -> tuple[str, ...]:
    words = [word.strip() for word in ",".join(written).split(",") if word.strip()]
    problems = [
        Problem(
            "unknown-kind",
            "query parameter kind",
            f"no kind {word[:80]!r} is searched. {did_you_mean(word[:80], FOUND_KINDS)}",
        )
        for word in words[: len(FOUND_KINDS) + 1]
        if word not in FOUND_KINDS
    ]
    if problems:
        raise QueryError(problems)
    return tuple(kind for kind in FOUND_KINDS if kind in words)


def _cursor(mark: str, first: int) -> str:
    return base64.urlsafe_b64encode(f"{mark}:{first}".encode()).decode().rstrip("=")


def _first(cursor: str | None, mark: str) -> int:
    if not cursor:
        return 0
    padded = cursor[:100] + "=" * (-len(cursor[:100]) % 4)
    try:
        written = base64.urlsafe_b64decode(padded).decode("ascii")
    except ValueError:
        written = ""
    place = re.fullmatch(f"{mark}:([0-9]{{1,9}})", written)
    if not place:
        right = "this cursor belongs to another search or an earlier release: ask without it."
        raise QueryError([Problem("foreign-cursor", "query parameter cursor", right)])
    return int(place.group(1))
