"""Loads a server with `wrk`, and reads what it says."""

import math
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from scripts.benchmark.client import UnansweredError
from scripts.benchmark.plan import CONNECTIONS, Rate

_SCRIPT = Path(__file__).with_name("rotate.lua")
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1_000.0, "m": 60_000.0}
_WARM_UP = 1.0
_PATIENCE = 30
_APART = 1_499


@dataclass(frozen=True)
class LoadTest:
    """The requests that a server is loaded with.

    With `paths`, each request asks the next line of that file.
    """

    address: str
    paths: Path | None = None
    header: str | None = None
    connections: int = CONNECTIONS


def measured_rate(load: LoadTest, seconds: float, round_: int = 0) -> Rate:
    """What a server carries, after a short time to become warm.

    No two rounds begin at the same of several paths.
    """
    first = round_ * _APART
    _run(load, min(_WARM_UP, seconds), first)
    return read(_run(load, seconds, first + _APART // 2))


def read(output: str) -> Rate:
    """The figures in what `wrk --latency` prints.

    Raises UnansweredError where a request failed: no rate of failures is a rate of answers.
    """
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    broken = re.search(
        r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", output
    )
    if bad or (broken and any(int(count) for count in broken.groups())):
        faults = [fault.group(0) for fault in (bad, broken) if fault]
        raise UnansweredError("; ".join(faults))
    rate = re.search(r"Requests/sec:\s+([\d.]+)", output)
    if rate is None or not float(rate[1]):
        raise UnansweredError(f"wrk gave no rate: {output.strip()[-200:]}")
    return Rate(float(rate[1]), _latency(output, "50%"), _latency(output, "99%"))


def _latency(output: str, share: str) -> float:
    match = re.search(rf"^\s+{share}\s+([\d.]+)(us|ms|s|m)$", output, re.M)
    if match is None:
        return math.nan
    return float(match[1]) * _UNITS[match[2]]


def _run(load: LoadTest, seconds: float, first: int) -> str:
    command = ["wrk", "-t1", f"-c{load.connections}", f"-d{max(1, round(seconds))}s"]
    command += ["--latency", f"--timeout={_PATIENCE}s"]
    command += ["-H", load.header] if load.header else []
    if load.paths:
        command += ["-s", str(_SCRIPT), load.address, "--", str(load.paths), str(first)]
    else:
        command.append(load.address)
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=seconds + 2 * _PATIENCE
    )
    if done.returncode:
        raise UnansweredError(f"wrk failed: {done.stdout}{done.stderr}".strip())
    return done.stdout
