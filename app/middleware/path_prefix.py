"""A path prefix that a proxy leaves in the address is taken off before anything is looked up."""

from starlette.types import ASGIApp, Receive, Scope, Send


class PathPrefix:
    """ASGI middleware: below a prefix or without it, a path means the same."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self.app, self.prefix = app, prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "http" and f"{scope['path']}/".startswith(f"{self.prefix}/"):
            size = len(self.prefix)
            scope = {
                **scope,
                "path": scope["path"][size:] or "/",
                "raw_path": scope["raw_path"][size:] or b"/",
            }
        await self.app(scope, receive, send)
