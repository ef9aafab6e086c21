"""Answers that are kept: the same to the byte, never one of an earlier release, never too many."""

import asyncio
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from app.api import kept as kept_module
from app.api.kept import Kept
from app.database import RELIED_ON, connect
from app.evidence import answers
from app.ingest.load import load
from app.ingest.validate import validate
from app.main import create_app
from app.settings import VERSION
from app.watch import Watch, watch
from tests.commands import Environment, served, wave1
from tests.conftest import NOW
from tests.corrupt_csv import set_cell

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
def kept(evidence: sa.Engine) -> Kept:
    return Kept(create_app(evidence), watch(evidence, answers.STATE))


@pytest.fixture
def keeping(kept: Kept) -> Iterator[TestClient]:
    with TestClient(kept) as client:
        yield client


def shown(answer: Any) -> tuple[int, dict[str, str], bytes]:
    headers = {name: value for name, value in answer.headers.items() if name not in PASSING}
    return answer.status_code, headers, answer.content


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_kept_answer_is_the_answer(keeping: TestClient, address: str, encoding: str) -> None:
    asked = {"Accept-Encoding": encoding}

    first = shown(keeping.get(address, headers=asked))
    again = shown(keeping.get(address, headers=asked))

    # What is streamed the first time has no length before its end.
    first[1].setdefault("content-length", again[1].get("content-length", ""))
    again[1].setdefault("content-length", "")
    assert again == first


def test_an_answer_is_made_once(keeping: TestClient, kept: Kept) -> None:
    keeping.get(LIST)
    made = list(kept.answers.values())

    keeping.get(LIST)

    assert [id(one) for one in kept.answers.values()] == [id(one) for one in made]
    assert len(made) == 1


def test_the_order_of_parameters_makes_no_other_question(keeping: TestClient, kept: Kept) -> None:
    first = keeping.get(LIST)

    other = keeping.get(f"{API}/findings?polarity=barrier&theme=referrals")

    assert shown(other) == shown(first)
    assert len(kept.answers) == 1


def test_a_reader_who_has_the_answer_is_told_so_from_memory(
    keeping: TestClient, kept: Kept
) -> None:
    tag = keeping.get(LIST).headers["etag"]
    before = keeping.get(f"{API}/projects", headers={"If-None-Match": tag})
    kept.app = _fails

    known = keeping.get(LIST, headers={"If-None-Match": f'"other", {tag.removeprefix("W/")}'})
    other = keeping.get(LIST, headers={"If-None-Match": '"other"'})

    assert before.status_code == 200
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
    assert "content-length" not in known.headers
    assert other.status_code == 200


def test_whom_nobody_gave_the_answer_is_told_from_memory_that_it_is_the_same(
    evidence: sa.Engine, keeping: TestClient, kept: Kept
) -> None:
    with TestClient(create_app(evidence)) as another_worker:
        had = another_worker.get(LIST)
    known = {"If-None-Match": had.headers["etag"]}
    made, inner, kept.app = keeping.get(LIST, headers=known), kept.app, _fails

    again, kept.app = keeping.get(LIST, headers=known), inner
    whole, unchanged = keeping.get(LIST), keeping.get(LIST, headers=known)

    assert made.status_code == 304
    assert shown(again) == shown(made) == shown(unchanged)
    assert whole.content == had.content
    assert [answer.size for answer in kept.answers.values()] == [kept.size]


def test_head_is_answered_from_what_get_left(keeping: TestClient, kept: Kept) -> None:
    got = keeping.get(LIST)
    kept.app = _fails

    head = keeping.head(LIST)

    assert head.content == b""
    assert head.headers["content-length"] == got.headers["content-length"]


def test_each_answer_has_an_id_of_its_own_or_the_one_it_was_given(keeping: TestClient) -> None:
    ids = [keeping.get(LIST).headers["x-request-id"] for _ in range(3)]
    given = keeping.get(LIST, headers={"X-Request-ID": "mine-1"}).headers["x-request-id"]
    wrong = keeping.get(LIST, headers={"X-Request-ID": "no id!"}).headers["x-request-id"]

    assert len(set(ids)) == 3
    assert given == "mine-1"
    assert re.fullmatch("[0-9a-f]{16}-[0-9a-f]+", wrong)


def test_what_is_wrong_is_not_kept(keeping: TestClient, kept: Kept) -> None:
    keeping.get(f"{API}/projects?barrier=nonsense")
    keeping.get("/nowhere")
    keeping.get("/health")

    assert kept.answers == {}


def test_a_file_of_the_pages_is_passed_on(keeping: TestClient, kept: Kept) -> None:
    answer = keeping.get("/static/style.css")

    assert (answer.status_code, "etag" in answer.headers) == (200, True)
    assert kept.answers == {}


def test_no_more_is_kept_than_there_is_room_for(evidence: sa.Engine) -> None:
    kept = Kept(create_app(evidence), watch(evidence, answers.STATE), most_bytes=60_000)
    with TestClient(kept) as client:
        for number in range(1, 30):
            client.get(f"{API}/findings?page_size={number}")

    assert kept.size == sum(answer.size for answer in kept.answers.values()) <= 60_000
    assert kept.answers
    assert all(query != b"page_size=1" for _, query, _ in kept.answers)


def test_a_file_too_long_to_keep_is_made_anew(
    keeping: TestClient, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_module, "MOST_BYTES_OF_ONE", 1_000)

    first, again = keeping.get(f"{API}/findings.csv"), keeping.get(f"{API}/findings.csv")

    assert kept.answers == {}
    assert first.content == again.content


def test_an_answer_that_a_load_overtook_is_not_kept(empty: sa.Engine, data: Path) -> None:
    load(empty, validate(data), version=VERSION, now=lambda: NOW)
    inner = create_app(empty)
    set_cell(data, "findings.csv", 2, "note", "Read again.")

    async def overtaken(scope: Scope, receive: Receive, send: Send) -> None:
        await inner(scope, receive, send)
        if scope["type"] == "http":
            load(empty, validate(data), version=VERSION, now=lambda: NOW)

    kept = Kept(overtaken, watch(empty, answers.STATE))
    with TestClient(kept) as client:
        before = client.get(f"{API}/findings/tr4-f001").json()["result"]["note"]
        after = client.get(f"{API}/findings/tr4-f001").json()["result"]["note"]

    assert (before, after) == (None, "Read again.")


@contextmanager
def asked_without_a_pause(address: str) -> Iterator[list[tuple[float, str]]]:
    """Asks for a list again and again; gives the moment of each question, and the release told."""
    told: list[tuple[float, str]] = []
    ends = Event()

    def ask() -> None:
        with httpx2.Client(base_url=address) as client:
            while not ends.is_set():
                asked_at = time.monotonic()
                told.append((asked_at, client.get(LIST).json()["meta"]["release"]))

    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(ask)
        yield told
        ends.set()
        asking.result()


def test_no_answer_of_an_earlier_release_is_given_after_a_load(
    environment: Environment, data: Path
) -> None:
    environment = {**environment, "WAVE1_DATA": str(data)}
    wave1(environment, "load")
    loads: list[tuple[float, str]] = []

    engine = connect(environment["WAVE1_DATABASE_URL"])
    with (
        served(environment) as one,
        served(environment) as other,
        asked_without_a_pause(str(one)) as told,
        asked_without_a_pause(str(other)) as told_by_the_other,
    ):
        for number in range(12):
            set_cell(data, "findings.csv", 2, "note", f"Reading {number}.")
            report = load(engine, validate(data), version=VERSION, now=lambda: NOW)
            loads.append((time.monotonic(), report.release))
            time.sleep(0.02)
    engine.dispose()

    order = [release for _, release in loads]
    since = [
        (
            order.index(release) if release in order else -1,
            sum(loaded_at < asked_at for loaded_at, _ in loads) - 1,
        )
        for asked_at, release in (*told, *told_by_the_other)
        if asked_at > loads[0][0]
    ]
    assert len(set(order)) == 12
    assert {told for told, _ in since} == set(range(12))
    assert [(told, loaded) for told, loaded in since if told < loaded] == []


@pytest.mark.one_database("postgresql")
def test_who_waits_for_a_look_at_the_server_never_gets_one_from_before(evidence: sa.Engine) -> None:
    looks: list[int] = []

    async def together(watching: Watch) -> list[object]:
        return await asyncio.gather(*(watching.seen() for _ in range(50)))

    watching: Any = watch(evidence, answers.STATE)
    asked = watching._asked

    def counting() -> object:
        looks.append(1)
        return asked()

    watching._asked = counting
    marks = asyncio.run(together(watching))
    watching.close()

    assert len(set(map(str, marks))) == 1
    assert len(looks) == 1


@pytest.mark.one_database("postgresql")
def test_what_a_server_says_slowly_is_still_an_answer(evidence: sa.Engine) -> None:
    watching: Any = watch(evidence, answers.STATE)
    asked = watching._asked

    def slowly() -> object:
        time.sleep(2 * RELIED_ON)
        return asked()

    watching._asked = slowly
    mark = asyncio.run(watching.seen())
    watching.close()

    with evidence.connect() as connection:
        assert mark == tuple(connection.execute(answers.STATE).one())


async def _fails(scope: Scope, receive: Receive, send: Send) -> None:
    raise AssertionError("this was to come from memory")
