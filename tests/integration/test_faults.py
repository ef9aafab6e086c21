"""What can go wrong round the commands is said in a sentence, without a traceback."""

import os
import socket
import sqlite3
import subprocess
from contextlib import closing, nullcontext
from pathlib import Path

import pytest

from app.commands import ensure_clock
from app.errors import ServiceError
from app.exports import FORMATS
from tests.commands import WAVE1, Environment, free_port, wave1, wave1_process

FAULTS = [
    ("sqlite:///{folder}/text.txt", "is not a SQLite database"),
    ("sqlite:///{folder}", "cannot be opened"),
    ("postgresql://nobody@127.0.0.1:1/none", "cannot be reached"),
    ("mysql://localhost/none", "sqlite:///file"),
    ("wave1.sqlite", "sqlite:///file"),
    ("sqlite://", "sqlite:///file"),
    ("sqlite:///:memory:", "A database in memory"),
    ("sqlite:///{folder}/damaged.sqlite", "The file is damaged"),
]


def damage(file: Path) -> None:
    """A database of which the head alone is as it was."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE one (number)")
        connection.commit()
    file.write_bytes(file.read_bytes()[:100] + b"damaged " * 1_000)


@pytest.mark.parametrize(("url", "message"), FAULTS)
@pytest.mark.parametrize("command", ["load", "export", "serve"])
def test_a_database_that_cannot_be_used_is_named(
    tmp_path: Path, url: str, message: str, command: str
) -> None:
    (tmp_path / "text.txt").write_text("This is no database. " * 100)
    damage(tmp_path / "damaged.sqlite")
    faulty = {**os.environ, "COLUMNS": "200", "WAVE1_DATABASE_URL": url.format(folder=tmp_path)}
    more = {"export": ["findings"], "serve": ["--port", str(free_port())]}.get(command, [])

    refused = wave1(faulty, command, *more)

    assert refused.returncode == 1
    assert message in refused.stderr
    assert refused.stdout == ""


@pytest.mark.parametrize(
    ("command", "message"),
    [("load", "The folder cannot be created"), ("export", "is not there or cannot be opened")],
)
def test_a_folder_that_cannot_be_made_is_named(command: str, message: str) -> None:
    url = "sqlite:////proc/no/such.sqlite"
    faulty = {**os.environ, "COLUMNS": "200", "WAVE1_DATABASE_URL": url}

    refused = wave1(faulty, command, *(["findings"] if command == "export" else []))

    assert refused.returncode == 1
    assert message in refused.stderr


def test_a_database_that_cannot_be_used_is_named_without_a_traceback() -> None:
    faulty = {**os.environ, "COLUMNS": "200", "WAVE1_DATABASE_URL": "wave1.sqlite"}

    refused = wave1_process(faulty, "serve", "--port", free_port())

    assert refused.returncode == 1
    assert "sqlite:///file" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_file_that_cannot_be_written_is_named(loaded_environment: Environment) -> None:
    refused = wave1(loaded_environment, "export", "findings", "--output", "/no/such/folder/x.csv")

    assert refused.returncode == 1
    assert refused.stderr.startswith("/no/such/folder/x.csv: No such file")


def test_a_port_that_is_taken_is_named_before_anything_is_said_to_be_open(
    environment: Environment,
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = wave1(environment, "serve", "--port", port)

    assert refused.returncode == 1
    assert f"127.0.0.1:{port}: Cannot listen here" in refused.stderr
    assert "Open" not in refused.stderr


@pytest.mark.slow
def test_two_first_loads_at_once_make_one_database(environment: Environment) -> None:
    loads = [
        subprocess.Popen([WAVE1, "load"], env=environment, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    reports = [load.communicate(timeout=60)[1] for load in loads]

    assert [load.returncode for load in loads] == [0, 0], reports
    assert sum(report.startswith("Nothing changed") for report in reports) == 1


def test_an_export_takes_the_format_of_the_ending(
    loaded_environment: Environment, tmp_path: Path
) -> None:
    parquet, unknown = tmp_path / "findings.parquet", tmp_path / "findings.doc"

    written = wave1(loaded_environment, "export", "findings", "--output", parquet)
    refused = wave1(loaded_environment, "export", "findings", "--output", unknown)

    assert written.returncode == 0
    assert parquet.read_bytes()[:4] == b"PAR1"
    assert (refused.returncode, unknown.exists()) == (2, False)
    assert ", ".join(FORMATS) in refused.stderr


@pytest.mark.parametrize(("year", "is_refused"), [(1970, True), (1979, True), (1980, False)])
def test_a_clock_that_was_never_set_is_named(year: int, is_refused: bool) -> None:
    with pytest.raises(ServiceError, match="set it") if is_refused else nullcontext():
        ensure_clock(year)
