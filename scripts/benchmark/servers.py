"""Servers in processes of their own: ours, Datasette, and one that always answers the same."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from socket import socket

from app.database.engine import STATEMENT_TIMEOUT
from app.settings import ROOT
from scripts.benchmark.constant import ANSWER
from scripts.benchmark.plan import WORK

_BIN = ROOT / ".venv-bench" / "bin"
DATASETTE = _BIN / "datasette"
WAVE1 = _BIN / "wave1"
"""As it is installed for users, without what only the checks need."""
_PLUGINS = Path(__file__).with_name("datasette_plugins")
_OF_THE_SERVER = {"date", "server"}
"""The headers that uvicorn adds to every answer."""
_PATIENCE, _TO_REST, _TO_END = 240, 600, 15
_SECONDS_OF_REST = 0.1
"""Of a core, in a second: it looks for commits all the time."""


class NotStartedError(Exception):
    """A server that gives no answer, or does not come to rest."""


@dataclass(frozen=True)
class Server:
    """One server that has given its first answer."""

    port: int
    process: subprocess.Popen[bytes]
    seconds_to_start: float

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

    def rested(self) -> None:
        """Wait until it has nothing to do: a worker that was just started makes an index first.

        It may wait for its database server meanwhile, but never longer than one statement may take.
        """
        ends_at, quiet_seconds = time.monotonic() + _TO_REST, 0
        while quiet_seconds <= STATEMENT_TIMEOUT:
            if time.monotonic() > ends_at:
                raise NotStartedError(f"{self.process.args!r} does not come to rest")
            before = self._cpu_seconds()
            time.sleep(1)
            is_quiet = self._cpu_seconds() - before < _SECONDS_OF_REST
            quiet_seconds = quiet_seconds + 1 if is_quiet else 0

    def memory_mb(self, which: str = "VmRSS") -> float:
        """What it takes of memory; with VmHWM, what it took at most."""
        status = self._process_file("status").read_text(encoding="utf-8")
        line = next(line for line in status.splitlines() if line.startswith(which))
        return int(line.split()[1]) / 1024

    @contextmanager
    def growth(self) -> Iterator[list[float]]:
        """By how many MB its memory grows meanwhile, at most; known afterwards."""
        growth: list[float] = []
        # The most that it took so far is forgotten.
        self._process_file("clear_refs").write_text("5", encoding="ascii")
        before = self.memory_mb()
        yield growth
        growth.append(self.memory_mb("VmHWM") - before)

    def _cpu_seconds(self) -> float:
        text = self._process_file("stat").read_text(encoding="ascii")
        # The name of the program, in brackets, may hold spaces.
        user, system = text.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def _process_file(self, name: str) -> Path:
        return Path(f"/proc/{self.process.pid}/{name}")


Serving = AbstractContextManager[Server]
"""A server from its first answer until it is left."""


def ours(
    database_url: str, data: Path, *, is_keeping: bool = True, path: str = "/api/v1"
) -> Serving:
    """One worker of this project, with or without answers kept in memory."""
    environment = {
        "WAVE1_DATABASE_URL": database_url,
        "WAVE1_READ_DATABASE_URL": "",
        "WAVE1_DATA": str(data),
        "WAVE1_SEARCH": str(WORK / "search"),
        "WAVE1_CACHE": "yes" if is_keeping else "no",
    }
    return _served([str(WAVE1), "serve", "--workers", "1"], path, environment)


def datasette(file: Path) -> Serving:
    """Datasette with the settings that were the fastest for it on one core."""
    settings = ("--setting", "num_sql_threads", "0", "--setting", "sql_time_limit_ms", "60000")
    words = [str(DATASETTE), "serve", "--plugins-dir", str(_PLUGINS), *settings, "-i", str(file)]
    return _served(words, "/-/versions.json", {})


def constant(status: int, headers: Sequence[tuple[str, str]], body: bytes) -> Serving:
    """A bare ASGI application under uvicorn that gives this answer to everything."""
    file = WORK / f"constant-{status}.json"
    of_page = [(name, value) for name, value in headers if name not in _OF_THE_SERVER]
    answer = {"status": status, "headers": of_page, "body": body.decode()}
    file.write_text(json.dumps(answer), encoding="utf-8")
    words = [sys.executable, "-m", "uvicorn", "--factory", "scripts.benchmark.constant:bare"]
    words += ["--workers", "1", "--loop", "uvloop", "--http", "httptools", "--no-access-log"]
    words += ["--no-proxy-headers", "--log-level", "warning", "--timeout-keep-alive", "75"]
    return _served([*words, "--lifespan", "off"], "/", {ANSWER: str(file)})


def free_port() -> int:
    """A port that nobody listens at just now."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@contextmanager
def _served(words: Sequence[str], path: str, environment: dict[str, str]) -> Iterator[Server]:
    port, started = free_port(), time.perf_counter()
    process = subprocess.Popen(
        [*words, "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _answers(port, path):
            if process.poll() is not None or time.perf_counter() - started > _PATIENCE:
                raise NotStartedError(f"{process.args!r} does not answer")
            time.sleep(0.005)
        yield Server(port, process, time.perf_counter() - started)
    finally:
        process.send_signal(signal.SIGCONT)
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_TO_END)
        process.kill()
        process.wait()


def _answers(port: int, path: str) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        connection.request("GET", path)
        return connection.getresponse().status < 400
    except OSError:
        return False
    finally:
        connection.close()
