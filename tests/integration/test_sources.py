"""Several sources: whose word a claim is, renamed codes, one source more by rows alone."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import connect
from app.database.migrate import upgrade
from app.evidence.queries import EVIDENCE_LISTS
from app.ingest.load import load
from app.ingest.validate import validate
from app.main import create_app
from tests import oracle
from tests.clients import Client
from tests.queries import all_rows, ids

NewDatabase = Callable[..., str]


def add_row(folder: Path, name: str, **cells: str) -> None:
    """A row more of a data file; what is not given is empty."""
    path = folder / name
    with path.open(encoding="utf-8", newline="") as lines:
        columns = csv.DictReader(lines).fieldnames or []
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writerow(cells)


def add_source(folder: Path) -> None:
    """A made-up report with one paragraph and one claim that differs from another source's."""
    add_row(
        folder,
        "sources.csv",
        source_id="county-audit",
        kind="public-audit",
        reported_by="auditor",
        title="A made-up audit",
        seen_on="2026-11-28",
        extent="part",
    )
    add_row(
        folder, "paragraphs.csv", source_id="county-audit", paragraph="P001", heading="Findings"
    )
    add_row(
        folder,
        "project_sources.csv",
        project_id="ealing-brighter-futures",
        source_id="county-audit",
        mention="named",
    )
    add_row(
        folder,
        "findings.csv",
        finding_id="county-audit-f01",
        project_id="ealing-brighter-futures",
        scope="project",
        theme_id="recruitment.staff",
        polarity="barrier",
        certainty="stated",
        effect="delay",
        statement="The made-up audit says that posts stayed empty.",
        source_id="county-audit",
        paragraph="P001",
        anchor="posts stayed empty",
        coded_by="settled",
    )


@pytest.fixture
def with_a_source_more(data: Path, new_database: NewDatabase) -> Iterator[sa.Engine]:
    add_source(data)
    engine = connect(new_database())
    upgrade(engine)
    load(engine, validate(data), version="0.1.0", now=lambda: datetime.now(UTC))
    yield engine
    engine.dispose()


def test_a_source_more_needs_rows_alone(with_a_source_more: sa.Engine) -> None:
    with Client(create_app(with_a_source_more)) as client:
        [claim] = all_rows(client, "findings", [("source", "county-audit")])
        project = client.get("/api/v1/projects/ealing-brighter-futures").json()["result"]
        of_auditors = ids(client, "projects", [("reported_by", "auditor")])
        page = client.get("/findings/county-audit-f01").text

    assert claim["citation"].endswith("A made-up audit (P001)")
    assert (claim["reported_by_label"], claim["page"]) == ("Auditor", None)
    assert project["evidence_status"] == "coded"
    assert "county-audit" in project["source_ids"]
    assert "ealing-brighter-futures" in of_auditors
    assert "The made-up audit says that posts stayed empty." in page


@pytest.mark.parametrize("name", ["findings", "outcomes"])
def test_every_claim_says_whose_word_it_is(client: TestClient, name: str) -> None:
    words = {row["source_id"]: (row["reported_by"], row["kind"]) for row in oracle.SOURCES}

    rows = all_rows(client, name, [("page_size", "1000")])

    assert rows
    assert [(row["reported_by"], row["source_kind"]) for row in rows] == [
        words[row["source_id"]] for row in rows
    ]


def test_claims_that_agree_or_differ_name_each_other(client: TestClient) -> None:
    rows = {row["finding_id"]: row for row in all_rows(client, "findings", [("page_size", "1000")])}
    pairs = [
        (own, other, column)
        for own, row in rows.items()
        for column in ("agrees_with", "differs_from")
        for other in row[column]
    ]

    assert pairs
    assert all(own in rows[other][column] for own, other, column in pairs)
    assert all(rows[own]["source_id"] != rows[other]["source_id"] for own, other, _ in pairs)


def test_a_renamed_code_is_answered_with_the_new_ones_and_said(client: TestClient) -> None:
    new = "set-up.late-start,set-up.too-little-time"

    body = client.get("/api/v1/findings?theme=set-up.implementation-delay").json()
    page = client.get("/findings?theme=set-up.implementation-delay").text
    [moved, row] = [
        client.get(address, follow_redirects=False)
        for address in ("/themes/referrals.hard-to-reach", "/api/v1/themes/referrals.hard-to-reach")
    ]

    said = "set-up.implementation-delay is now set-up.late-start and set-up.too-little-time"
    assert body["meta"]["count"] == len(oracle.ids("findings", [("theme", new)]))
    assert said in body["meta"]["query"]
    assert said in page
    assert (moved.status_code, moved.headers["location"]) == (
        301,
        "/themes?theme=referrals.hard-to-reach",
    )
    assert row.status_code == 301
    assert client.get(row.headers["location"]).json()["results"][0]["theme_id"].startswith("recru")


@pytest.mark.one_database
@pytest.mark.parametrize(
    "name",
    [
        "findings",
        "findings.csv",
        "outcomes.jsonl",
        "chains.xlsx",
        "findings.parquet",
        "projects.csv",
    ],
)
def test_an_address_with_a_renamed_code_says_in_its_header_what_took_its_place(
    client: TestClient, name: str
) -> None:
    theme = "barrier" if name.startswith("projects") else "theme"

    answer = client.get(f"/api/v1/{name}?{theme}=referrals.hard-to-reach")

    today = f"{name}?{theme}=recruitment.participants,recruitment.staff"
    said = "referrals.hard-to-reach is now recruitment.participants and recruitment.staff"
    assert f'</api/v1/{today}>; rel="canonical"; title="{said}"' in answer.headers["link"]
    assert answer.content[:100] == client.get(f"/api/v1/{today}").content[:100]
    assert "canonical" not in client.get(f"/api/v1/{today}").headers["link"]


@pytest.mark.one_database
def test_files_with_room_say_what_took_the_place_of_a_renamed_code(client: TestClient) -> None:
    address = "/api/v1/findings.{}?theme=referrals.hard-to-reach"
    said = "(referrals.hard-to-reach is now recruitment.participants and recruitment.staff)"

    book = openpyxl.load_workbook(io.BytesIO(client.get(address.format("xlsx")).content))
    parquet = pq.read_schema(io.BytesIO(client.get(address.format("parquet")).content))
    map_ = client.get("/api/v1/summary.csv?by=strand&theme=referrals.hard-to-reach")

    notes = dict(book["read me"].iter_rows(values_only=True, max_col=2))
    assert notes["Question"].endswith(said)
    assert parquet.metadata[b"title"].decode().endswith(said)
    assert f'title="{said[1:-1]}"' in map_.headers["link"]


@pytest.mark.parametrize(
    ("by", "is_overlapping"), [("strand,polarity", False), ("focus,polarity", True)]
)
def test_a_map_has_cells_for_claims_of_no_named_project_so_that_none_is_lost(
    client: TestClient, by: str, is_overlapping: bool
) -> None:
    body: dict[str, Any] = client.get(f"/api/v1/summary?by={by}").json()

    of_none = sum(not row["project_id"] for row in oracle.FINDINGS)
    without = [cell for cell in body["results"] if cell["values"][0]["value"] is None]
    assert body["meta"]["without_count"] == of_none
    assert body["meta"]["is_overlapping"] is is_overlapping
    assert sum(cell["count"] for cell in without) == of_none
    assert {cell["values"][1]["value"]: cell["count"] for cell in without} == {
        polarity: len(oracle.ids("findings", [("polarity", polarity), ("project.blank", "yes")]))
        for polarity in ("facilitator", "barrier", "neutral")
    }
    total = sum(cell["count"] for cell in body["results"])
    assert total > len(oracle.FINDINGS) if is_overlapping else total == len(oracle.FINDINGS)


@pytest.mark.parametrize("name", ["source", "reported_by", "source_kind"])
def test_themes_of_projects_are_those_of_the_claims_from_the_sources_asked_for(
    client: TestClient, name: str
) -> None:
    # given
    values = oracle.all_values("projects", name)
    questions = [((name, value), ("theme", "data-use,referrals")) for value in values]

    # when
    found = [ids(client, "projects", [*pairs, ("page_size", "100")]) for pairs in questions]

    # then
    assert [sorted(each) for each in found] == [oracle.ids("projects", each) for each in questions]


def test_a_project_that_a_source_names_is_found_by_it_before_its_claims_are_coded(
    client: TestClient,
) -> None:
    # given
    [source, *_] = [row["source_id"] for row in oracle.PROJECT_SOURCES if _is_uncoded(row)]
    named = [row for row in oracle.PROJECT_SOURCES if row["source_id"] == source]
    query = [("source", source), ("page_size", "100")]

    # when
    found = ids(client, "projects", query)
    facet = client.get("/api/v1/projects", params={"facet": "source"}).json()["facets"]["source"]

    # then
    assert sorted(found) == sorted(r["project_id"] for r in named if r["mention"] != "not-named")
    assert [each["count"] for each in facet if each["value"] == source] == [len(found)]


def _is_uncoded(row: oracle.Row) -> bool:
    return row["mention"] == "not-coded"


@pytest.mark.one_database
def test_every_list_can_be_narrowed_by_its_sources_in_one_way() -> None:
    of_sources = {"source", "reported_by", "source_kind"}

    lacking = {
        name: of_sources - each.by_name.keys()
        for name, each in EVIDENCE_LISTS.items()
        if not of_sources <= each.by_name.keys()
    }

    assert lacking == {"coding-agreement": of_sources}
