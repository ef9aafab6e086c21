"""The names of values are nouns of the field, in every room that is named here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "app"
REFUSED = {"asked", "found", "held", "kept", "known", "one", "own", "said", "told", "written"}
"""Words that say nothing of what a value is."""
ROOMS = (
    "api",
    "ask",
    "charts",
    "database",
    "evidence",
    "exports",
    "ingest",
    "middleware",
    "releases",
    "search",
    "web",
    "cli.py",
    "commands.py",
    "connections.py",
    "dependencies.py",
    "errors.py",
    "logs.py",
    "main.py",
    "mcp.py",
    "memory.py",
    "reader_threads.py",
    "request_queue.py",
    "settings.py",
    "workers.py",
)
"""The folders and files of app/ in which no value has such a name."""


@pytest.mark.parametrize("room", ROOMS)
def test_values_are_named_after_what_they_are(room: str) -> None:
    path = APP / room
    files = [path] if path.is_file() else sorted(path.rglob("*.py"))

    refused = {
        f"{file.relative_to(APP)}:{line} {name}" for file in files for name, line in _stored(file)
    }

    assert files
    assert refused == set()


def _stored(file: Path) -> Iterator[tuple[str, int]]:
    """The refused names of the variables, parameters and attributes that a file stores."""
    for node in ast.walk(ast.parse(file.read_text())):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                pass
            case ast.Attribute(attr=name, ctx=ast.Store()):
                pass
            case _:
                continue
        if name in REFUSED:
            yield name, node.lineno
