"""One reader, who asks a server one question after another over one connection."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from statistics import median
from typing import Any, Self

_PATIENCE = 600
_PART = 2**20


class UnansweredError(Exception):
    """Some of what was asked was not answered, or not with what was asked for."""


class Client:
    """One reader."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    @contextmanager
    def asked(
        self, path: str, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> Iterator[HTTPResponse]:
        """An answer that is read as it comes; it must have the status that is expected."""
        self._connection.request("GET", path, headers=dict(headers or {}))
        response = self._connection.getresponse()
        if response.status != status:
            said = response.read()[:80]
            raise UnansweredError(f"{path.partition('?')[0]}: {response.status} {said!r}")
        yield response
        if not response.isclosed():
            self._connection.close()

    def answer(
        self, path: str, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> tuple[list[tuple[str, str]], bytes]:
        """The headers and the body of an answer."""
        with self.asked(path, status, headers) as response:
            return response.getheaders(), response.read()

    def json(self, path: str) -> Any:
        """What an answer says."""
        return json.loads(self.answer(path)[1])

    def wait_for(self, path: str) -> None:
        """Ask until there is an answer: an index of a million texts is built at the first need."""
        ends_at = time.monotonic() + _PATIENCE
        while True:
            try:
                self.answer(path)
            except UnansweredError:
                if time.monotonic() > ends_at:
                    raise
                time.sleep(1)
            else:
                return

    def downloaded(self, path: str) -> tuple[float, int]:
        """How long a whole file takes, and its bytes."""
        started, part, size = time.perf_counter(), bytearray(_PART), 0
        with self.asked(path) as response:
            while count := response.readinto(part):
                size += count
        return time.perf_counter() - started, size

    def seconds(self, path: str) -> float:
        """How long an answer takes."""
        started = time.perf_counter()
        self.answer(path)
        return time.perf_counter() - started

    def median_ms(self, path: str, times: int) -> float:
        """The median of how long an answer takes, in milliseconds."""
        return median(self.seconds(path) for _ in range(times)) * 1000
