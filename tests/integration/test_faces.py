"""One question has one answer, whichever face it is taken in."""

import io
from dataclasses import replace
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa
from fastapi import Request
from hypothesis import assume, given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.api.files import file
from app.dependencies import API
from app.errors import Problem, QueryError
from app.evidence.queries import RESOURCES, Query
from app.exports import FORMATS
from app.main import create_app
from tests import oracle
from tests.formats import READ
from tests.queries import LISTS, examples, ids, questions


@given(question=questions(), is_descending=st.booleans())
def test_every_face_has_the_same_rows_in_the_same_order(
    client: TestClient, question: tuple[str, list[tuple[str, str]]], is_descending: bool
) -> None:
    resource, pairs = question
    key = RESOURCES[resource].key
    sort = ("-" if is_descending else "") + RESOURCES[resource].sorts[-1]
    asked = [*pairs, ("sort", sort)]

    expected = ids(client, resource, asked)

    for ending, read in READ.items():
        answer = client.get(f"/api/v1/{resource}.{ending}", params=dict(asked))
        assert [row[key] for row in read(answer.content)] == expected, ending


@pytest.mark.parametrize("name", LISTS)
def test_every_cell_of_every_face_says_the_same(client: TestClient, name: str) -> None:
    rows = client.get(f"/api/v1/{name}?page_size=1000").json()["results"]

    def content(ending: str) -> bytes:
        return client.get(f"/api/v1/{name}.{ending}").content

    def flat(row: dict[str, Any]) -> dict[str, Any]:
        return {k: (";".join(v) or None) if isinstance(v, list) else v for k, v in row.items()}

    assert READ["jsonl"](content("jsonl")) == rows
    assert READ["parquet"](content("parquet")) == rows
    assert READ["xlsx"](content("xlsx")) == [flat(row) for row in rows]


@pytest.mark.parametrize("name", LISTS)
def test_a_workbook_has_its_dictionary_and_says_what_it_is(client: TestClient, name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/api/v1/{name}.xlsx").content))

    rows, dictionary, read_me = book.worksheets
    assert rows.freeze_panes == "B2"
    assert rows.auto_filter.ref.startswith("A1:")
    assert [cell.value for cell in dictionary["A"]][1:] == RESOURCES[name].record.columns()
    said = {row[0].value: row[1].value for row in read_me.iter_rows()}
    assert said["Question"] == f"All {RESOURCES[name].title[0].lower()}{RESOURCES[name].title[1:]}"
    assert said["Release"] in said["Cite as"]
    assert said["Address"] == f"/api/v1/{name}.xlsx"


def test_a_workbook_holds_numbers_as_numbers_and_formulas_as_text(client: TestClient) -> None:
    sheet = openpyxl.load_workbook(
        io.BytesIO(client.get("/api/v1/outcomes.xlsx").content)
    ).worksheets[0]

    columns = {cell.value: cell.column for cell in sheet[1]}
    changes = [row[columns["change_percent"] - 1] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in changes if cell.value is not None} == {"n"}
    assert -25 in [cell.value for cell in changes]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_parquet_carries_the_meaning_of_its_columns(client: TestClient) -> None:
    table = pq.read_table(io.BytesIO(client.get("/api/v1/findings.parquet").content))

    field = table.schema.field("polarity")
    assert field.metadata[b"words"] == b"facilitator;barrier;neutral"
    assert not field.nullable
    assert b"helped, hindered" in field.metadata[b"description"]
    assert table.schema.metadata[b"release"].startswith(b"0.1.0+")


def test_pandas_and_duckdb_read_the_files_as_they_are(client: TestClient, tmp_path: Any) -> None:
    for ending in ("csv", "parquet"):
        (tmp_path / f"findings.{ending}").write_bytes(
            client.get(f"/api/v1/findings.{ending}").content
        )

    frame = pd.read_csv(tmp_path / "findings.csv")
    read = duckdb.read_parquet(str(tmp_path / "findings.parquet"))
    counted = read.aggregate("polarity, count(*)").fetchall()

    assert len(frame) == len(oracle.FINDINGS)
    assert dict(counted) == frame.groupby("polarity").size().to_dict()


@given(question=questions(), data=st.data())
def test_fields_choose_columns_in_every_face(
    client: TestClient, question: tuple[str, list[tuple[str, str]]], data: st.DataObject
) -> None:
    resource, pairs = question
    columns = RESOURCES[resource].record.columns()
    chosen = data.draw(st.lists(st.sampled_from(columns), min_size=1, unique=True))
    asked = [*pairs, ("fields", ",".join(chosen))]
    in_order = [column for column in columns if column in chosen]

    shown = client.get(f"/api/v1/{resource}", params=dict(asked)).json()["results"]

    assert all(list(row) == in_order for row in shown)
    header = client.get(f"/api/v1/{resource}.csv", params=dict(asked)).text.splitlines()[0]
    assert header == ",".join(in_order)


FACETS = [
    (resource.name, narrowed.name)
    for resource in RESOURCES.values()
    for narrowed in resource.facets
]


@pytest.mark.parametrize(("resource", "name"), FACETS)
def test_every_count_of_a_facet_is_the_length_of_the_list_it_leads_to(
    client: TestClient, resource: str, name: str
) -> None:
    facets = client.get(f"/api/v1/{resource}?facet={name}").json()["facets"]

    counts = {choice["link"]: choice["count"] for choice in facets[name]}

    assert counts
    assert counts == {link: client.get(link).json()["meta"]["count"] for link in counts}


@examples(40)
@given(question=questions(), data=st.data())
def test_facets_beside_any_question_lead_to_lists_of_their_counts(
    client: TestClient, question: tuple[str, list[tuple[str, str]]], data: st.DataObject
) -> None:
    resource, pairs = question
    names = [narrowed.name for narrowed in RESOURCES[resource].facets]
    assume(names)
    name = data.draw(st.sampled_from(names))

    body = client.get(f"/api/v1/{resource}", params={**dict(pairs), "facet": name}).json()

    assume(body["facets"][name])
    choice = data.draw(st.sampled_from(body["facets"][name]))
    assert client.get(choice["link"]).json()["meta"]["count"] == choice["count"]


def test_what_belongs_to_projects_is_shown_with_them(client: TestClient) -> None:
    address = "/api/v1/projects?barrier=referrals&include=findings,outcomes&fields=project_id"

    rows = client.get(address).json()["results"]

    assert rows
    for row in rows:
        assert list(row) == ["project_id", "findings", "outcomes"]
        own = [("project", row["project_id"])]
        assert [one["finding_id"] for one in row["findings"]] == oracle.ids("findings", own)
        assert [one["outcome_id"] for one in row["outcomes"]] == oracle.ids("outcomes", own)


def test_a_list_that_a_format_cannot_hold_is_refused_before_any_row_is_read(
    evidence: sa.Engine,
) -> None:
    few = replace(FORMATS["xlsx"], max_rows=len(oracle.FINDINGS) - 1)
    scope = {"type": "http", "method": "GET", "path": f"{API}/findings.xlsx", "query_string": b""}
    request = Request({**scope, "headers": [], "state": {}, "app": create_app(evidence)})

    with pytest.raises(QueryError) as refused:
        file(request, few, lambda *_: Query(RESOURCES["findings"]))

    [problem] = refused.value.problems
    message = "The list does not fit into a sheet. Take /api/v1/findings.csv."
    assert problem == Problem("too-many-rows", "address", message)
