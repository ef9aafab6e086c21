"""The pages of themes: all of them with their counts, and one theme in full."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session

from app.dependencies import API, no_parameters, reads_release
from app.errors import NotFoundError, Problem, did_you_mean
from app.evidence import answers
from app.evidence.answers import LISTINGS, Row
from app.evidence.catalogue import Catalogue
from app.evidence.queries import THEMES, Query, read_query
from app.evidence.queries.reading import MOST_ON_A_PAGE
from app.evidence.vocabulary import POLARITY
from app.web.lists import address, chips, list_page
from app.web.rendering import Page, counted, render, twin_of

router = APIRouter(include_in_schema=False)

SECTION = "/map"
MAX_SHOWN = 100
"""Rows of one list on the page of a theme; the rest is a link away."""
CRUMBS = (("Evidence map", SECTION), ("Themes", "/themes"))


@list_page(router, "themes")
@reads_release
def show_list(request: Request, session: Session, names: Catalogue) -> Response:
    """Every theme and sub-theme with its definition and its counts."""
    query = _query(request, names)
    found = answers.answer(session, LISTINGS["themes"], query, names)
    following = query.following(found.next_cursor) if found.next_cursor else None
    number = counted(found.count, "theme")
    said = query.narrowing.in_english(names).removeprefix("Themes ")
    heading = f"{number} {said}" if query.conditions else f"All {number} and sub-themes"
    page = Page(
        template="themes.html",
        heading=heading,
        description=f"{heading}: what belongs to each, and how many claims there are.",
        twin=twin_of(query),
        crumbs=CRUMBS if query.conditions else CRUMBS[:1],
        section=SECTION,
        context={
            "query": query,
            "answer": found,
            "chips": chips(request.url.path, query, names),
            "next": address(request.url.path, following) if following else None,
            "words": [v for c in query.conditions if c.filter.name == "q" for v in c.values],
        },
    )
    return render(request, page, names.release)


@router.get("/themes/{theme_id}", dependencies=[Depends(no_parameters)])
@reads_release
def show_one(request: Request, theme_id: str, session: Session, names: Catalogue) -> Response:
    """One theme: what belongs there, its claims, what was done, what is recommended."""
    if theme_id not in names.themes.labels:
        hint = did_you_mean(theme_id[:80], names.themes.spellings)
        message = f"There is no theme {theme_id[:80]!r}. {hint}"
        raise NotFoundError([Problem("unknown-theme", "address", message)])
    theme = answers.record(session, LISTINGS["themes"], theme_id, names) or {}
    parent = theme["parent_id"]
    above = ((theme["parent_label"], f"/themes/{parent}"),) if parent else ()
    page = Page(
        template="theme.html",
        heading=theme["label"],
        description=f"{theme['label']}: {theme['definition']}",
        twin=f"{API}/themes/{theme_id}",
        crumbs=(*CRUMBS, *above),
        section=SECTION,
        context={"theme": theme, **_evidence(session, theme_id, names)},
    )
    return render(request, page, names.release)


def _query(request: Request, names: Catalogue) -> Query:
    """The list that is asked for: whole, unless its address says how much is wanted."""
    query = read_query(THEMES, request.query_params.multi_items(), names)
    is_said = request.query_params.get("page_size", "").strip()
    return query if is_said else replace(query, page_size=MOST_ON_A_PAGE)


@dataclass(frozen=True)
class Shown:
    """The first rows of a list, how many it has, and the page that has them all."""

    rows: list[Row]
    count: int
    page: str

    @property
    def is_part(self) -> bool:
        """Whether there are more than are shown."""
        return self.count > len(self.rows)


def _evidence(session: Session, theme_id: str, names: Catalogue) -> dict[str, Any]:
    """All that is said on a theme; of long lists the first rows, and where the rest is."""
    on_theme = {"theme": (theme_id,)}
    claims = {
        code: _shown(session, "findings", {**on_theme, "polarity": (code,)}, names)
        for code in POLARITY.codes
    }
    parents = names.with_parent(theme_id)[1:]
    bearing = {*names.with_sub_themes(theme_id), *parents}
    advice = _all(session, "recommendations", (theme_id, *parents), names)
    themes = _all(session, "themes", (theme_id,), names)
    return {
        "sub_themes": [row for row in themes if row["parent_id"] == theme_id],
        "claims": claims,
        "claim_count": sum(shown.count for shown in claims.values()),
        "project_counts": {
            code: _shown(session, "projects", {code: (theme_id,)}, names, most=1).count
            for code in ("barrier", "facilitator")
        },
        "chains": _shown(session, "chains", on_theme, names),
        # What is said on the whole theme bears on a sub-theme; what is said on another does not.
        "recommendations": [row for row in advice if bearing & set(row["theme_ids"])],
        "outcomes": _shown(session, "outcomes", on_theme, names),
    }


def _all(session: Session, name: str, theme_ids: tuple[str, ...], names: Catalogue) -> list[Row]:
    return answers.rows_with(session, LISTINGS[name], {"theme": theme_ids}, names)


def _shown(
    session: Session,
    name: str,
    narrowed: Mapping[str, tuple[str, ...]],
    names: Catalogue,
    most: int | None = None,
) -> Shown:
    query = Query.of(LISTINGS[name].resource, narrowed)
    page = replace(query, page_size=most or MAX_SHOWN)
    found = answers.answer(session, LISTINGS[name], page, names)
    return Shown(found.records, found.count, query.address())
