"""What the documents for engineers name is there, and what writes them says what it needs."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.settings import ROOT
from scripts import examples

PATH = re.compile(r"`([\w./-]+(?:\.(?:py|csv|html|js|css|json|md|toml|sqlite)|/))(?=[`:])")
OF_AN_EXAMPLE = re.compile(
    r"^(?:app/)?web/(?:templates/)?evaluations\.(?:py|html)$|^evaluations\.html$"
)
"""Files that whoever follows the recipe of a page is about to write."""
FOLDERS = ("app", "data", "docs", "migrations", "scripts", "tests")


def all_paths() -> str:
    """Every file and folder of the repository between line ends, folders with a slash."""
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    own = [*files, *ROOT.glob("*"), *(ROOT / folder for folder in FOLDERS)]
    names = (f"/{path.relative_to(ROOT)}{'/' if path.is_dir() else ''}" for path in own)
    return "\n".join(["", *names, ""])


@pytest.mark.parametrize("document", ["docs/how-to/extend.md", "docs/architecture.md"])
def test_every_path_that_a_document_names_is_there(document: str) -> None:
    text, there = Path(ROOT / document).read_text(encoding="utf-8"), all_paths()

    named = {path for path in PATH.findall(text) if not OF_AN_EXAMPLE.match(path)}

    assert len(named) > 10
    assert {path for path in named if f"/{path}\n" not in there} == set()


def test_examples_of_a_database_without_tables_ask_for_a_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAVE1_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.sqlite'}")

    with pytest.raises(SystemExit) as ended:
        examples.answers({})

    assert ended.value.code == "No release is loaded: run wave1 load."


def test_a_refusal_never_becomes_an_example(
    evidence: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = evidence.url.render_as_string(hide_password=False)
    monkeypatch.setenv("WAVE1_DATABASE_URL", address)

    refused = "list_projects: query parameter theme: 'nowhere' is not a known theme."
    with pytest.raises(SystemExit, match=refused):
        examples.answers({"asked": {"list_projects": {"theme": "nowhere"}}})
