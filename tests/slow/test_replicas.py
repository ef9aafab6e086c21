"""A primary and its standby, stopped and promoted while readers read: no wrong answer ever."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any

import httpx2
import psycopg
import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import connect
from app.database.changes import change_detection
from app.database.migrate import upgrade
from app.evidence import answers
from app.ingest.load import load
from app.ingest.validate import validate
from app.main import create_app
from app.middleware.response_cache import ResponseCache
from app.settings import VERSION
from tests.clusters import NAME, Server, address, programs
from tests.commands import Environment, served
from tests.conftest import NOW, copy_of_data
from tests.corrupt_csv import set_cell
from tests.servers import cached_app, listening

pytestmark = pytest.mark.one_database("postgresql")

ADDRESSES = (
    "/api/v1/findings/tr4-f001",
    "/api/v1/findings?theme=referrals&polarity=barrier",
    "/api/v1/findings.csv?project=hampshire",
)


@dataclass
class Pair:
    """A primary that holds the evidence, its standby, and the data to change."""

    primary: Server
    standby: Server
    data: Path
    environment: Environment

    def load(self, note: str) -> None:
        """A new release, through whichever server takes writes."""
        set_cell(self.data, "findings.csv", 2, "note", note)
        engine = connect(self.environment["WAVE1_DATABASE_URL"])
        upgrade(engine)
        load(engine, validate(self.data), version=VERSION, now=lambda: datetime.now(UTC))
        engine.dispose()

    def has_caught_up(self) -> None:
        """Wait until the standby has all that the primary has."""
        with _asked(self.primary) as primary, _asked(self.standby) as standby:
            written = primary.execute("SELECT pg_current_wal_lsn()").fetchone()
            for _ in range(1_200):
                seen = standby.execute(
                    "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", written
                ).fetchone()
                if seen == (True,):
                    return
                time.sleep(0.05)
        raise TimeoutError


def _asked(server: Server) -> psycopg.Connection[Any]:
    return psycopg.connect(
        f"host=127.0.0.1 port={server.port} user={NAME} dbname={NAME}", autocommit=True
    )


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """A primary that holds the evidence."""
    found = programs()
    data = copy_of_data(tmp_path_factory.mktemp("replicas") / "data")
    with TemporaryDirectory(prefix="wave1-", ignore_cleanup_errors=True) as place:
        primary = Server(found, Path(place) / "primary")
        Path(place).chmod(0o777)
        primary.begin()
        yield primary, data
        if primary.is_running:
            primary.stop()


@pytest.fixture
def pair(loaded: tuple[Server, Path], environment: Environment) -> Iterator[Pair]:
    primary, data = loaded
    if not primary.is_running:
        primary.start()
    with TemporaryDirectory(prefix="wave1-", ignore_cleanup_errors=True) as place:
        Path(place).chmod(0o777)
        standby = Server(primary.programs, Path(place) / "standby")
        standby.follow(primary)
        both = {
            **environment,
            "WAVE1_DATA": str(data),
            "WAVE1_DATABASE_URL": address(primary, standby, wanted="read-write"),
            "WAVE1_READ_DATABASE_URL": address(standby, primary),
        }
        made = Pair(primary, standby, data, both)
        made.load("At first.")
        made.has_caught_up()
        yield made
        if standby.is_running:
            standby.stop()


@dataclass
class Readers:
    """Readers who ask some fifty times a second, and remember what they were told."""

    service: str
    told: list[tuple[float, str, httpx2.Response]] = field(default_factory=list)
    ends: Event = field(default_factory=Event)

    def __enter__(self) -> "Readers":
        self.pool = ThreadPoolExecutor(4)
        self.reading = [self.pool.submit(self._read, shift) for shift in range(4)]
        time.sleep(0.5)
        return self

    def __exit__(self, *_: object) -> None:
        self.ends.set()
        self.pool.shutdown()
        for one in self.reading:
            one.result()

    def _read(self, shift: int) -> None:
        with httpx2.Client(base_url=self.service, timeout=20) as client:
            for number in range(shift, 100_000):
                if self.ends.wait(0.06):
                    return
                path = ADDRESSES[number % len(ADDRESSES)]
                # Half of the readers ask what is not kept.
                more = ("&" if "?" in path else "?") * (number % 2)
                answer = client.get(f"{path}{more}", headers={"Accept-Encoding": "identity"})
                self.told.append((time.monotonic(), path, answer))

    def answers(self, path: str) -> set[bytes]:
        """Every different answer to one question, but for refusals."""
        return {one.content for _, at, one in self.told if at == path and one.status_code == 200}

    def refusals(self) -> list[tuple[float, httpx2.Response]]:
        """Every answer that is none, with its moment."""
        return [(at, one) for at, _, one in self.told if one.status_code != 200]

    def seconds_away(self) -> float:
        """From the first refusal to the last."""
        moments = [at for at, _ in self.refusals()]
        return max(moments) - min(moments) if moments else 0

    def last(self) -> set[int]:
        """How the readers were answered at the end."""
        return {one.status_code for _, _, one in self.told[-12:]}


@contextmanager
def answering(url: str) -> Iterator[str]:
    """The address of a worker in this process, which reads from the servers of an address."""
    engine = connect(url, is_for_readers=True)
    changes = change_detection(engine, answers.STATE)
    with listening(create_app(engine, changes=changes)) as port:
        yield f"http://127.0.0.1:{port}"
    engine.dispose()


def right_answers(service: str) -> dict[str, bytes]:
    plain = {"Accept-Encoding": "identity"}
    return {path: httpx2.get(f"{service}{path}", headers=plain).content for path in ADDRESSES}


def assert_clean(readers: Readers) -> None:
    """Who was not answered was told so in the one shape, and when to come again."""
    refused = [one for _, one in readers.refusals()]
    assert {one.status_code for one in refused} <= {503}
    assert {one.headers["retry-after"] for one in refused} <= {"5"}
    assert {one.headers["content-type"] for one in refused} <= {"application/problem+json"}
    assert {one.json()["problems"][0]["code"] for one in refused} <= {"database"}


def test_a_release_loaded_on_the_primary_is_served_whole_from_the_standby(pair: Pair) -> None:
    with answering(address(pair.standby)) as service:
        before = right_answers(service)
        with Readers(service) as readers:
            pair.load("Read again.")
            pair.has_caught_up()
            after = right_answers(service)
            time.sleep(0.3)

    assert readers.refusals() == []
    assert {path: readers.answers(path) for path in ADDRESSES} == {
        path: {before[path], after[path]} for path in ADDRESSES
    }
    assert all(before[path] != after[path] for path in ADDRESSES[:2])
    assert readers.told[-1][2].content in after.values()


def test_readers_move_to_the_primary_when_the_standby_stops(pair: Pair) -> None:
    with answering(pair.environment["WAVE1_READ_DATABASE_URL"]) as service:
        right = right_answers(service)
        with Readers(service) as readers:
            pair.standby.stop()
            time.sleep(1.5)

    assert_clean(readers)
    assert {path: readers.answers(path) for path in ADDRESSES} == {
        path: {right[path]} for path in ADDRESSES
    }
    assert readers.seconds_away() < 1
    assert readers.last() == {200}


def test_readers_who_have_only_the_standby_get_503_until_it_is_back(pair: Pair) -> None:
    with answering(address(pair.standby)) as service:
        right = right_answers(service)
        with Readers(service) as readers:
            pair.standby.stop()
            time.sleep(1)
            pair.standby.start()
            time.sleep(1)

    assert_clean(readers)
    assert readers.refusals()
    assert {path: readers.answers(path) for path in ADDRESSES} == {
        path: {right[path]} for path in ADDRESSES
    }
    assert readers.last() == {200}


def test_a_service_starts_on_the_replica_while_the_primary_is_away(pair: Pair) -> None:
    only_primary = {**pair.environment, "WAVE1_DATABASE_URL": address(pair.primary)}
    pair.primary.stop()
    service = served(only_primary)

    with service as running:
        answer = httpx2.get(f"{running}{ADDRESSES[1]}")

    assert answer.status_code == 200
    assert "Nothing is loaded; readers are answered from what is there." in service.said


def test_a_promoted_standby_serves_readers_and_takes_the_next_release(pair: Pair) -> None:
    with served(pair.environment, "--workers", 2) as service:
        before = right_answers(service)
        with Readers(service) as readers:
            pair.primary.stop()
            pair.standby.promote()
            pair.load("After the change of guard.")
            after = right_answers(service)
            time.sleep(0.3)

    assert_clean(readers)
    assert {path: readers.answers(path) for path in ADDRESSES} == {
        path: {before[path], after[path]} for path in ADDRESSES
    }
    assert before[ADDRESSES[0]] != after[ADDRESSES[0]]
    assert readers.last() == {200}


def test_an_answer_from_a_lagging_replica_is_not_cached(
    evidence: sa.Engine, empty: sa.Engine, data: Path
) -> None:
    set_cell(data, "findings.csv", 2, "note", "Read again.")
    load(empty, validate(data), version=VERSION, now=lambda: NOW)
    lagging = ResponseCache(create_app(evidence), change_detection(empty, answers.STATE))
    current = cached_app(empty)

    with TestClient(lagging) as one, TestClient(current) as other:
        seen = [client.get(ADDRESSES[0]).json()["result"]["note"] for client in (one, other)]

    assert seen == [None, "Read again."]
    assert (len(lagging.responses), len(current.responses)) == (0, 1)
