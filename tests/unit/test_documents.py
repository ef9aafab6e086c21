"""What the documents for engineers name is there, and what writes them says what it needs."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.evidence.queries import EVIDENCE_LISTS
from app.settings import ROOT
from scripts import examples
from tests import oracle

PATH = re.compile(r"`([\w./-]+(?:\.(?:py|csv|html|js|css|json|md|toml|sqlite)|/))(?=[`:])")
OF_AN_EXAMPLE = re.compile(
    r"^(?:app/)?web/(?:templates/)?evaluations\.(?:py|html)$|^evaluations\.html$"
)
"""Files that whoever follows the recipe of a page is about to write."""
NAME = re.compile(r"`(?:[\w./]+: )?@?(\w*(?:_\w|[a-z][A-Z]|[A-Z]{3})\w*)(?:\(\))?`")
"""What looks like a name of our code: two words in one, or capitals."""
NOT_WRITTEN = {"started_year", "emphasis_label", "coded_finding"}
"""Names of examples, and of a table whose name the code puts together."""
FOLDERS = ("app", "data", "docs", "migrations", "scripts", "tests")


def all_paths() -> str:
    """Every file and folder of the repository between line ends, folders with a slash."""
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    own = [*files, *ROOT.glob("*"), *(ROOT / folder for folder in FOLDERS)]
    names = (f"/{path.relative_to(ROOT)}{'/' if path.is_dir() else ''}" for path in own)
    return "\n".join(["", *names, ""])


every_document = pytest.mark.parametrize(
    "document",
    [
        "CONTRIBUTING.md",
        "docs/architecture.md",
        "docs/releases.md",
        "docs/how-to/ask-in-english.md",
        "docs/how-to/correct-the-data.md",
        "docs/how-to/extend.md",
        "docs/how-to/test.md",
    ],
)


@every_document
def test_every_path_that_a_document_names_is_there(document: str) -> None:
    text, there = Path(ROOT / document).read_text(encoding="utf-8"), all_paths()

    named = {path for path in PATH.findall(text) if not OF_AN_EXAMPLE.match(path)}

    assert named
    assert {path for path in named if f"/{path}\n" not in there} == set()


@pytest.fixture(scope="module")
def words_of_code() -> set[str]:
    """Every word of the code and the tables of the repository, but for those of this file."""
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    kinds = {".py", ".csv", ".html", ".js"}
    texts = [path for path in files if path.suffix in kinds and path != Path(__file__)]
    return {word for path in texts for word in re.findall(r"\w+", path.read_text("utf-8"))}


@every_document
def test_every_name_of_the_code_that_a_document_gives_is_there(
    document: str, words_of_code: set[str]
) -> None:
    names = set(NAME.findall((ROOT / document).read_text(encoding="utf-8")))

    assert names - NOT_WRITTEN - words_of_code == set()


def test_the_readme_names_every_list() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    assert [name for name in EVIDENCE_LISTS if f"`{name}`" not in text] == []


def test_the_layers_that_are_drawn_are_those_that_are_enforced() -> None:
    drawn = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").split("```")[1]
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]

    layers = " ".join(contracts["contracts"][0]["layers"])
    assert set(re.findall(r"\w+", layers)) - set(re.findall(r"\w+", drawn)) == set()


def test_every_module_with_a_cache_that_is_bounded_is_in_the_table_of_caches() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    table = text.partition("## Caches")[2].partition("## ")[0]

    cached = re.compile(r"\bcached_in_release\(|^@cached_per_release|\blru_cache\(", re.M)
    modules = [p for p in (ROOT / "app").rglob("*.py") if cached.search(p.read_text("utf-8"))]
    names = {f"{path.parent.name}/{path.name}" for path in modules}
    assert {name for name in names if f"`{name}`" not in table} == set()


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

    refused = "list_projects: query parameter theme: There is no theme 'nowhere'."
    with pytest.raises(SystemExit, match=refused):
        examples.answers({"asked": {"list_projects": {"theme": "nowhere"}}})


def test_every_fact_that_was_put_forward_is_judged_and_its_project_is_known() -> None:
    lines = (ROOT / "docs" / "facts.md").read_text(encoding="utf-8").splitlines()
    _, _, *rows = (
        [cell.strip() for cell in line.split("|")[1:-1]] for line in lines if "|" in line
    )

    judged = Counter(row[3].partition(",")[0] for row in rows)
    refused = [row for row in rows if row[3] == "refused"]
    known = {row["project_id"] for row in oracle.PROJECTS} | {"programme", "tr1", "tr3", "final"}
    assert judged == {
        "taken": 64,
        "taken as inferred": 6,
        "taken as all of England": 2,
        "refused": 4,
    }
    assert {row[0].strip("`") for row in rows} <= known
    assert all(len(row) == 6 and row[5] for row in rows)
    assert {row[1] for row in refused} == {"evaluation registry url"}
