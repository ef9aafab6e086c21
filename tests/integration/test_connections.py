"""One client does not stop a worker: connections that do not read, do not write, or are many."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

import httpx2
import pytest
import sqlalchemy as sa
from starlette.types import Receive, Scope, Send

from app.connections import Connection
from app.main import create_app
from app.middleware.limits import Limits
from tests.servers import cached_app, connected, is_closed, is_cut_off, listening, request

pytestmark = pytest.mark.one_database

API = "/api/v1"
LONG = f"{API}/findings?page_size=1000&include=outcomes"
LIMITS = Limits(answers=2, answers_waiting=50, bodies=4, bodies_waiting=0, body_seconds=0.5)


class Impatient(Connection):
    """A connection with limits that a test can wait for."""

    most = 20
    head_seconds = 0.5
    patience_seconds = 0.5
    bytes_per_second = 10**9


class Counting(Connection):
    """A connection that knows how many of its requests have waited behind another."""

    most_waiting = 0

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        Counting.most_waiting = max(Counting.most_waiting, len(self.pipeline))


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """Closes the readers of a test at its end."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture(scope="module")
def port(evidence: sa.Engine) -> Iterator[int]:
    with listening(create_app(evidence, limits=LIMITS), Impatient) as port:
        yield port


def status(port: int, path: str = f"{API}/findings?facet=theme", **more: object) -> int:
    return httpx2.get(f"http://127.0.0.1:{port}{path}", **more).status_code  # type: ignore[arg-type]


def test_readers_who_take_nothing_hold_up_nobody_and_are_cut_off(
    port: int, stack: ExitStack
) -> None:
    pipelined = request(f"{API}/findings?page_size=1000") * 20

    readers = [stack.enter_context(connected(port, pipelined)) for _ in range(6)]
    time.sleep(0.3)
    meanwhile = [status(port) for _ in range(3)]
    cut_off = [is_cut_off(reader) for reader in readers]

    assert meanwhile == [200] * 3
    assert cut_off == [True] * 6


def test_the_next_request_waits_until_the_answer_before_is_taken(
    evidence: sa.Engine, stack: ExitStack
) -> None:
    begun: list[str] = []

    async def counted(scope: Scope, receive: Receive, send: Send) -> None:
        begun.append(scope["type"])
        await app(scope, receive, send)

    app = create_app(evidence)
    with listening(counted) as port:
        pipelined = request(f"{API}/findings?page_size=1000") * 20 + request(f"{API}/themes")
        reader = stack.enter_context(connected(port, pipelined))
        time.sleep(0.5)
        before = begun.count("http")
        while b"report_section" not in reader.recv(65_536):
            pass

    # The system holds some megabytes of them.
    assert 1 <= before <= 10
    assert begun.count("http") == 21


def test_forms_that_do_not_arrive_hold_up_no_page_and_are_refused(
    port: int, stack: ExitStack
) -> None:
    head = "POST /audit/document HTTP/1.1\r\nHost: test\r\nContent-Length: 1000\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\n\r\n"

    senders = [stack.enter_context(connected(port, f"{head}{kind}s")) for _ in range(2)]
    time.sleep(0.1)
    meanwhile = [status(port), status(port, "/ready")]
    told = [sender.recv(12) for sender in senders]

    assert meanwhile == [200, 200]
    assert told == [b"HTTP/1.1 408"] * 2


def test_a_silent_connection_and_half_a_head_are_closed(port: int, stack: ExitStack) -> None:
    silent = [stack.enter_context(connected(port, text)) for text in ("", "GET / HT")]
    kept_alive = stack.enter_context(connected(port, request("/health")))
    kept_alive.recv(4_096)
    kept_alive.sendall(b"GET /hea")

    assert [is_closed(each) for each in (*silent, kept_alive)] == [True] * 3


def test_a_head_that_is_too_long_is_refused_before_it_ends(port: int) -> None:
    with (
        connected(port, "GET / HTTP/1.1\r\nX-Long: ") as reader,
        pytest.raises(ConnectionError),
    ):
        reader.sendall(b"a" * 10_000_000)


def test_a_head_of_60_kb_is_read(port: int) -> None:
    assert status(port, "/health", headers={"X-Long": "a" * 60_000}) == 200


@pytest.mark.parametrize("hosts", ["", "Host: one\r\nHost: other\r\n"])
def test_a_request_names_one_host(port: int, hosts: str) -> None:
    with connected(port, f"GET / HTTP/1.1\r\n{hosts}\r\n") as reader:
        assert reader.recv(12) == b"HTTP/1.1 400"


def test_an_address_that_is_too_long_is_refused(port: int) -> None:
    answer = httpx2.get(f"http://127.0.0.1:{port}{API}/projects?q={'a' * 9_000}")

    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (414, "too-long")


def test_more_connections_than_there_is_room_for_push_out_the_silent_ones(
    port: int, stack: ExitStack
) -> None:
    crowd = [stack.enter_context(connected(port)) for _ in range(Impatient.most)]
    answered = [status(port) for _ in range(3)]
    oldest = is_closed(crowd[0])

    assert answered == [200] * 3
    assert oldest


def test_where_every_connection_is_busy_a_new_one_is_told_so_and_health_is_answered(
    evidence: sa.Engine,
) -> None:
    class Narrow(Connection):
        most = 1

    with listening(create_app(evidence), Narrow) as port, connected(port) as busy:
        busy.sendall(b"POST /mcp HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\n")
        time.sleep(0.1)
        with connected(port, request("/projects")) as late:
            told = late.recv(65_536)
        health = status(port, "/health")

    assert told.startswith(b"HTTP/1.1 503")
    assert b"retry-after: 1" in told
    assert health == 200


def test_head_leaves_the_connection_open_and_the_log_empty(
    port: int, caplog: pytest.LogCaptureFixture
) -> None:
    addresses = ("/nothing-here", "/docs", f"{API}/findings?x=1", "/")
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}") as client:
        heads = [client.head(address) for address in addresses]
        afterwards = client.get("/health")

    assert [head.status_code for head in heads] == [404, 200, 422, 200]
    assert [head.content for head in heads] == [b""] * 4
    assert afterwards.status_code == 200
    assert caplog.records == []


def test_readers_who_break_off_leave_nothing_in_the_log(
    port: int, caplog: pytest.LogCaptureFixture
) -> None:
    for path in (LONG, f"{API}/findings.csv", "/", "/static/style.css") * 10:
        with connected(port, request(path) * 3) as reader:
            reader.recv(100)

    assert status(port) == 200
    assert caplog.records == []


@pytest.fixture(scope="module")
def cached(evidence: sa.Engine) -> Iterator[tuple[int, list[str]]]:
    """The port of a service with its response cache, and the methods that began there."""
    begun: list[str] = []
    cache = cached_app(evidence)

    async def counted(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            begun.append(f"{scope['method']} {scope['path']}")
        await cache(scope, receive, send)

    with listening(counted, Counting) as port:
        yield port, begun


def test_a_long_answer_from_the_cache_waits_for_its_turn(cached: tuple[int, list[str]]) -> None:
    port, begun = cached
    plain = {"Accept-Encoding": "identity"}
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", headers=plain) as client:
        long = f"{API}/findings?page_size=1000"
        first = client.get(long)
        before = len(begun)
        again = client.get(long)

    assert len(begun) == before + 1
    assert again.content == first.content


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_cached_page_is_answered_the_same_before_a_request_begins(
    cached: tuple[int, list[str]], encoding: str
) -> None:
    port, begun = cached
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}") as client:
        asked = {"Accept-Encoding": encoding, "X-Request-ID": "mine-1"}
        first = client.get("/themes", headers=asked)
        before = len(begun)
        again = client.get("/themes", headers=asked)
        known = client.get("/themes", headers={**asked, "If-None-Match": first.headers["etag"]})
        unnamed = {client.get("/themes", headers={"Accept-Encoding": encoding}) for _ in range(2)}

    assert len(begun) == before
    first.headers["date"] = again.headers["date"]
    assert (again.content, again.headers) == (first.content, first.headers)
    assert (known.status_code, known.content) == (304, b"")
    assert len({each.headers["x-request-id"] for each in unnamed}) == 2


@pytest.mark.parametrize(
    ("path", "method", "headers"),
    [
        ("/themes", "HEAD", {}),
        ("/themes", "GET", {"Connection": "close"}),
        (f"{API}/themes", "GET", {"Accept": "text/csv"}),
        (f"{API}/themes.csv", "GET", {"Range": "bytes=0-9"}),
    ],
)
def test_a_request_for_anything_but_a_plain_page_begins(
    cached: tuple[int, list[str]], path: str, method: str, headers: dict[str, str]
) -> None:
    port, begun = cached
    address = f"http://127.0.0.1:{port}{path}"
    httpx2.get(address)

    httpx2.request(method, address, headers=headers)

    assert begun[-1] == f"{method} {path}"


def test_cached_pages_that_are_asked_for_at_once_come_in_order(
    cached: tuple[int, list[str]], stack: ExitStack
) -> None:
    port, _ = cached
    paths = [f"{API}/themes", f"{API}/themes/set-up", f"{API}/nowhere", f"{API}/themes"]
    known = [httpx2.get(f"http://127.0.0.1:{port}{path}").content for path in paths]
    texts = [*map(request, paths[:-1]), request(paths[-1], "Connection: close")]

    reader = stack.enter_context(connected(port, "".join(texts)))
    received = b"".join(iter(partial(reader.recv, 65_536), b""))

    places = [*map(received.find, known[:3]), received.rfind(known[3])]
    assert -1 < places[0] < places[1] < places[2] < places[3]


def test_hundreds_of_requests_that_arrive_at_once_are_read_a_few_at_a_time_and_all_answered(
    cached: tuple[int, list[str]], stack: ExitStack
) -> None:
    port, _ = cached
    paths = [f"{API}/themes/{name}" for name in ("set-up", "referrals", "nowhere")] * 60
    texts = [*map(request, paths), request("/health", "Connection: close")]

    reader = stack.enter_context(connected(port, "".join(texts)))
    received = b"".join(iter(partial(reader.recv, 65_536), b""))

    statuses = [part[:3] for part in received.split(b"HTTP/1.1 ")[1:]]
    assert statuses == [b"200", b"200", b"404"] * 60 + [b"200"]
    assert Counting.most_waiting <= 1
