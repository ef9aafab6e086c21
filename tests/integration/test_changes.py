"""Change detection on a server: polled once for all who wait, however slowly it answers."""

import asyncio
import time
from typing import Any

import pytest
import sqlalchemy as sa

from app.database.changes import ChangeDetection, change_detection
from app.database.sessions import STATE_MAX_AGE
from app.evidence import answers


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
