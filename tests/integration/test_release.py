"""The release as a whole: its archive, and how it and the reports are cited."""

import csv
import hashlib
import io
import json
import re
import sqlite3
import zipfile
from pathlib import Path

import openpyxl
import pytest
from frictionless import Package
from starlette.testclient import TestClient

from app.evidence.answers import LISTINGS
from app.exports.citations import STYLES
from tests import oracle
from tests.queries import LISTS


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
    assert [one["name"] for one in descriptor["resources"]] == list(LISTINGS)
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
    assert columns == sum(len(each.record.columns()) for each in LISTINGS.values())


def test_the_workbook_of_the_archive_has_a_sheet_for_every_list(archive: Path) -> None:
    book = openpyxl.load_workbook(archive / "wave1-evidence.xlsx", read_only=True)

    assert book.sheetnames == [*LISTINGS, "dictionary"]
    assert sum(1 for _ in book["findings"].rows) == len(oracle.FINDINGS) + 1
    book.close()


def test_the_same_release_is_the_same_archive(client: TestClient) -> None:
    first = client.get("/api/v1/download/wave1-evidence.zip")
    again = client.get(
        "/api/v1/download/wave1-evidence.zip", headers={"If-None-Match": first.headers["etag"]}
    )

    assert (again.status_code, again.content) == (304, b"")
    assert "0.1.0+" in first.headers["content-disposition"]


def test_a_report_is_cited_in_ris(client: TestClient) -> None:
    lines = client.get("/api/v1/projects/match.ris").text.splitlines()

    assert lines[:4] == [
        "TY  - RPRT",
        "ID  - match-evaluation",
        "TI  - Supporting Long-term Foster Care Placements in the Independent Sector",
        "AU  - Beek, Mary",
    ]
    assert {"AU  - Schofield, Gillian", "PY  - 2016", "DA  - 2016/10"} <= set(lines)
    assert lines[-1] == "ER  - "


def test_a_report_is_cited_in_bibtex(client: TestClient) -> None:
    text = client.get("/api/v1/projects/ne-lincolnshire-csc.bib").text

    assert text.startswith("@techreport{ne-lincolnshire-csc-evaluation,\n  title = {{")
    assert "  author = {{York Consulting}}," in text
    assert text.count("{") == text.count("}")


def test_a_report_is_cited_in_csl(client: TestClient) -> None:
    [work] = client.get("/api/v1/projects/pause.csl.json").json()

    assert work["type"] == "report"
    assert work["author"][0] == {"family": "McCracken", "given": "Katie"}
    assert work["issued"] == {"date-parts": [[2017, 7]]}


@pytest.mark.parametrize("style", STYLES)
def test_every_project_and_the_release_are_cited_in_every_style(
    client: TestClient, style: str
) -> None:
    for row in oracle.PROJECTS:
        cited = client.get(f"/api/v1/projects/{row['project_id']}.{style}")
        assert cited.status_code == 200
        assert cited.headers["content-type"].startswith(STYLES[style][0])
    assert "Wave 1 Evidence" in client.get(f"/api/v1/citation.{style}").text
    assert client.get(f"/api/v1/projects/paws.{style}").status_code == 404


def test_the_release_says_how_to_cite_it_and_is_a_dataset(client: TestClient) -> None:
    citation = client.get("/api/v1/citation").json()
    dataset = client.get("/api/v1/release.jsonld")

    assert citation["release"] in citation["citation"]
    assert all(client.get(citation[style]).status_code == 200 for style in STYLES)
    assert dataset.headers["content-type"] == "application/ld+json"
    assert dataset.json()["@type"] == "Dataset"
    [download] = dataset.json()["distribution"]
    assert client.head(download["contentUrl"]).status_code == 200


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
    views = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type='view'")}
    database.close()

    assert references["project_id"] == "projects"
    assert references["theme_id"] == "themes"
    assert broken == []
    assert members == sum("norfolk" in row["areas"].split(";") for row in oracle.PROJECTS)
    assert views == {"finding_with_project", "barriers_by_strand"}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("name", "query", "key"),
    [
        ("evaluations", "project=leeds-family-valued", "evaluation_id"),
        ("findings", "theme=referrals&polarity=barrier", "finding_id"),
    ],
)
def test_what_a_list_is_narrowed_to_comes_as_references(
    client: TestClient, name: str, query: str, key: str, style: str
) -> None:
    answer = client.get(f"/api/v1/{name}.{style}?{query}")
    ids = [
        row[key] for row in client.get(f"/api/v1/{name}?page_size=1000&{query}").json()["results"]
    ]

    pattern = {"ris": r"^ID  - (\S+)", "bib": r"^@\w+\{(\S+),", "csl.json": r'"id":"([^"]+)"'}
    assert answer.headers["content-type"].startswith(STYLES[style][0])
    assert re.findall(pattern[style], answer.text, re.M) == ids
    assert client.get(f"/api/v1/{name}.{style}?fields=page").status_code == 422
