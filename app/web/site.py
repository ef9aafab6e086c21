"""The site: its pages, its files, and its way of saying that something is wrong."""

from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles

from app.errors import Problem
from app.web.about import about
from app.web.asking import asking
from app.web.audit import audit
from app.web.chains import chains
from app.web.compare import compare
from app.web.data import data
from app.web.evidence_map import evidence_map
from app.web.findings import findings
from app.web.home import home
from app.web.outcomes import outcomes
from app.web.pictures import pictures
from app.web.projects import projects
from app.web.rendering import STATIC, Page, render
from app.web.search import searching
from app.web.themes import themes

ROUTERS = (
    about,
    asking,
    audit,
    chains,
    compare,
    data,
    evidence_map,
    findings,
    home,
    outcomes,
    pictures,
    projects,
    searching,
    themes,
)
"""Every page."""


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
