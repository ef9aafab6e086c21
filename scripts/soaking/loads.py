"""Loads that are killed, and deliveries that are broken."""

import asyncio
import csv
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import choice, randrange, uniform
from typing import IO, cast

from app.database import connect
from app.errors import DataError
from app.ingest.data_files import FILES
from app.ingest.load import load
from app.ingest.validate import validate
from app.settings import ROOT

LONGEST_LOAD = 1.5
"""Seconds within which a loader is killed: from before its first load to after its second."""
MARKED = (("projects.csv", "note"), ("coding_decisions.csv", "why"))
"""Columns at both ends of a load that say which of two releases a row is of."""
MARKS = "SELECT note FROM project UNION SELECT why FROM coding_decision"


class Killed:
    """Loads of two releases in turn, killed (-9) at a random moment, while readers read."""

    def __init__(self, folder: Path, environment: dict[str, str], count: int) -> None:
        self.url, self.count = environment["WAVE1_DATABASE_URL"], count
        self.folders = [_marked_copy(folder / mark) for mark in ("one", "other")]

    async def __call__(self, _port: int, _until: float) -> int:
        """How many loads were killed; raises AssertionError where rows are lost or mixed."""
        return await asyncio.to_thread(self._kill_all)

    def _kill_all(self) -> int:
        moments = (uniform(0, LONGEST_LOAD) for _ in range(self.count))
        for _ in killed_loaders(self.url, self.folders, moments):
            self._check()
        return self.count

    def _check(self) -> None:
        with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as connection:
            faults = connection.execute("PRAGMA foreign_key_check").fetchall()
            [whole] = connection.execute("PRAGMA integrity_check").fetchone()
            marks = connection.execute(MARKS).fetchall()
        if faults or whole != "ok" or len(marks) != 1:
            raise AssertionError(f"{whole} {marks} {faults[:3]}")


def killed_loaders(url: str, folders: Sequence[Path], moments: Iterable[float]) -> Iterator[None]:
    """One loader after the other, each killed when it has run for so many seconds."""
    command = [sys.executable, "-m", "scripts.soaking.loads", url, *map(str, folders)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, text=True, cwd=ROOT, stdin=pipe, stdout=pipe) as loading:
        lines, asked = cast(IO[str], loading.stdout), cast(IO[str], loading.stdin)
        _expect(lines, "ready")
        for moment in moments:
            print(file=asked, flush=True)
            loader = int(lines.readline())
            time.sleep(moment)
            os.kill(loader, signal.SIGKILL)
            _expect(lines, f"{-signal.SIGKILL}")
            yield
        asked.close()


def _expect(lines: IO[str], text: str) -> None:
    line = lines.readline().strip()
    if line != text:
        raise AssertionError(f"{line!r} is not {text!r}")


def _marked_copy(folder: Path) -> Path:
    shutil.copytree(ROOT / "data", folder)
    for name, column in MARKED:
        with (folder / name).open(encoding="utf-8", newline="") as lines:
            rows = [{**row, column: folder.name} for row in csv.DictReader(lines)]
        with (folder / name).open("w", encoding="utf-8", newline="") as lines:
            table = csv.DictWriter(lines, list(rows[0]), lineterminator="\n")
            table.writeheader()
            table.writerows(rows)
    return folder


Mutation = Callable[[bytes], bytes]


def _at(content: bytes, change: Callable[[bytes], bytes], size: int = 1) -> bytes:
    place = randrange(max(1, len(content) - size))
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
    """Deliveries with a random fault."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = Path(shutil.copytree(ROOT / "data", folder / "broken"))
        self.count, self.refused = count, 0

    async def __call__(self, _port: int, _until: float) -> int:
        """How many were tried; any other end than a refusal with its places ends it."""
        await asyncio.to_thread(self._try_all)
        self.__doc__ = f"Deliveries with a random fault, {self.refused:,} of them refused"
        return self.count

    def _try_all(self) -> None:
        for _ in range(self.count):
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


def main(url: str, *folders: str) -> None:
    """Load releases in turn, in a fork for each line that is given, which can be killed.

    It says the number of each, and how that has ended. Loaded once before, all loaders know what
    the first load of a process works out.
    """
    engine = connect(url)
    datasets = [validate(Path(folder)) for folder in folders]

    def load_all() -> None:
        for dataset in datasets:
            load(engine, dataset, version="1", now=lambda: datetime.now(UTC))

    load_all()
    engine.dispose()
    print("ready", flush=True)
    for _ in sys.stdin:
        loader = os.fork()
        while not loader:
            load_all()
        print(loader, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(loader, 0)[1]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
