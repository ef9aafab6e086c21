"""How a function becomes a page: it is routed, reads one release, and its page is rendered."""

import inspect
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.types import DecoratedCallable

from app.dependencies import only, reads_release
from app.evidence.catalogue import Catalogue
from app.web.rendering import Page, render

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
        given = {"request": request, "names": names}
        shown = show(**values, **{name: given[name] for name in given if name in own})
        return render(request, shown, names) if isinstance(shown, Page) else shown

    added = inspect.signature(answer, follow_wrapped=False).parameters
    parameters = {**own, "request": added["request"], "names": added["names"]}
    keyword_only = [
        each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in parameters.values()
    ]
    answer.__signature__ = inspect.Signature(keyword_only)  # type: ignore[attr-defined]
    return reads_release(answer)
