"""More than can be answered: who is too many is told so at once, and nobody holds up the others."""

import asyncio
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient
from starlette.types import Message, Scope

from app.database import connect
from app.main import create_app
from app.middleware.limits import Limits

API = "/api/v1"
# With facets, as what is answered on the spot needs no place.
LIST = f"{API}/findings?theme=referrals&polarity=barrier&facet=theme"
FILE = f"{API}/findings.csv"
BUSY = {
    "type": "/docs/problems#busy",
    "title": "Too many requests at once.",
    "status": 503,
    "detail": "server: Too many requests at once: try again in a second.",
    "problems": [
        {
            "code": "busy",
            "where": "server",
            "message": "Too many requests at once: try again in a second.",
        }
    ],
}


@pytest.fixture
def narrow(evidence: sa.Engine) -> Iterator[TestClient]:
    """A service that answers one and lets two wait."""
    limits = Limits(answers=1, answers_waiting=2, files=1, files_waiting=0)
    with TestClient(create_app(evidence, limits=limits)) as client:
        yield client


def test_under_a_flood_every_request_is_answered_correctly_or_refused_at_once_with_503(
    narrow: TestClient,
) -> None:
    right = narrow.get(LIST)

    with ThreadPoolExecutor(40) as readers:
        answers = list(readers.map(lambda _: narrow.get(LIST), range(200)))
    afterwards = [narrow.get(LIST) for _ in range(5)]

    refused = [answer for answer in answers if answer.status_code == 503]
    answered = [answer for answer in answers if answer.status_code != 503]
    assert refused
    assert answered
    assert {answer.content for answer in [*answered, *afterwards]} == {right.content}
    assert [answer.json() for answer in refused] == [BUSY] * len(refused)
    assert {answer.headers["retry-after"] for answer in refused} == {"1"}
    assert {answer.headers["cache-control"] for answer in refused} == {"no-store"}


@pytest.mark.one_database
def test_a_refused_reader_of_pages_gets_a_page_that_tries_again(evidence: sa.Engine) -> None:
    limits = Limits(answers=0, answers_waiting=0)
    client = TestClient(create_app(evidence, limits=limits))

    page = client.get("/projects")

    assert page.status_code == 503
    assert page.headers["content-type"].startswith("text/html")
    assert "Too many requests at once." in page.text
    assert (page.headers["retry-after"], page.headers["refresh"]) == ("1", "1")


@pytest.mark.one_database
def test_a_full_queue_refuses_at_once_and_a_stuck_one_soon(evidence: sa.Engine) -> None:
    full = TestClient(create_app(evidence, limits=Limits(answers=0, answers_waiting=0)))
    still = TestClient(create_app(evidence, limits=Limits(answers=0, answers_wait_seconds=1)))
    full.get(LIST)

    taken = [seconds_for(full), seconds_for(still)]

    assert taken[0] < 1 <= taken[1] < 10


def seconds_for(client: TestClient) -> float:
    before = time.monotonic()
    assert client.get(LIST).status_code == 503
    return time.monotonic() - before


@pytest.mark.one_database
def test_the_health_check_is_answered_even_when_the_service_is_full(evidence: sa.Engine) -> None:
    client = TestClient(create_app(evidence, limits=Limits(answers=0, answers_waiting=0)))

    assert client.get("/health").json() == {"status": "ok"}


class Reader:
    """A reader who takes the parts of an answer as slowly as it is told to."""

    def __init__(self, address: str) -> None:
        path, _, question = address.partition("?")
        self.takes = asyncio.Event()
        self.started = asyncio.Event()
        self.goes = asyncio.Event()
        self.status = 0
        self.body = b""
        self.is_whole = False
        self.scope: Scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": question.encode(),
            "root_path": "",
            "headers": [],
            "server": ("127.0.0.1", 80),
            "client": ("127.0.0.1", 1),
        }

    async def read(self, app: Any) -> "Reader":
        await app(self.scope, self._wait, self._take)
        return self

    async def _wait(self) -> Message:
        await self.goes.wait()
        return {"type": "http.disconnect"}

    async def _take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            return
        self.started.set()
        await self.takes.wait()
        if self.goes.is_set():
            return
        self.body += message.get("body", b"")
        self.is_whole = not message.get("more_body", False)


def quick(address: str) -> Reader:
    reader = Reader(address)
    reader.takes.set()
    return reader


@pytest.mark.parametrize(("held_bytes", "status"), [(2**20, 200), (-1, 503)])
def test_slow_downloads_delay_no_other_answer_and_long_ones_end_with_their_readers(
    evidence: sa.Engine, held_bytes: int, status: int
) -> None:
    limits = Limits(files=4, files_waiting=0, held_bytes=held_bytes)
    app = create_app(evidence, limits=limits)

    async def story() -> dict[str, Any]:
        slow = [Reader(FILE), Reader(FILE)]
        reading = [asyncio.create_task(reader.read(app)) for reader in slow]
        await asyncio.gather(*(reader.started.wait() for reader in slow))
        meanwhile = await quick(LIST).read(app), await quick(FILE).read(app)
        for reader in slow:
            reader.goes.set()
            reader.takes.set()
        await asyncio.gather(*reading)
        afterwards = await quick(FILE).read(app)
        return {
            "answer": (meanwhile[0].status, meanwhile[0].is_whole),
            "file": meanwhile[1].status,
            "slow": [(one.status, one.is_whole) for one in slow],
            "afterwards": (afterwards.status, afterwards.is_whole),
        }

    told = asyncio.run(story())

    assert told == {
        "answer": (200, True),
        "file": status,
        "slow": [(200, False), (200, False)],
        "afterwards": (200, True),
    }
    assert isinstance(evidence.pool, sa.QueuePool)
    assert evidence.pool.checkedout() == 0


def test_a_query_that_runs_too_long_is_cancelled_by_the_server(evidence: sa.Engine) -> None:
    if evidence.dialect.name != "postgresql":
        pytest.skip("only a server ends questions")
    url = evidence.url.update_query_dict({"options": "-c statement_timeout=1ms"})
    limited = connect(url.render_as_string(hide_password=False))

    answer = TestClient(create_app(limited)).get(f"{API}/summary?by=theme,polarity")
    limited.dispose()

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["problems"][0]["code"] == "database"


def test_read_connections_have_a_shorter_timeout_than_write_connections(
    evidence: sa.Engine,
) -> None:
    if evidence.dialect.name != "postgresql":
        pytest.skip("only a server ends questions")
    url = evidence.url.render_as_string(hide_password=False)
    engines = [connect(url, is_for_readers=True), connect(url)]

    allowed = [_allowed(engine) for engine in engines]

    assert allowed == ["15s", "0"]


def _allowed(engine: sa.Engine) -> str:
    with engine.connect() as connection:
        said = str(connection.exec_driver_sql("SHOW statement_timeout").scalar_one())
    engine.dispose()
    return said


@pytest.mark.one_database
def test_connecting_to_a_silent_host_times_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        port = deaf.getsockname()[1]
        engine = connect(f"postgresql://nobody@127.0.0.1:{port}/none?connect_timeout=2")
        answer = TestClient(create_app(engine)).get(LIST)

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
