"""Real databases for every test: SQLite or PostgreSQL, as `--database` says."""

import gc
import os
import shutil
import warnings
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from starlette.testclient import TestClient

from app.database import connect, reading
from app.database.changes import change_detection
from app.database.migrate import upgrade
from app.evidence import answers
from app.evidence.catalogue import Catalogue
from app.ingest.load import load
from app.ingest.validate import Dataset, validate
from app.main import create_app
from app.middleware.limits import Limits
from app.search.query import searchable
from app.settings import ROOT, VERSION
from tests.clients import Client
from tests.databases import NewDatabase, PostgreSQLServer, SQLiteFiles
from tests.servers import listening

DATA = ROOT / "data"
SOURCE = ROOT.parent / "shared" / "source" / "thematic-report-4.md"
SLOW = Path(__file__).parent / "slow"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

needs_source = pytest.mark.skipif(
    not SOURCE.exists(), reason="needs the report, which is not ours to keep here"
)

DATABASES = ("sqlite", "postgresql")
SHARED = pytest.StashKey[str]()
"""The folder that the workers of a run share."""

settings.register_profile(
    "whole",
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.register_profile("quick", settings.get_profile("whole"), max_examples=15)
settings.load_profile("whole")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=[*DATABASES, "both"], default=DATABASES[0])


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder that the workers share, or take it over from whoever started this one."""
    if hasattr(config, "workerinput"):
        config.stash[SHARED] = config.workerinput["shared"]
        return
    # Started by root, PostgreSQL runs as another user: it cannot live in pytest's own folder,
    # which every run closes to all others.
    folder = TemporaryDirectory(prefix="wave1-", ignore_cleanup_errors=True)
    config.stash[SHARED] = folder.name
    config.add_cleanup(folder.cleanup)


def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist where the shared folder is."""
    node.workerinput["shared"] = node.config.stash[SHARED]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what needs a database with each of them, or with the one that its mark names."""
    if "backend" in metafunc.fixturenames:
        mark = metafunc.definition.get_closest_marker("one_database")
        databases = (mark.args or DATABASES[:1]) if mark else DATABASES
        metafunc.parametrize("backend", databases, indirect=True, scope="session")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what is slow by its folder, and leave out the database that was not asked for.

    Of each database what takes longest comes first: a run ends with what workers can share out.
    """
    chosen = config.getoption("--database")
    left_out = [item for item in items if chosen not in (_database(item), "both")]
    for item in items:
        if item.path.parent == SLOW:
            item.add_marker("slow")
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]
    items.sort(key=lambda item: (_database(item), item.path.parent != SLOW))


def _database(item: pytest.Item) -> str:
    """The database of a test; what needs none runs with SQLite."""
    parameters = (
        item.callspec.params
        if isinstance(item, pytest.Function) and hasattr(item, "callspec")
        else {}
    )
    return str(parameters.get("backend", DATABASES[0]))


@pytest.fixture(scope="session", autouse=True)
def search_folder(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Indexes of searches are built in a folder of the tests, and releases are kept in one.

    Workers share the first: what takes seconds to make of a release, one makes for all.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WAVE1_SEARCH", str(Path(request.config.stash[SHARED]) / "search"))
        patch.setenv("WAVE1_RELEASES", str(tmp_path_factory.mktemp("releases")))
        yield


@pytest.fixture(scope="session")
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SQLiteFiles:
    return SQLiteFiles(tmp_path_factory.mktemp("databases"))


@pytest.fixture(scope="session")
def postgresql_server(request: pytest.FixtureRequest) -> Iterator[PostgreSQLServer]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    server = PostgreSQLServer(Path(request.config.stash[SHARED]), worker)
    yield server
    server.close()


@pytest.fixture(scope="session")
def new_database(backend: str, request: pytest.FixtureRequest) -> NewDatabase:
    """Makes the address of a database, another at each call."""
    fixture = "sqlite_files" if backend == "sqlite" else "postgresql_server"
    databases: SQLiteFiles | PostgreSQLServer = request.getfixturevalue(fixture)
    return databases.create


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    return validate(DATA)


@pytest.fixture(scope="session")
def empty_template(new_database: NewDatabase) -> str:
    """A template with tables and no rows."""
    address = new_database()
    engine = connect(address)
    upgrade(engine)
    engine.dispose()
    return address


@pytest.fixture(scope="session")
def loaded_template(new_database: NewDatabase, empty_template: str, dataset: Dataset) -> str:
    """A template with the shipped evidence."""
    address = new_database(empty_template)
    engine = connect(address)
    load(engine, dataset, version=VERSION, now=lambda: NOW)
    engine.dispose()
    return address


@pytest.fixture(scope="session")
def evidence(new_database: NewDatabase, loaded_template: str) -> Iterator[sa.Engine]:
    """The shipped evidence, loaded. Tests only read it."""
    engine = connect(new_database(loaded_template))
    yield engine
    # Which test leaves a connection of an earlier pool behind is not known yet: it is collected
    # here, since its warning would fail whichever test runs next.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
    engine.dispose()


@pytest.fixture
def empty(new_database: NewDatabase, empty_template: str) -> Iterator[sa.Engine]:
    """A database with tables and no rows, for one test to write to."""
    engine = connect(new_database(empty_template))
    yield engine
    engine.dispose()


@pytest.fixture
def loaded(new_database: NewDatabase, loaded_template: str) -> Iterator[sa.Engine]:
    """A database with the shipped evidence, for one test to write to."""
    engine = connect(new_database(loaded_template))
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
    # Beside other work the first claim, which makes what claims are met by, takes half a minute.
    with Client(create_app(evidence, limits=Limits(answer_seconds=120))) as client:
        yield client


@pytest.fixture(scope="session")
def service(evidence: sa.Engine) -> Iterator[str]:
    """The address of a service of the shipped evidence, in a thread of this process."""
    changes = change_detection(evidence, answers.STATE)
    with listening(create_app(evidence, changes=changes)) as port:
        yield f"http://127.0.0.1:{port}"


def copy_of_data(folder: Path) -> Path:
    """A copy of the shipped data, without the releases that were published before."""
    return Path(shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("releases")))


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
    }


@pytest.fixture
def loaded_environment(
    environment: Mapping[str, str], new_database: NewDatabase, loaded_template: str
) -> Mapping[str, str]:
    """An environment whose database holds the shipped evidence."""
    return {**environment, "WAVE1_DATABASE_URL": new_database(loaded_template)}
