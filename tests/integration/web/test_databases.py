"""Pages are tested with SQLite; here, that PostgreSQL makes no difference to them."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.database import connect
from app.database.migrate import upgrade
from app.ingest.load import load
from app.ingest.validate import Dataset
from app.main import create_app
from app.settings import VERSION
from tests.clients import Client
from tests.conftest import NOW
from tests.databases import SQLiteFiles
from tests.pages import ALL_PAGES

pytestmark = pytest.mark.one_database("postgresql")


@pytest.fixture(scope="module")
def with_sqlite(sqlite_files: SQLiteFiles, dataset: Dataset) -> Iterator[TestClient]:
    engine = connect(sqlite_files.create())
    upgrade(engine)
    load(engine, dataset, version=VERSION, now=lambda: NOW)
    with Client(create_app(engine)) as client:
        yield client
    engine.dispose()


@pytest.mark.parametrize("address", ALL_PAGES.values(), ids=ALL_PAGES)
def test_a_page_is_the_same_with_either_database(
    client: TestClient, with_sqlite: TestClient, address: str
) -> None:
    page, expected = client.get(address), with_sqlite.get(address)

    assert (page.status_code, page.text) == (expected.status_code, expected.text)
