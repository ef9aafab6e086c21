"""Logs: one line or one JSON object for each record, with time, level and request id."""

import json
import logging
from time import monotonic
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from app.middleware import Middleware, on_response_start

LOG = logging.getLogger("wave1.access")
SECONDS_BETWEEN_REPEATS = 5
"""Between two warnings of the server in the same words: anybody can cause thousands."""


class LineFormatter(logging.Formatter):
    """A line for people: what a request brought cannot write to a terminal."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (of logging)
        line = super().formatMessage(record)
        return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line)


class JsonFormatter(logging.Formatter):
    """An object for programs."""

    def format(self, record: logging.LogRecord) -> str:
        """The object, on one line."""
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "request", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line)


class Seldom(logging.Filter):
    """Passes what the server says in the same words once in a while."""

    def __init__(self) -> None:
        super().__init__()
        self._next: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is passed."""
        if record.name != "uvicorn.error" or record.exc_info:
            return True
        if monotonic() < self._next.get(record.msg, 0):
            return False
        self._next[record.msg] = monotonic() + SECONDS_BETWEEN_REPEATS
        return True


def log_config(kind: str) -> dict[str, Any]:
    """What `logging.config` makes of a setting: "lines" or "json"."""
    formatter = JsonFormatter if kind == "json" else LineFormatter
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"one": {"()": formatter}},
        "filters": {"seldom": {"()": Seldom}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "one",
                "filters": ["seldom"],
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {"wave1.access": {"level": "INFO"}},
    }


class AccessLog(Middleware):
    """A line for each request, without a word on who asked: method, path, status, time and id."""

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request. Parameters are left out: they may hold what a reader would not tell."""
        started_at = monotonic()
        request = {"request_id": "-", "method": scope["method"], "path": scope["path"], "status": 0}

        def note(message: Message) -> None:
            ids = (value for name, value in message["headers"] if name == b"x-request-id")
            request["request_id"] = next(ids, b"-").decode("latin-1")
            request["status"] = message["status"]

        try:
            await self.app(scope, receive, on_response_start(send, note))
        finally:
            request["milliseconds"] = round(1_000 * (monotonic() - started_at), 1)
            line = "request %(request_id)s: %(method)s %(path)s %(status)s %(milliseconds)s ms"
            LOG.info(line, request, extra={"request": request})
