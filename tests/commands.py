"""The command `wave1`: in this process, in one of its own, and as a service."""

import gc
import signal
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import httpx2
from typer.testing import CliRunner

from app.cli import app

WAVE1 = Path(sys.executable).with_name("wave1")

Environment = Mapping[str, str]


@dataclass(frozen=True)
class Done:
    """What a command left: its exit code, and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


def wave1(environment: Environment, *words: object) -> Done:
    """The command within this process: the start of another takes longer than most commands."""
    with warnings.catch_warnings():
        # A process that ends closes its sockets and connections; this one goes on.
        warnings.simplefilter("ignore", ResourceWarning)
        # What was there before is not searched for rubbish.
        gc.freeze()
        result = CliRunner().invoke(
            app, [str(word) for word in words], env=dict(environment), catch_exceptions=False
        )
        done = Done(result.exit_code, result.stdout, result.stderr)
        # It holds the frames of the command, and with them what is open there.
        del result
        gc.collect()
        gc.unfreeze()
    return done


def wave1_process(environment: Environment, *words: object) -> Done:
    """The command as it is typed, in a process of its own."""
    process = subprocess.run(
        [WAVE1, *map(str, words)],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Done(process.returncode, process.stdout, process.stderr)


def free_port() -> int:
    """A port that nobody listens at just now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def wait_until(is_so: Callable[[], bool]) -> None:
    """Raises TimeoutError where it is not so within a minute."""
    for _ in range(1_200):
        if is_so():
            return
        time.sleep(0.05)
    raise TimeoutError


class served:  # noqa: N801 (used as a statement: with served(...))
    """A service on a free port, for as long as a test needs it."""

    def __init__(self, environment: Environment, *words: object) -> None:
        self.port = free_port()
        # Not a pipe: who says much would wait for a reader.
        self.errors = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 (until it ends)
        self.process = subprocess.Popen(
            [WAVE1, "serve", "--port", str(self.port), *map(str, words)],
            env=environment,
            stderr=self.errors,
        )

    def __enter__(self) -> str:
        address = f"http://127.0.0.1:{self.port}"
        with httpx2.Client(base_url=address) as client:
            for _ in range(1_200):
                try:
                    client.get("/api/v1")
                except httpx2.TransportError:
                    time.sleep(0.05)
                else:
                    return address
        self.__exit__()
        raise TimeoutError(f"{address}: {self.said}")

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)
        self.errors.seek(0)
        self.said = self.errors.read()
        self.errors.close()
