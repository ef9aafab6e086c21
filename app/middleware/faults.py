"""Faults: a reader gets a problem or an error page, the log gets the traceback."""

import asyncio
import logging
import re

from fastapi import Request, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.problems import BUSY, INTERNAL, MALFORMED, UNREACHABLE
from app.database import fault_of
from app.errors import Problem
from app.middleware.limits import BusyError, SlowReaderError

LOG = logging.getLogger("wave1")

RETRY_WHEN_DOWN = "5"
"""Seconds after which to ask again while the database cannot be reached."""
RETRY_WHEN_BUSY = "1"
"""The same where too many ask at once."""
SECONDS_BETWEEN_LOG_LINES = 5
"""Between two lines of the log about a database that cannot be reached."""


class Faults:
    """ASGI middleware that turns uncaught exceptions into answers, without a traceback."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.next_log_line_at = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if _is_malformed(scope["raw_path"]) or _is_malformed(scope["query_string"]):
            await _error(Request(scope), "The address is not well formed.", 400, MALFORMED)(
                scope, receive, send
            )
            return
        has_started = False

        async def send_and_note(message: Message) -> None:
            nonlocal has_started
            has_started = True
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        except BusyError:
            await _error(Request(scope), "Too many requests at once.", 503, BUSY)(
                scope, receive, send
            )
        except SlowReaderError:
            # The server closes the connection, so that the part is not taken for the whole file.
            LOG.warning("request %s: the reader of %s was too slow", *_named(scope))
        except Exception as error:
            fault = fault_of(error)
            self._log(scope, fault)
            if has_started:
                raise
            await _fault_response(Request(scope), fault)(scope, receive, send)

    def _log(self, scope: Scope, fault: Problem | None) -> None:
        """Log a fault of ours with its traceback; a database that is down, every few seconds.

        Thousands of requests may fail meanwhile, and a log that cannot keep up would block them.
        """
        if fault is None:
            LOG.exception("request %s: %s failed", *_named(scope))
            return
        now = asyncio.get_running_loop().time()
        if now >= self.next_log_line_at:
            self.next_log_line_at = now + SECONDS_BETWEEN_LOG_LINES
            LOG.error("request %s: %s: %s", *_named(scope), fault)


_BAD_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")


def _is_malformed(address: bytes) -> bool:
    return b"%" in address and _BAD_PERCENT.search(address) is not None


def _named(scope: Scope) -> tuple[str, str]:
    """The id and the path of a request, for the log."""
    return scope["state"].get("request_id", "-"), scope["path"]


def _fault_response(request: Request, fault: Problem | None) -> Response:
    """The answer for a fault, without details."""
    if fault:
        return _error(request, "The database cannot be reached.", 503, UNREACHABLE)
    return _error(request, "Something went wrong on our side.", 500, INTERNAL)


def _error(request: Request, title: str, status: int, problem: Problem) -> Response:
    """An error page on the site, a problem in the API."""
    headers = {}
    if status == 503:
        headers["Retry-After"] = RETRY_WHEN_BUSY if problem is BUSY else RETRY_WHEN_DOWN
    response: Response = request.app.state.error_response(
        request, title, status, [problem], headers
    )
    return response
