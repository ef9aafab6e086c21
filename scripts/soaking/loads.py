"""Loads that are killed, and deliveries that are broken."""

import asyncio
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import choice, randrange, uniform

from app.errors import DataError
from app.ingest.data_files import FILES
from app.ingest.validate import validate
from app.settings import ROOT

_LOAD = [sys.executable, "-c", "from app.cli import app; app()", "load", "--data"]


class Killed:
    """`wave1 load` of two releases in turn, killed (-9) at a random moment, while readers read."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.environment, self.folders = environment, []
        for name in ("one", "other"):
            copy = Path(shutil.copytree(ROOT / "data", folder / name))
            self.folders.append(copy)
        _append_note(self.folders[1] / "organisations.csv")

    async def __call__(self, _port: int, until: float) -> int:
        """How many loads were killed; raises AssertionError where the database is not whole."""
        count = 0
        while asyncio.get_running_loop().time() < until:
            process = subprocess.Popen(
                [*_LOAD, str(self.folders[count % 2])],
                env=self.environment,
                stderr=subprocess.DEVNULL,
            )
            await asyncio.sleep(uniform(0.5, 3))
            process.send_signal(signal.SIGKILL)
            process.wait()
            count += 1
            self._check()
        return count

    def _check(self) -> None:
        file = self.environment["WAVE1_DATABASE_URL"].removeprefix("sqlite:///")
        connection = sqlite3.connect(file)
        faults = connection.execute("PRAGMA foreign_key_check").fetchall()
        [whole] = connection.execute("PRAGMA integrity_check").fetchone()
        connection.close()
        if faults or whole != "ok":
            raise AssertionError(f"{whole} {faults[:3]}")


def _append_note(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = f"{lines[1].rstrip('.')} as well."
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


Mutation = Callable[[bytes], bytes]


def _at(content: bytes, change: Callable[[bytes], bytes], size: int = 1) -> bytes:
    place = randrange(len(content) - size)
    return content[:place] + change(content[place : place + size]) + content[place + size :]


_MUTATIONS: tuple[Mutation, ...] = (
    lambda content: _at(content, lambda _: b"", 3),
    lambda content: _at(content, lambda part: part * 2, 200),
    lambda content: _at(content, lambda part: bytes([part[0] ^ 1 << randrange(8)])),
    lambda content: _at(content, lambda _: choice([b"\0", b'"', b",", b"\r\n", b";"])),
    lambda content: _at(content, lambda part: part.upper(), 40),
    lambda content: content[: randrange(len(content))],
    lambda content: content.decode().encode("utf-16"),
)


class Broken:
    """Data files with a random fault: each is refused with its place, or has no fault."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(shutil.copytree(ROOT / "data", folder / "broken"))
        self.refused = 0

    async def __call__(self, _port: int, until: float) -> int:
        """How many deliveries were tried; any other end than a refusal ends it with its error."""
        count = 0
        while asyncio.get_running_loop().time() < until:
            path = self.folder / choice(FILES).name
            before = path.read_bytes()
            path.write_bytes(choice(_MUTATIONS)(before))
            try:
                validate(self.folder)
            except DataError as refused:
                self.refused += 1
                if not all(problem.where for problem in refused.problems):
                    raise AssertionError("a problem without a place") from refused
            path.write_bytes(before)
            count += 1
            await asyncio.sleep(0)
        self.__doc__ = f"Deliveries with a random fault, {self.refused:,} of them refused"
        return count
