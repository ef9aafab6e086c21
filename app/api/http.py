"""What every answer carries: its id, its tag, how long it keeps, and where its terms are."""

import asyncio
import logging

from fastapi import FastAPI, Request, Response
from starlette.datastructures import MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.at_once import AtOnce
from app.api.direct import Direct
from app.api.headers import COMPRESSION, EXPOSED, LEAST_COMPRESSED, asked, linked, of_release
from app.api.pages import Pages
from app.api.places import BusyError, Limits, Places, SlowReaderError
from app.api.problems import BUSY, INTERNAL, UNREACHABLE
from app.database import fault_of
from app.errors import Problem
from app.glance import glance

LOG = logging.getLogger("wave1")

COME_AGAIN = "5"
"""Seconds after which a reader who could not be answered may ask again: the database is away."""
SOON = "1"
"""The same where too many ask at once."""
SECONDS_OF_SILENCE = 5
"""Between two lines of the log that say that the database is away."""


class Service(FastAPI):
    """The framework, and before all of it what is answered at once."""

    at_once: AtOnce

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        await self.at_once(scope, receive, send)

    async def at_length(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request that the framework answers."""
        await super().__call__(scope, receive, send)


def install(app: Service, limits: Limits) -> None:
    """Wrap an app so that its answers carry what every answer carries."""
    pages = Pages(app.state)
    app.add_middleware(Direct, pages=pages)
    app.add_middleware(GZipMiddleware, minimum_size=LEAST_COMPRESSED, compresslevel=COMPRESSION)
    app.add_middleware(Answering, limits=limits)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD"],
        allow_headers=["If-None-Match", "X-Request-ID"],
        expose_headers=EXPOSED.split(", "),
    )
    app.at_once = AtOnce(app.at_length, pages, glance(app.state.engine))


class Answering:
    """Answers HEAD as GET without a body, tags what is cached, and lets no trace out."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self.app, self.limits = app, limits
        self.places = Places(limits)
        self.silent_until = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        request_id = asked(scope["headers"])[2].decode("latin-1")
        answer = Sending(scope, send, request_id, self.limits, is_head=scope["method"] == "HEAD")
        if answer.is_head:
            scope["method"] = "GET"
        try:
            async with self.places.one(scope["path"]):
                await self.app(scope, receive, answer)
        except BusyError:
            said = _said(request, "Too many ask at once.", 503, BUSY)
            said.headers["Retry-After"] = SOON
            await said(scope, receive, answer)
        except SlowReaderError:
            # The server closes what is left unfinished, so that no part passes for the whole.
            LOG.warning("request %s: %s was not taken", request_id, request.url.path)
        except Exception as error:
            fault = fault_of(error)
            self._log(request, request_id, fault)
            if answer.has_started:
                raise
            await _told(request, fault)(scope, receive, answer)

    def _log(self, request: Request, request_id: str, fault: Problem | None) -> None:
        """A fault of ours with its trace; that the database is away, in a line now and then.

        Thousands ask while it is away, and a log that cannot keep up would stop the service.
        """
        if fault is None:
            LOG.exception("request %s: %s failed", request_id, request.url.path)
            return
        now = asyncio.get_running_loop().time()
        if now >= self.silent_until:
            self.silent_until = now + SECONDS_OF_SILENCE
            LOG.error("request %s: %s: %s", request_id, request.url.path, fault)


def _told(request: Request, fault: Problem | None) -> Response:
    """What a reader is told of a fault: nothing that helps only us."""
    if fault:
        return _said(request, "The database cannot be reached.", 503, UNREACHABLE)
    return _said(request, "Something went wrong on our side.", 500, INTERNAL)


def _said(request: Request, title: str, status: int, problem: Problem) -> Response:
    """A page to who reads pages, and the one shape of a problem to programs."""
    said: Response = request.app.state.say(request, title, status, [problem])
    return said


class Sending:
    """Passes an answer on with its headers, and for HEAD without its body."""

    def __init__(
        self, scope: Scope, send: Send, request_id: str, limits: Limits, *, is_head: bool
    ) -> None:
        self.scope, self.send, self.request_id, self.is_head = scope, send, request_id, is_head
        self.limits = limits
        self.has_started = False
        self.seconds = limits.seconds_of_a_slow_reader

    async def __call__(self, message: Message) -> None:
        """One part of the answer."""
        if message["type"] == "http.response.start":
            self.has_started = True
            self._add_headers(message)
        elif self.is_head:
            message = {**message, "body": b""}
        if message.get("more_body", False):
            await self._send_part(message)
        else:
            await self.send(message)

    async def _send_part(self, message: Message) -> None:
        """A reader who hardly takes a file would keep its place and its connection for ever."""
        self.seconds += self.limits.seconds_for(len(message["body"]))
        now = asyncio.get_running_loop().time
        before = now()
        try:
            async with asyncio.timeout(self.seconds):
                await self.send(message)
        except TimeoutError:
            raise SlowReaderError from None
        self.seconds -= now() - before

    def _add_headers(self, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        headers["X-Request-ID"] = self.request_id
        tag = self.scope.get("state", {}).get("tag")
        if tag and message["status"] in (200, 304):
            headers.update(of_release(tag))
            if "accept-encoding" not in headers.get("vary", "").lower():
                headers.add_vary_header("Accept-Encoding")
            if message["status"] == 200:
                headers["Link"] = linked(headers.get("Link"))
        else:
            headers.setdefault("Cache-Control", "no-store")
        if message["status"] == 503:
            headers.setdefault("Retry-After", COME_AGAIN)
