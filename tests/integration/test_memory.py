"""Memory that an answer needed goes back to the system."""

import asyncio
import ctypes
import gc
import sys
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.ask import lexicon_of
from app.database import connect
from app.main import create_app
from app.memory import trim_memory
from tests.databases import NewDatabase

BLOCK, MANY = 60_000, 1_000
BEGINNING = 10**6
"""Later than any clock of a loop stands."""


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


class Trims(ThreadPoolExecutor):
    """What a loop gives to its threads, which is to trim memory and nothing else."""

    count = 0

    def submit(self, function: Any, /, *words: Any, **options: Any) -> Any:
        assert function is trim_memory
        self.count += 1
        return super().submit(function, *words, **options)


@pytest.mark.one_database
@pytest.mark.parametrize("address", ["/data", "/api/v1/findings.csv", "/api/v1/findings.parquet"])
def test_an_idle_worker_trims_memory_at_once_and_then_once_in_a_while(
    evidence: sa.Engine, address: str
) -> None:
    trims, seen = Trims(1), []

    async def at(seconds: float) -> None:
        """Let the clock of the loop stand so many seconds after its beginning."""
        loop = asyncio.get_running_loop()
        loop.time = lambda: BEGINNING + seconds  # type: ignore[method-assign]
        loop.set_default_executor(trims)
        await asyncio.sleep(0)

    with TestClient(create_app(evidence)) as client:
        assert client.portal
        for seconds, is_asked in ((0, True), (0.5, True), (0.9, False), (1.1, False), (9, True)):
            client.portal.call(at, seconds)
            if is_asked:
                assert client.get(address).status_code == 200
            client.portal.call(at, seconds)
            seen.append(trims.count)

    assert seen == [1, 1, 1, 2, 3]


@pytest.mark.one_database
def test_what_an_earlier_release_needed_is_given_back(
    new_database: NewDatabase, loaded_template: str
) -> None:
    engine = connect(new_database(loaded_template))
    client = TestClient(create_app(engine))
    reader = client.app.state.reader  # type: ignore[attr-defined]
    ask = "/api/v1/ask?q=what+helped+with+recruitment"
    client.get(ask)
    before = [
        weakref.ref(reader.current_catalogue()),
        weakref.ref(lexicon_of(reader.current_catalogue())),
    ]

    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE import_run SET release = '0.1.0+0123456789ab'"))
    client.get(ask)
    gc.collect()

    assert reader.last_release == "0.1.0+0123456789ab"
    assert [each() for each in before] == [None, None]
    engine.dispose()
