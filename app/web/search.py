"""The page of the search: everything that mentions the words, best first."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

from fastapi import Request
from sqlalchemy.orm import Session

from app.dependencies import API
from app.evidence import answers
from app.evidence.answers import LISTINGS, Row
from app.evidence.catalogue import Catalogue
from app.evidence.queries.searches import Search, read_search
from app.search.documents import LISTS
from app.search.query import Hit, Results
from app.search.query import search as search_index
from app.web.pages import page
from app.web.rendering import Page, counted

KINDS = {
    "project": ("project", "projects"),
    "finding": ("statement", "statements"),
    "outcome": ("result", "results"),
    "theme": ("theme", "themes"),
    "organisation": ("organisation", "organisations"),
    "evaluation": ("evaluation report", "evaluation reports"),
    "recommendation": ("recommendation", "recommendations"),
    "audit-condition": ("condition to check", "conditions to check"),
    "paragraph": ("paragraph of a source", "paragraphs of sources"),
}
"""The noun for each kind, singular and plural."""


@page("/search", is_open=True)
def show(request: Request, session: Session, names: Catalogue) -> Page:
    """The hits with the words marked; without words, the search box alone."""
    asked = read_search(request.query_params.multi_items(), tuple(KINDS))
    if not asked.written:
        return _empty()
    results = search_index(asked, names)
    following = results.next_cursor
    return Page(
        template="search.html",
        heading=_heading(results),
        description=f"Everything in the evidence that mentions {asked.written}, best first.",
        twin=_address(f"{API}/search", asked),
        crumbs=(("Search", "/search"),),
        context={
            "q": asked.written,
            "results": results,
            "meaning": results.text.in_english,
            "kinds": _kinds(results),
            "hits": _linked(session, results.hits, names),
            "called": KINDS,
            "next": _address("/search", replace(asked, cursor=following)) if following else None,
        },
    )


def _empty() -> Page:
    return Page(
        template="search.html",
        heading="Search for words in everything",
        description="Find words in projects, statements, results, themes and recommendations.",
        twin=API,
        context={"q": "", "results": None},
    )


def _heading(results: Results) -> str:
    many = " and ".join(KINDS[kind][1] for kind in results.asked.among)
    number = counted(results.count, "result") if results.count else "Nothing found"
    return f"{number} for “{results.asked.written}”" + (f" among {many}" if many else "")


def _address(path: str, asked: Search) -> str:
    pairs = [("q", asked.written)]
    if asked.among:
        pairs.append(("kind", ",".join(asked.among)))
    if asked.page_size != Search.page_size:
        pairs.append(("page_size", str(asked.page_size)))
    if asked.cursor:
        pairs.append(("cursor", asked.cursor))
    return f"{path}?{urlencode(pairs, safe=',')}"


def _kinds(results: Results) -> list[tuple[str, str, bool]]:
    """Each kind that has hits, with its address, and whether it is shown alone."""
    q = {"q": results.asked.written}
    everything = (
        f"Everything ({sum(results.kinds.values()):,})",
        _search(q),
        not results.asked.among,
    )
    return [
        everything,
        *(
            (
                f"{many.capitalize()} ({results.kinds[kind]:,})",
                _search({**q, "kind": kind}),
                results.asked.among == (kind,),
            )
            for kind, (_, many) in KINDS.items()
            if results.kinds.get(kind)
        ),
    ]


def _search(pairs: dict[str, str]) -> str:
    return f"/search?{urlencode(pairs)}"


def _linked(session: Session, hits: list[Hit], names: Catalogue) -> list[tuple[Hit, str | None]]:
    """Every hit with the page that shows it."""
    rows = {kind: _rows(session, kind, hits, names) for kind in _SHOWN_AT}
    return [(hit, _link(hit, rows.get(hit.kind, {}).get(hit.id))) for hit in hits]


def _rows(session: Session, kind: str, hits: list[Hit], names: Catalogue) -> dict[str, Row]:
    listing = LISTINGS[LISTS[kind]]
    wanted = {hit.id for hit in hits if hit.kind == kind}
    rows = {key: answers.record(session, listing, key, names) for key in wanted}
    return {key: row for key, row in rows.items() if row}


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
    key = row["organisation_id"]
    if row["led_project_ids"]:
        return f"/projects?lead={key}"
    if row["evaluated_project_ids"]:
        return f"/projects?evaluator={key}"
    return f"{API}/organisations/{key}"


_SHOWN_AT: dict[str, Callable[[Row], str | None]] = {
    "outcome": _of_outcome,
    "evaluation": _of_evaluation,
    "recommendation": _of_recommendation,
    "organisation": _of_organisation,
}
"""The page on which a hit is shown that has none of its own."""
