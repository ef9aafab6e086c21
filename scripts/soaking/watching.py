"""A normal reader, the health check and the memory of the service, seen from another process."""

import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event, Thread

READ = ("/", "/projects", "/api/v1/projects?barrier=referrals", "/api/v1/findings?facet=theme")
PAUSE = 0.1
PATIENCE = 30


@dataclass
class Seen:
    """What was met: seconds of the slowest answer, statuses (0: none), memory and descriptors."""

    worst: dict[str, float] = field(default_factory=lambda: {"reader": 0.0, "health": 0.0})
    statuses: dict[str, Counter[int]] = field(
        default_factory=lambda: {"reader": Counter(), "health": Counter()}
    )
    most_memory: int = 0
    last_memory: int = 0
    most_descriptors: int = 0


@contextmanager
def watching(port: int, pid: int) -> Iterator[Seen]:
    """Look on from a process of its own, which no attack delays but for the machine.

    What was seen is known afterwards.
    """
    seen = Seen()
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_look, args=(theirs, port, pid))
    process.start()
    ours.recv()
    try:
        yield seen
    finally:
        ours.send("end")
        vars(seen).update(vars(ours.recv()))
        process.join()


def come_first(pid: int) -> None:
    """Let a process run before what else the machine has to do, where that is allowed.

    What is measured is then the service, not how busy the machine is.
    """
    with suppress(OSError):
        os.sched_setscheduler(pid, os.SCHED_RR, os.sched_param(1))


def _look(pipe: Connection, port: int, pid: int) -> None:
    come_first(os.getpid())
    seen, ends = Seen(), Event()
    threads = [
        Thread(target=_ask, args=(seen, ends, "reader", port, READ)),
        Thread(target=_ask, args=(seen, ends, "health", port, ("/health",))),
        Thread(target=_weigh, args=(seen, ends, pid)),
    ]
    for thread in threads:
        thread.start()
    pipe.send("ready")
    pipe.recv()
    ends.set()
    for thread in threads:
        thread.join()
    pipe.send(seen)


def _ask(seen: Seen, ends: Event, who: str, port: int, paths: tuple[str, ...]) -> None:
    """Ask again and again, over a new connection each time."""
    for path in cycle(paths):
        if ends.is_set():
            return
        status, began_at = 0, time.monotonic()
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        with suppress(OSError, HTTPException):
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        connection.close()
        seen.worst[who] = max(seen.worst[who], time.monotonic() - began_at)
        seen.statuses[who][status] += 1
        time.sleep(PAUSE)


def _weigh(seen: Seen, ends: Event, pid: int) -> None:
    while not ends.wait(0.5):
        seen.last_memory = memory(pid)
        seen.most_memory = max(seen.most_memory, seen.last_memory)
        descriptors = sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
        seen.most_descriptors = max(seen.most_descriptors, descriptors)


def memory(pid: int) -> int:
    """Bytes of memory that a process has."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    [line] = (line for line in lines if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024
