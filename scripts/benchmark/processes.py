"""Processes of servers: started, held still while others are measured, and ended for certain."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

from app.database.engine import STATEMENT_TIMEOUT
from app.settings import ROOT

_PATIENCE = 240
_TO_END = 15
_TO_REST = 600
_SECONDS_OF_REST = 0.1
"""Of a core, in a second: it looks for commits all the time."""
_STEP = 0.005
_BETWEEN_LOOKS = 0.05


class NotStartedError(Exception):
    """A server that gives no answer."""


def free_port() -> int:
    """A port that nobody listens at just now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


class Server:
    """One server in a process of its own, from its first answer until it is left."""

    def __init__(
        self,
        command: Callable[[int], Sequence[str | Path]],
        path: str,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.port = free_port()
        self.path = path
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            [str(word) for word in command(self.port)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.seconds_to_start = 0.0

    def __enter__(self) -> Self:
        try:
            while not self._answers():
                if self.process.poll() is not None:
                    raise NotStartedError(f"{self.process.args!r} ended: {self.process.returncode}")
                if time.perf_counter() - self.started > _PATIENCE:
                    raise NotStartedError(f"{self.process.args!r} does not answer")
                time.sleep(_STEP)
        except BaseException:
            self._end()
            raise
        self.seconds_to_start = time.perf_counter() - self.started
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def hold(self) -> None:
        """Let it do nothing at all, so that another is alone."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it answer again."""
        self.process.send_signal(signal.SIGCONT)

    @contextmanager
    def alone(self) -> Iterator[Self]:
        """It answers now; before and afterwards it is held."""
        self.go_on()
        try:
            yield self
        finally:
            self.hold()

    def rested(self) -> None:
        """Wait until it has nothing to do: a worker that was just started makes an index first.

        It may wait for its database server meanwhile, but never longer than one statement may take.
        """
        ends_at, quiet_seconds = time.monotonic() + _TO_REST, 0
        while time.monotonic() < ends_at:
            before = self._cpu_seconds()
            time.sleep(1)
            is_quiet = self._cpu_seconds() - before < _SECONDS_OF_REST
            quiet_seconds = quiet_seconds + 1 if is_quiet else 0
            if quiet_seconds > STATEMENT_TIMEOUT:
                return
        raise NotStartedError(f"{self.process.args!r} does not come to rest")

    def memory_mb(self) -> tuple[float, float]:
        """What it takes of memory (RSS), and its share where others use the same (PSS)."""
        rollup = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text(encoding="utf-8")
        sizes = {
            name: int(size) for name, size, *_ in (line.split() for line in rollup.splitlines()[1:])
        }
        return sizes["Rss:"] / 1024, sizes["Pss:"] / 1024

    @contextmanager
    def growth(self) -> Iterator[list[float]]:
        """By how many MB its memory grows meanwhile, at most; known afterwards."""
        growth: list[float] = []
        before = peak = self._resident_mb()
        is_done = Event()

        def look() -> None:
            nonlocal peak
            while not is_done.wait(_BETWEEN_LOOKS):
                peak = max(peak, self._resident_mb())

        looking = Thread(target=look, daemon=True)
        looking.start()
        try:
            yield growth
        finally:
            is_done.set()
            looking.join()
            growth.append(max(peak, self._resident_mb()) - before)

    def _resident_mb(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    def _cpu_seconds(self) -> float:
        text = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii")
        # The name of the program, in brackets, may hold spaces.
        user, system = text.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            connection.request("GET", self.path)
            return connection.getresponse().status < 400
        except OSError:
            return False
        finally:
            connection.close()

    def _end(self) -> None:
        if self.process.poll() is not None:
            return
        for number, patience in ((signal.SIGINT, _TO_END), (signal.SIGKILL, None)):
            with suppress(ProcessLookupError):
                self.process.send_signal(signal.SIGCONT)
                self.process.send_signal(number)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(patience)
                return
