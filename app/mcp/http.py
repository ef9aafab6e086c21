"""The tools over HTTP: stateless, read-only, made when first asked for."""

import asyncio
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

AT = "/mcp"


class McpEndpoint:
    """ASGI app that answers the protocol over the API of another app.

    The library takes a second to import, which no start of the service should wait for.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ready: asyncio.Future[ASGIApp] | None = None
        self._running: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        loop = asyncio.get_running_loop()
        if self._ready is None or self._loop is not loop:
            self._loop, self._ready = loop, loop.create_future()
            self._running = loop.create_task(self._run(self._ready))
        inner = await asyncio.shield(self._ready)
        await inner({**scope, "path": AT, "raw_path": AT.encode(), "root_path": ""}, receive, send)

    async def _run(self, ready: "asyncio.Future[ASGIApp]") -> None:
        """Keep the sessions of the library open until the loop ends."""
        try:
            inner: Any = await asyncio.to_thread(_http_app, self.app)
            async with inner.router.lifespan_context(inner):
                ready.set_result(inner)
                await asyncio.Event().wait()
        except Exception as error:
            if ready.done():
                raise
            ready.set_exception(error)
            self._ready = None


def _http_app(app: ASGIApp) -> ASGIApp:
    from mcp.server.transport_security import TransportSecuritySettings  # noqa: PLC0415 (see above)

    from app.mcp.server import server_of  # noqa: PLC0415 (see above)

    # The evidence is public and nothing can be changed: any page may ask.
    security = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    return server_of(app).streamable_http_app(
        streamable_http_path=AT,
        stateless_http=True,
        json_response=True,
        transport_security=security,
    )
