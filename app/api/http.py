"""What every answer carries: its id, its tag, how long it keeps, and where its terms are."""

import asyncio
import logging
import re
from collections.abc import Callable
from contextlib import nullcontext
from uuid import uuid4

from fastapi import FastAPI, Request
from starlette.datastructures import MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.problems import INTERNAL, UNREACHABLE, problem_response
from app.database import AT_ONCE, fault_of

LOG = logging.getLogger("wave1")

CACHED = "public, max-age=0, must-revalidate"
EXPOSED = ["Content-Disposition", "ETag", "Link", "X-Request-ID"]
"""The headers that a script on a page from elsewhere may read."""
TERMS = (
    '</api/v1/dictionary>; rel="describedby", '
    '<https://creativecommons.org/licenses/by/4.0/>; rel="license", '
    '</api/v1/citation>; rel="cite-as"'
)
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def install(app: FastAPI) -> None:
    """Wrap an app so that its answers carry what every answer carries."""
    app.add_middleware(GZipMiddleware, minimum_size=1_000)
    app.add_middleware(Answering)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD"],
        allow_headers=["If-None-Match", "X-Request-ID"],
        expose_headers=EXPOSED,
    )


class Answering:
    """Answers HEAD as GET without a body, tags what is cached, and lets no trace out."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        # A request holds a connection while it waits for a thread: never more of the one than
        # of the other, or all would wait for each other.
        self.limit = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        given = request.headers.get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else uuid4().hex
        answer = Sending(scope, send, request_id, is_head=scope["method"] == "HEAD")
        if answer.is_head:
            scope["method"] = "GET"
        try:
            async with self.limit if scope["path"] != "/health" else nullcontext():
                await self.app(scope, receive, answer)
        except Exception as error:
            LOG.exception("request %s: %s failed", request_id, request.url.path)
            if answer.has_started:
                raise
            await _told(error)(scope, receive, answer)


def _told(error: Exception) -> ASGIApp:
    """What a reader is told of a fault: nothing that helps only us."""
    if fault_of(error):
        return problem_response("The database cannot be reached.", 503, [UNREACHABLE])
    return problem_response("Something went wrong on our side.", 500, [INTERNAL])


class Sending:
    """Passes an answer on with its headers, and for HEAD without its body."""

    def __init__(
        self, scope: Scope, send: Callable[[Message], object], request_id: str, *, is_head: bool
    ) -> None:
        self.scope, self.send, self.request_id, self.is_head = scope, send, request_id, is_head
        self.has_started = False

    async def __call__(self, message: Message) -> None:
        """One part of the answer."""
        if message["type"] == "http.response.start":
            self.has_started = True
            self._add_headers(message)
        elif self.is_head:
            message = {**message, "body": b""}
        await self.send(message)  # type: ignore[misc]

    def _add_headers(self, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        headers["X-Request-ID"] = self.request_id
        tag = self.scope.get("state", {}).get("tag")
        if tag and message["status"] in (200, 304):
            headers["ETag"] = tag
            headers["Cache-Control"] = CACHED
            # Kept for whoever asks next, from wherever.
            headers["Access-Control-Allow-Origin"] = "*"
            headers["Access-Control-Expose-Headers"] = ", ".join(EXPOSED)
            if "accept-encoding" not in headers.get("vary", "").lower():
                headers.add_vary_header("Accept-Encoding")
            headers["Link"] = ", ".join(filter(None, [headers.get("Link"), TERMS]))
        else:
            headers.setdefault("Cache-Control", "no-store")
