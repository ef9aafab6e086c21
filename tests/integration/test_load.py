"""A load makes the tables say what the files say: all of it, or nothing, and says what it did."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from app.database import reading, writing
from app.errors import DataError
from app.evidence.models import Finding, ImportFile, ImportRun, ProjectAlias, table
from app.ingest.data_files import FILES
from app.ingest.load import LoadReport, load
from app.ingest.validate import Dataset, validate
from app.search.query import SearchQuery, search
from tests.conftest import NOW, names_of
from tests.corrupt_csv import read, remove_row, set_cell, write

FINDING = table(Finding)


def load_into(engine: sa.Engine, dataset: Dataset, **options: bool) -> LoadReport:
    return load(engine, dataset, version="1.2.3", now=lambda: NOW, **options)


def counts(report: LoadReport) -> dict[str, tuple[int, ...]]:
    """Added, changed, unchanged and removed rows of every file that something happened to."""
    return {
        change.file.name: tuple(change.counts.values())
        for change in report.changes
        if change.added or change.changed or change.removed
    }


def rows_of(dataset: Dataset, file: str) -> int:
    return len(dataset.rows[file])


def everything(engine: sa.Engine) -> dict[str, list[Any]]:
    """Every row of every table."""
    with engine.connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(sa.select(one))))
            for name, one in SQLModel.metadata.tables.items()
        }


def test_a_first_load_adds_every_row_of_every_file(empty: sa.Engine, dataset: Dataset) -> None:
    report = load_into(empty, dataset)

    assert {name: added for name, (added, *_) in counts(report).items()} == {
        file.name: len(dataset.rows[file.name]) for file in FILES
    }


def test_the_same_files_again_change_nothing(empty: sa.Engine, dataset: Dataset) -> None:
    load_into(empty, dataset)
    before = everything(empty)

    report = load_into(empty, dataset)

    assert report.is_current
    assert counts(report) == {}
    assert everything(empty) == before


def test_a_load_says_what_it_added_changed_left_and_removed(
    loaded: sa.Engine, dataset: Dataset, data: Path
) -> None:
    set_cell(data, "findings.csv", 2, "note", "Read again.")
    set_cell(data, "projects.csv", 3, "focus", "domestic-abuse;adoption")
    remove_row(data, "project_aliases.csv", "alias", "KEEP Standard")
    rows = read(data / "findings.csv")
    write(
        data / "findings.csv",
        [*rows, {**rows[-1], "finding_id": "tr4-f900", "polarity": "barrier"}],
    )

    report = load_into(loaded, validate(data), allow_removals=True)

    assert counts(report) == {
        "projects.csv": (0, 1, rows_of(dataset, "projects.csv") - 1, 0),
        "project_aliases.csv": (0, 0, rows_of(dataset, "project_aliases.csv") - 1, 1),
        "findings.csv": (1, 1, rows_of(dataset, "findings.csv") - 1, 0),
    }
    with loaded.connect() as connection:
        note = sa.select(FINDING.c.note).where(FINDING.c.finding_id == "tr4-f001")
        assert connection.scalar(note) == "Read again."


def test_what_is_computed_from_other_rows_follows_them_without_being_called_a_change(
    loaded: sa.Engine, data: Path
) -> None:
    rows = read(data / "project_aliases.csv")
    write(data / "project_aliases.csv", [*rows, {"project_id": "pause", "alias": "Zanzibar"}])

    report = load_into(loaded, validate(data))

    assert counts(report) == {"project_aliases.csv": (1, 0, len(rows), 0)}
    found = search(SearchQuery("zanzibar", ("finding",)), names_of(loaded))
    assert {hit["title"].partition(":")[0] for hit in found.hits} == {"Pause"}


def test_rows_are_removed_only_where_that_is_allowed(loaded: sa.Engine, data: Path) -> None:
    before = everything(loaded)
    remove_row(data, "project_aliases.csv", "alias", "KEEP Standard")
    fewer = validate(data)

    with pytest.raises(DataError) as refused:
        load_into(loaded, fewer)

    [problem] = refused.value.problems
    assert problem.where == "project_aliases.csv, nis-keep, KEEP Standard"
    assert "--allow-removals" in problem.message
    assert everything(loaded) == before


def test_a_dry_run_says_what_would_change_and_changes_nothing(
    empty: sa.Engine, dataset: Dataset
) -> None:
    before = everything(empty)

    report = load_into(empty, dataset, is_dry_run=True)

    assert counts(report)["findings.csv"] == (len(dataset.rows["findings.csv"]), 0, 0, 0)
    assert everything(empty) == before


def test_a_load_records_when_what_and_by_which_version(empty: sa.Engine, dataset: Dataset) -> None:
    report = load_into(empty, dataset)

    with empty.connect() as connection:
        [run] = connection.execute(sa.select(table(ImportRun))).mappings()
        files = connection.execute(sa.select(table(ImportFile))).mappings().all()
    assert (run["version"], run["release"]) == ("1.2.3", report.release)
    assert (run["started_at"], run["finished_at"]) == (NOW, NOW)
    assert {file["file"]: file["sha256"] for file in files} == dataset.sha256
    assert sum(file["added_count"] for file in files) == sum(map(len, dataset.rows.values()))


def test_a_load_leaves_the_tables_with_all_their_indexes(
    empty: sa.Engine, dataset: Dataset
) -> None:
    def indexes() -> dict[str, list[str]]:
        inspector = sa.inspect(empty)
        names = inspector.get_table_names()
        return {
            name: sorted(i["name"] or "" for i in inspector.get_indexes(name)) for name in names
        }

    before = indexes()

    load_into(empty, dataset)

    assert indexes() == before


def test_a_load_that_fails_half_way_changes_nothing(
    empty: sa.Engine, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(empty)

    def fail(*_given: object) -> None:
        raise KeyboardInterrupt

    # When all rows are written.
    monkeypatch.setattr("app.ingest.load._record_run", fail)
    with pytest.raises(KeyboardInterrupt):
        load_into(empty, dataset)

    assert everything(empty) == before


def test_readers_see_the_old_release_until_the_new_one_is_whole(
    loaded: sa.Engine, data: Path
) -> None:
    set_cell(data, "findings.csv", 2, "note", "Read again.")
    note = sa.select(FINDING.c.note).where(FINDING.c.finding_id == "tr4-f001")

    with reading(loaded) as session:
        before = session.fetched(note)
        load_into(loaded, validate(data))
        during = session.fetched(note)
    with reading(loaded) as session:
        after = session.fetched(note)

    assert (before, during, after) == ([(None,)], [(None,)], [("Read again.",)])


@pytest.mark.parametrize(
    "values",
    [
        {"polarity": "good"},
        {"scope": "region"},
        {"overcome": "yes", "polarity": "facilitator"},
        {"project_id": None},
        {"theme_id": "no.theme"},
        {"paragraph": "P999"},
    ],
)
def test_the_database_itself_refuses_a_claim_that_breaks_the_rules(
    loaded: sa.Engine, values: dict[str, str | None]
) -> None:
    change = sa.update(FINDING).where(FINDING.c.finding_id == "tr4-f001").values(**values)

    with pytest.raises(sa.exc.IntegrityError), writing(loaded) as connection:
        connection.execute(change)


def test_an_alias_points_to_a_project_that_exists(loaded: sa.Engine) -> None:
    stray = sa.insert(table(ProjectAlias)).values(project_id="nowhere", alias="Nowhere")

    with pytest.raises(sa.exc.IntegrityError), writing(loaded) as connection:
        connection.execute(stray)
