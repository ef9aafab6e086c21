"""The access log: a line for each request, without a word on who asked."""

import logging
from time import monotonic

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("wave1.access")


class AccessLog:
    """ASGI middleware that logs method, path, status, time and id of each request."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request. Parameters are left out: they may hold what a reader would not tell."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started_at, status, request_id = monotonic(), 0, "-"

        async def send_and_note(message: Message) -> None:
            nonlocal status, request_id
            if message["type"] == "http.response.start":
                status = message["status"]
                ids = (value for name, value in message["headers"] if name == b"x-request-id")
                request_id = next(ids, b"-").decode("latin-1")
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        finally:
            request = {
                "request_id": request_id,
                "method": scope["method"],
                "path": scope["path"],
                "status": status,
                "milliseconds": round(1_000 * (monotonic() - started_at), 1),
            }
            line = "request %(request_id)s: %(method)s %(path)s %(status)s %(milliseconds)s ms"
            LOG.info(line, request, extra={"request": request})
