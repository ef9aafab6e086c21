"""What is answered on the spot, and what is left to those who may wait."""

import asyncio
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from starlette.datastructures import State
from starlette.types import Message, Receive, Scope, Send

from app.api.at_once import AtOnce
from app.api.pages import Pages
from app.database import connect
from app.evidence.answers.statements import Statement, rows
from app.evidence.catalogue import Catalogue
from app.glance import AwayError, FileGlance, ServerGlance, TooLongError
from app.glance import glance as glance_of

in_a_file = pytest.mark.one_database("sqlite")

COUNTING = """
    WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {})
    SELECT count(*) FROM number
"""


@pytest.fixture
def glance(tmp_path: Path) -> FileGlance:
    return FileGlance(connect(f"sqlite:///{tmp_path / 'evidence.sqlite'}"))


def counted(glance: FileGlance, most: int) -> int:
    with glance.reading() as read:
        try:
            [[count]] = read.driver.execute(COUNTING.format(most))
        except Exception as error:
            raise sa.exc.OperationalError("", {}, error) from error
        return int(count)


@in_a_file
def test_what_takes_long_is_given_up_and_the_next_question_is_answered(glance: FileGlance) -> None:
    with pytest.raises(TooLongError):
        counted(glance, 100_000_000)

    assert counted(glance, 10) == 10


@in_a_file
def test_many_short_questions_do_not_add_up_to_a_long_one(glance: FileGlance) -> None:
    assert [counted(glance, 500) for _ in range(200)] == [500] * 200


@in_a_file
def test_one_question_is_asked_at_a_time(glance: FileGlance) -> None:
    with glance.reading(), pytest.raises(TooLongError), glance.reading():
        pass

    assert counted(glance, 10) == 10


@in_a_file
def test_a_state_is_one_state_to_the_end(glance: FileGlance, tmp_path: Path) -> None:
    with connect(f"sqlite:///{tmp_path / 'evidence.sqlite'}").begin() as writer:
        writer.exec_driver_sql("CREATE TABLE claim (finding_id TEXT)")
        with glance.reading() as read:
            before = read.driver.execute("SELECT count(*) FROM sqlite_schema").fetchall()
            writer.commit()
            after = read.driver.execute("SELECT count(*) FROM sqlite_schema").fetchall()

    assert (before, after) == ([(0,)], [(0,)])


@pytest.mark.one_database("postgresql")
def test_what_takes_a_server_long_is_given_up_and_the_next_question_is_answered(
    evidence: sa.Engine,
) -> None:
    at_a_glance = ServerGlance(evidence)

    sleeping = Statement("SELECT 1 FROM pg_sleep(%(seconds)s)", {}, None, ("one",), ())

    def slept(seconds: float) -> int:
        with at_a_glance.reading() as read:
            [[one]] = rows(read, sleeping, {"seconds": seconds})
        return int(one)

    with pytest.raises(TooLongError):
        slept(5)

    assert slept(0) == 1
    at_a_glance.close()


@pytest.mark.one_database("postgresql")
def test_a_server_that_is_away_is_not_tried_again_at_once() -> None:
    nowhere = connect("postgresql+psycopg://wave1@127.0.0.1:1/wave1")
    at_a_glance = ServerGlance(nowhere)

    with pytest.raises(psycopg.OperationalError), at_a_glance.reading():
        pass
    with pytest.raises(AwayError), at_a_glance.reading():
        pass


def asked(evidence: sa.Engine, names: Catalogue | None, address: str) -> int | None:
    """The status of an answer on the spot; nothing where the request was passed on."""
    state = State({"engine": evidence, "catalogue": names})
    passed, sent = [], []

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        passed.append(scope["path"])

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    path, _, question = address.partition("?")
    scope = {
        "type": "http",
        "method": "GET",
        "path": f"/api/v1/{path}",
        "query_string": question.encode(),
        "headers": [],
    }
    asyncio.run(AtOnce(inner, Pages(state), glance_of(evidence))(scope, receive, send))
    assert len(passed) + len(sent) // 2 == 1
    return sent[0]["status"] if sent else None


@pytest.mark.parametrize("address", ["findings?theme=referrals", "projects", "chains?page_size=1"])
def test_a_page_is_made_on_the_spot(
    evidence: sa.Engine, catalogue: Catalogue, address: str
) -> None:
    assert asked(evidence, catalogue, address) == 200


@pytest.mark.parametrize(
    "address",
    ["findings?facet=theme", "projects?include=findings", "findings?theme=none", "search?q=staff"],
)
def test_all_else_is_passed_on(evidence: sa.Engine, catalogue: Catalogue, address: str) -> None:
    assert asked(evidence, catalogue, address) is None


def test_a_release_whose_names_are_not_known_yet_is_passed_on(
    evidence: sa.Engine, catalogue: Catalogue
) -> None:
    earlier = replace(catalogue, release="0.0.1+000000000000")

    assert asked(evidence, None, "findings") is None
    assert asked(evidence, earlier, "findings") is None


@in_a_file
def test_a_page_that_takes_long_is_passed_on(
    evidence: sa.Engine, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.glance.MOST_STEPS", 0)

    assert asked(evidence, catalogue, "findings?sort=-statement&page_size=1000") is None
