"""The pages of themes: all of them with their counts, and one theme in full."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from app.dependencies import API, CatalogueDep, SessionDep, no_parameters
from app.errors import NotFoundError, Problem, did_you_mean
from app.evidence import answers
from app.evidence.answers import LISTINGS, Columns
from app.evidence.catalogue import Catalogue
from app.evidence.queries import THEMES, Query, read_query
from app.evidence.queries.reading import MOST_ON_A_PAGE
from app.evidence.vocabulary import POLARITY
from app.web.lists import address, chips
from app.web.rendering import Page, counted, render, twin_of

themes = APIRouter()

SECTION = "/map"
CRUMBS = (("Evidence map", SECTION), ("Themes", "/themes"))


@themes.get("/themes")
def show_list(request: Request, session: SessionDep, names: CatalogueDep) -> Response:
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


@themes.get("/themes/{theme_id}")
def show_one(request: Request, theme_id: str, session: SessionDep, names: CatalogueDep) -> Response:
    """One theme: what belongs there, its claims, what was done, what is recommended."""
    no_parameters(request)
    if theme_id not in names.themes.labels:
        hint = did_you_mean(theme_id[:80], names.themes.spellings)
        right = f"there is no theme {theme_id[:80]!r}. {hint}"
        raise NotFoundError([Problem("unknown-theme", "address", right)])
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


def _evidence(session: Session, theme_id: str, names: Catalogue) -> dict[str, Any]:
    """All that is said on a theme."""

    def on_theme(name: str, *also: str) -> list[Columns]:
        wanted = {"theme": (theme_id, *also)}
        return answers.of_projects(session, LISTINGS[name], wanted, names)

    claims = on_theme("findings")
    by_polarity = {code: [c for c in claims if c["polarity"] == code] for code in POLARITY.codes}
    parents = names.with_parent(theme_id)[1:]
    bearing = {*names.with_sub_themes(theme_id), *parents}
    advice = on_theme("recommendations", *parents)
    return {
        "sub_themes": [row for row in on_theme("themes") if row["parent_id"] == theme_id],
        "claims": by_polarity,
        "project_counts": {
            code: len({claim["project_id"] for claim in own} - {None})
            for code, own in by_polarity.items()
        },
        "chains": on_theme("chains"),
        # What is said on the whole theme bears on a sub-theme; what is said on another does not.
        "recommendations": [row for row in advice if bearing & set(row["theme_ids"])],
        "outcomes": on_theme("outcomes"),
    }
