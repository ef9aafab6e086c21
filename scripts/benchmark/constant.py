"""Two servers that always give the same answer: a bare ASGI application, and one of FastAPI."""

import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Response

ANSWER = "BENCH_ANSWER"
"""The setting that names the file of the answer: its status, headers and body."""

Send = Callable[[dict[str, Any]], Awaitable[None]]


def bare() -> Callable[[dict[str, Any], object, Send], Awaitable[None]]:
    """As little as an answer takes: what uvicorn itself carries."""
    status, headers, body = _answer()
    raw = [(name.encode(), value.encode()) for name, value in headers]
    start = {"type": "http.response.start", "status": status, "headers": raw}
    rest = {"type": "http.response.body", "body": body}

    async def application(_scope: dict[str, Any], _receive: object, send: Send) -> None:
        await send(start)
        await send(rest)

    return application


def framework() -> FastAPI:
    """A route of FastAPI that gives the same bytes: what the framework takes."""
    status, headers, body = _answer()
    application = FastAPI()

    @application.get("/{path:path}")
    async def constant() -> Response:
        return Response(body, status, dict(headers))

    return application


def _answer() -> tuple[int, list[tuple[str, str]], bytes]:
    answer = json.loads(Path(os.environ[ANSWER]).read_text(encoding="utf-8"))
    return answer["status"], answer["headers"], answer["body"].encode()
