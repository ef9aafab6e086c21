"""The access log: a line for each request, without a word on who asked."""

import logging
from time import monotonic

from starlette.types import Message, Receive, Scope, Send

from app.middleware.base import Middleware, noting

LOG = logging.getLogger("wave1.access")


class AccessLog(Middleware):
    """Logs method, path, status, time and id of each request."""

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request. Parameters are left out: they may hold what a reader would not tell."""
        started_at = monotonic()
        request = {"request_id": "-", "method": scope["method"], "path": scope["path"], "status": 0}

        def note(message: Message) -> None:
            ids = (value for name, value in message["headers"] if name == b"x-request-id")
            request["request_id"] = next(ids, b"-").decode("latin-1")
            request["status"] = message["status"]

        try:
            await self.app(scope, receive, noting(send, note))
        finally:
            request["milliseconds"] = round(1_000 * (monotonic() - started_at), 1)
            line = "request %(request_id)s: %(method)s %(path)s %(status)s %(milliseconds)s ms"
            LOG.info(line, request, extra={"request": request})
