"""The site: its pages, its files, and its way of saying that something is wrong."""

from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles

from app.errors import Problem
from app.web import (
    about,
    ask,
    audit,
    board,
    chains,
    check_claim,
    coding,
    compare,
    data,
    evidence_map,
    findings,
    home,
    outcomes,
    overview,
    pictures,
    places,
    projects,
    recommendations,
    releases,
    search,
    shortlist,
    sitemap,
    sources,
    themes,
    worry_pictures,
)
from app.web.rendering import STATIC, Page, render

PAGES = (
    *(about, ask, audit, board, chains, check_claim, coding, compare, data, evidence_map),
    # The addresses of pictures come before that of an outcome, which would take them for one.
    *(
        findings,
        home,
        pictures,
        outcomes,
        overview,
        places,
        projects,
        recommendations,
        releases,
        search,
        shortlist,
        sitemap,
        sources,
        themes,
        worry_pictures,
    ),
)
ROUTERS = tuple(page.router for page in PAGES)


def install(app: FastAPI) -> None:
    """Add the files that pages use."""
    app.mount("/static", StaticFiles(directory=STATIC), name="static")


def error_page(request: Request, title: str, status: int, problems: list[Problem]) -> Response:
    """A page that says what was found, what is expected, and where to go."""
    page = Page(
        template="error.html",
        heading=title,
        description=title,
        twin=None,
        context={"problems": problems, "status": status},
    )
    return render(request, page, None, status)
