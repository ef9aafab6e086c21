"""The snippets of the how-to documents run as they are printed."""

import re
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import httpx2
import pytest
from starlette.testclient import TestClient

from app.api import files
from app.settings import ROOT, SETTING_NAMES
from app.web.data import GUIDE
from tests import oracle

TEXT = (ROOT / "docs" / "how-to" / "query-the-evidence.md").read_text(encoding="utf-8")
THERE = "http://127.0.0.1:8000"


def snippet(name: str) -> str:
    found = re.search(rf"<!-- runs: {name} -->\n```\w+\n(.*?)```", TEXT, re.S)
    assert found
    return found.group(1)


def run(text: str, folder: Path) -> dict[str, Any]:
    """The variables that a snippet leaves behind.

    It runs in this process: an interpreter that ends while the threads of pyarrow still
    start may abort after everything was right.
    """
    file = folder / "snippet.py"
    file.write_text(text, encoding="utf-8")
    return runpy.run_path(str(file))


@pytest.mark.one_database
def test_the_pandas_snippet_runs(service: str, tmp_path: Path) -> None:
    left = run(snippet("pandas").replace(THERE, service), tmp_path)

    expected = set(oracle.ids("findings", [("theme", "set-up"), ("polarity", "barrier")]))
    named = {row["project_id"] for row in oracle.FINDINGS if row["finding_id"] in expected}
    assert len(left["findings"]) == len(expected)
    assert len(left["by_project"]) == len(named - {""})
    smallest = min(
        (row for row in oracle.OUTCOMES if oracle.change_percent(row) is not None),
        key=lambda row: oracle.change_percent(row) or 0.0,
    )
    assert left["largest_falls"].iloc[0].measure == smallest["measure"]


@pytest.mark.one_database
def test_the_polars_snippet_runs(service: str, tmp_path: Path) -> None:
    left = run(snippet("polars").replace(THERE, service), tmp_path)

    assert left["barriers"]["len"].sum() == len(oracle.ids("findings", [("polarity", "barrier")]))


@pytest.mark.one_database
def test_the_paging_snippet_runs(service: str, tmp_path: Path) -> None:
    left = run(snippet("paging").replace(THERE, service), tmp_path)

    assert len(left["set_up"]) == len(oracle.ids("findings", [("theme", "set-up")]))


FALLS = [row for row in oracle.OUTCOMES if (oracle.change_percent(row) or 0.0) < 0]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("name", "count", "expected"),
    [
        ("readr", "sum(by_theme)", oracle.ids("findings", [("polarity", "barrier")])),
        ("jsonlite", "nrow(falls)", [row["outcome_id"] for row in FALLS]),
        ("httr2", "nrow(set_up)", oracle.ids("findings", [("theme", "set-up")])),
    ],
)
def test_a_snippet_in_r_runs_where_r_and_its_package_are(
    service: str, name: str, count: str, expected: list[str]
) -> None:
    r = shutil.which("Rscript")
    if (
        not r
        or subprocess.run(
            [r, "-e", f"library({name})"], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip(f"R with {name} is not installed")
    asked = f"{snippet(name).replace(THERE, service)}\ncat({count})"

    run = subprocess.run([r, "-e", asked], capture_output=True, text=True, check=False, timeout=60)

    assert run.returncode == 0, run.stderr
    assert int(run.stdout) == len(expected)


@pytest.mark.one_database
def test_the_duckdb_snippet_runs(service: str, tmp_path: object) -> None:
    # Reading over HTTP is an extension that DuckDB fetches; the file is the same.
    file = f"{tmp_path}/findings.csv"
    with open(file, "wb") as written:  # noqa: PTH123
        written.write(httpx2.get(f"{service}/api/v1/findings.csv").content)

    asked = snippet("duckdb").replace(f"{THERE}/api/v1/findings.csv", file)
    rows = duckdb.connect().execute(asked).fetchall()

    assert sum(count for *_, count in rows) == len(oracle.FINDINGS)


@pytest.mark.one_database
def test_alternatives_of_different_things_are_two_lists_joined(
    service: str, tmp_path: Path
) -> None:
    asked = snippet("duckdb-or")
    addresses = re.findall(rf"{THERE}(/[^']+)", asked)
    for number, address in enumerate(addresses):
        (tmp_path / f"{number}.csv").write_bytes(httpx2.get(f"{service}{address}").content)
        asked = asked.replace(f"{THERE}{address}", str(tmp_path / f"{number}.csv"))

    rows = duckdb.connect().execute(asked).fetchall()

    one = oracle.ids("projects", [("barrier", "referrals"), ("strand", "adolescents")])
    other = oracle.ids("projects", [("funding_gbp.gte", "2000000")])
    assert [key for key, _ in rows] == sorted({*one, *other})


@pytest.mark.one_database
@pytest.mark.parametrize("question", sorted(set(re.findall(r"`([a-z_.]+=[^`]+)`", TEXT))))
def test_every_question_of_the_table_is_understood(client: TestClient, question: str) -> None:
    names = ("projects", "findings", "outcomes", "evaluations")

    answers = [client.get(f"/api/v1/{name}?{question}").status_code for name in names]

    assert 200 in answers


def test_the_deployment_guide_has_a_row_for_every_setting() -> None:
    guide = (ROOT / "docs" / "how-to" / "deploy.md").read_text(encoding="utf-8")

    rows = re.findall(r"^\| `(WAVE1_\w+)` \|", guide, re.M)

    assert sorted(rows) == sorted(SETTING_NAMES)


@pytest.mark.parametrize(
    "guide", sorted((ROOT / "docs" / "how-to").glob("*.md")), ids=lambda path: path.name
)
def test_every_file_that_a_guide_links_to_exists(guide: Path) -> None:
    links = re.findall(r"\]\((?!http|#)([^)#]+)", guide.read_text(encoding="utf-8"))

    assert [link for link in links if not (guide.parent / link).exists()] == []


def test_the_image_holds_every_file_that_the_program_reads() -> None:
    image = (ROOT / "docs" / "how-to" / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    copied = {word for line in re.findall(r"^COPY (.*) \S+$", image, re.M) for word in line.split()}

    needed = {"app", "data", "migrations", "alembic.ini", "CHANGELOG.md", *files.DOCUMENTS}

    assert needed | {str(GUIDE.relative_to(ROOT))} <= copied
