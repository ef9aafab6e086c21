"""A page opened by an old link says what it showed then, and which projects came or went."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.database import connect
from app.main import create_app
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
            "this page showed 0 projects then, and shows 1 now. "
            'New: <a href="/projects/{renamed}">Another name</a>.',
        ),
        (
            "/findings?theme=referrals.low-numbers&project=safe-families",
            "this page showed 2 rows then, and shows 1 now.",
        ),
        ("/projects?project=safe-families", "It showed the same 1 project then."),
    ],
)
def test_a_page_says_what_it_showed_then_and_which_projects_came_or_went(
    first_and_client: tuple[str, TestClient], address: str, expected: str
) -> None:
    first, client = first_and_client
    renamed = read(DATA / "projects.csv")[0]["project_id"]

    page = client.get(f"{address}&release={first}").text

    assert expected.format(renamed=renamed) in page


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/projects?q=%22Another+name%22", "no figure on this page changed, and it shows other "),
        (
            "/projects?project=safe-families",
            "no figure on this page changed, and it shows the same ",
        ),
        ("/outcomes/tr4-o39", "1 figure on this page changed, and it shows the same projects."),
        ("/overview", "1 figure in the evidence changed."),
        ("/about", "no figure on this page changed."),
    ],
)
def test_a_page_says_first_whether_a_figure_or_a_project_on_it_changed(
    first_and_client: tuple[str, TestClient], address: str, expected: str
) -> None:
    first, client = first_and_client

    page = client.get(f"{address}{'&' if '?' in address else '?'}release={first}").text

    assert f"<strong>Since your link was made: {expected}" in page


def test_the_changes_of_a_version_begin_with_its_figures_and_its_projects(
    first_and_client: tuple[str, TestClient],
) -> None:
    _, client = first_and_client

    page = client.get("/about/changes").text

    [of_version] = re.findall(r"<h2>[^<]*, version 2 of 2</h2>(.*?)<h2>", page, re.S)
    [figure] = re.findall(r"<li>(.*?)</li>", of_version)
    assert '<a href="/outcomes/tr4-o39">' in figure
    assert figure.endswith("; value 10.6, now 10.7")
    told = of_version.partition("Projects with statements or results added or taken out:")[2]
    assert re.findall(r'href="/projects/([^"]+)"', told) == ["safe-families"]
    assert "No figure was corrected" not in of_version
