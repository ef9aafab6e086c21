"""One query has one answer, whichever format it is downloaded in."""

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
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.api.files import file
from app.dependencies import API
from app.errors import Problem, QueryError
from app.evidence.queries import EVIDENCE_LISTS, Query
from app.exports import FORMATS
from app.main import create_app
from tests import oracle
from tests.formats import READ
from tests.queries import LISTS, all_rows, examples, ids, questions


def test_every_format_is_read_back_here() -> None:
    assert READ.keys() == FORMATS.keys()


@examples(16)
@given(question=questions(), is_descending=st.booleans())
def test_every_format_has_the_same_rows_in_the_same_order(
    client: TestClient, question: tuple[str, list[tuple[str, str]]], is_descending: bool
) -> None:
    list_name, pairs = question
    key = EVIDENCE_LISTS[list_name].key
    sort = ("-" if is_descending else "") + EVIDENCE_LISTS[list_name].sorts[-1]
    asked = [*pairs, ("sort", sort)]

    expected = ids(client, list_name, asked)

    for ending, read in READ.items():
        answer = client.get(f"/api/v1/{list_name}.{ending}", params=dict(asked))
        assert [row[key] for row in read(answer.content)] == expected, ending


# Another database gives the same files: `tests/slow/test_package_bytes.py`.
@pytest.mark.one_database
@pytest.mark.parametrize("name", LISTS)
def test_every_cell_is_the_same_in_every_format(client: TestClient, name: str) -> None:
    rows = all_rows(client, name, [("page_size", "1000")])

    def content(ending: str) -> bytes:
        return client.get(f"/api/v1/{name}.{ending}").content

    def flat(row: dict[str, Any]) -> dict[str, Any]:
        return {k: (";".join(v) or None) if isinstance(v, list) else v for k, v in row.items()}

    assert READ["jsonl"](content("jsonl")) == rows
    assert READ["parquet"](content("parquet")) == rows
    assert READ["xlsx"](content("xlsx")) == [flat(row) for row in rows]


@pytest.mark.one_database
@pytest.mark.parametrize("name", LISTS[::4])
def test_a_workbook_has_a_dictionary_and_a_read_me(client: TestClient, name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/api/v1/{name}.xlsx").content))

    rows, dictionary, read_me = book.worksheets
    assert rows.freeze_panes == "B2"
    assert rows.auto_filter.ref.startswith("A1:")
    assert [cell.value for cell in dictionary["A"]][1:] == EVIDENCE_LISTS[name].record.names
    said = {row[0].value: row[1].value for row in read_me.iter_rows()}
    assert (
        said["Question"]
        == f"All {EVIDENCE_LISTS[name].title[0].lower()}{EVIDENCE_LISTS[name].title[1:]}"
    )
    assert said["Release"] in said["Cite as"]
    assert said["Address"] == f"/api/v1/{name}.xlsx"


def test_a_sheet_is_printed_across_with_its_header_on_every_page(client: TestClient) -> None:
    content = client.get("/api/v1/findings.xlsx").content

    sheet = openpyxl.load_workbook(io.BytesIO(content))["findings"]

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$A")
    assert sheet.page_setup.fitToWidth == 6


def test_few_columns_are_printed_on_one_page(client: TestClient) -> None:
    address = "/api/v1/findings.xlsx?fields=project_name,theme_label,statement,citation"

    sheet = openpyxl.load_workbook(io.BytesIO(client.get(address).content))["findings"]

    assert sheet.page_setup.fitToWidth in (None, 1)


@pytest.mark.one_database
def test_a_sheet_tells_its_columns_wraps_long_texts_and_has_links(client: TestClient) -> None:
    book = openpyxl.load_workbook(io.BytesIO(client.get("/api/v1/projects.xlsx").content))

    sheet = book["projects"]
    cells = {cell.value: cell.column_letter for cell in sheet[1]}
    notes = {cell.value: cell.comment.text for cell in sheet[1]}
    linked = [cell for cell in sheet[cells["source_url"]] if cell.hyperlink]
    assert notes["funding_gbp"].startswith("Funding. ")
    assert notes["funding_gbp"].endswith(" In pounds sterling.")
    assert sheet[f"{cells['funding_gbp']}3"].number_format == "#,##0"
    assert sheet[f"{cells['summary']}3"].alignment.wrap_text
    assert [cell.hyperlink.target for cell in linked] == [cell.value for cell in linked]
    assert linked
    last = f"{sheet.cell(1, sheet.max_column).column_letter}${sheet.max_row}"
    assert book.defined_names["projects"].attr_text == f"'projects'!$A$1:${last}"


@pytest.mark.one_database
def test_a_workbook_holds_numbers_as_numbers_and_formulas_as_text(client: TestClient) -> None:
    sheet = openpyxl.load_workbook(
        io.BytesIO(client.get("/api/v1/outcomes.xlsx").content)
    ).worksheets[0]

    columns = {cell.value: cell.column for cell in sheet[1]}
    changes = [row[columns["change_percent"] - 1] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in changes if cell.value is not None} == {"n"}
    assert -25 in [cell.value for cell in changes]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.one_database
def test_parquet_describes_its_columns(client: TestClient) -> None:
    table = pq.read_table(io.BytesIO(client.get("/api/v1/findings.parquet").content))

    field = table.schema.field("polarity")
    assert field.metadata[b"words"] == b"facilitator;barrier;neutral"
    assert not field.nullable
    assert b"helped, hindered" in field.metadata[b"description"]
    assert table.schema.metadata[b"release"].startswith(b"0.1.0+")


@pytest.mark.one_database
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


@examples(25)
@given(question=questions(), data=st.data())
def test_fields_choose_the_columns_of_json_and_csv(
    client: TestClient, question: tuple[str, list[tuple[str, str]]], data: st.DataObject
) -> None:
    list_name, pairs = question
    columns = EVIDENCE_LISTS[list_name].record.names
    chosen = data.draw(st.lists(st.sampled_from(columns), min_size=1, unique=True))
    asked = [*pairs, ("fields", ",".join(chosen))]

    shown = client.get(f"/api/v1/{list_name}", params=dict(asked)).json()["results"]

    assert all(list(row) == chosen for row in shown)
    header = client.get(f"/api/v1/{list_name}.csv", params=dict(asked)).text.splitlines()[0]
    assert header == ",".join(chosen)


def test_include_nests_the_rows_of_a_project(client: TestClient) -> None:
    address = "/api/v1/projects?barrier=referrals&include=findings,outcomes&fields=project_id"

    rows = client.get(address).json()["results"]

    assert rows
    for row in rows:
        assert list(row) == ["project_id", "findings", "outcomes"]
        own = [("project", row["project_id"])]
        assert [one["finding_id"] for one in row["findings"]] == oracle.ids("findings", own)
        assert [one["outcome_id"] for one in row["outcomes"]] == oracle.ids("outcomes", own)


def test_a_list_that_is_too_long_for_a_format_is_refused_before_any_row_is_read(
    evidence: sa.Engine,
) -> None:
    few = replace(FORMATS["xlsx"], max_rows=len(oracle.FINDINGS) - 1)
    scope = {"type": "http", "method": "GET", "path": f"{API}/findings.xlsx", "query_string": b""}
    request = Request({**scope, "headers": [], "state": {}, "app": create_app(evidence)})

    with pytest.raises(QueryError) as refused:
        file(request, few, lambda *_: Query(EVIDENCE_LISTS["findings"]))

    [problem] = refused.value.problems
    message = "The list does not fit into a sheet. Take /api/v1/findings.csv."
    assert problem == Problem("too-many-rows", "address", message)
