"""What a long file leaves behind in memory goes back to the system."""

import ctypes
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app import heap
from app.api import places
from app.main import create_app

BLOCK, MANY = 60_000, 1_000


def resident() -> int:
    """Bytes of memory that this process has."""
    with Path("/proc/self/status").open(encoding="ascii") as status:
        [line] = (one for one in status if one.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


@pytest.mark.skipif(sys.platform != "linux", reason="only the GNU library keeps memory like this")
@pytest.mark.one_database("sqlite")
def test_what_lies_free_below_what_is_used_is_given_back() -> None:
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "malloc_trim"):
        pytest.skip("only the GNU library keeps memory like this")
    libc.malloc.restype = ctypes.c_void_p
    blocks = [ctypes.c_void_p(libc.malloc(BLOCK)) for _ in range(MANY)]
    for block in blocks:
        ctypes.memset(block, 1, BLOCK)
    *free, used = blocks
    for block in free:
        libc.free(block)
    before = resident()

    heap.give_back()

    assert before - resident() > BLOCK * MANY / 2
    libc.free(used)


@pytest.fixture
def given_back(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """An item for each time that memory was given back."""
    times: list[int] = []
    monkeypatch.setattr(heap, "give_back", lambda: times.append(1))
    return times


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_file_that_was_taken_leaves_nothing(
    evidence: sa.Engine, given_back: list[int], ending: str
) -> None:
    with TestClient(create_app(evidence)) as client:
        client.get(f"/api/v1/findings.{ending}")

    # When all is written, and when nobody is left to be answered.
    assert given_back == [1, 1]


@pytest.mark.parametrize(("seconds", "times"), [(3600, 1), (0, 3)])
def test_what_an_answer_needed_is_given_back_once_in_a_while(
    evidence: sa.Engine,
    given_back: list[int],
    monkeypatch: pytest.MonkeyPatch,
    seconds: float,
    times: int,
) -> None:
    monkeypatch.setattr(places, "SECONDS_BETWEEN", seconds)

    with TestClient(create_app(evidence)) as client:
        statuses = [client.get("/data").status_code for _ in range(3)]

    assert (statuses, len(given_back)) == ([200] * 3, times)


def test_what_the_last_answers_needed_is_given_back_when_it_may_be_again(
    evidence: sa.Engine, given_back: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "SECONDS_BETWEEN", 2)

    with TestClient(create_app(evidence)) as client:
        statuses = [client.get("/data").status_code for _ in range(3)]
        before = len(given_back)
        time.sleep(2.2)

    assert (statuses, before, len(given_back)) == ([200] * 3, 1, 2)
