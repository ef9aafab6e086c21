"""The release as a whole: its archive, and how it and the reports are cited."""

import csv
import hashlib
import io
import json
import sqlite3
import zipfile
from pathlib import Path

import openpyxl
import pytest
from frictionless import Package
from starlette.testclient import TestClient

from app.evidence.queries import EVIDENCE_LISTS
from app.exports.citations import STYLES
from tests import oracle
from tests.formats import READ
from tests.queries import LISTS

# Another database makes the same bytes: `tests/slow/test_package_bytes.py`.
pytestmark = pytest.mark.one_database


@pytest.fixture(scope="module")
def archive(client: TestClient, tmp_path_factory: pytest.TempPathFactory) -> Path:
    answer = client.get("/api/v1/download/wave1-evidence.zip")
    assert answer.status_code == 200
    folder = tmp_path_factory.mktemp("archive")
    zipfile.ZipFile(io.BytesIO(answer.content)).extractall(folder)
    return folder


def test_the_archive_is_a_valid_data_package(archive: Path) -> None:
    report = Package(str(archive / "datapackage.json")).validate()

    assert report.flatten(["type", "resourceName", "rowNumber", "fieldName", "note"]) == []
    assert report.stats["tasks"] == len(LISTS)


def test_the_archive_holds_every_list_in_full_and_its_papers(
    client: TestClient, archive: Path
) -> None:
    for name in LISTS:
        file = archive / "data" / f"{name.replace('-', '_')}.csv"
        assert file.read_bytes() == client.get(f"/api/v1/{name}.csv").content
    descriptor = json.loads((archive / "datapackage.json").read_text())
    assert [one["name"] for one in descriptor["resources"]] == list(EVIDENCE_LISTS)
    assert descriptor["version"] == client.get("/api/v1/release").json()["release"]
    assert {"CITATION.cff", "CHANGELOG.md", "LICENSE"} <= {p.name for p in archive.iterdir()}


def test_the_archive_describes_each_list_to_readers_to_csvw_and_to_datasette(
    archive: Path,
) -> None:
    csvw = json.loads((archive / "csv-metadata.json").read_text(encoding="utf-8"))
    tables = json.loads((archive / "datasette.json").read_text(encoding="utf-8"))
    read_me = (archive / "README.md").read_text(encoding="utf-8")

    paths = [f"data/{name.replace('-', '_')}.csv" for name in LISTS]
    assert sorted(table["url"] for table in csvw["tables"]) == sorted(paths)
    for table in csvw["tables"]:
        header = (archive / table["url"]).read_text(encoding="utf-8").splitlines()[0]
        assert [column["name"] for column in table["tableSchema"]["columns"]] == header.split(",")
    assert set(tables["databases"]["wave1-evidence"]["tables"]) == {Path(p).stem for p in paths}
    assert all(f"`{path}`" in read_me for path in paths)


def test_the_archive_describes_every_file_by_ro_crate_and_every_part_by_dcat(
    archive: Path,
) -> None:
    held = {str(p.relative_to(archive)): p.read_bytes() for p in archive.rglob("*") if p.is_file()}
    crate = json.loads(held["ro-crate-metadata.json"])
    dataset = json.loads(held["dataset.jsonld"])

    parts = {each["@id"]: each for each in crate["@graph"]}
    described = {each["@id"] for each in parts["./"]["hasPart"]}
    assert described == set(held) - {"ro-crate-metadata.json", "SHA256SUMS"}
    for name in described:
        assert parts[name]["sha256"] == hashlib.sha256(held[name]).hexdigest()
        assert parts[name]["contentSize"] == str(len(held[name]))
    assert all(each["@id"] in parts for each in parts["./"]["citation"])
    assert {each["contentUrl"] for each in dataset["distribution"]} < set(held)


def test_the_archive_holds_the_reports_as_references_and_what_each_coder_had(
    client: TestClient, archive: Path
) -> None:
    for style in STYLES:
        file = archive / f"evaluations.{style}"
        assert file.read_bytes() == client.get(f"/api/v1/evaluations.{style}").content
    for name, rows in (("coded_findings", 1537), ("coded_outcomes", 685)):
        with (archive / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            assert len(list(csv.DictReader(lines))) == rows


@pytest.mark.parametrize("name", ["findings", "outcomes", "areas"])
def test_the_archive_holds_a_list_as_parquet_with_its_types(
    client: TestClient, archive: Path, name: str
) -> None:
    content = (archive / "data" / f"{name}.parquet").read_bytes()

    assert READ["parquet"](content) == READ["jsonl"](client.get(f"/api/v1/{name}.jsonl").content)


def test_every_file_of_the_archive_is_what_its_sum_says(archive: Path) -> None:
    lines = (archive / "SHA256SUMS").read_text().splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}

    files = [p for p in archive.rglob("*") if p.is_file() and p.name != "SHA256SUMS"]
    assert sums == {
        str(p.relative_to(archive)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files
    }


def test_the_database_of_the_archive_can_be_asked_and_searched(archive: Path) -> None:
    database = sqlite3.connect(archive / "wave1-evidence.sqlite")

    [(barriers,)] = database.execute("SELECT count(*) FROM findings WHERE polarity = 'barrier'")
    found = database.execute(
        "SELECT finding_id FROM findings WHERE rowid IN "
        "(SELECT rowid FROM findings_fts WHERE findings_fts MATCH 'foster carers')"
    ).fetchall()
    [(columns,)] = database.execute("SELECT count(*) FROM dictionary")
    database.close()

    assert barriers == len(oracle.ids("findings", [("polarity", "barrier")]))
    assert found
    assert columns == sum(len(each.record.names) for each in EVIDENCE_LISTS.values())


def test_the_workbook_of_the_archive_has_a_sheet_for_every_list(archive: Path) -> None:
    book = openpyxl.load_workbook(archive / "wave1-evidence.xlsx", read_only=True)

    assert book.sheetnames == [*EVIDENCE_LISTS, "dictionary", "read me"]
    assert set(book.defined_names) == {name.replace("-", "_") for name in EVIDENCE_LISTS}
    assert sum(1 for _ in book["findings"].rows) == len(oracle.FINDINGS) + 1
    book.close()


def test_a_sheet_of_the_archive_is_laid_out_as_that_of_its_list(
    client: TestClient, archive: Path
) -> None:
    whole = openpyxl.load_workbook(archive / "wave1-evidence.xlsx")["sources"]
    content = client.get("/api/v1/sources.xlsx").content
    alone = openpyxl.load_workbook(io.BytesIO(content))["sources"]

    for sheet in (whole, alone):
        assert sheet.freeze_panes == "B2"
        assert sheet.page_setup.orientation == "landscape"
    assert {letter: each.width for letter, each in whole.column_dimensions.items()} == {
        letter: each.width for letter, each in alone.column_dimensions.items()
    }
    assert [[cell.value for cell in row] for row in whole] == [
        [cell.value for cell in row] for row in alone
    ]


def test_the_same_release_is_the_same_archive(client: TestClient) -> None:
    first = client.get("/api/v1/download/wave1-evidence.zip")
    again = client.get(
        "/api/v1/download/wave1-evidence.zip", headers={"If-None-Match": first.headers["etag"]}
    )

    assert (again.status_code, again.content) == (304, b"")
    assert "0.1.0+" in first.headers["content-disposition"]


def test_the_release_says_how_to_cite_it_and_is_a_dataset(client: TestClient) -> None:
    citation = client.get("/api/v1/citation").json()
    dataset = client.get("/api/v1/release.jsonld")

    assert citation["release"] in citation["citation"]
    assert all(client.get(citation[style]).status_code == 200 for style in STYLES)
    assert dataset.headers["content-type"] == "application/ld+json"
    assert dataset.json()["@type"] == ["Dataset", "dcat:Dataset"]
    downloads = dataset.json()["distribution"]
    assert len(downloads) == 1 + len(LISTS)
    for each in downloads:
        head = client.head(each["contentUrl"])
        assert head.headers["content-type"].partition(";")[0] == each["encodingFormat"]


def test_the_rows_of_the_archive_are_those_of_the_files(archive: Path) -> None:
    with (archive / "data" / "findings.csv").open(encoding="utf-8", newline="") as lines:
        ids = [row["finding_id"] for row in csv.DictReader(lines)]

    assert ids == oracle.ids("findings", [])


def test_the_database_of_the_archive_joins_its_lists(archive: Path) -> None:
    database = sqlite3.connect(archive / "wave1-evidence.sqlite")

    references = {row[3]: row[2] for row in database.execute("PRAGMA foreign_key_list(findings)")}
    broken = database.execute("PRAGMA foreign_key_check").fetchall()
    members = database.execute(
        "SELECT count(DISTINCT project_id) FROM projects, json_each(areas) WHERE value = 'norfolk'"
    ).fetchone()[0]
    joined = database.execute(
        "SELECT DISTINCT project_id FROM projects_areas JOIN areas USING (area_id) "
        "WHERE areas.name = 'Norfolk'"
    ).fetchall()
    views = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type='view'")}
    database.close()

    assert references["project_id"] == "projects"
    assert references["theme_id"] == "themes"
    assert broken == []
    assert members == sum("norfolk" in row["areas"].split(";") for row in oracle.PROJECTS)
    assert len(joined) == members
    assert views == {"finding_with_project", "barriers_by_strand"}


def test_the_current_release_can_be_named_so(client: TestClient) -> None:
    answers = [client.get(f"/api/v1/findings{query}") for query in ("", "?release=current")]

    assert answers[0].json() == answers[1].json()
