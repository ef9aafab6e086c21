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
    return [
        ("date", datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")),
        ("commit", _commit()),
        ("processor", _processor()),
        ("cores", str(len(os.sched_getaffinity(0)))),
        ("memory", f"{_memory_gb():.1f} GB"),
        ("operating system", _system()),
        ("Python", platform.python_version()),
        ("SQLite", _sqlite()),
        ("PostgreSQL", postgresql or "not used"),
        ("wrk", _wrk()),
        ("Datasette", _datasette()),
        ("this project", ", ".join([VERSION, *(f"{name} {version(name)}" for name in _OURS)])),
    ]


def wrk_is_there() -> bool:
    """Whether the load generator can be run."""
    return bool(_wrk())


def _output(*command: str | Path) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    except OSError:
        return ""
    return (done.stdout + done.stderr).strip()


def _commit() -> str:
    commit = _output("git", "rev-parse", "--short=12", "HEAD")
    changed = [
        line
        for line in _output("git", "status", "--porcelain", "--untracked-files=no").splitlines()
        if not line.endswith("docs/performance.md")
    ]
    return f"{commit} with changes not committed" if changed else commit


def _processor() -> str:
    match = re.search(r"^model name\s*: (.+)$", _read("/proc/cpuinfo"), re.M)
    hypervisor = "hypervisor" in _read("/proc/cpuinfo")
    name = match[1] if match else platform.processor() or platform.machine()
    speed = re.search(r"^cpu MHz\s*: (\d+)", _read("/proc/cpuinfo"), re.M)
    parts = [name, f"{int(speed[1]) / 1000:.1f} GHz" if speed else ""]
    return ", ".join(part for part in [*parts, "virtual machine" if hypervisor else ""] if part)


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def _system() -> str:
    name = re.search(r'^PRETTY_NAME="(.+)"$', _read("/etc/os-release"), re.M)
    return f"{name[1] if name else platform.system()}, Linux {platform.release()}"


def _sqlite() -> str:
    shell = _output("sqlite3", "--version").split(" ")[0]
    return f"{sqlite3.sqlite_version}; the shell `sqlite3` {shell or 'is not there'}"


def _wrk() -> str:
    match = re.search(r"^wrk (\S+ \[\w+\])", _output("wrk", "--version"), re.M)
    return match[1] if match else ""


def _datasette() -> str:
    code = "import datasette.version as d, uvicorn; print(d.__version__, uvicorn.__version__)"
    datasette, _, uvicorn = _output(DATASETTE.with_name("python"), "-c", code).partition(" ")
    return f"{datasette}, uvicorn {uvicorn} with uvloop and httptools"


def _read(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")
