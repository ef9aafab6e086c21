"""Serve the shipped evidence by one worker, attack it, load it, and report."""

import argparse
import asyncio
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import create_connection
from tempfile import TemporaryDirectory

from app.settings import ROOT
from scripts.benchmark.servers import free_port
from scripts.soaking.attacks import ATTACKS, Attack, mixed
from scripts.soaking.loads import Broken, Killed
from scripts.soaking.page import Trial, line, page
from scripts.soaking.watching import come_first, watching

_SECONDS_OF_CALM = 3
_PATIENCE = 60


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="scripts/soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1, help="of mixed load, after the attacks")
    parser.add_argument("--examples", type=int, default=20, help="made up of each operation")
    parser.add_argument("--kills", type=int, default=10, help="of loads, after the attacks")
    parser.add_argument("--deliveries", type=int, default=100, help="that are broken, after those")
    parser.add_argument("--seconds", type=float, default=10, help="of each attack")
    parser.add_argument("--only", help="the name of one attack")
    parser.add_argument("--page", type=Path, help="where to write the result")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="wave1-soak-") as folder:
        log = Path(folder) / "log"
        environment = _environment(Path(folder))
        killed = Killed(Path(folder), environment, options.kills)
        broken = Broken(Path(folder), options.deliveries)
        with _served(environment, log) as (port, pid):
            # Not before: the service begins with what a login shell allows.
            most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(4_096, most), most))
            attacks = [each for each in ATTACKS if options.only in (None, each.__name__)]
            trials = [_trial(attack, port, pid, options.seconds) for attack in attacks]
            if not options.only:
                trials += [_trial(load, port, pid, 0) for load in (killed, broken)]
            trials.append(_trial(mixed, port, pid, 60 * options.minutes))
            if not options.only:
                _try_made_up(port, options.examples)
        said = log.read_text(encoding="utf-8").splitlines()[1:]
    if options.page:
        before = options.page.read_text(encoding="utf-8") if options.page.exists() else ""
        options.page.write_text(page(trials, said, before), encoding="utf-8")


def _trial(attack: Attack, port: int, pid: int, seconds: float) -> Trial:
    with watching(port, pid) as seen:
        count = asyncio.run(_run(attack, port, seconds))
        time.sleep(_SECONDS_OF_CALM)
    title = (attack.__doc__ or "").strip()
    trial = Trial(title, seconds, count, os.getloadavg()[0], seen)
    print(line(trial), flush=True)
    return trial


async def _run(attack: Attack, port: int, seconds: float) -> int:
    return await attack(port, asyncio.get_running_loop().time() + seconds)


def _try_made_up(port: int, examples: int) -> None:
    """Requests that are made up from the description of the API, right, wrong and hostile ones.

    Raises CalledProcessError where an answer is a fault, or breaks the description.
    """
    subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"),
            *("--config-file", ROOT / "schemathesis.toml"),
            *("run", f"http://127.0.0.1:{port}/api/v1/openapi.json"),
            *("--checks", "all", "--phases", "examples,fuzzing"),
            *("--max-examples", str(examples), "--workers", "1", "--continue-on-failure"),
            *("--suppress-health-check", "too_slow", "--no-color"),
        ],
        cwd=ROOT,
        env={**os.environ, "SCHEMATHESIS_HOOKS": "tests.blank_values"},
        check=True,
    )


def _environment(folder: Path) -> dict[str, str]:
    """Settings of a service over a database of its own."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "WAVE1_DATABASE_URL": f"sqlite:///{folder / 'soak.sqlite'}",
        "WAVE1_SEARCH": str(folder / "search"),
    }


@contextmanager
def _served(environment: dict[str, str], log: Path) -> Iterator[tuple[int, int]]:
    """A service of one worker; gives its port and process."""
    port = free_port()
    command = [sys.executable, "-m", "scripts.soaking.server", "serve", "--port", str(port)]
    with log.open("w") as file, subprocess.Popen(command, env=environment, stderr=file) as process:
        come_first(process.pid)
        try:
            for _ in range(10 * _PATIENCE):
                with suppress(OSError), create_connection(("127.0.0.1", port)):
                    break
                time.sleep(0.1)
            time.sleep(_SECONDS_OF_CALM)
            yield port, process.pid
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
