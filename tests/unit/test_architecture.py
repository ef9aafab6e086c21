"""The house rules that no linter knows: where SQL stands, how long a file is, what is pinned."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import ROOT
from app.web.list_pages import LIST_PAGES

APP = ROOT / "app"
MODULES = sorted(APP.rglob("*.py"))
TEXTS = sorted(
    path
    for folder in ("app", "migrations", "scripts", "tests", ".ci")
    for path in (ROOT / folder).rglob("*")
    if path.is_file() and path.suffix in ("", ".py", ".sh", ".mako")
)
SQL_IN = (
    "database",
    "evidence.models",
    "evidence.answers",
    "ingest",
    "releases",
    "main",
    "cli",
    "commands",
    "dependencies",
)
"""Those outside the rooms of the evidence pass an engine on."""


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


def test_sqlalchemy_is_used_only_where_sql_is_written_and_elsewhere_only_its_session_type() -> None:
    offenders = [
        f"{name_of(path)}: {module} {names}"
        for path in MODULES
        if not is_in(name_of(path), SQL_IN)
        for module, names in imports(path)
        if module.split(".")[0] in ("sqlalchemy", "sqlmodel")
        and (module, names) != ("sqlalchemy.orm", ["Session"])
    ]

    assert offenders == []


def test_the_environment_is_read_only_in_settings() -> None:
    readers = [
        name_of(path)
        for path in MODULES
        if "environ" in path.read_text(encoding="utf-8").replace("environment", "")
    ]

    # The package itself reads nothing there: it says what libraries are to read.
    assert readers == ["", "settings"]


def test_every_module_has_a_docstring() -> None:
    offenders = [
        name_of(path)
        for path in MODULES
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert offenders == []


def test_every_list_that_has_a_page_has_its_template() -> None:
    templates = {path.stem for path in (APP / "web" / "templates").glob("*.html")}

    assert LIST_PAGES.keys() - templates == set()


def test_no_file_is_longer_than_300_lines() -> None:
    lengths = {str(path.relative_to(ROOT)): text.count("\n") for path, text in read_texts()}

    assert {path: length for path, length in lengths.items() if length > 300} == {}


def test_no_file_is_unfinished() -> None:
    unfinished = re.compile("TO" r"DO|FIX" r"ME|XX" r"X|NotImplemented" r"Error")

    assert [str(path) for path, text in read_texts() if unfinished.search(text)] == []


def read_texts() -> Iterator[tuple[Path, str]]:
    for path in TEXTS:
        if "__pycache__" not in path.parts:
            yield path, path.read_text(encoding="utf-8")


def test_migrations_import_nothing_of_the_project() -> None:
    versions = sorted((ROOT / "migrations" / "versions").glob("*.py"))

    assert versions
    assert {m for path in versions for m, _ in imports(path) if m.split(".")[0] == "app"} == set()


LOCKS = ["requirements.lock", "requirements-check.lock", "requirements-bench.lock"]


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_files_pin_everything_by_hash_and_name_no_address(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith(" ")]
    following = [lines[number + 1] for number, line in enumerate(lines) if line in pins]

    assert all(re.match(r"[a-z0-9_.-]+==[^ ]+", pin) for pin in pins)
    assert all(line.startswith("    --hash=sha256:") for line in following)
    assert "://" not in "".join(lines)


def test_both_lock_files_pin_the_same_versions_for_serving() -> None:
    pins = [
        set(re.findall(r"^[a-z0-9_.-]+==[^ ]+", (ROOT / lock).read_text(encoding="utf-8"), re.M))
        for lock in ("requirements.lock", "requirements-check.lock")
    ]

    assert pins[0] <= pins[1]


def test_the_version_is_the_same_in_the_changelog_and_the_citation() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]

    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"version: {version}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_serving_does_not_import_libraries_that_only_some_requests_need() -> None:
    heavy = ["alembic", "docx", "psycopg", "arro3", "sqlite_utils", "mcp"]
    asking = f"import sys, app.cli, app.main; print(*(set({heavy}) & set(sys.modules)))"

    asked = subprocess.run(
        [sys.executable, "-c", asking], capture_output=True, text=True, check=True, timeout=60
    )

    assert asked.stdout.split() == []
