"""A bare ASGI application that always gives the same answer: what uvicorn itself carries."""

import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

ANSWER = "BENCH_ANSWER"
"""The setting that names the file of the answer: its status, headers and body."""

Send = Callable[[dict[str, Any]], Awaitable[None]]


def bare() -> Callable[[dict[str, Any], object, Send], Awaitable[None]]:
    """As little as an answer takes."""
    answer = json.loads(Path(os.environ[ANSWER]).read_text(encoding="utf-8"))
    headers = [(name.encode(), value.encode()) for name, value in answer["headers"]]
    start = {"type": "http.response.start", "status": answer["status"], "headers": headers}
    rest = {"type": "http.response.body", "body": answer["body"].encode()}

    async def application(_scope: dict[str, Any], _receive: object, send: Send) -> None:
        await send(start)
        await send(rest)

    return application
