"""How a function becomes a page: it is routed, reads one release, and its page is rendered."""

import inspect
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.types import DecoratedCallable

from app.dependencies import Reader, only, reads_release
from app.errors import EvidenceError
from app.evidence.catalogue import Catalogue
from app.web.rendering import Page, html_of, render
from app.web.since import Shown, Since, shown_on, since_of

router = APIRouter(include_in_schema=False)
"""Every page and file of the site."""


def page(
    path: str, *known: str, is_open: bool = False
) -> Callable[[DecoratedCallable], DecoratedCallable]:
    """Route a function that makes a page or a file; parameters that are not known are refused.

    The function is given what it names, as by `reads_release`. An open page reads its parameters
    itself.
    """
    refusing = [] if is_open else [Depends(only(*known))]

    def route(show: DecoratedCallable) -> DecoratedCallable:
        router.get(path, dependencies=refusing)(_rendered(show))
        return show

    return route


def _rendered(show: Callable[..., Page | Response]) -> Callable[..., Awaitable[Response]]:
    own = inspect.signature(show).parameters

    @wraps(show, ("__module__", "__name__", "__qualname__", "__doc__"))
    def answer(request: Request, names: Catalogue, **values: Any) -> Response:
        given = {"session": None, **values, "request": request, "names": names}
        shown = _shown(show, given)
        if not isinstance(shown, Page):
            return shown
        return render(request, shown, names, _since(show, given, shown))

    added = inspect.signature(answer, follow_wrapped=False).parameters
    parameters = {**own, "request": added["request"], "names": added["names"]}
    keyword_only = [
        each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in parameters.values()
    ]
    answer.__signature__ = inspect.Signature(keyword_only)  # type: ignore[attr-defined]
    return reads_release(answer)


def _shown(show: Callable[..., Page | Response], given: dict[str, Any]) -> Page | Response:
    own = inspect.signature(show).parameters
    return show(**{name: given[name] for name in own})


def _since(show: Callable[..., Page | Response], given: dict[str, Any], page: Page) -> Since | None:
    """What changed on a page since its link was made, as told from the page itself."""
    request, names = given["request"], given["names"]
    since = since_of(request, names.release)
    if since is None or since.changes is None:
        return since
    html = html_of(request, page, names)
    now = shown_on(page.context, html, given["session"], names)
    reader = request.scope["state"].get("reader_then")
    return since.of_page(request, html, now, _shown_then(show, given, reader) if reader else None)


def _shown_then(
    show: Callable[..., Page | Response], given: dict[str, Any], reader: Reader
) -> Shown | None:
    """What the page showed of an earlier release; nothing where that knew no such page."""
    with suppress(EvidenceError), reader.release() as (session, names):
        then = {**given, "session": session, "names": names}
        if "lexicon" in given:
            then["lexicon"] = reader.lexicon(names)
        page = _shown(show, then)
        if isinstance(page, Page):
            html = html_of(given["request"], page, names)
            return shown_on(page.context, html, session, names)
    return None
