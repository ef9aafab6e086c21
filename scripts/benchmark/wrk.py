"""Loads a server with `wrk`, and reads what it says."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from scripts.benchmark.places import CONNECTIONS
from scripts.benchmark.results import Rate

_SCRIPT = Path(__file__).with_name("rotate.lua")
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1_000.0, "m": 60_000.0}
_WARM_UP = 1.0
_PATIENCE = 30


class UnansweredError(Exception):
    """Some of what was asked was not answered, or not with what was asked for."""


def loaded(
    address: str,
    *,
    seconds: float,
    connections: int = CONNECTIONS,
    paths: Path | None = None,
    first: int = 0,
    header: str | None = None,
) -> Rate:
    """What a server carries, after a short time to become warm.

    With `paths`, each request asks the next line of that file, beginning with the `first`.
    """
    warm = min(_WARM_UP, seconds)
    _run(address, warm, connections, paths, first, header)
    return read(_run(address, seconds, connections, paths, first + 997, header))


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
        raise UnansweredError(f"wrk gave no latency of {share}")
    return float(found[1]) * _UNITS[found[2]]


def _run(
    address: str,
    seconds: float,
    connections: int,
    paths: Path | None,
    first: int,
    header: str | None,
) -> str:
    command: list[str] = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s"]
    command += ["--latency", f"--timeout={_PATIENCE}s"]
    command += ["-H", header] if header else []
    command += ["-s", str(_SCRIPT), address, "--", str(paths), str(first)] if paths else [address]
    return _output(command, seconds + 2 * _PATIENCE)


def _output(command: Sequence[str], patience: float) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=patience)
    if done.returncode:
        raise UnansweredError(f"wrk failed: {done.stdout}{done.stderr}".strip())
    return done.stdout
