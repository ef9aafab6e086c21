"""The command `wave1 export`: what it writes, and what it refuses."""

import csv
import io
import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.exports import FORMATS
from app.ingest.load import load
from app.ingest.validate import validate
from app.settings import VERSION
from tests import oracle
from tests.commands import Environment, wave1
from tests.conftest import NOW
from tests.corrupt_csv import read, write


def test_export_writes_a_whole_list_or_what_a_question_leaves(
    loaded_environment: Environment, tmp_path: Path
) -> None:
    file = tmp_path / "outcomes.csv"

    printed = wave1(loaded_environment, "export", "findings", "theme=set-up&polarity=barrier")
    written = wave1(loaded_environment, "export", "outcomes", "--output", file)

    rows = list(csv.DictReader(io.StringIO(printed.stdout)))
    expected = oracle.ids("findings", [("theme", "set-up"), ("polarity", "barrier")])
    assert sorted(row["finding_id"] for row in rows) == expected
    assert "Findings on Setting up and that are: Barrier" in printed.stderr
    assert written.returncode == 0
    assert len(list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))) == len(oracle.OUTCOMES)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["export", "finding"], 2, "Lists: projects, findings"),
        (["export", "findings", "them=set-up"], 1, "Did you mean 'theme'"),
        (["export", "findings", "polarity"], 1, "'polarity' is not written as in an address"),
        (
            ["export", "findings", "release=yesterday"],
            1,
            "Expected one of: '0.1.0+4f604238c82c'",
        ),
        (["export", "release", "--output", "x.csv"], 2, "name a file that ends in .zip"),
        (
            ["export", "findings", "--format", "xlsx", "--output", "x.csv"],
            2,
            "x.csv ends as a file of another format than xlsx.",
        ),
    ],
)
def test_a_wrong_export_is_refused_with_what_would_be_right(
    loaded_environment: Environment, words: list[str], status: int, message: str
) -> None:
    refused = wave1(loaded_environment, *words)

    assert refused.returncode == status
    assert message in refused.stderr
    assert refused.stdout == ""


@pytest.mark.one_database
def test_standard_output_takes_a_format(loaded_environment: Environment) -> None:
    words = ("export", "projects", "fields=project_id", "--format", "jsonl")

    done = wave1(loaded_environment, *words)

    ids = [json.loads(line)["project_id"] for line in done.stdout.splitlines()]
    assert sorted(ids) == oracle.ids("projects", [])


@pytest.mark.one_database
def test_a_format_goes_before_the_ending_of_the_file(
    loaded_environment: Environment, tmp_path: Path
) -> None:
    file = tmp_path / "projects.txt"

    done = wave1(loaded_environment, "export", "projects", "--format", "csv", "--output", file)

    assert done.returncode == 0
    rows = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))
    assert len(list(rows)) == len(oracle.PROJECTS)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--output", "nofmt"], "nofmt has no ending. Formats: "),
        (["--output", "x.doc"], "There is no format 'doc'. Formats: "),
        (["--format", "doc"], "There is no format 'doc'. Formats: "),
    ],
)
def test_a_format_that_there_is_not_is_refused_with_those_that_there_are(
    loaded_environment: Environment, words: list[str], message: str
) -> None:
    done = wave1(loaded_environment, "export", "projects", *words)

    assert done.returncode == 2
    assert f"{message}{', '.join(FORMATS)}." in done.stderr


@pytest.mark.one_database
def test_the_whole_release_is_written_as_the_api_gives_it(
    loaded_environment: Environment, client: TestClient, tmp_path: Path
) -> None:
    file = tmp_path / "release.zip"

    done = wave1(loaded_environment, "export", "release", "--output", file)

    package = client.get("/api/v1/download/wave1-evidence.zip").content
    assert done.returncode == 0
    assert file.read_bytes() == package


@pytest.mark.one_database
def test_a_list_of_a_kept_release_is_written_as_the_api_gives_it(
    loaded_environment: Environment, client: TestClient, tmp_path: Path
) -> None:
    file, release = tmp_path / "findings.xlsx", "0.1.0+4f604238c82c"

    done = wave1(
        loaded_environment,
        "export",
        "findings",
        f"release={release}&theme=set-up",
        "--output",
        file,
    )

    same = client.get("/api/v1/findings.xlsx?theme=set-up&release=0.1.0%2B4f604238c82c").content
    assert done.returncode == 0
    assert f"({release})" in done.stderr
    assert file.read_bytes() == same


@pytest.mark.one_database
def test_of_a_file_that_cannot_be_finished_nothing_is_left(
    environment: Environment, loaded: sa.Engine, data: Path, tmp_path: Path
) -> None:
    environment = {**environment, "WAVE1_DATABASE_URL": loaded.url.render_as_string(False)}
    aliases = read(data / "project_aliases.csv")
    long = [{"project_id": "pause", "alias": f"{number} {'x' * 190}"} for number in range(200)]
    write(data / "project_aliases.csv", [*aliases, *long])
    file = tmp_path / "projects.xlsx"

    load(loaded, validate(data), version=VERSION, now=lambda: NOW)
    done = wave1(environment, "export", "projects", "--output", file)

    assert done.returncode == 1
    assert "A cell holds at most 32,767 characters: take the list as CSV." in done.stderr
    assert not file.exists()
