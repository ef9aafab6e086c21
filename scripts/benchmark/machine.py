"""The machine and the programs that a run was measured with."""

import os
import platform
import re
import sqlite3
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from app.settings import ROOT, VERSION
from scripts.benchmark.servers import DATASETTE

_OURS = ("fastapi", "starlette", "sqlalchemy", "uvicorn", "uvloop", "httptools", "orjson")


def described(postgresql: str | None) -> list[tuple[str, str]]:
    """What one must know of a machine to compare its figures with those of another."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    shell = _first(r"\S+", _output("sqlite3", "--version"))
    system = _first(r'(?<=PRETTY_NAME=").+(?=")', _read("/etc/os-release"))
    return [
        ("date", datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")),
        ("commit", _output("git", "describe", "--always", "--dirty", "--abbrev=12")),
        ("processor", _first(r"(?<=model name\t: ).+", _read("/proc/cpuinfo"))),
        ("cores", str(len(os.sched_getaffinity(0)))),
        ("memory", f"{memory:.1f} GB"),
        ("operating system", f"{system}, Linux {platform.release()}"),
        ("Python", platform.python_version()),
        ("SQLite", f"{sqlite3.sqlite_version}; the shell `sqlite3` {shell}"),
        ("PostgreSQL", postgresql or "not used"),
        ("wrk", _first(r"(?<=wrk )\S+ \[\w+\]", _output("wrk", "--version"))),
        ("Datasette", _first(r"[\d.]+", _output(DATASETTE, "--version"))),
        ("this project", ", ".join([VERSION, *(f"{name} {version(name)}" for name in _OURS)])),
    ]


def _output(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    return (done.stdout + done.stderr).strip()


def _read(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")


def _first(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    return match.group() if match else "not known"
