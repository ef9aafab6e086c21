"""How a function becomes a page: it is routed, reads one release, and its page is rendered."""

import inspect
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import fields
from functools import cache, partial
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.types import DecoratedCallable

from app.dependencies import (
    API,
    OF_A_RELEASE,
    DirectRoute,
    Reader,
    read_release,
    refuse_others,
)
from app.errors import EvidenceError
from app.evidence import answers
from app.evidence.vocabulary import read_table
from app.web.changes_since import PageContent, Since, shown_on, since_of
from app.web.rendering import Page, html_of, render

router = APIRouter(include_in_schema=False)
"""Every page and file of the site."""
Context = dict[str, Any]
"""Variables of the template of a page; one that is named like a field of `Page` replaces it."""
_PAGES = {row["path"]: row for row in read_table(__file__, "pages")}
"""Each page of the site: its template, its section, the page above it, and its words.

What stands in braces is filled in from the address and from what its template is shown.
"""
_PARTS = [field.name for field in fields(Page)]


def page(
    path: str, *accepted: str, is_open: bool = False
) -> Callable[[DecoratedCallable], DecoratedCallable]:
    """Route a function that makes a page or a file; parameters that are not known are refused.

    The function is given what it names: of a release, of the path, and of the known parameters.
    An open page reads its parameters itself.
    """

    def route(show: DecoratedCallable) -> DecoratedCallable:
        names = _parameters(show)
        takes = {"catalogue", *names} & {*OF_A_RELEASE}
        make = partial(_made, partial(_shown, show, path))

        async def answer(request: Request) -> Response:
            parameters = request.query_params
            if not is_open:
                refuse_others(request, *accepted)
            given = {
                each: parameters[each] for each in parameters if each in accepted and each in names
            }
            values = {**request.path_params, **given, "request": request}
            return await read_release(request, takes, make, values)

        router.add_api_route(path, answer, route_class_override=DirectRoute)
        return show

    return route


def page_of(path: str, context: Context, **in_path: Any) -> Page:
    """A page from its row in the table; values of the context replace fields of the same name."""
    words = {**in_path, **context, "API": API}
    row = {name: text.format_map(words) for name, text in _PAGES[path].items() if name != "path"}
    label, _, address = row["crumbs"].rpartition(" ")
    replaced = {name: context[name] for name in _PARTS if name in context}
    return Page(
        **{**row, "crumbs": ((label, address),) if address else (), **replaced, "context": context}
    )


def _made(shown_with: Callable[..., Page | Response], **values: Any) -> Response:
    given = {"release": None, **values}
    shown = shown_with(given)
    if not isinstance(shown, Page):
        return shown
    return render(given["request"], shown, given["catalogue"], _since(shown_with, given, shown))


def _shown(
    show: Callable[..., Context | Response], path: str, given: dict[str, Any]
) -> Page | Response:
    shown = show(**{name: given[name] for name in _parameters(show) if name in given})
    if isinstance(shown, Response):
        return shown
    if given["release"]:
        # What a project did may have worked, and the project ended all the same.
        shown["ends"] = answers.ends(given["release"])
    return page_of(path, shown, **given["request"].path_params)


@cache
def _parameters(show: Callable[..., Context | Response]) -> Collection[str]:
    return inspect.signature(show).parameters.keys()


def _since(
    shown_with: Callable[..., Page | Response], given: dict[str, Any], page: Page
) -> Since | None:
    """What changed on a page since its link was made, as told from the page itself."""
    request, catalogue = given["request"], given["catalogue"]
    since = since_of(request, catalogue)
    if since is None or since.changes is None:
        return since
    html = html_of(request, page, catalogue)
    now = shown_on(page.context, html, given["release"], catalogue)
    reader = request.scope["state"].get("reader_then")
    return since.of_page(request, now, _shown_then(shown_with, given, reader) if reader else None)


def _shown_then(
    shown_with: Callable[..., Page | Response], given: dict[str, Any], reader: Reader
) -> PageContent | None:
    """The content of the page in an earlier release; None if that had no such page."""
    with suppress(EvidenceError), reader.release() as release:
        page = shown_with({**given, "release": release, "catalogue": release.catalogue})
        if isinstance(page, Page):
            html = html_of(given["request"], page, release.catalogue)
            return shown_on(page.context, html, release, release.catalogue)
    return None
