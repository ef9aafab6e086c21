"""The command `wave1`: what it prints and writes, and its exit codes."""

import json
import shutil
import subprocess
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from app.database import connect
from app.ingest.data_files import FILES
from app.main import create_app
from app.settings import ROOT, VERSION
from tests import oracle
from tests.commands import Environment, served, wave1, wave1_process
from tests.conftest import SOURCE, needs_source
from tests.corrupt_csv import set_cell


@pytest.mark.slow
@pytest.mark.one_database
def test_in_a_process_of_its_own_the_command_loads_exports_and_refuses(
    environment: Environment,
) -> None:
    loaded = wave1_process(environment, "load")
    exported = wave1_process(environment, "export", "projects", "fields=project_id")
    refused = wave1_process(environment, "export", "findings", "them=set-up")

    assert (loaded.returncode, exported.returncode, refused.returncode) == (0, 0, 1)
    assert (
        f"findings.csv: {len(oracle.FINDINGS)} added, 0 changed, 0 unchanged, 0 removed"
        in loaded.stderr
    )
    assert (loaded.stdout, refused.stdout) == ("", "")
    assert sorted(exported.stdout.splitlines()[1:]) == oracle.ids("projects", [])
    assert "Did you mean 'theme'" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_load_says_what_it_did_and_the_second_time_that_nothing_changed(
    environment: Environment,
) -> None:
    first, second = wave1(environment, "load"), wave1(environment, "load")

    assert (first.returncode, second.returncode) == (0, 0)
    assert (
        f"findings.csv: {len(oracle.FINDINGS)} added, 0 changed, 0 unchanged, 0 removed"
        in first.stderr
    )
    assert second.stderr.startswith("Nothing changed: release 0.1.0+")


def test_load_dry_run_changes_nothing(environment: Environment) -> None:
    dry, real = wave1(environment, "load", "--dry-run"), wave1(environment, "load")

    assert f"findings.csv: {len(oracle.FINDINGS)} would be added" in dry.stderr
    assert f"findings.csv: {len(oracle.FINDINGS)} added" in real.stderr


@pytest.mark.one_database
@pytest.mark.parametrize("command", ["load", "check"])
def test_bad_data_is_refused_by_place_without_a_traceback(
    environment: Environment, data: Path, command: str
) -> None:
    set_cell(data, "findings.csv", 5, "theme_id", "set-up.partner-withdrawl")

    refused = wave1(environment, command, "--data", data)

    assert refused.returncode == 1
    assert refused.stderr.splitlines() == [
        "findings.csv, row 5, column theme_id: found 'set-up.partner-withdrawl', which is no "
        "theme_id of themes.csv. Did you mean 'set-up.partner-withdrawal' or 'set-up' or "
        "'set-up.late-start'?",
        "The data has problems. Nothing was changed. Problems: 1.",
    ]


@pytest.mark.one_database
def test_check_says_that_every_rule_is_kept(environment: Environment) -> None:
    checked = wave1(environment, "check")

    assert checked.returncode == 0
    assert checked.stderr.endswith(f"rows in {len(FILES)} files keep every rule.\n")


@pytest.mark.one_database
@needs_source
def test_check_with_a_source_says_that_every_place_agrees(environment: Environment) -> None:
    checked = wave1(environment, "check", "--source", SOURCE)

    assert checked.returncode == 0
    assert "every place and anchor agrees" in checked.stderr


@needs_source
def test_load_with_a_source_lets_a_claim_be_shown_in_its_place(environment: Environment) -> None:
    loaded = wave1(environment, "load", "--source", SOURCE)
    again = wave1(environment, "load")

    assert "Your copy of tr4 is kept: 149 paragraphs." in loaded.stderr
    assert again.stderr.startswith("Nothing changed")
    engine = connect(environment["WAVE1_DATABASE_URL"])
    shown = TestClient(create_app(engine)).get("/api/v1/findings/tr4-f231").text
    engine.dispose()
    assert "criminal justice" in shown.partition('"paragraph_text":')[2][:2000]


@pytest.mark.one_database
def test_another_text_than_the_one_coded_is_refused(
    environment: Environment, tmp_path: Path
) -> None:
    other = tmp_path / "other.md"
    other.write_text("Another report.\n")

    refused = wave1(environment, "load", "--source", other)

    assert refused.returncode == 1
    assert "other.md: This is not a text that was coded" in refused.stderr


def test_an_export_before_any_load_says_what_to_do(environment: Environment) -> None:
    wave1(environment, "load", "--dry-run")

    refused = wave1(environment, "export", "findings")

    assert refused.returncode == 1
    assert "wave1 load" in refused.stderr


@pytest.mark.one_database
@pytest.mark.slow
def test_serve_migrates_loads_says_what_to_open_and_answers(environment: Environment) -> None:
    service = served(environment)
    with service as address:
        asked = f"{address}/api/v1/projects?barrier=set-up.commissioning-and-deregulation"
        body = httpx2.get(asked).text

    count = len(oracle.ids("projects", [("barrier", "set-up.commissioning-and-deregulation")]))
    assert f'"count":{count}' in body
    assert f"{address}/api/v1/findings.csv?theme=set-up&polarity=barrier" in service.said
    assert f"{len(oracle.FINDINGS)} added" in service.said


@pytest.fixture
def bare_path(tmp_path: Path) -> str:
    """A machine that has a shell, and no Python."""
    for tool in ("bash", "dirname", "cmp", "env"):
        found = shutil.which(tool)
        assert found
        (tmp_path / tool).symlink_to(found)
    return str(tmp_path)


def test_serve_without_python_says_what_to_install(tmp_path: Path, bare_path: str) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(ROOT / "scripts", copy / "scripts")
    for file in ("requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / file, copy / file)

    refused = subprocess.run(
        [shutil.which("bash") or "bash", copy / "scripts" / "serve"],
        env={"PATH": bare_path},
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode == 1
    assert "Python 3.11 or newer is needed" in refused.stderr


@pytest.mark.one_database
def test_the_command_says_its_version(environment: Environment) -> None:
    done = wave1(environment, "--version")

    assert (done.returncode, done.stdout) == (0, f"{VERSION}\n")


@pytest.mark.one_database
def test_the_answer_to_a_question_comes_as_json(loaded_environment: Environment) -> None:
    question = "Which projects hit recruitment delays?"

    done = wave1(loaded_environment, "ask", question, "--json")

    body = json.loads(done.stdout)
    assert (done.returncode, body["answered"], body["question"]) == (0, True, question)


@pytest.mark.one_database
@pytest.mark.parametrize(
    "words",
    [
        ("export", "projects", "--output", "/nonexistent/y.csv"),
        ("check", "--source", "/nonexistent.txt"),
    ],
)
def test_a_file_that_cannot_be_used_is_no_fault_of_the_data(
    loaded_environment: Environment, words: tuple[str, ...]
) -> None:
    done = wave1(loaded_environment, *words)

    assert done.returncode == 1
    assert "The data has problems" not in done.stderr
    assert done.stderr.rstrip().endswith("A file cannot be used. Problems: 1.")
