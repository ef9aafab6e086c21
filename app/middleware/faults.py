"""Faults: a reader gets a problem or an error page, the log gets the traceback."""

import asyncio
import errno
import logging
import re

from fastapi import Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.database import database_problem
from app.errors import Problem, is_of_closed_connection
from app.middleware import Middleware
from app.middleware.limits import BusyError, SlowBodyError

LOG = logging.getLogger("wave1")

# What a reader is told where no query is at fault, but the address, the body or the service.
MALFORMED = Problem(
    "not-well-formed", "address", "A percent sign needs two hexadecimal digits after it, as in %20."
)
LONG_ADDRESS = Problem("too-long", "address", "A path or its parameters have more than 8 kB.")
LATE_BODY = Problem("too-slow", "body", "It did not arrive within 20 seconds: send it again.")
LATE_ANSWER = Problem("too-slow", "server", "It was given up: ask for less, or try again later.")
BUSY = Problem("busy", "server", "Too many requests at once: try again in a second.")
NO_DESCRIPTORS = Problem("busy", "server", "Too many files are open: try again in a second.")
DISK_FULL = Problem(
    "no-room", "server", "The disk for temporary files is full: try again later, or take CSV."
)
UNREACHABLE = Problem("database", "server", "The evidence cannot be read now: try again later.")
INTERNAL = Problem(
    "internal", "server", "The fault is ours and is in the log; the same may work later."
)

RETRY_WHEN_DOWN = "5"
"""Seconds after which to ask again while the database cannot be reached."""
RETRY_WHEN_BUSY = "1"
"""The same where too many ask at once."""
SECONDS_BETWEEN_LOG_LINES = 5
"""Between two lines of the log about a database that cannot be reached."""


class Faults(Middleware):
    """Turns uncaught exceptions into answers, without a traceback."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app)
        self.next_log_line_at = 0.0

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if refused := _refusal(scope):
            await _error(Request(scope), *refused)(scope, receive, send)
            return
        try:
            await self.app(scope, receive, send)
        except tuple(_REFUSED) as refusal:
            if _has_started(scope):
                raise
            title, status, problem = _REFUSED[type(refusal)]
            await _error(Request(scope), title, status, problem)(scope, receive, send)
        except Exception as error:
            fault, shortage = database_problem(error), _shortage(error)
            self._log(scope, error, fault or shortage)
            if _has_started(scope):
                raise
            await _fault_response(Request(scope), fault, shortage)(scope, receive, send)

    def _log(self, scope: Scope, error: Exception, fault: Problem | None) -> None:
        """Log a fault of ours with its traceback; a database that is down, every few seconds.

        Thousands of requests may fail meanwhile, and a log that cannot keep up would block them.
        """
        request = {"request_id": scope["state"].get("request_id", "-"), "path": scope["path"]}
        if is_of_closed_connection(error):
            return
        if fault is None:
            LOG.exception(f"{_OF_REQUEST} failed", request, extra={"request": request})
            return
        now = asyncio.get_running_loop().time()
        if now >= self.next_log_line_at:
            self.next_log_line_at = now + SECONDS_BETWEEN_LOG_LINES
            values = {**request, "fault": fault}
            LOG.error(f"{_OF_REQUEST}: %(fault)s", values, extra={"request": request})


def _has_started(scope: Scope) -> bool:
    return "status" in scope["state"]


_OF_REQUEST = "request %(request_id)s: %(path)s"
_DOWN = "The database cannot be reached."
_REFUSED: dict[type[Exception], tuple[str, int, Problem]] = {
    BusyError: ("Too many requests at once.", 503, BUSY),
    SlowBodyError: ("What was sent did not arrive in time.", 408, LATE_BODY),
    TimeoutError: ("The answer takes too long.", 503, LATE_ANSWER),
}
"""What is no fault of ours: title, status and problem."""
_BAD_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")
MAX_ADDRESS_BYTES = 8_000
"""The longest path, and the longest query string, that is read."""


def _refusal(scope: Scope) -> tuple[str, int, Problem] | None:
    """Title, status and problem of a request that is not even looked at."""
    address = scope["raw_path"], scope["query_string"]
    if any(len(part) > MAX_ADDRESS_BYTES for part in address):
        return "The address is too long.", 414, LONG_ADDRESS
    if any(b"%" in part and _BAD_PERCENT.search(part) for part in address):
        return "The address is not well formed.", 400, MALFORMED
    if scope["state"].get("is_database_silent"):
        return _DOWN, 503, UNREACHABLE
    return None


_SHORTAGES = {
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: DISK_FULL,
    errno.EMFILE: NO_DESCRIPTORS,
    errno.ENFILE: NO_DESCRIPTORS,
}
_ON_FULL_DISK = ("disk is full", "No space left on device", "No usable temporary directory")


def _shortage(error: BaseException | None) -> Problem | None:
    """What the machine has not enough of, where that is behind an error."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _SHORTAGES:
            return _SHORTAGES[error.errno]
        if any(phrase in str(error) for phrase in _ON_FULL_DISK):
            return DISK_FULL
        error = error.__cause__ or error.__context__
    return None


def _fault_response(request: Request, fault: Problem | None, shortage: Problem | None) -> Response:
    """The answer for a fault, without details."""
    if fault:
        return _error(request, _DOWN, 503, UNREACHABLE)
    if shortage:
        return _error(request, "The service has no room.", 503, shortage)
    return _error(request, "Something went wrong on our side.", 500, INTERNAL)


def _error(request: Request, title: str, status: int, problem: Problem) -> Response:
    """An error page on the site, a problem in the API."""
    headers = {}
    if status == 503:
        headers["Retry-After"] = RETRY_WHEN_BUSY if problem is BUSY else RETRY_WHEN_DOWN
    response: Response = request.app.state.error_response(
        request, title, status, [problem], headers
    )
    if status == 503 and request.method == "GET" and response.media_type == "text/html":
        # A browser shows the page and then asks again, as programs do.
        response.headers["Refresh"] = headers["Retry-After"]
    return response
