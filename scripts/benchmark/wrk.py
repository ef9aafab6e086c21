"""Loads a server with `wrk`, and reads what it says."""

import math
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from scripts.benchmark.plan import CONNECTIONS, Rate

_SCRIPT = Path(__file__).with_name("rotate.lua")
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1_000.0, "m": 60_000.0}
_WARM_UP = 1.0
_PATIENCE = 30
_APART = 1_499


class UnansweredError(Exception):
    """Some of what was asked was not answered, or not with what was asked for."""


@dataclass(frozen=True)
class Load:
    """What is asked of a server.

    With `paths`, each request asks the next line of that file.
    """

    address: str
    paths: Path | None = None
    header: str | None = None
    connections: int = CONNECTIONS


def loaded(asked: Load, seconds: float, round_: int = 0) -> Rate:
    """What a server carries, after a short time to become warm.

    No two rounds begin at the same of several paths.
    """
    first = round_ * _APART
    _run(asked, min(_WARM_UP, seconds), first)
    return read(_run(asked, seconds, first + _APART // 2))


def read(said: str) -> Rate:
    """The figures in what `wrk --latency` prints.

    Raises UnansweredError where a request failed: no rate of failures is a rate of answers.
    """
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    broken = re.search(
        r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said
    )
    if bad or (broken and any(int(count) for count in broken.groups())):
        faults = [one.group(0) for one in (bad, broken) if one]
        raise UnansweredError("; ".join(faults))
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if rate is None or not float(rate[1]):
        raise UnansweredError(f"wrk gave no rate: {said.strip()[-200:]}")
    return Rate(float(rate[1]), _latency(said, "50%"), _latency(said, "99%"))


def _latency(said: str, share: str) -> float:
    found = re.search(rf"^\s+{share}\s+([\d.]+)(us|ms|s|m)$", said, re.M)
    if found is None:
        return math.nan
    return float(found[1]) * _UNITS[found[2]]


def _run(asked: Load, seconds: float, first: int) -> str:
    command = ["wrk", "-t1", f"-c{asked.connections}", f"-d{max(1, round(seconds))}s"]
    command += ["--latency", f"--timeout={_PATIENCE}s"]
    command += ["-H", asked.header] if asked.header else []
    if asked.paths:
        command += ["-s", str(_SCRIPT), asked.address, "--", str(asked.paths), str(first)]
    else:
        command.append(asked.address)
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=seconds + 2 * _PATIENCE
    )
    if done.returncode:
        raise UnansweredError(f"wrk failed: {done.stdout}{done.stderr}".strip())
    return done.stdout
