"""The package of a release is byte for byte the same wherever it is built."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.database import connect
from app.database.migrate import upgrade
from app.ingest.load import load
from app.ingest.validate import Dataset
from app.main import create_app
from app.settings import VERSION
from tests.conftest import NOW

PACKAGE = "/api/v1/download/wave1-evidence.zip"


@pytest.mark.one_database("postgresql")
def test_another_server_with_another_database_builds_the_same_package(
    client: TestClient, dataset: Dataset, tmp_path: Path
) -> None:
    engine = connect(f"sqlite:///{tmp_path}/other.sqlite")
    upgrade(engine)
    load(engine, dataset, version=VERSION, now=lambda: NOW.replace(year=2031))

    with TestClient(create_app(engine)) as other:
        built = other.get(PACKAGE).content
    engine.dispose()

    assert built == client.get(PACKAGE).content
