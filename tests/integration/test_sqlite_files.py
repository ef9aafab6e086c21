"""SQLite as readers open it: a replaced file is noticed, nothing is written, questions end."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import Session, connect, database_problem, is_read_only, reading, time_limit
from app.database.migrate import upgrade
from app.evidence import answers
from app.ingest.load import load
from app.ingest.validate import validate
from app.main import create_app
from app.search.query import SearchQuery, search, searchable
from app.settings import VERSION
from tests.conftest import NOW
from tests.corrupt_csv import set_cell
from tests.servers import cached_app

pytestmark = pytest.mark.one_database

NOBODY = 65_534
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
LONG = ENDLESS.replace("+ 1 FROM n)", "+ 1 FROM n LIMIT 2000000)")
LISTS = ("/api/v1/findings?page_size=3", "/api/v1/summary?by=theme", "/api/v1/findings.csv")


@pytest.fixture
def file(loaded_template: str, tmp_path: Path) -> Path:
    folder = tmp_path / "100% evidence"
    folder.mkdir()
    return Path(shutil.copy(loaded_template.removeprefix("sqlite:///"), folder / "e%41.sqlite"))


@pytest.fixture
def readers(file: Path) -> Iterator[sa.Engine]:
    engine = connect(f"sqlite:///{quote(str(file))}", is_for_readers=True)
    yield engine
    engine.dispose()


def test_a_file_that_is_replaced_is_read_from_the_next_request_on(
    file: Path, readers: sa.Engine, data: Path
) -> None:
    set_cell(data, "findings.csv", 2, "note", "Read again.")
    other = connect(f"sqlite:///{quote(str(file.with_name('other.sqlite')))}")
    upgrade(other)
    report = load(other, validate(data), version=VERSION, now=lambda: NOW)
    other.dispose()

    with TestClient(cached_app(readers)) as client:
        before = [client.get(address).headers["etag"] for address in LISTS]
        for left in file.parent.glob(f"{file.name}-*"):
            left.unlink()
        file.with_name("other.sqlite").replace(file)
        ready = client.get("/ready").json()
        after = [client.get(address).headers["etag"] for address in LISTS]
        file.unlink()
        gone = [client.get(address).status_code for address in (*LISTS, "/ready", "/health")]

    assert ready["release"] == report.release
    assert all(one != other for one, other in zip(before, after, strict=True))
    assert gone == [503, 503, 503, 503, 200]
    assert not file.exists()


def test_who_can_only_read_is_answered_and_writes_nothing(file: Path, readers: sa.Engine) -> None:
    if os.geteuid():
        pytest.skip("only root can become another user")
    for folder in file.parents:
        if folder == Path(gettempdir()):
            break
        folder.chmod(0o755)
    file.chmod(0o444)
    os.seteuid(NOBODY)
    try:
        is_so = is_read_only(readers)
        with TestClient(create_app(readers)) as client:
            told = [client.get(address).status_code for address in LISTS]
    finally:
        os.seteuid(0)

    assert (is_so, told) == (True, [200, 200, 200])
    assert list(file.parent.iterdir()) == [file]


def test_readers_cannot_write(readers: sa.Engine) -> None:
    with pytest.raises(sa.exc.OperationalError, match="readonly"), readers.begin() as connection:
        connection.exec_driver_sql("DELETE FROM finding")


def test_a_question_that_takes_too_long_is_given_up(readers: sa.Engine) -> None:
    with readers.connect() as connection:
        # It would never end.
        with pytest.raises(sa.exc.OperationalError) as refused, time_limit(0.2):
            connection.exec_driver_sql(ENDLESS)
        afterwards = connection.exec_driver_sql("SELECT count(*) > 0 FROM finding").scalar()

    fault = database_problem(refused.value)
    assert fault
    assert "takes too long" in fault.message
    assert afterwards == 1


def test_the_limit_of_a_question_does_not_hold_for_the_index_of_a_search(
    readers: sa.Engine, tmp_path: Path
) -> None:
    @contextmanager
    def slow_sessions() -> Iterator[Session]:
        with reading(readers) as session:
            session.driver.execute(LONG)
            yield session

    with reading(readers) as session:
        names = searchable(answers.catalogue(session), slow_sessions, tmp_path / "search")

    with readers.connect() as connection, time_limit(0.2):
        found = search(SearchQuery("staff"), names).count
        with pytest.raises(sa.exc.OperationalError, match="interrupted"):
            connection.exec_driver_sql(ENDLESS)

    assert found
