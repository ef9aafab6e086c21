"""The house rules: who may import whom, where SQL may stand, how long a file may be."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import ROOT

APP = ROOT / "app"
MODULES = sorted(APP.rglob("*.py"))
TEXTS = sorted(
    path
    for folder in ("app", "migrations", "scripts", "tests", ".ci")
    for path in (ROOT / folder).rglob("*")
    if path.is_file() and path.suffix in ("", ".py", ".sh", ".mako")
)

LEVELS = {
    "main": 5,
    "cli": 5,
    "draw": 5,
    "loading": 5,
    "serve": 5,
    "api": 4,
    "web": 4,
    "dependencies": 3,
    "ask": 2,
    "search": 2,
    "exports": 2,
    "charts": 2,
    "ingest": 2,
    "evidence": 1,
    "database": 0,
    "errors": 0,
    "settings": 0,
    "upgrade": 0,
    "watch": 0,
    "glance": 0,
    "heap": 0,
}
"""Imports point down; rooms on one level do not know each other."""
SAME_LEVEL = {
    ("cli", "main"),
    ("cli", "draw"),
    ("cli", "loading"),
    ("cli", "serve"),
    ("serve", "main"),
    ("upgrade", "settings"),
    ("upgrade", "database"),
    ("database", "errors"),
    ("glance", "database"),
    ("watch", "database"),
}
"""The commands serve the service; a database says its faults; migrations need both."""

ONLY_IN = {
    "fastapi": ("main", "dependencies", "api", "web"),
    "starlette": ("main", "dependencies", "api", "web"),
    "jinja2": ("web",),
    "docx": ("exports",),
    "alembic": ("upgrade",),
    "altair": ("charts",),
    "vl_convert": ("charts",),
    "openpyxl": ("exports",),
    "xlsxwriter": ("exports",),
    "pyarrow": ("exports",),
    "csv": ("exports", "ingest.files"),
    "sqlite_utils": ("exports",),
    "numpy": ("ask",),
    "tantivy": ("search",),
    "tokenizers": ("ask",),
    "wordllama": ("ask",),
}
SQL_IN = (
    "database",
    "evidence.models",
    "evidence.answers",
    "glance",
    "ingest.bulk",
    "ingest.compare",
    "ingest.current",
    "ingest.load",
    "ingest.pictures",
    "ingest.tallies",
    "ingest.targets",
    "main",
    "cli",
    "loading",
    "upgrade",
    "watch",
)
"""`targets` names tables; those outside the rooms of the evidence pass an engine on."""


def name_of(path: Path) -> str:
    parts = path.relative_to(APP).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(path: Path) -> Iterator[tuple[str, list[str]]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, []) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, [alias.name for alias in node.names]


def is_in(module: str, rooms: tuple[str, ...]) -> bool:
    return any(module == room or module.startswith(f"{room}.") for room in rooms)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_down_and_neighbours_do_not_know_each_other(path: Path) -> None:
    room = name_of(path).split(".")[0]
    if not room:
        return
    rooms = {m.split(".")[1] for m, _ in imports(path) if m.startswith("app.")} | {
        name for m, names in imports(path) if m == "app" for name in names
    }

    upward = {
        other
        for other in rooms - {room}
        if LEVELS[other] >= LEVELS[room] and (room, other) not in SAME_LEVEL
    }

    assert upward == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_is_used_only_in_its_room(path: Path) -> None:
    module = name_of(path)
    used = {name.split(".")[0] for name, _ in imports(path)}

    assert {lib for lib in used & set(ONLY_IN) if not is_in(module, ONLY_IN[lib])} == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_sql_stands_only_in_its_files(path: Path) -> None:
    if is_in(name_of(path), SQL_IN):
        return

    used = [
        (m, names) for m, names in imports(path) if m.split(".")[0] in ("sqlalchemy", "sqlmodel")
    ]

    assert all((m, names) == ("sqlalchemy.orm", ["Session"]) for m, names in used)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_the_environment_is_read_only_in_settings(path: Path) -> None:
    is_used = "environ" in path.read_text(encoding="utf-8").replace("environment", "")

    # The package itself reads nothing there: it says what libraries are to read.
    assert is_used == (name_of(path) in ("", "settings"))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_its_job(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_longer_than_300_lines_or_unfinished(path: Path) -> None:
    if "__pycache__" in path.parts:
        return
    text = path.read_text(encoding="utf-8")

    assert text.count("\n") <= 300
    unfinished = re.compile("TO" r"DO|FIX" r"ME|XX" r"X|NotImplemented" r"Error")
    assert unfinished.findall(text) == []


def test_migrations_import_nothing_of_the_project() -> None:
    versions = sorted((ROOT / "migrations" / "versions").glob("*.py"))

    assert versions
    assert {m for path in versions for m, _ in imports(path) if m.split(".")[0] == "app"} == set()


LOCKS = ["requirements.lock", "requirements-check.lock", "requirements-bench.lock"]


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_files_name_no_address_and_pin_everything_by_hash(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith(" ")]
    following = [lines[number + 1] for number, line in enumerate(lines) if line in pins]

    assert all(re.match(r"[a-z0-9_.-]+==[^ ]+", pin) for pin in pins)
    assert all(line.startswith("    --hash=sha256:") for line in following)
    assert "://" not in "".join(lines)


def test_what_serving_needs_is_pinned_alike_in_both_lock_files() -> None:
    pins = [
        set(re.findall(r"^[a-z0-9_.-]+==[^ ]+", (ROOT / lock).read_text(encoding="utf-8"), re.M))
        for lock in ("requirements.lock", "requirements-check.lock")
    ]

    assert pins[0] <= pins[1]


def test_the_version_is_the_one_of_the_changelog_and_the_citation() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]

    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"version: {version}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_serving_does_not_wait_for_what_only_some_need() -> None:
    heavy = ["alembic", "altair", "docx", "psycopg", "pyarrow", "sqlite_utils", "vl_convert"]
    asking = f"import sys, app.cli, app.main; print(*(set({heavy}) & set(sys.modules)))"

    asked = subprocess.run(
        [sys.executable, "-c", asking], capture_output=True, text=True, check=True, timeout=60
    )

    assert asked.stdout.split() == []
