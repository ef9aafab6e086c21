"""A source that nobody has seen before: rows in a folder, loaded by the command, and nothing else.

No file of the program is touched: whatever knows sources knows this one from its rows.
"""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.database import connect
from app.main import create_app
from tests import oracle
from tests.clients import Client
from tests.commands import wave1
from tests.integration.test_sources import add_row, add_source
from tests.queries import all_rows, csv_rows, ids

pytestmark = pytest.mark.one_database

TEXT = "A made-up audit of Ealing\n\nIn the second year posts stayed empty and work began late.\n"
PROJECT = "ealing-brighter-futures"


@pytest.fixture
def folder(data: Path) -> Path:
    """The data with the rows of one source more, of which the text is in a folder of its own."""
    add_source(data)
    add_row(data, "paragraphs.csv", source_id="county-audit", paragraph="P002", heading="Findings")
    for file in ("sources.csv", "findings.csv"):
        lines = (data / file).read_text(encoding="utf-8")
        hashed = hashlib.sha256(TEXT.encode()).hexdigest()
        lines = lines.replace("2026-11-28,part,,,\n", f"2026-11-28,part,{hashed},,\n")
        (data / file).write_text(lines.replace(",P001,,posts", ",P002,,posts"), encoding="utf-8")
    texts = data.parent / "texts"
    texts.mkdir()
    (texts / "audit.md").write_text(TEXT, encoding="utf-8")
    (texts / "other.md").write_text("Not a text that was coded.", encoding="utf-8")
    return data


@pytest.fixture
def environment_of(environment: Mapping[str, str], tmp_path: Path) -> Mapping[str, str]:
    return {**environment, "WAVE1_RELEASES": str(tmp_path / "releases")}


@pytest.fixture
def served(folder: Path, environment_of: Mapping[str, str]) -> Iterator[TestClient]:
    loaded = wave1(environment_of, "load", "--data", folder, "--source", folder.parent / "texts")
    assert loaded.returncode == 0, loaded.stderr
    assert "Your copy of county-audit is kept: 2 paragraphs." in loaded.stdout + loaded.stderr
    engine = connect(environment_of["WAVE1_DATABASE_URL"])
    with Client(create_app(engine)) as client:
        yield client
    engine.dispose()


def test_its_anchors_are_checked_against_its_text_in_a_folder(
    folder: Path, environment_of: Mapping[str, str]
) -> None:
    words = ("check", "--data", folder, "--source", folder.parent / "texts")

    agrees = wave1(environment_of, *words)
    findings = (folder / "findings.csv").read_text(encoding="utf-8")
    spoilt = findings.replace("posts stayed empty,", "posts were filled,")
    (folder / "findings.csv").write_text(spoilt, encoding="utf-8")
    refused = wave1(environment_of, *words)

    assert agrees.returncode == 0, agrees.stderr
    assert "county-audit" in agrees.stdout + agrees.stderr
    assert refused.returncode == 1
    assert "found 'posts were filled', which is not in P002" in refused.stdout + refused.stderr


def test_a_source_of_rows_alone_is_asked_for_everywhere(served: TestClient) -> None:
    kept = [("source", "county-audit")]

    [claim] = all_rows(served, "findings", kept)
    [as_csv] = csv_rows(served, "findings", kept)
    lists = {
        name: ids(served, name, kept)
        for name in ("projects", "themes", "sources", "project-sources", "outcomes")
    }
    found = served.get("/api/v1/search?q=posts&source=county-audit").json()
    mapped = served.get("/api/v1/summary?by=polarity&source=county-audit").json()
    compared = served.get(
        f"/api/v1/compare?project={PROJECT},pause&source_kind=public-audit&source=county-audit"
    ).json()
    asked = served.get("/api/v1/ask?q=What got in the way in Ealing?&source=county-audit").json()

    assert claim["finding_id"] == as_csv["finding_id"] == "county-audit-f01"
    assert lists == {
        "projects": [PROJECT],
        "themes": ["recruitment", "recruitment.staff"],
        "sources": ["county-audit"],
        "project-sources": [f"{PROJECT}:county-audit"],
        "outcomes": [],
    }
    assert found["meta"]["kinds"] == {"finding": 1, "paragraph": 1}
    assert mapped["meta"]["total"] == 1
    assert [row["evidence_status"] for row in compared["results"]] == ["coded", "not-named"]
    assert [row["finding_id"] for row in asked["findings"]] == ["county-audit-f01"]
    assert claim["statement"].rstrip(".") in asked["answer"]


def test_pages_show_a_source_of_rows_alone_with_its_word_and_its_text(served: TestClient) -> None:
    telling = {row["source_id"] for row in (*oracle.FINDINGS, *oracle.OUTCOMES)}

    pages = {
        path: served.get(path).text
        for path in (f"/projects/{PROJECT}", "/findings/county-audit-f01", "/sources", "/")
    }

    said = "The made-up audit says that posts stayed empty."
    assert said in pages[f"/projects/{PROJECT}"]
    assert "In the second year" in pages["/findings/county-audit-f01"]
    assert "A made-up audit" in served.get("/sources?kind=public-audit").text
    assert f"{len(telling) + 1} sources" in pages["/"]
