"""The response cache: the same bytes, never those of an earlier release, never too many."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from threading import Event
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from app.database import connect
from app.database.changes import change_detection
from app.evidence import answers
from app.ingest.load import load
from app.ingest.validate import validate
from app.main import create_app
from app.middleware import response_cache
from app.middleware.response_cache import ResponseCache, size_of
from app.settings import VERSION
from tests.clients import Client
from tests.commands import wait_until
from tests.conftest import NOW
from tests.corrupt_csv import set_cell
from tests.servers import cached_app, listening

API = "/api/v1"
LIST = f"{API}/findings?theme=referrals&polarity=barrier"
ADDRESSES = [
    LIST,
    f"{API}/projects/hampshire",
    f"{API}/findings.csv",
    f"{API}/findings.xlsx",
    f"{API}/summary?by=theme,polarity",
    f"{API}/ask?q=who+hit+recruitment+delays",
    f"{API}/openapi.json",
    f"{API}/projects?barrier=nonsense",
    "/projects?barrier=referrals",
    "/nowhere",
]
PASSING = {"x-request-id", "date"}


@pytest.fixture
def cache(evidence: sa.Engine) -> ResponseCache:
    return cached_app(evidence)


@pytest.fixture
def client(cache: ResponseCache) -> Iterator[TestClient]:
    with Client(cache) as client:
        yield client


def reply_body(answer: Any) -> tuple[int, dict[str, str], bytes]:
    headers = {name: value for name, value in answer.headers.items() if name not in PASSING}
    return answer.status_code, headers, answer.content


@pytest.mark.one_database
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_cached_response_is_the_same_to_the_byte(
    client: TestClient, address: str, encoding: str
) -> None:
    asked = {"Accept-Encoding": encoding}

    first = reply_body(client.get(address, headers=asked))
    again = reply_body(client.get(address, headers=asked))

    # What is streamed the first time has no length before its end.
    first[1].setdefault("content-length", again[1].get("content-length", ""))
    again[1].setdefault("content-length", "")
    assert again == first


def test_a_cached_response_is_made_once(client: TestClient, cache: ResponseCache) -> None:
    client.get(LIST)
    made = list(cache.responses.values())

    client.get(LIST)

    assert [id(one) for one in cache.responses.values()] == [id(one) for one in made]
    assert len(made) == 1


def test_readers_who_name_different_hosts_share_an_answer(
    client: TestClient, cache: ResponseCache
) -> None:
    elsewhere = client.get("/data", headers={"host": "elsewhere.example"})
    here = client.get("/data")

    assert elsewhere.text == here.text
    assert len(cache.responses) == 1


def test_a_known_etag_is_answered_304_from_the_cache(
    client: TestClient, cache: ResponseCache
) -> None:
    tag = client.get(LIST).headers["etag"]
    before = client.get(f"{API}/projects", headers={"If-None-Match": tag})
    cache.app = _fails

    known = client.get(LIST, headers={"If-None-Match": f'"other", {tag.removeprefix("W/")}'})
    other = client.get(LIST, headers={"If-None-Match": '"other"'})

    assert before.status_code == 200
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
    assert "content-length" not in known.headers
    assert other.status_code == 200


def test_a_known_etag_is_answered_304_by_a_worker_that_never_sent_the_body(
    evidence: sa.Engine, client: TestClient, cache: ResponseCache
) -> None:
    with Client(create_app(evidence)) as another_worker:
        had = another_worker.get(LIST)
    known = {"If-None-Match": had.headers["etag"]}
    made, inner, cache.app = client.get(LIST, headers=known), cache.app, _fails

    again, cache.app = client.get(LIST, headers=known), inner
    whole, unchanged = client.get(LIST), client.get(LIST, headers=known)

    assert made.status_code == 304
    assert reply_body(again) == reply_body(made) == reply_body(unchanged)
    assert whole.content == had.content
    assert [size_of(*each) for each in cache.responses.items()] == [cache.size]


def test_head_is_answered_from_the_cache(client: TestClient, cache: ResponseCache) -> None:
    got = client.get(LIST)
    cache.app = _fails

    head = client.head(LIST)

    assert head.content == b""
    assert head.headers["content-length"] == got.headers["content-length"]


def test_each_response_has_its_own_id_or_the_one_of_the_request(client: TestClient) -> None:
    ids = [client.get(LIST).headers["x-request-id"] for _ in range(3)]
    given = client.get(LIST, headers={"X-Request-ID": "mine-1"}).headers["x-request-id"]
    wrong = client.get(LIST, headers={"X-Request-ID": "no id!"}).headers["x-request-id"]

    assert len(set(ids)) == 3
    assert given == "mine-1"
    assert re.fullmatch("[0-9a-f]{16}", wrong)


def test_errors_are_not_cached(client: TestClient, cache: ResponseCache) -> None:
    client.get(f"{API}/projects?barrier=nonsense")
    client.get("/nowhere")
    client.get("/health")

    assert cache.responses == {}


def test_static_files_are_not_cached(client: TestClient, cache: ResponseCache) -> None:
    answer = client.get("/static/style.css")

    assert (answer.status_code, "etag" in answer.headers) == (200, True)
    assert cache.responses == {}


def test_the_cache_is_bounded(evidence: sa.Engine) -> None:
    cache = ResponseCache(
        create_app(evidence), change_detection(evidence, answers.STATE), max_bytes=60_000
    )
    with Client(cache) as client:
        for number in range(1, 30):
            client.get(f"{API}/findings?page_size={number}")

    assert cache.size == sum(size_of(*each) for each in cache.responses.items()) <= 60_000
    assert cache.responses
    assert all(query != b"page_size=1" for _, query, _ in cache.responses)


def test_a_long_address_is_not_cached(client: TestClient, cache: ResponseCache) -> None:
    padded = "&".join(f"blank{number}=" for number in range(300))

    answer = client.get(f"{LIST}&{padded}")

    assert answer.status_code in (200, 422)
    assert cache.responses == {}


def test_parameters_whose_names_are_encoded_keep_their_order(client: TestClient) -> None:
    first = client.get(f"{API}/projects?sort=lead_type&%73ort=-project_id")
    other = client.get(f"{API}/projects?%73ort=-project_id&sort=lead_type")

    assert first.headers["etag"] != other.headers["etag"]
    assert first.json()["meta"]["query"] != other.json()["meta"]["query"]


def test_a_long_file_is_not_cached(
    client: TestClient, cache: ResponseCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(response_cache, "MAX_RESPONSE_BYTES", 1_000)

    first, again = client.get(f"{API}/findings.csv"), client.get(f"{API}/findings.csv")

    assert cache.responses == {}
    assert first.content == again.content


def test_a_response_that_a_load_overtook_is_not_cached(loaded: sa.Engine, data: Path) -> None:
    inner = create_app(loaded)
    set_cell(data, "findings.csv", 2, "note", "Read again.")

    async def overtaken(scope: Scope, receive: Receive, send: Send) -> None:
        await inner(scope, receive, send)
        if scope["type"] == "http":
            load(loaded, validate(data), version=VERSION, now=lambda: NOW)

    cache = ResponseCache(overtaken, change_detection(loaded, answers.STATE))
    with Client(cache) as client:
        before = client.get(f"{API}/findings/tr4-f001").json()["result"]["note"]
        after = client.get(f"{API}/findings/tr4-f001").json()["result"]["note"]

    assert (before, after) == (None, "Read again.")


def has_told(told: list[tuple[float, str]], release: str) -> bool:
    return bool(told) and told[-1][1] == release


@contextmanager
def asked_all_the_time(port: int) -> Iterator[list[tuple[float, str]]]:
    """Asks for a list over and over; gives the moment of each question, and the release told."""
    told: list[tuple[float, str]] = []
    ends = Event()

    def ask() -> None:
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}") as client:
            while not ends.wait(0.02):
                asked_at = time.monotonic()
                told.append((asked_at, client.get(LIST).json()["meta"]["release"]))

    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(ask)
        try:
            yield told
        finally:
            ends.set()
        asking.result()


@pytest.mark.slow
def test_no_answer_of_an_earlier_release_is_given_after_a_load(
    loaded: sa.Engine, data: Path
) -> None:
    # Each worker has connections of its own.
    url = loaded.url.render_as_string(hide_password=False)
    workers = [connect(url, is_for_readers=True) for _ in range(2)]
    loads: list[tuple[float, str]] = []

    with ExitStack() as stack:
        for each in workers:
            stack.callback(each.dispose)
        ports = [stack.enter_context(listening(cached_app(each))) for each in workers]
        readers = [stack.enter_context(asked_all_the_time(port)) for port in ports]
        for number in range(4):
            set_cell(data, "findings.csv", 2, "note", f"Reading {number}.")
            report = load(loaded, validate(data), version=VERSION, now=lambda: NOW)
            loads.append((time.monotonic(), report.release))
            for told in readers:
                wait_until(partial(has_told, told, report.release))

    order = [release for _, release in loads]
    since = [
        (
            order.index(release) if release in order else -1,
            sum(loaded_at < asked_at for loaded_at, _ in loads) - 1,
        )
        for asked_at, release in chain(*readers)
        if asked_at > loads[0][0]
    ]
    assert len(set(order)) == 4
    assert {told for told, _ in since} == set(range(4))
    assert [(told, loaded) for told, loaded in since if told < loaded] == []


async def _fails(scope: Scope, receive: Receive, send: Send) -> None:
    raise AssertionError("this should come from the cache")
