"""More findings than are read sentence by sentence: what reads them says so, the rest answers."""

from pathlib import Path
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.dependencies import Reader
from app.evidence.answers import details
from app.main import create_app
from app.reader_threads import ReaderThreads

pytestmark = pytest.mark.one_database
MOST = 10
MESSAGE = f"findings are not read sentence by sentence (at most {MOST})"
QUESTION = quote("What helped with recruitment?")


@pytest.fixture
def many(evidence: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A service whose findings are more than it reads."""
    monkeypatch.setattr(details, "MOST_SENTENCES", MOST)
    return TestClient(create_app(evidence))


def test_a_load_of_them_does_not_wait_for_what_takes_minutes(
    evidence: sa.Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(details, "MOST_SENTENCES", MOST)
    reader = Reader(evidence, ReaderThreads(1), tmp_path)

    reader.make_ready()

    reader.close()
    assert [file.name for file in tmp_path.iterdir()] == []


@pytest.mark.parametrize("address", [f"ask?q={QUESTION}", "check-claim?claim=Pause+helped+mothers"])
def test_what_reads_sentences_is_refused_with_what_answers_instead(
    many: TestClient, address: str
) -> None:
    answer = many.get(f"/api/v1/{address}")

    [problem] = answer.json()["problems"]
    assert (answer.status_code, problem["code"]) == (503, "too-many-findings")
    assert MESSAGE in problem["message"]


@pytest.mark.parametrize("address", ["/themes/referrals", "/worries/delays", f"/ask?q={QUESTION}"])
def test_a_page_that_reads_them_says_so(many: TestClient, address: str) -> None:
    answer = many.get(address)

    assert answer.status_code == 503
    assert MESSAGE in answer.text


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/projects", "/projects/pause", "/map", "/data", "/search?q=staff", "/findings"),
        *("/api/v1/findings", "/api/v1/search?q=staff", "/api/v1/findings.csv"),
    ],
)
def test_lists_searches_and_files_have_them_all(many: TestClient, address: str) -> None:
    assert many.get(address).status_code == 200
