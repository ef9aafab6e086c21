"""The page of the search: everything that holds the words, best first."""

from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response
from fastapi import Query as Parameter
from sqlalchemy.orm import Session

from app.dependencies import API, only, reads_release
from app.evidence import answers
from app.evidence.answers import LISTINGS, Row
from app.evidence.catalogue import Catalogue
from app.search.documents import LISTS
from app.search.query import LONGEST_SEARCH, MOST_HITS, Hit, Results
from app.search.query import search as answered
from app.web.rendering import Page, counted, render

router = APIRouter(include_in_schema=False)

PAGE_SIZE = 25
KINDS = {
    "project": ("project", "projects"),
    "finding": ("claim", "claims"),
    "outcome": ("outcome", "outcomes"),
    "theme": ("theme", "themes"),
    "organisation": ("organisation", "organisations"),
    "evaluation": ("evaluation report", "evaluation reports"),
    "recommendation": ("recommendation", "recommendations"),
    "audit-condition": ("audit condition", "audit conditions"),
    "paragraph": ("paragraph of a source", "paragraphs of sources"),
}
"""What each kind is called on pages, one and many."""


@router.get("/search", dependencies=[Depends(only("q", "kind", "page_size", "cursor"))])
@reads_release
def show(  # noqa: PLR0913, PLR0917 (each is a parameter of the address)
    request: Request,
    session: Session,
    names: Catalogue,
    q: Annotated[str, Parameter(max_length=LONGEST_SEARCH)] = "",
    kind: Annotated[list[str] | None, Parameter()] = None,
    page_size: Annotated[int, Parameter(ge=1, le=MOST_HITS)] = PAGE_SIZE,
    cursor: Annotated[str | None, Parameter()] = None,
) -> Response:
    """What was found, with the words marked; without words, the box alone."""
    if not q.strip():
        return render(request, _unasked(), names.release)
    found = answered(q, kind or [], page_size, cursor, names)
    following = found.next_cursor
    page = Page(
        template="search.html",
        heading=_heading(found),
        description=f"Everything in the evidence that mentions {q.strip()}, best first.",
        twin=_address(f"{API}/search", found, page_size, cursor),
        crumbs=(("Search", "/search"),),
        context={
            "written": q.strip(),
            "found": found,
            "meaning": found.text.in_english,
            "kinds": _kinds(found),
            "hits": _linked(session, found.hits, names),
            "called": KINDS,
            "next": _address("/search", found, page_size, following) if following else None,
        },
    )
    return render(request, page, names.release)


def _unasked() -> Page:
    return Page(
        template="search.html",
        heading="Search for words in everything",
        description="Find words in projects, claims, outcomes, themes and recommendations.",
        twin=API,
        context={"written": "", "found": None},
    )


def _heading(found: Results) -> str:
    many = " and ".join(KINDS[kind][1] for kind in found.among)
    number = counted(found.count, "result") if found.count else "Nothing found"
    return f"{number} for “{found.written.strip()}”" + (f" among {many}" if many else "")


def _address(path: str, found: Results, page_size: int, cursor: str | None) -> str:
    pairs = [("q", found.written)]
    if found.among:
        pairs.append(("kind", ",".join(found.among)))
    if page_size != PAGE_SIZE:
        pairs.append(("page_size", str(page_size)))
    if cursor:
        pairs.append(("cursor", cursor))
    return f"{path}?{urlencode(pairs, safe=',')}"


def _kinds(found: Results) -> list[tuple[str, str, bool]]:
    """Each kind of which anything was found, with its address, and whether it is shown alone."""
    own = {"q": found.written}
    everything = (f"Everything ({sum(found.kinds.values()):,})", _written(own), not found.among)
    return [
        everything,
        *(
            (
                f"{many.capitalize()} ({found.kinds[kind]:,})",
                _written({**own, "kind": kind}),
                found.among == (kind,),
            )
            for kind, (_, many) in KINDS.items()
            if found.kinds.get(kind)
        ),
    ]


def _written(pairs: dict[str, str]) -> str:
    return f"/search?{urlencode(pairs)}"


def _linked(session: Session, hits: list[Hit], names: Catalogue) -> list[tuple[Hit, str | None]]:
    """Every hit with the page that shows it."""
    rows = {kind: _rows(session, kind, hits, names) for kind in _SHOWN_AT}
    return [(hit, _link(hit, rows.get(hit.kind, {}).get(hit.id))) for hit in hits]


def _rows(session: Session, kind: str, hits: list[Hit], names: Catalogue) -> dict[str, Row]:
    listing = LISTINGS[LISTS[kind]]
    wanted = {hit.id for hit in hits if hit.kind == kind}
    rows = {one: answers.record(session, listing, one, names) for one in wanted}
    return {one: row for one, row in rows.items() if row}


def _link(hit: Hit, row: Row | None) -> str | None:
    """The page that shows a hit; of an organisation, its projects."""
    if hit.kind in {"project", "finding", "theme"}:
        return f"/{LISTS[hit.kind]}/{hit.id}"
    if hit.kind == "audit-condition":
        return f"/audit#{hit.id}"
    return _SHOWN_AT[hit.kind](row) if row else None


def _of_outcome(row: Row) -> str:
    return f"/outcomes?{urlencode({'project': row['project_id'], 'q': _in_a_row(row['measure'])})}"


def _in_a_row(text: str) -> str:
    """A search for the words of a text as they stand in it."""
    words = text.replace('"', " ").replace("*", " ")
    return f'"{words}"'


def _of_evaluation(row: Row) -> str:
    return f"/projects/{row['project_id']}"


def _of_recommendation(row: Row) -> str | None:
    return f"/themes/{row['theme_ids'][0]}#recommended" if row["theme_ids"] else None


def _of_organisation(row: Row) -> str:
    own = row["organisation_id"]
    if row["led_project_ids"]:
        return f"/projects?lead={own}"
    if row["evaluated_project_ids"]:
        return f"/projects?evaluator={own}"
    return f"{API}/organisations/{own}"


_SHOWN_AT: dict[str, Callable[[Row], str | None]] = {
    "outcome": _of_outcome,
    "evaluation": _of_evaluation,
    "recommendation": _of_recommendation,
    "organisation": _of_organisation,
}
"""These have no page of their own: where they are shown stands in their row."""
