"""The site: its pages, its files, and its way of saying that something is wrong."""

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles

from app.dependencies import tagged
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

site = APIRouter(dependencies=[Depends(tagged)], include_in_schema=False)
for _pages in (
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
):
    site.include_router(_pages)


def install(app: FastAPI) -> None:
    """Add the pages and the files they use."""
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.include_router(site)


def wrong(request: Request, title: str, status: int, problems: list[Problem]) -> Response:
    """A page that says what was found, what would be right, and where to go."""
    page = Page(
        template="wrong.html",
        heading=title,
        description=title,
        twin=None,
        context={"problems": problems, "status": status},
    )
    return render(request, page, None, status)
