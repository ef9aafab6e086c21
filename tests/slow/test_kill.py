"""Killed at any moment of a load, the database holds the old data or the new, never a mixture."""

import time
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from app.evidence.models import Finding, ImportFile, ImportRun, Project, table
from app.ingest.load import load
from app.ingest.validate import validate
from scripts.soaking.loads import killed_loaders
from tests.conftest import NOW, copy_of_data
from tests.corrupt_csv import read, write

KILLS = 8
"""Spread over a load of each release; `scripts/soak` kills hundreds, at any moment."""
FINDING, PROJECT = table(Finding), table(Project)


def mark_every_row(folder: Path, mark: str) -> None:
    """The whole dataset says which one it is, in files at both ends of the load."""
    for file in ("projects.csv", "findings.csv", "coding_decisions.csv"):
        column = "why" if file == "coding_decisions.csv" else "note"
        write(folder / file, [{**row, column: mark} for row in read(folder / file)])


def marks(engine: sa.Engine) -> tuple[set[str | None], set[str | None], int, int]:
    """As of one moment: a server may still commit what a loader had sent when it was killed."""
    with engine.connect().execution_options(isolation_level="SERIALIZABLE") as connection:
        return (
            set(connection.scalars(sa.select(PROJECT.c.note))),
            set(connection.scalars(sa.select(FINDING.c.note))),
            connection.scalar(sa.select(sa.func.count()).select_from(table(ImportRun))) or 0,
            connection.scalar(sa.select(sa.func.count()).select_from(table(ImportFile))) or 0,
        )


def moments(seconds: float) -> Iterator[float]:
    """Moments from the beginning to the end of so many seconds; of twice as many next time."""
    for number in range(5 * KILLS):
        rounds, place = divmod(number, KILLS)
        yield seconds * 2**rounds * (place + 0.5) / KILLS


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
    seen: list[str | None] = []

    # A loader that has less of the machine than the load above is killed later each time.
    for _ in killed_loaders(url, folders, moments(2 * took)):
        of_projects, of_findings, runs, files = marks(empty)
        assert of_projects == of_findings
        assert len(of_findings) == 1
        assert files == runs * len(list(folders[0].glob("*.csv")))
        seen += of_findings
        if len(seen) >= KILLS and {*seen} == {"old", "new"}:
            break

    assert {*seen} == {"old", "new"}
