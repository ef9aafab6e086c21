"""Change detection on a server: polled once for all who wait, however slowly it answers."""

import asyncio
import time
from threading import Event
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import changes as module
from app.database.changes import ChangeDetection, change_detection
from app.database.sessions import STATE_MAX_AGE
from app.evidence import answers
from app.main import create_app
from app.middleware.response_cache import ResponseCache
from tests.commands import wait_until


@pytest.mark.one_database("postgresql")
def test_all_who_wait_for_the_state_share_one_query(evidence: sa.Engine) -> None:
    looks: list[int] = []

    async def together(changes: ChangeDetection) -> list[object]:
        return await asyncio.gather(*(changes.refresh() for _ in range(50)))

    changes: Any = change_detection(evidence, answers.STATE)
    asked = changes._state

    def counting() -> object:
        looks.append(1)
        return asked()

    changes._state = counting
    marks = asyncio.run(together(changes))
    changes.close()

    assert len(set(map(str, marks))) == 1
    assert len(looks) == 1


@pytest.mark.one_database("postgresql")
def test_a_slow_server_is_waited_for(evidence: sa.Engine) -> None:
    changes: Any = change_detection(evidence, answers.STATE)
    asked = changes._state

    def slowly() -> object:
        time.sleep(2 * STATE_MAX_AGE)
        return asked()

    changes._state = slowly
    mark = asyncio.run(changes.refresh())
    changes.close()

    with evidence.connect() as connection:
        assert mark == tuple(connection.execute(answers.STATE).one())


@pytest.mark.one_database("postgresql")
def test_while_a_server_says_nothing_readers_are_told_so_at_once(
    evidence: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_POLL_SECONDS", 0.3)
    detection: Any = change_detection(evidence, answers.STATE)
    asked, speaks = detection._state, Event()

    def silently() -> object:
        speaks.wait(10)
        return asked()

    with TestClient(ResponseCache(create_app(evidence), detection)) as client:
        before = client.get("/ready").status_code
        detection._state = silently
        time.sleep(STATE_MAX_AGE)
        told = [
            _timed(client, path) for path in (*["/ready", "/", "/api/v1/projects"] * 2, "/health")
        ]
        speaks.set()
        # The answer of a busy server may take longer than the shortened patience.
        wait_until(lambda: client.get("/api/v1/projects").status_code == 200)

    statuses, seconds = zip(*told, strict=True)
    assert (before, statuses) == (200, (503,) * 6 + (200,))
    # Without a limit each would wait ten seconds.
    assert max(seconds) < 5


def _timed(client: TestClient, path: str) -> tuple[int, float]:
    began_at = time.monotonic()
    return client.get(path).status_code, time.monotonic() - began_at
