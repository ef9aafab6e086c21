"""Asks a server one question after another, over one connection."""

import json
import time
from collections.abc import Mapping
from http.client import HTTPConnection
from statistics import median
from types import TracebackType
from typing import Any, Self

from scripts.benchmark.wrk import UnansweredError

_PATIENCE = 600
_PART = 2**20


class Client:
    """One reader."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.connection.close()

    def answer(
        self, path: str, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> tuple[list[tuple[str, str]], bytes]:
        """The headers and the body of an answer, which must have the status that is expected."""
        self.connection.request("GET", path, headers=dict(headers or {}))
        response = self.connection.getresponse()
        body = response.read()
        if response.status != status:
            raise UnansweredError(f"{path.partition('?')[0]}: {response.status} {_title(body)}")
        return response.getheaders(), body

    def wait_for(self, path: str) -> None:
        """Ask until there is an answer: an index of a million texts is built at the first need."""
        ends_at = time.monotonic() + _PATIENCE
        while time.monotonic() < ends_at:
            self.connection.request("GET", path)
            response = self.connection.getresponse()
            response.read()
            if response.status != 503:
                return
            time.sleep(1)

    def json(self, path: str) -> Any:
        """What an answer says."""
        return json.loads(self.answer(path)[1])

    def seconds(self, path: str) -> float:
        """How long an answer takes."""
        started = time.perf_counter()
        self.answer(path)
        return time.perf_counter() - started

    def downloaded(self, path: str) -> tuple[float, int, int]:
        """How long a whole file takes; its bytes; its lines."""
        started = time.perf_counter()
        self.connection.request("GET", path)
        response = self.connection.getresponse()
        if response.status != 200:
            title = _title(response.read())
            raise UnansweredError(f"{path.partition('?')[0]}: {response.status} {title}")
        part, size, lines = bytearray(_PART), 0, 0
        while count := response.readinto(part):
            size += count
            lines += part.count(b"\n", 0, count)
        return time.perf_counter() - started, size, lines


def _title(body: bytes) -> str:
    """What an answer that is none says in a few words."""
    try:
        return str(json.loads(body)["title"])
    except (ValueError, LookupError, TypeError):
        return repr(body[:80])


def median_ms(client: Client, path: str, times: int) -> float:
    """The median of how long an answer takes, in milliseconds."""
    return median(client.seconds(path) for _ in range(times)) * 1000
