"""A page opened by an old link says what it showed then, and which projects came or went."""

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
