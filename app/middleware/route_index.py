"""The route of a request by how its path begins: to try one after the other takes 1.5 µs each."""

import re
from collections.abc import Awaitable, Sequence

from fastapi import APIRouter
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from app.dependencies import API
from app.middleware.base import Middleware

_START = re.compile(rf"(?:{API})?/[^/.{{]*")
"""The first word of a path, which hardly any two routes share; of the API it is that below it."""


class RouteIndex(Middleware):
    """Stands before a router, which does the rest: other methods, redirections, what is not there.

    Routes of one start keep their order, and those that begin with a parameter are in all starts.
    """

    def __init__(self, router: APIRouter) -> None:
        super().__init__(router.app)
        self.router = router
        starts = [_start(route) for route in router.routes]
        self.routes: dict[str, Sequence[BaseRoute]] = {
            start: [
                route
                for other, route in zip(starts, router.routes, strict=True)
                if other in (start, None)
            ]
            for start in starts
            if start is not None
        }

    def answer(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """One request."""
        start = _START.match(scope["path"])
        if start and scope["method"] == "GET":
            for route in self.routes.get(start[0], ()):
                match, found = route.matches(scope)
                if match is Match.FULL:
                    scope.update(found, router=self.router)
                    return route.handle(scope, receive, send)
        return self.app(scope, receive, send)


def _start(route: BaseRoute) -> str | None:
    """How the path of a route begins; nothing where a parameter stands there."""
    path: str = route.path  # type: ignore[attr-defined]  # of every route here
    start = _START.match(path)
    return start[0] if start and path[start.end() :][:1] != "{" else None
