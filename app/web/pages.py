"""How a function becomes a page: it is routed, reads one release, and its page is rendered."""

import inspect
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import cache, partial
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.types import DecoratedCallable

from app.dependencies import OF_A_RELEASE, DirectRoute, Reader, read_release, refuse_others
from app.errors import EvidenceError
from app.evidence import answers
from app.web.rendering import Page, html_of, render
from app.web.since import Shown, Since, shown_on, since_of

router = APIRouter(include_in_schema=False)
"""Every page and file of the site."""


def page(
    path: str, *known: str, is_open: bool = False
) -> Callable[[DecoratedCallable], DecoratedCallable]:
    """Route a function that makes a page or a file; parameters that are not known are refused.

    The function is given what it names: of a release, of the path, and of the known parameters.
    An open page reads its parameters itself.
    """

    def route(show: DecoratedCallable) -> DecoratedCallable:
        own = _parameters(show)
        takes = {"catalogue", *own} & {*OF_A_RELEASE}
        make = partial(_made, show)

        async def answer(request: Request) -> Response:
            parameters = request.query_params
            if not is_open:
                refuse_others(request, *known)
            written = {
                each: parameters[each] for each in parameters if each in known and each in own
            }
            values = {**request.path_params, **written, "request": request}
            return await read_release(request, takes, make, values)

        router.add_api_route(path, answer, route_class_override=DirectRoute)
        return show

    return route


def _made(show: Callable[..., Page | Response], **values: Any) -> Response:
    given = {"release": None, **values}
    shown = _shown(show, given)
    if not isinstance(shown, Page):
        return shown
    return render(given["request"], shown, given["catalogue"], _since(show, given, shown))


def _shown(show: Callable[..., Page | Response], given: dict[str, Any]) -> Page | Response:
    shown = show(**{name: given[name] for name in _parameters(show) if name in given})
    if isinstance(shown, Page) and given["release"]:
        # What a project did may have worked, and the project ended all the same.
        shown.context["ends"] = answers.ends(given["release"])
    return shown


@cache
def _parameters(show: Callable[..., Page | Response]) -> Collection[str]:
    return inspect.signature(show).parameters.keys()


def _since(show: Callable[..., Page | Response], given: dict[str, Any], page: Page) -> Since | None:
    """What changed on a page since its link was made, as told from the page itself."""
    request, catalogue = given["request"], given["catalogue"]
    since = since_of(request, catalogue)
    if since is None or since.changes is None:
        return since
    html = html_of(request, page, catalogue)
    now = shown_on(page.context, html, given["release"], catalogue)
    reader = request.scope["state"].get("reader_then")
    return since.of_page(request, now, _shown_then(show, given, reader) if reader else None)


def _shown_then(
    show: Callable[..., Page | Response], given: dict[str, Any], reader: Reader
) -> Shown | None:
    """What the page showed of an earlier release; nothing where that knew no such page."""
    with suppress(EvidenceError), reader.release() as release:
        page = _shown(show, {**given, "release": release, "catalogue": release.catalogue})
        if isinstance(page, Page):
            html = html_of(given["request"], page, release.catalogue)
            return shown_on(page.context, html, release, release.catalogue)
    return None
