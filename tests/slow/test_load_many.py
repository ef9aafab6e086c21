"""A great many findings load as few do: the same rows, in little memory, readers served."""

import random
import subprocess
import sys
from datetime import datetime
from itertools import islice, product
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from app.database import connect
from app.database.migrate import upgrade
from app.errors import DataError
from app.evidence.models import Finding, table
from app.ingest.load import LoadReport, load
from app.ingest.validate import Dataset, validate
from app.search.query import SearchQuery, search
from tests.conftest import NOW, copy_of_data, names_of
from tests.corrupt_csv import Row, read, set_cell, write
from tests.databases import NewDatabase

FINDING = table(Finding)
COUNT = sa.select(sa.func.count()).select_from(FINDING)
MANY = 10_500
"""More than are loaded one way, and enough of them for the other."""


def many_findings(folder: Path, count: int) -> None:
    """Add so many claims, each of another kind, in no order of their ids."""
    mentions = read(folder / "project_sources.csv")
    unnamed = {row["project_id"] for row in mentions if row["mention"] == "not-named"}
    projects = [row["project_id"] for row in read(folder / "projects.csv")]
    projects = [project for project in projects if project not in unnamed]
    themes = [row["theme_id"] for row in read(folder / "themes.csv") if row["parent_id"]]
    places = [row for row in read(folder / "paragraphs.csv") if row["source_id"] == "tr4"]
    paragraphs = [row["paragraph"] for row in places]
    pages = {row["paragraph"]: row["page"] for row in places}
    findings = read(folder / "findings.csv")
    report = [row for row in findings if row["source_id"] == "tr4"]
    blank = dict.fromkeys(("response_result", "effect", "agrees_with", "differs_from"), "")
    made = {(row["paragraph"], row["project_id"], row["theme_id"]) for row in findings}
    claims = (claim for claim in product(paragraphs, projects, themes) if claim not in made)
    ids = random.Random(20141116).sample(range(10**6), count)
    added: list[Row] = [
        {
            **report[number % len(report)],
            "finding_id": f"many-f{ids[number]:06d}",
            "project_id": project,
            "scope": "project",
            "theme_id": theme,
            "polarity": "neutral",
            **blank,
            "overcome": "",
            "responds_to": "",
            "paragraph": paragraph,
            "page": pages[paragraph],
            "note": f"Note {number}.",
        }
        for number, (paragraph, project, theme) in enumerate(islice(claims, count))
    ]
    write(folder / "findings.csv", [*findings, *added])


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_of_data(tmp_path_factory.mktemp("many") / "data")
    many_findings(folder, MANY)
    return folder


@pytest.fixture(scope="module")
def dataset_of_many(many: Path) -> Dataset:
    return validate(many)


def load_into(engine: sa.Engine, dataset: Dataset, **options: Any) -> LoadReport:
    return load(engine, dataset, version="1.2.3", now=lambda: NOW, **options)


def rows_and_rules(engine: sa.Engine) -> dict[str, Any]:
    """Every row of every table but of the runs; every index and reference."""
    inspector = sa.inspect(engine)
    with engine.connect() as connection:
        return {
            name: (
                # A server numbers counts on from where it was: nobody reads these numbers.
                sorted(
                    map(
                        repr,
                        connection.execute(sa.select(*(c for c in own.c if c.name != "count_id"))),
                    )
                ),
                sorted(map(repr, inspector.get_indexes(name))),
                sorted(map(repr, inspector.get_foreign_keys(name))),
            )
            for name, own in SQLModel.metadata.tables.items()
            if not name.startswith("import_")
        }


def found(engine: sa.Engine, words: str) -> list[str]:
    whole = search(SearchQuery(words, page_size=10**6), names_of(engine))
    return sorted(f"{hit['kind']}:{hit['id']}" for hit in whole.hits)


def test_one_large_load_gives_the_same_rows_as_several_small_ones(
    new_database: NewDatabase,
    loaded: sa.Engine,
    dataset_of_many: Dataset,
    tmp_path: Path,
) -> None:
    at_once = connect(new_database())
    upgrade(at_once)
    load_into(at_once, dataset_of_many)
    grown = copy_of_data(tmp_path / "grown")
    many_findings(grown, MANY // 4)
    load_into(loaded, validate(grown))
    set_cell(grown, "findings.csv", 2, "statement", "Three quokkas helped.")
    load_into(loaded, validate(grown))
    before = found(loaded, "quokkas")

    load_into(loaded, dataset_of_many, allow_removals=True)

    assert before == ["finding:tr4-f001"]
    assert rows_and_rules(loaded) == rows_and_rules(at_once)
    for words in ("quokkas", "evaluation", '"the evaluation"', "recr*"):
        assert found(loaded, words) == found(at_once, words)
    at_once.dispose()


def test_a_correction_among_many_rows_is_reported_exactly_and_can_be_searched_for(
    empty: sa.Engine, many: Path, dataset_of_many: Dataset, tmp_path: Path
) -> None:
    load_into(empty, dataset_of_many)
    corrected = copy_of_data(tmp_path / "corrected")
    rows = read(many / "findings.csv")
    rows[700]["statement"] = "Three quokkas helped."
    gone, *kept = rows[500:]
    write(corrected / "findings.csv", [*rows[:500], *kept, {**gone, "finding_id": "new-f1"}])

    data = validate(corrected)
    with pytest.raises(DataError) as refused:
        load_into(empty, data)
    report = load_into(empty, data, allow_removals=True)

    [change] = [one for one in report.changes if one.file.name == "findings.csv"]
    assert [problem.where for problem in refused.value.problems] == [
        f"findings.csv, {gone['finding_id']}"
    ]
    unchanged = len(rows) - 2
    assert change.counts == {"added": 1, "changed": 1, "unchanged": unchanged, "removed": 1}
    assert change.removed == [(gone["finding_id"],)]
    assert found(empty, "quokkas") == [f"finding:{rows[700]['finding_id']}"]


def test_readers_see_the_old_release_until_a_load_is_complete(
    loaded: sa.Engine, dataset_of_many: Dataset, dataset: Dataset
) -> None:
    old = len(dataset.rows["findings.csv"])
    seen: list[tuple[int | None, int]] = []

    def now() -> datetime:
        """Look as a reader before anything is written, and when all of it is."""
        with loaded.connect() as connection:
            if loaded.dialect.name == "postgresql":
                connection.execute(sa.text("SET LOCAL lock_timeout = '2s'"))
            seen.append((connection.scalar(COUNT), len(found(loaded, "delay"))))
        return NOW

    hits = len(found(loaded, "delay"))
    load(loaded, dataset_of_many, version="1.2.3", now=now)

    assert seen == [(old, hits)] * 2
    assert len(found(loaded, "delay")) > hits


def test_an_interrupted_first_load_leaves_nothing_and_can_be_repeated(
    empty: sa.Engine, dataset_of_many: Dataset
) -> None:
    moments = iter([NOW])

    # The second moment is asked for when all rows are written.
    with pytest.raises(StopIteration):
        load(empty, dataset_of_many, version="1.2.3", now=lambda: next(moments))
    with empty.connect() as connection:
        left = connection.scalar(COUNT)
    load_into(empty, dataset_of_many)

    with empty.connect() as connection:
        loaded = connection.scalar(COUNT)
        log = sa.text("PRAGMA journal_mode")
        mode = connection.scalar(log) if empty.dialect.name == "sqlite" else "wal"
    assert (left, loaded, mode) == (0, len(dataset_of_many.rows["findings.csv"]), "wal")


MEASURED = """
import resource, sys
from pathlib import Path
from app.ingest.validate import validate
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
validate(Path(sys.argv[1]))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.one_database
def test_50_000_findings_are_validated_in_64_mb(tmp_path: Path) -> None:
    folder = copy_of_data(tmp_path / "data")
    many_findings(folder, 50_000)

    measured = subprocess.run(
        [sys.executable, "-c", MEASURED, str(folder)], capture_output=True, text=True, check=True
    )

    assert int(measured.stdout) < 64


@pytest.mark.one_database
def test_problems_of_a_kind_beyond_the_first_5_000_are_not_listed(
    many: Path, tmp_path: Path
) -> None:
    folder = copy_of_data(tmp_path / "data")
    rows = [{**row, "project_id": "nowhere"} for row in read(many / "findings.csv")]
    write(folder / "findings.csv", [row for row in rows if row["scope"] == "project"])

    with pytest.raises(DataError) as refused:
        validate(folder)

    problems = refused.value.problems
    [unknown, *_] = [one for one in problems if one.code == "too-many-problems"]
    assert len([one for one in problems if one.code == "unknown-reference"]) == 5_000
    assert unknown.where == "findings.csv"
    assert unknown.message == "There are more problems of this kind: they are not listed."
