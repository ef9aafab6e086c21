"""The site: its pages, its files, and its way of saying that something is wrong."""

from collections.abc import Iterator
from contextlib import AsyncExitStack, suppress
from http import HTTPStatus
from importlib import import_module
from typing import Any
from urllib.parse import quote_plus
from xml.sax.saxutils import escape

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Message, Scope

from app.errors import EvidenceError, NotFoundError, Problem, QueryError
from app.evidence.answers.worries import WORRIES
from app.evidence.catalogue import Catalogue
from app.settings import PUBLIC_URL, link
from app.web import filter_labels
from app.web.list_pages import LIST_PAGES
from app.web.pages import page, router
from app.web.rendering import HERE, SECTIONS, STATIC, Page, render

# Every file routes its own pages as it is imported. Pictures come before outcomes, whose addresses
# would take theirs for an outcome: `list_pages` imports them.
for _page in sorted(HERE.glob("*.py")):
    import_module(f"app.web.{_page.stem}")


def install(app: FastAPI) -> None:
    app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")


@page("/sitemap.xml", is_open=True)
def sitemap(catalogue: Catalogue) -> Response:
    """Every page that stays; none where the public address, which it needs, is not known."""
    if not PUBLIC_URL:
        raise HTTPException(404)
    sections = (path for _, path in SECTIONS)
    paths = [
        *dict.fromkeys(("/", *sections, *sorted(LIST_PAGES.values()), "/docs")),
        *(f"/projects/{key}" for key in catalogue.projects.labels),
        *(f"/themes/{key}" for key in catalogue.themes.labels),
    ]
    places = "\n".join(f"<url><loc>{escape(link(path))}</loc></url>" for path in paths)
    body = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{places}
</urlset>
"""
    return Response(body, media_type="application/xml")


async def warm(app: FastAPI) -> None:
    """Make what the first visit of each kind of page would wait for.

    These are templates, statements, and what is the same for a whole release.
    """
    for address in ("/", *(path for _, path in SECTIONS), *_OF_ONE):
        path, _, query = address.partition("?")
        scope: Scope = {"type": "http", "method": "GET", "path": path}
        scope["query_string"] = query.encode()
        async with AsyncExitStack() as stack:
            # Not through the middleware, which would count it: this is what FastAPI's own adds.
            scope.update(headers=[], app=app, fastapi_middleware_astack=stack)
            with suppress(EvidenceError, HTTPException):
                await app.router(scope, _nothing, _unsent)


_OF_ONE = (
    *(f"/worries/{worry}" for worry in WORRIES),
    *("/findings", "/projects/hampshire", "/themes/referrals", "/places/norfolk"),
    *("/projects?barrier=referrals", "/findings?theme=referrals", "/outcomes?theme=turnover"),
)


async def _nothing() -> Message:
    return {"type": "http.request"}


async def _unsent(_: Message) -> None:
    """Nobody waits for the page."""


def _trouble(request: Request, problem: Problem) -> dict[str, Any]:
    """A problem in the words of whoever reads a page, with what they may have meant.

    Of an address and of the filters of lists; what only programs ask for is told as to them.
    """
    name = problem.where.removeprefix("query parameter ")
    title = filter_labels.title_at(request.url.path.split("/")[1], name)
    is_of_pages = bool(title) or name == "address"
    offers = list(_offers(request, name, problem)) if is_of_pages else []
    message = problem.message if offers or title else problem.told
    if problem.word and is_of_pages:
        message = message.replace(repr(problem.word), f"“{problem.word}”")
    where = title or problem.where.replace("address", "")
    return {"where": where, "message": message, "offers": offers}


def _offers(request: Request, name: str, problem: Problem) -> Iterator[tuple[str, str]]:
    """What may have been meant, each with the address of just that."""
    path, word = request.scope["path"], problem.word
    for key, label in problem.offers:
        shown = key.rpartition(".")[2].replace("-", " ").capitalize() if label == key else label
        if name == "address" and path.endswith(word):
            yield shown, f"{path.removesuffix(word)}{key}"
        elif name in request.query_params:
            yield shown, f"{path}?{request.url.query.replace(quote_plus(word), key)}"


def error_page(request: Request, title: str, status: int, problems: list[Problem]) -> Response:
    """A page that says what was found, what is expected, and where to go."""
    if title == HTTPStatus.NOT_FOUND.phrase:
        title, problems = NotFoundError.title, []
    elif title == QueryError.title:
        title = "We do not know all that this address asks for"
    page = Page(
        template="error.html",
        heading=title,
        description=title,
        json_address=None,
        status=status,
        context={
            "problems": [_trouble(request, each) for each in problems],
            "wanted": request.url.path.rpartition("/")[2][:80],
        },
    )
    return render(request, page, None)
