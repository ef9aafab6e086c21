"""The site: its pages, its files, and its way of saying that something is wrong."""

import re
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from http import HTTPStatus
from importlib import import_module
from urllib.parse import quote_plus
from xml.sax.saxutils import escape

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Message, Scope

from app.errors import EvidenceError, NotFoundError, Problem, QueryError
from app.evidence.answers.planning import WORRIES
from app.evidence.catalogue import Catalogue
from app.settings import PUBLIC_URL, link
from app.web import wording
from app.web.list_pages import LIST_PAGES
from app.web.pages import page, router
from app.web.rendering import HERE, SECTIONS, STATIC, Page, render

# Every file routes its own pages as it is imported. Pictures come before outcomes, whose addresses
# would take theirs for an outcome: `list_pages` imports them.
for _page in sorted(HERE.glob("*.py")):
    import_module(f"app.web.{_page.stem}")


def install(app: FastAPI) -> None:
    """Add the pages, and the files that they use."""
    app.router.routes.extend(router.routes)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")


@page("/sitemap.xml", is_open=True)
def sitemap(names: Catalogue) -> Response:
    """Every page that stays; none where the public address, which it needs, is not known."""
    if not PUBLIC_URL:
        raise HTTPException(404)
    sections = (path for _, path in SECTIONS)
    paths = [
        *dict.fromkeys(("/", *sections, *sorted(LIST_PAGES.values()), "/docs")),
        *(f"/projects/{key}" for key in names.projects.labels),
        *(f"/themes/{key}" for key in names.themes.labels),
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


_OFFER = re.compile(r" ?(?:Did you mean|Expected one of:) (.*)[?.]$", re.DOTALL)
_OFFERED = re.compile(r"""(['"])(.+?)\1(?=, | or |$)""")
_UNKNOWN = re.compile(r"^'(.*)' is not a known ([\w-]+)\.", re.DOTALL)
_NO_OFFER = re.compile(r" None of the [\d,]+ known names is close\.$")


@dataclass(frozen=True)
class Trouble:
    """A problem in the words of whoever reads a page, with what they may have meant."""

    where: str
    message: str
    offers: list[tuple[str, str]]
    """Each with its address."""


def _trouble(request: Request, problem: Problem) -> Trouble:
    """Of an address and of the filters of lists; what only programs ask for is told as to them."""
    name = problem.where.removeprefix("query parameter ")
    title = wording.title_at(request.url.path.split("/")[1], name)
    is_key = name == "address" and problem.code.startswith("unknown-")
    offer = _OFFER.search(problem.message)
    words = [word for _, word in _OFFERED.findall(offer[1])] if offer else []
    unknown = _UNKNOWN.search(problem.message)
    offers = _offers(request, name, unknown[1] if unknown else "", words)
    offers = offers if title or is_key else []
    message = _OFFER.sub("", problem.message) if offers else problem.message
    if title:
        message = _UNKNOWN.sub(r"There is no \2 called “\1” here.", _NO_OFFER.sub("", message))
    return Trouble(title or problem.where.replace("address", ""), message, offers)


def _offers(request: Request, name: str, unknown: str, words: list[str]) -> list[tuple[str, str]]:
    """The known names, each with the address that was meant if it was."""
    ids = [word for word in words if re.fullmatch(r"[a-z0-9.-]+", word)]
    called = {word.casefold().replace(" ", "-"): word for word in words if word not in ids}
    offers = []
    for one in ids:
        label = called.get(one) or one.rpartition(".")[2].replace("-", " ").capitalize()
        if name == "address":
            offers.append((label, f"{request.url.path.rpartition('/')[0]}/{one}"))
        elif name in request.query_params:
            meant = request.url.query.replace(quote_plus(unknown), one)
            offers.append((label, f"{request.url.path}?{meant}"))
    return offers


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
        twin=None,
        status=status,
        context={
            "problems": [_trouble(request, each) for each in problems],
            "wanted": request.url.path.rpartition("/")[2][:80],
        },
    )
    return render(request, page, None)
