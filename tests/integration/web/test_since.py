"""A page opened by an old link says what it showed then, and which projects came or went."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.database import connect
from app.main import create_app
from app.releases import CellChange, Change
from app.web.corrections import is_correction
from tests.clients import Client
from tests.conftest import DATA, copy_of_data
from tests.corrupt_csv import read, remove_row, set_cell
from tests.databases import NewDatabase
from tests.releases import load_one_after_another

pytestmark = pytest.mark.one_database


def as_it_is(_data: Path) -> None:
    """The first release is the data that are shipped."""


def with_another_name_and_less(data: Path) -> None:
    set_cell(data, "projects.csv", 2, "name", "Another name")
    remove_row(data, "findings.csv", "finding_id", "tr4-f002")
    ids = [row["outcome_id"] for row in read(data / "outcomes.csv")]
    set_cell(data, "outcomes.csv", ids.index("tr4-o39") + 2, "value", "10.7")


@pytest.fixture(scope="module")
def first_and_client(
    new_database: NewDatabase, empty_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, TestClient]]:
    folder = tmp_path_factory.mktemp("kept")
    data = copy_of_data(tmp_path_factory.mktemp("data") / "data")
    engine = connect(new_database(empty_template))
    edits = [as_it_is, with_another_name_and_less]
    first, _ = load_one_after_another(engine, data, folder, edits, [])
    with Client(create_app(engine, releases_folder=folder)) as client:
        yield first.release, client
    engine.dispose()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "/projects?q=%22Another+name%22",
            'this page shows 1 project, and showed 0:</strong></p> <ul class="prose"> '
            '<li>New: <a href="/projects/{renamed}">Another name</a>',
        ),
        (
            "/findings?theme=referrals.low-numbers&project=safe-families",
            "this page shows 1 row, and showed 2:",
        ),
        ("/projects?project=hampshire", "nothing on this page changed."),
    ],
)
def test_a_page_says_what_it_showed_then_and_which_projects_came_or_went(
    first_and_client: tuple[str, TestClient], address: str, expected: str
) -> None:
    first, client = first_and_client
    renamed = read(DATA / "projects.csv")[0]["project_id"]

    page = client.get(f"{address}&release={first}").text

    assert expected.format(renamed=renamed) in " ".join(page.split())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/projects/{renamed}", "no figure about this project changed, but this was corrected:"),
        ("/projects/hampshire", "nothing about this project changed."),
        (
            "/projects?project=safe-families",
            "no figure on this page changed, but projects on it were corrected:",
        ),
        ("/outcomes/tr4-o39", "1 figure on this page changed:"),
        ("/overview", "1 figure in the evidence changed:"),
        ("/about", "nothing on this page changed."),
    ],
)
def test_a_page_says_first_whether_anything_on_it_changed(
    first_and_client: tuple[str, TestClient], address: str, expected: str
) -> None:
    first, client = first_and_client
    address = address.format(renamed=read(DATA / "projects.csv")[0]["project_id"])

    page = client.get(f"{address}{'&' if '?' in address else '?'}release={first}").text

    assert f"<strong>Since this link was made: {expected}" in page


def notice_of(page: str) -> str:
    return page.partition('<div class="notice"')[2].partition("</div>")[0]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        # Its page leads to the renamed project, as one like it.
        ("/projects/safe-families", ["safe-families"]),
        ("/projects?project=safe-families,hampshire", ["safe-families?release={first}"]),
        (
            "/projects?project={renamed},safe-families",
            ["{renamed}", "safe-families?release={first}"],
        ),
    ],
)
def test_a_project_s_page_tells_of_no_other_and_a_list_names_all_that_were_corrected(
    first_and_client: tuple[str, TestClient], address: str, expected: list[str]
) -> None:
    first, client = first_and_client
    renamed = read(DATA / "projects.csv")[0]["project_id"]

    page = client.get(
        f"{address.format(renamed=renamed)}{'&' if '?' in address else '?'}release={first}"
    )

    assert re.findall(r'href="/projects/([^"]+)"', notice_of(page.text)) == [
        each.format(first=first, renamed=renamed) for each in expected
    ]


def test_a_page_names_the_projects_and_the_figures_that_changed_on_it(
    first_and_client: tuple[str, TestClient],
) -> None:
    first, client = first_and_client

    page = client.get(f"/outcomes/tr4-o39?release={first}").text

    notice = notice_of(page)
    row = next(row for row in read(DATA / "outcomes.csv") if row["outcome_id"] == "tr4-o39")
    assert re.findall(r'href="/projects/([^"]+)"', notice) == [row["project_id"]]
    [said] = re.findall(r"<ul><li>(.*?)</li>", notice)
    assert said.endswith("value: we now say “10.7”, where we said “10.6”")


def test_the_changes_of_a_version_begin_with_what_was_corrected_project_by_project(
    first_and_client: tuple[str, TestClient],
) -> None:
    _, client = first_and_client

    page = client.get("/about/changes").text

    [corrections] = re.findall(r"<h2>[^<]*, version 2</h2>(.*?)<h2>", page, re.S)
    said = re.findall(r'href="/projects/([^"]+)">.*?</a>\s*<ul><li>(.*?)</li>', corrections)
    projects = {row["project_id"]: row["name"] for row in read(DATA / "projects.csv")}
    renamed = next(iter(projects))
    assert sorted(project for project, _ in said) == sorted(
        {renamed, "safe-families", *(key for key, text in said if "10.7" in text)}
    )
    told = dict(said)
    assert told[renamed] == f"Name: we now say “Another name”, where we said “{projects[renamed]}”"
    assert told["safe-families"].startswith("Taken out: “Group sizes")


def test_words_and_years_that_change_are_no_corrections() -> None:
    def change(old: str, new: str) -> Change:
        return Change("findings.csv", ("f1",), "changed", (CellChange("statement", old, new),), {})

    reworded = change("Its Wave 1 work goes on.", "By July 2017 its work was going on.")
    in_other_order = change("Rose from 34% to 58%.", "It was 58%, up from 34%.")
    corrected = change("Four of 15 families.", "Five of 16 families.")

    changes = (reworded, in_other_order, corrected)
    assert [is_correction(each) for each in changes] == [False, False, True]


def test_a_link_names_a_release_by_the_beginning_of_its_hash(
    first_and_client: tuple[str, TestClient],
) -> None:
    first, client = first_and_client
    short = first.partition("+")[2][:6]

    pages = [client.get(f"/outcomes/tr4-o39?release={name}").text for name in (first, short)]
    current = client.get("/").text.partition('data-release="')[2].partition('"')[0]
    same = client.get(f"/outcomes/tr4-o39?release={current.partition('+')[2][:6]}").text

    assert pages[0] == pages[1].replace(f"release={short}", f"release={first}")
    assert "1 figure on this page changed" in pages[1]
    assert "Since this link was made" not in same


def test_a_page_tells_no_change_of_a_project_that_cannot_be_read_on_it(
    new_database: NewDatabase, empty_template: str, tmp_path: Path
) -> None:
    def with_another_focus(data: Path) -> None:
        rows = read(data / "projects.csv")
        number = next(n for n, row in enumerate(rows) if row["project_id"] == "hampshire")
        set_cell(data, "projects.csv", number + 2, "focus", "residential-care")

    data = copy_of_data(tmp_path / "data")
    engine = connect(new_database(empty_template))
    first, _ = load_one_after_another(
        engine, data, tmp_path / "kept", [as_it_is, with_another_focus], []
    )
    with Client(create_app(engine, releases_folder=tmp_path / "kept")) as client:
        places, project = (
            client.get(f"{path}?release={first.release}").text
            for path in ("/places/hampshire", "/projects/hampshire")
        )
    engine.dispose()

    assert "Since this link was made: nothing on this page changed." in places
    assert "What it is about: we now say “Residential care”, where we said " in project
