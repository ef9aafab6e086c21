"""What is asked of the program inside its own process: pages without HTTP, a load step by step."""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp, Message

from app.database import connect
from app.evidence.answers import pages
from app.ingest.load import load
from app.ingest.validate import validate
from app.main import from_environment
from app.settings import VERSION
from app.upgrade import upgrade

ROWS = "rows and their indexes"
FINISHING = "writing to disk"
"""What a load does after the last step that it tells of."""
_STEPS = {
    "checking": "checking",
    "counting": "counting and computing",
}


class Watched:
    """A function, and how long it took in all."""

    def __init__(self, owner: Any, *names: str) -> None:
        self.seconds = 0.0
        for name in names:
            setattr(owner, name, self._of(getattr(owner, name)))

    def _of(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*given: Any, **named: Any) -> Any:
            begun = time.perf_counter()
            try:
                return function(*given, **named)
            finally:
                self.seconds += time.perf_counter() - begun

        return watched


async def asked(paths: list[str]) -> dict[str, float]:
    """How long a page takes, one asked after another, and which part of it what takes; seconds."""
    of_database, of_rows = Watched(pages, "rows", "state"), Watched(pages, "records")
    app = from_environment()
    # What is worked out once of each question is no part of a page.
    for path in paths:
        await _answered(app, path)
    of_database.seconds = of_rows.seconds = 0.0
    begun = time.perf_counter()
    for path in paths:
        await _answered(app, path)
    whole = time.perf_counter() - begun
    parts = {"whole": whole, "database": of_database.seconds, "rows": of_rows.seconds}
    return {name: seconds / len(paths) for name, seconds in parts.items()}


async def _answered(app: ASGIApp, address: str) -> None:
    path, _, question = address.partition("?")
    statuses: list[int] = []

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": question.encode(),
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 1),
    }
    await app(scope, receive, send)
    if statuses != [200]:
        raise ValueError(f"{address} was answered with {statuses}")


def loaded(database_url: str, data: Path) -> dict[str, float]:
    """How long each step of a load into an empty database takes, in seconds."""
    steps: dict[str, float] = {}
    engine = connect(database_url)
    upgrade(engine)
    done_with, since = "", time.perf_counter()

    def progress(what: str, done: int, of_all: int) -> None:
        nonlocal done_with, since
        now = time.perf_counter()
        step = done_with or _STEPS.get(what.partition(" ")[0], ROWS)
        steps[step] = steps.get(step, 0.0) + now - since
        # What follows the last row of a step belongs to it: its indexes.
        done_with, since = (step if done >= of_all else ""), now

    delivery = validate(data, progress)
    load(engine, delivery, version=VERSION, now=lambda: datetime.now(UTC), progress=progress)
    done_with = FINISHING
    progress(FINISHING, 1, 1)
    return steps


if __name__ == "__main__":
    what, given = sys.argv[1:]
    if what == "pages":
        found = asyncio.run(asked(Path(given).read_text(encoding="utf-8").split()))
    else:
        found = loaded(os.environ["WAVE1_DATABASE_URL"], Path(given))
    print(json.dumps(found))
