"""Killed at any moment of a load, the database holds the old data or the new, never a mixture."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from app.database import reading
from app.evidence.models import Finding, ImportFile, ImportRun, Project, table
from app.ingest.load import load
from app.ingest.validate import validate
from tests.conftest import NOW, copy_of_data
from tests.corrupt_csv import read, write

KILLS = 10
"""Enough to meet each step of a load; `scripts/soak` kills hundreds."""
FINDING, PROJECT = table(Finding), table(Project)

LOADERS = """
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from app.database import connect
from app.ingest.load import load
from app.ingest.validate import validate
engine = connect(sys.argv[1])
datasets = [validate(Path(folder)) for folder in sys.argv[2:]]
def load_all():
    for dataset in datasets:
        load(engine, dataset, version="1", now=lambda: datetime.now(UTC))
# What the first load of a process works out is known to all loaders then.
load_all()
engine.dispose()
print("ready", flush=True)
for _ in sys.stdin:
    loader = os.fork()
    if not loader:
        while True:
            load_all()
    print(loader, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(loader, 0)[1]), flush=True)
"""
"""Starts a loader for each line it is given, and says its number and how it ended."""


def mark_every_row(folder: Path, mark: str) -> None:
    """The whole dataset says which one it is, in files at both ends of the load."""
    for file in ("projects.csv", "findings.csv", "coding_decisions.csv"):
        column = "why" if file == "coding_decisions.csv" else "note"
        write(folder / file, [{**row, column: mark} for row in read(folder / file)])


def marks(engine: sa.Engine) -> tuple[set[str | None], set[str | None], int, int]:
    with reading(engine) as session:
        return (
            set(session.scalars(sa.select(PROJECT.c.note))),
            set(session.scalars(sa.select(FINDING.c.note))),
            session.scalar(sa.select(sa.func.count()).select_from(table(ImportRun))) or 0,
            session.scalar(sa.select(sa.func.count()).select_from(table(ImportFile))) or 0,
        )


def test_kill_9_during_a_load_neither_loses_nor_mixes_rows(
    empty: sa.Engine, tmp_path: Path
) -> None:
    folders = [copy_of_data(tmp_path / mark) for mark in ("old", "new")]
    for folder in folders:
        mark_every_row(folder, folder.name)
    url = empty.url.render_as_string(hide_password=False)
    load(empty, validate(folders[0]), version="1", now=lambda: NOW)
    began = time.monotonic()
    load(empty, validate(folders[1]), version="1", now=lambda: NOW)
    took = time.monotonic() - began
    seen: set[str | None] = set()

    for _ in killed_loaders(url, folders, 3 * took):
        of_projects, of_findings, runs, files = marks(empty)
        assert of_projects == of_findings
        assert len(of_findings) == 1
        assert files == runs * len(list(folders[0].glob("*.csv")))
        seen |= of_findings

    assert seen == {"old", "new"}


def killed_loaders(url: str, folders: list[Path], longest: float) -> Iterator[None]:
    """One loader after the other, each killed at a moment that is anybody's guess."""
    chance = random.Random(20141116)
    command = [sys.executable, "-c", LOADERS, url, *map(str, folders)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as starting:
        assert starting.stdin
        assert starting.stdout
        assert starting.stdout.readline() == "ready\n"
        for _ in range(KILLS):
            print(file=starting.stdin, flush=True)
            loader = int(starting.stdout.readline())
            # From before the first load to after the second.
            time.sleep(chance.uniform(0, longest))
            os.kill(loader, signal.SIGKILL)
            assert starting.stdout.readline() == f"{-signal.SIGKILL}\n"
            yield
