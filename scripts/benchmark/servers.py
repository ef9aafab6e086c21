"""How each server is started: ours, Datasette, and the two that always answer the same."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from app.settings import ROOT
from scripts.benchmark.constant import ANSWER
from scripts.benchmark.plan import WORK
from scripts.benchmark.processes import Server

_BIN = ROOT / ".venv-bench" / "bin"
DATASETTE = _BIN / "datasette"
_PLUGINS = Path(__file__).with_name("datasette_plugins")
_OF_THE_SERVER = {"date", "server"}
"""The headers that uvicorn adds to every answer."""

PYTHON = _BIN / "python"
WAVE1 = (str(_BIN / "wave1"),)
"""As it is installed for users, without what only the checks need."""


def ours(
    database_url: str, data: Path, *, is_keeping: bool = True, path: str = "/api/v1"
) -> Server:
    """One worker of this project, with or without answers kept in memory."""
    return Server(
        lambda port: [*WAVE1, "serve", "--port", str(port), "--workers", "1"],
        path,
        environment_of_ours(database_url, data, is_keeping=is_keeping),
    )


def environment_of_ours(database_url: str, data: Path, *, is_keeping: bool) -> dict[str, str]:
    """What our program is told: where the data are, and whether answers are kept."""
    return {
        "WAVE1_DATABASE_URL": database_url,
        "WAVE1_READ_DATABASE_URL": "",
        "WAVE1_DATA": str(data),
        "WAVE1_SEARCH": str(WORK / "search"),
        "WAVE1_CACHE": "yes" if is_keeping else "no",
    }


def datasette(*files: Path) -> Server:
    """Datasette with the settings that were the fastest for it on one core."""
    settings = {"num_sql_threads": "0", "sql_time_limit_ms": "60000"}

    def command(port: int) -> Sequence[str | Path]:
        words: list[str | Path] = [DATASETTE, "serve", "--port", str(port)]
        words += ["--plugins-dir", _PLUGINS]
        for name, value in settings.items():
            words += ["--setting", name, value]
        for file in files:
            words += ["-i", file]
        return words

    return Server(command, "/-/versions.json")


def constant(
    kind: str, folder: Path, status: int, headers: list[tuple[str, str]], body: bytes
) -> Server:
    """A server that gives this answer to everything: `bare`, or a route of the `framework`."""
    file = folder / f"{kind}-{status}.json"
    kept = [(name, value) for name, value in headers if name not in _OF_THE_SERVER]
    answer = {"status": status, "headers": kept, "body": body.decode()}
    file.write_text(json.dumps(answer), encoding="utf-8")
    return Server(lambda port: _uvicorn(kind, port), "/", {ANSWER: str(file)})


def _uvicorn(kind: str, port: int) -> Sequence[str]:
    words = [sys.executable, "-m", "uvicorn", "--factory", f"scripts.benchmark.constant:{kind}"]
    words += ["--port", str(port), "--workers", "1", "--loop", "uvloop", "--http", "httptools"]
    words += ["--no-access-log", "--no-proxy-headers", "--log-level", "warning"]
    return [*words, "--timeout-keep-alive", "75", "--lifespan", "off"]
