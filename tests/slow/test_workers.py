"""Several processes serve one port: a dead one is replaced, and none outlives the command."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from tests.commands import Environment, served, wait_until

PROCESSES = Path("/proc")
LIST = "/api/v1/findings?theme=referrals&polarity=barrier"

pytestmark = [
    pytest.mark.one_database,
    pytest.mark.skipif(not PROCESSES.exists(), reason="processes are counted in /proc"),
]


def workers(minding: int) -> list[int]:
    """The workers of a process, as long as they run."""
    children = PROCESSES / str(minding) / "task" / str(minding) / "children"
    return [int(child) for child in children.read_text().split() if is_worker(int(child))]


def is_worker(process: int) -> bool:
    try:
        return b"spawn_main" in (PROCESSES / str(process) / "cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.fixture
def several(loaded_environment: Environment) -> served:
    return served(loaded_environment, "--workers", 2)


def test_a_dead_worker_is_replaced_and_none_is_left_at_the_end(several: served) -> None:
    with several as address:
        first = httpx2.get(f"{address}{LIST}")
        wait_until(lambda: len(workers(several.process.pid)) == 2)
        before = workers(several.process.pid)

        os.kill(before[0], signal.SIGKILL)
        wait_until(lambda: len({*workers(several.process.pid)} - {before[0]}) == 2)
        after = workers(several.process.pid)
        answers = [httpx2.get(f"{address}{LIST}") for _ in range(20)]

    assert [answer.content for answer in answers] == [first.content] * 20
    assert (len(after), before[0] in after) == (2, False)
    assert several.process.returncode == 0
    assert "Traceback" not in several.said
    assert not any(is_worker(worker) for worker in after)


def test_workers_exit_with_their_supervisor(several: served) -> None:
    with several:
        wait_until(lambda: len(workers(several.process.pid)) == 2)
        left = workers(several.process.pid)

        several.process.kill()

    wait_until(lambda: not any(is_worker(worker) for worker in left))


def test_a_single_worker_that_is_hung_up_on_sends_its_files_first(
    loaded_environment: Environment,
) -> None:
    single = served(loaded_environment)

    with single as address, httpx2.stream("GET", f"{address}/api/v1/findings.xlsx") as download:
        os.kill(single.process.pid, signal.SIGHUP)
        # It would raise, were the end missing.
        content = download.read()
        single.process.wait(60)

    assert content.startswith(b"PK")
    assert "Traceback" not in single.said


def test_a_worker_does_arithmetic_on_one_core_only() -> None:
    # A product of this size is otherwise shared out among all cores.
    program = """
import os
import app.ask
import numpy
numbers = numpy.ones((2_000, 2_000))
numbers @ numbers[0]
print(len(os.listdir("/proc/self/task")))
"""
    environment = {**os.environ}
    environment.pop("OPENBLAS_NUM_THREADS", None)
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )

    assert done.stdout == "1\n"
