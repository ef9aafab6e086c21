"""The four promises, each held by a test."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.evidence.queries import EVIDENCE_LISTS
from app.ingest.source import paragraphs_of, problems_against, read_sources
from app.ingest.validate import Dataset, validate
from tests import oracle
from tests.conftest import SOURCE, needs_source
from tests.corrupt_csv import set_cell
from tests.queries import LISTS, all_rows, csv_rows, ids

PLACED = ["findings", "outcomes", "recommendations", "audit-conditions"]


@pytest.mark.parametrize("name", PLACED)
def test_1_every_claim_and_number_says_where_it_comes_from(client: TestClient, name: str) -> None:
    rows = client.get(f"/api/v1/{name}?page_size=1000").json()["results"]

    assert rows
    for row in rows:
        assert row["source_id"]
        assert row["source_title"]
        assert row["paragraph"]
        assert row["anchor"]
        page = f", p. {row['page']}" if row["page"] else ""
        assert row["citation"].endswith(f"{page} ({row['paragraph']})")


@needs_source
def test_1_a_command_checks_every_place_and_anchor_against_the_source(dataset: Dataset) -> None:
    [source] = read_sources(SOURCE, dataset)

    assert problems_against(source, dataset) == []


@needs_source
@pytest.mark.parametrize(
    ("file", "column", "cell", "code"),
    [
        ("findings.csv", "anchor", "words that nobody printed", "anchor-not-found"),
        ("audit_conditions.csv", "anchor", "words that nobody printed", "anchor-not-found"),
        ("outcomes.csv", "value_reported", "12 apples", "anchor-not-found"),
    ],
)
def test_1_a_claim_that_is_not_where_it_says_is_found(
    data: Path, file: str, column: str, cell: str, code: str
) -> None:
    set_cell(data, file, 2, column, cell)
    spoilt = validate(data)
    [source] = read_sources(SOURCE, spoilt)

    [problem] = problems_against(source, spoilt)

    assert problem.code == code
    assert problem.where == f"{file}, row 2, column {column}"


@pytest.mark.parametrize("name", LISTS)
def test_2_one_question_has_one_answer_row_for_row(client: TestClient, name: str) -> None:
    columns = EVIDENCE_LISTS[name].record.names
    pages = all_rows(client, name, [("page_size", "1000")])

    def said(value: object) -> str:
        return ";".join(value) if isinstance(value, list) else "" if value is None else str(value)

    as_json = [[said(row[column]) for column in columns] for row in pages]
    exported = [list(row.values()) for row in csv_rows(client, name, [])]
    unescaped = [[c[1:] if c[:2] in ("'=", "'+", "'-", "'@") else c for c in r] for r in exported]
    assert unescaped == as_json


@pytest.mark.parametrize("name", LISTS)
def test_3_nothing_is_cut_in_silence(client: TestClient, name: str) -> None:
    count = client.get(f"/api/v1/{name}?page_size=2").json()["meta"]["count"]
    on_many_pages = [("page_size", str(max(2, count // 20)))]

    assert len(ids(client, name, on_many_pages)) == len(csv_rows(client, name, [])) == count


def test_3_the_lists_hold_every_row_of_the_files(client: TestClient, dataset: Dataset) -> None:
    held = {name: client.get(f"/api/v1/{name}").json()["meta"]["count"] for name in LISTS}

    files = {"events": "project_events.csv", "coding-agreement": "field_agreement.csv"}
    expected = {
        name: files.get(name, f"{name.replace('-', '_')}.csv") for name in LISTS if name != "chains"
    }
    assert held == {
        **{name: len(dataset.rows[file]) for name, file in expected.items()},
        "chains": sum(bool(row["responds_to"]) for row in oracle.FINDINGS),
    }


@pytest.mark.parametrize("face", ["", ".csv"])
@pytest.mark.parametrize(
    "question", ["them=set-up", "theme=set-upp", "project=pauze", "polarity=x"]
)
def test_3_what_is_unknown_is_refused_never_answered_with_an_empty_table(
    client: TestClient, face: str, question: str
) -> None:
    answer = client.get(f"/api/v1/findings{face}?{question}")

    assert answer.status_code == 422
    assert answer.json()["problems"][0]["message"]


def test_4_a_blank_says_which_blank_it_is(client: TestClient) -> None:
    rows = client.get("/api/v1/projects?page_size=1000").json()["results"]

    status = {row["project_id"]: row["evidence_status"] for row in rows}
    assert status == {
        project["project_id"]: word
        for project in oracle.PROJECTS
        for word in oracle.HAS["projects"]["evidence_status"](project)
    }
    assert set(status.values()) == {"coded", "not-coded"}
    named = client.get("/api/v1/project-sources?source=tr4&mention=not-named").json()
    assert [row["project_id"] for row in named["results"]] == [
        "ealing-brighter-futures",
        "nis-adopt",
        "nis-mst-fit",
        "nspcc-new-orleans",
        "torbay-swift",
    ]


def test_paragraphs_are_the_blocks_between_blank_lines() -> None:
    text = "One.\n\n\n  \nTwo,\nstill two.\n\n---\n"

    assert paragraphs_of(text) == {"P001": "One.", "P002": "Two,\nstill two.", "P003": "---"}
