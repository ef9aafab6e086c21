"""What every answer passes, page or API: middleware, which may change how an answer starts."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Middleware(ABC):
    """ASGI middleware of HTTP: the start and the end of the service pass it by."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (self.answer if scope["type"] == "http" else self.app)(scope, receive, send)

    @abstractmethod
    def answer(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Answer a request, or pass it on."""


def on_response_start(send: Send, note: Callable[[Message], None]) -> Send:
    """The same `send`, with a hook that sees and may change the start of the response."""

    async def send_noted(message: Message) -> None:
        if message["type"] == "http.response.start":
            note(message)
        await send(message)

    return send_noted


def headers_of(message: Message) -> MutableHeaders:
    """The headers of a start, to be changed: in a copy, since others may send the same list."""
    message["headers"] = list(message.get("headers", ()))
    return MutableHeaders(raw=message["headers"])
