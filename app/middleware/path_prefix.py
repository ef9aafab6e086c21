"""A path prefix that a proxy leaves in the address is taken off before anything is looked up."""

from collections.abc import Awaitable

from starlette.types import ASGIApp, Receive, Scope, Send

from app.middleware.base import Middleware


class PathPrefix(Middleware):
    """Below a prefix or without it, a path means the same."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        super().__init__(app)
        self.prefix = prefix

    def answer(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """One request."""
        if f"{scope['path']}/".startswith(f"{self.prefix}/"):
            size = len(self.prefix)
            path, raw_path = scope["path"][size:], scope["raw_path"][size:]
            scope = {**scope, "path": path or "/", "raw_path": raw_path or b"/"}
        return self.app(scope, receive, send)
