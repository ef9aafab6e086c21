"""Memory that an answer needed goes back to the system."""

import ctypes
import gc
import sys
import time
import weakref
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import connect
from app.main import create_app
from app.memory import trim_memory
from app.middleware import limits
from tests.databases import NewDatabase

BLOCK, MANY = 60_000, 1_000


def resident() -> int:
    """Bytes of memory that this process has."""
    with Path("/proc/self/status").open(encoding="ascii") as status:
        [line] = (one for one in status if one.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


@pytest.mark.skipif(sys.platform != "linux", reason="only the GNU library keeps memory like this")
@pytest.mark.one_database("sqlite")
def test_free_memory_between_used_is_given_back() -> None:
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

    trim_memory()

    assert before - resident() > BLOCK * MANY / 2
    libc.free(used)


@pytest.fixture
def trims(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """An item for each time that memory was trimmed."""
    times: list[int] = []
    # The clients of other tests may be about to trim.
    time.sleep(limits.MIN_SECONDS_BETWEEN_TRIMS + 0.1)
    monkeypatch.setattr(limits, "trim_memory", lambda: times.append(1))
    return times


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_memory_is_trimmed_after_a_file(evidence: sa.Engine, trims: list[int], ending: str) -> None:
    with TestClient(create_app(evidence)) as client:
        client.get(f"/api/v1/findings.{ending}")
        time.sleep(0.1)

    assert trims == [1]


@pytest.mark.parametrize(("seconds", "times"), [(3600, 1), (0, 3)])
def test_an_idle_worker_trims_memory_once_in_a_while(
    evidence: sa.Engine,
    trims: list[int],
    monkeypatch: pytest.MonkeyPatch,
    seconds: float,
    times: int,
) -> None:
    monkeypatch.setattr(limits, "MIN_SECONDS_BETWEEN_TRIMS", seconds)

    with TestClient(create_app(evidence)) as client:
        statuses = []
        for _ in range(3):
            statuses.append(client.get("/data").status_code)
            time.sleep(0.1)

    assert (statuses, len(trims)) == ([200] * 3, times)


def test_an_idle_worker_trims_memory_later_where_it_may_not_yet(
    evidence: sa.Engine, trims: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MIN_SECONDS_BETWEEN_TRIMS", 2)

    with TestClient(create_app(evidence)) as client:
        statuses = [client.get("/data").status_code for _ in range(3)]
        before = len(trims)
        time.sleep(2.2)

    assert (statuses, before, len(trims)) == ([200] * 3, 1, 2)


@pytest.mark.one_database
def test_what_an_earlier_release_needed_is_given_back(
    new_database: NewDatabase, loaded_template: str
) -> None:
    engine = connect(new_database(loaded_template))
    client = TestClient(create_app(engine))
    reader = client.app.state.reader  # type: ignore[attr-defined]
    ask = "/api/v1/ask?q=what+helped+with+recruitment"
    client.get(ask)
    before = [weakref.ref(reader.last_names()), weakref.ref(reader.lexicon(reader.last_names()))]

    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE import_run SET release = '0.1.0+0123456789ab'"))
    client.get(ask)
    gc.collect()

    assert reader.last_release == "0.1.0+0123456789ab"
    assert [each() for each in before] == [None, None]
    engine.dispose()
