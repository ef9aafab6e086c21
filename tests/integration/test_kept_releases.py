"""A release stays: what was asked of it can be asked again, and what changed can be read."""

import os
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import connect
from app.exports import FORMATS
from app.main import create_app
from app.releases import Archive, archive_release
from tests.clients import Client
from tests.commands import wave1
from tests.conftest import DATA, NOW, copy_of_data
from tests.corrupt_csv import read, remove_row, set_cell
from tests.databases import NewDatabase
from tests.formats import READ
from tests.releases import ADDRESSES, FILES, Kept, load_one_after_another

# Kept releases are answered from SQLite: as another database answered, to the byte.
pytestmark = pytest.mark.one_database("postgresql")


def as_it_is(_data: Path) -> None:
    """The first release is the data that are shipped."""


def with_other_words(data: Path) -> None:
    set_cell(data, "findings.csv", 2, "statement", "Staff said otherwise.")
    set_cell(data, "projects.csv", 2, "name", "Another name")
    set_cell(data, "releases.csv", 2, "release_date", "2026-12-01")


def without_a_finding(data: Path) -> None:
    remove_row(data, "findings.csv", "finding_id", "tr4-f002")
    set_cell(data, "themes.csv", 2, "label", "Another label")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase, empty_template: str) -> Iterator[sa.Engine]:
    engine = connect(new_database(empty_template))
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def kept(engine: sa.Engine, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Kept]:
    data = copy_of_data(tmp_path_factory.mktemp("data") / "data")
    edits = [as_it_is, with_other_words, without_a_finding]
    return load_one_after_another(engine, data, folder, edits, [*ADDRESSES, *FILES])


@pytest.fixture(scope="module")
def client(engine: sa.Engine, folder: Path, kept: list[Kept]) -> Iterator[TestClient]:
    with Client(create_app(engine, releases_folder=folder)) as client:
        yield client


def answers_now(client: TestClient, kept: list[Kept], address: str) -> list[bytes]:
    mark = "&" if "?" in address else "?"
    return [client.get(f"/api/v1/{address}{mark}release={each.release}").content for each in kept]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_kept_release_answers_what_it_answered_while_it_was_loaded(
    client: TestClient, kept: list[Kept], address: str
) -> None:
    found = answers_now(client, kept, address)

    assert found == [each.answers[address] for each in kept]


@pytest.mark.parametrize("file", FILES)
def test_a_kept_release_gives_the_files_that_it_gave_while_it_was_loaded(
    client: TestClient, kept: list[Kept], file: str
) -> None:
    found = answers_now(client, kept, file)

    assert found == [each.answers[file] for each in kept]


def test_the_pages_of_a_kept_list_follow_each_other_by_their_own_links(
    client: TestClient, kept: list[Kept]
) -> None:
    page = client.get(f"/api/v1/findings?page_size=400&release={kept[0].release}").json()
    following = client.get(page["links"]["next"]).json()

    assert following["meta"]["release"] == kept[0].release
    ids = [row["finding_id"] for row in (*page["results"], *following["results"])]
    assert (len(ids), "tr4-f002" in ids) == (page["meta"]["count"], True)


@pytest.mark.parametrize("path", ["release", "themes/%F2%AE%94%B4%C2%AD"])
def test_a_plus_sign_may_be_encoded_and_an_address_may_hold_any_letters(
    client: TestClient, kept: list[Kept], path: str
) -> None:
    encoded = kept[0].release.replace("+", "%2B")

    found = client.get(f"/api/v1/{path}?release={encoded}")

    assert found.status_code == (200 if path == "release" else 404)
    assert f'</api/v1/{path}>; rel="latest-version"' in found.headers["link"]


def test_a_redirection_stays_in_its_release(client: TestClient, kept: list[Kept]) -> None:
    old = read(DATA / "renamed_themes.csv")[0]["old_theme_id"]

    moved = client.get(f"/api/v1/themes/{old}?release={kept[0].release}", follow_redirects=False)

    release = kept[0].release.replace("+", "%2B")
    assert moved.headers["location"] == f"/api/v1/themes?theme={old}&release={release}"


def test_a_release_that_is_not_kept_is_not_found_and_its_place_is_said(client: TestClient) -> None:
    answer = client.get("/api/v1/findings?release=0.1.0+000000000000")

    assert answer.status_code == 404
    [problem] = answer.json()["problems"]
    assert problem["code"] == "unknown-release"
    assert "Its archive would be the folder of that name in WAVE1_RELEASES" in problem["message"]


@pytest.mark.parametrize("address", ["openapi.json", "releases"])
def test_what_belongs_to_no_release_refuses_one(
    client: TestClient, kept: list[Kept], address: str
) -> None:
    answer = client.get(f"/api/v1/{address}?release={kept[0].release}")

    assert answer.status_code == 422
    assert "belongs to no one release: leave this out" in answer.json()["detail"]


def test_a_release_is_kept_once_and_never_overwritten(kept: list[Kept], folder: Path) -> None:
    archive = Archive(folder / kept[0].release)
    before = {path.name: path.read_bytes() for path in archive.folder.iterdir()}

    again = archive_release(folder, DATA / "nowhere", kept[0].release, NOW)

    assert again == archive
    assert {path.name: path.read_bytes() for path in archive.folder.iterdir()} == before


def test_a_kept_release_whose_files_were_touched_is_not_answered_from(
    client: TestClient, kept: list[Kept], folder: Path
) -> None:
    shutil.copytree(folder / kept[0].release, folder / "0.1.0+111111111111")

    answer = client.get("/api/v1/findings?release=0.1.0+111111111111")
    shutil.rmtree(folder / "0.1.0+111111111111")

    assert answer.status_code == 404
    assert f"Its files are those of {kept[0].release}." in answer.json()["detail"]


def test_a_removed_row_is_gone_and_the_release_that_had_it_is_named(
    client: TestClient, kept: list[Kept]
) -> None:
    answer = client.get("/api/v1/findings/tr4-f002")
    page = client.get("/findings/tr4-f002")
    never = client.get("/api/v1/findings/tr4-f999999")

    cited = client.get("/api/v1/findings/tr4-f002.csl.json")

    assert (answer.status_code, page.status_code, never.status_code) == (410, 410, 404)
    assert cited.json()["problems"] == answer.json()["problems"]
    [problem] = answer.json()["problems"]
    assert problem["code"] == "removed"
    address = problem["message"].rpartition(" ")[2].removesuffix(".")
    assert client.get(address).json()["meta"]["release"] == kept[1].release


def test_the_releases_are_listed_with_what_each_changed(
    client: TestClient, kept: list[Kept]
) -> None:
    listed = client.get("/api/v1/releases").json()

    assert [row["release"] for row in listed["results"]] == [each.release for each in kept]
    assert [
        (row["added_count"], row["changed_count"], row["removed_count"])
        for row in listed["results"]
    ] == [(None, None, None), (1, 2, 1), (0, 1, 1)]
    assert [row["release_date"] for row in listed["results"]] == [
        "2026-11-30",
        "2026-12-01",
        "2026-12-01",
    ]
    for row in listed["results"]:
        assert row["release"].endswith(f"+{row['data_sha256'][:12]}")
        then = client.get(f"/api/v1/release?release={row['release']}").json()
        assert (row["files"], row["finding_count"]) == (then["files"], then["finding_count"])


@pytest.mark.parametrize("format_", FORMATS)
def test_the_releases_and_what_changed_come_in_every_format(
    client: TestClient, kept: list[Kept], format_: str
) -> None:
    releases = READ[format_](client.get(f"/api/v1/releases.{format_}").content)
    changes = READ[format_](
        client.get(f"/api/v1/releases/{kept[1].release}...current.{format_}").content
    )

    assert [row["release"] for row in releases] == [each.release for each in kept]
    label = [row for row in changes if row["file"] == "themes.csv"]
    [theme] = read(DATA / "themes.csv")[:1]
    assert [(row["row_id"], row["column"], row["old"], row["new"]) for row in label] == [
        (theme["theme_id"], "label", theme["label"], "Another label")
    ]


def test_what_changed_is_told_row_by_row(client: TestClient, kept: list[Kept]) -> None:
    found = client.get(f"/api/v1/releases/{kept[1].release}...{kept[2].release}").json()

    assert [(row["file"], row["row_id"], row["change"]) for row in found["results"]] == [
        ("themes.csv", read(DATA / "themes.csv")[0]["theme_id"], "changed"),
        ("findings.csv", "tr4-f002", "removed"),
    ]
    removed = {cell["column"]: cell["old"] for cell in found["results"][1]["cells"]}
    row = next(row for row in read(DATA / "findings.csv") if row["finding_id"] == "tr4-f002")
    assert removed == {column: cell for column, cell in row.items() if cell}


def test_the_feed_is_atom_with_the_latest_release_first(
    client: TestClient, kept: list[Kept]
) -> None:
    answer = client.get("/api/v1/releases.atom")

    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(answer.content)  # noqa: S314 (our own)
    titles = [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")]
    assert answer.headers["content-type"] == "application/atom+xml"
    assert titles == [f"Release {each.release}" for each in reversed(kept)]
    assert "no rows added, 1 changed, 1 removed." in answer.text


def test_a_page_says_what_changed_since_the_release_that_its_link_names(
    client: TestClient, kept: list[Kept]
) -> None:
    label = read(DATA / "themes.csv")[0]["theme_id"]

    page = client.get(f"/themes/{label}?release={kept[0].release}")
    same = client.get(f"/themes/{label}?release={kept[2].release}")
    unknown = client.get(f"/themes/{label}?release=0.1.0+000000000000")
    untouched, project, home = (
        client.get(f"{path}?release={kept[0].release}").text
        for path in ("/audit", "/projects/safe-families", "/")
    )

    text = " ".join(page.text.split())
    assert "Since this link was made: only words or details on this page changed." in text
    assert f'href="/releases/{kept[0].release}...{kept[2].release}"' in text
    assert ("Since this link" in same.text, "not kept here" in unknown.text) == (False, True)
    assert "Since this link was made: nothing on this page changed." in untouched
    assert "<li>Taken out: “Group sizes at Safe Families were small." in project
    assert "Since this link was made: no figure in the evidence changed, but this was" in home


def test_the_pages_of_releases_tell_them_in_words(client: TestClient, kept: list[Kept]) -> None:
    releases = client.get("/releases").text
    changes = client.get(f"/releases/{kept[1].release}...current").text

    assert [releases.index(each.release) for each in reversed(kept)] == sorted(
        releases.index(each.release) for each in kept
    )
    assert "<li>Taken out: “" in changes
    assert "label: we now say “Another label”, where we said " in changes
    assert "Changes in the evidence since 1 December 2026, version 2" in changes
    assert client.get("/releases/0.1.0+000000000000...current").status_code == 404


def test_the_command_lists_releases_and_tells_what_one_changed(
    kept: list[Kept], folder: Path, tmp_path: Path
) -> None:
    environment = {**os.environ, "WAVE1_RELEASES": str(folder), "WAVE1_DATA": str(tmp_path)}

    listed = wave1(environment, "releases").stdout.splitlines()
    changes = wave1(environment, "releases", f"{kept[1].release}...current").stdout.splitlines()
    refused = wave1(environment, "releases", "yesterday")

    assert listed == [
        f"{kept[0].release} (2026-11-30)",
        f"{kept[1].release} (2026-12-01): 1 row added, 2 changed, 1 removed",
        f"{kept[2].release} (2026-12-01): no rows added, 1 changed, 1 removed",
    ]
    theme = read(DATA / "themes.csv")[0]["theme_id"]
    assert changes == [
        "Data: no rows added, 1 changed, 1 removed.",
        f"- `themes.csv`: {theme} was changed: label.",
        "- `findings.csv`: tr4-f002 was removed.",
    ]
    assert (refused.returncode, "Name two releases" in refused.stderr) == (1, True)
