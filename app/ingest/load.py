"""Rows -> tables, in one transaction. All SQL that writes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa

from app.database import Session, writing
from app.errors import DataError, Problem
from app.evidence.answers import is_loaded
from app.evidence.models import ImportFile, ImportRun, ParagraphText, table
from app.ingest.compare import FileChange, compare, rows_of
from app.ingest.data_files import release_of
from app.ingest.validate import Dataset

IMPORT_RUN, IMPORT_FILE = table(ImportRun), table(ImportFile)
PARAGRAPH_TEXT = table(ParagraphText)

ROWS_AT_ONCE = 5_000


@dataclass(frozen=True)
class LoadReport:
    """What a load did or would do; nothing where its release is current."""

    release: str
    changes: tuple[FileChange, ...]
    is_current: bool


def load(  # noqa: PLR0913 (each option is a separate decision of the caller)
    engine: sa.Engine,
    dataset: Dataset,
    *,
    version: str,
    now: Callable[[], datetime],
    allow_removals: bool = False,
    is_dry_run: bool = False,
) -> LoadReport:
    """Make the tables say what the files say, by id: all of it, or nothing.

    Raises DataError where rows would be removed and removals are not allowed.
    """
    started_at, release = now(), release_of(version, dataset.sha256)
    # A dry run sees one state throughout, whoever writes meanwhile.
    seeing = engine.execution_options(isolation_level="SERIALIZABLE")
    with seeing.connect() if is_dry_run else writing(engine) as connection:
        changes = compare(connection, dataset)
        is_here = is_loaded(Session.of(connection), release)
        is_current = is_here and all(change.is_empty for change in changes)
        if not (is_dry_run or allow_removals):
            _refuse_removals(changes)
        if not (is_dry_run or is_current):
            _delete_texts_of_changed_sources(connection, changes)
            for change in changes:
                if not change.is_empty:
                    _write(connection, change, dataset)
            # The planner must know how many rows there are before the first reader asks.
            connection.exec_driver_sql("ANALYZE finding")
            run = {"version": version, "release": release}
            times = {"started_at": started_at, "finished_at": now()}
            _record_run(connection, dataset, changes, run | times)
        return LoadReport(release, changes, is_current)


def keep_text(engine: sa.Engine, source_id: str, paragraphs: Mapping[str, str]) -> None:
    """Store the reader's own copy of a source, paragraph by paragraph, in place of any before."""
    with writing(engine) as connection:
        connection.execute(sa.delete(PARAGRAPH_TEXT).where(PARAGRAPH_TEXT.c.source_id == source_id))
        rows = [
            {"source_id": source_id, "paragraph": paragraph, "text": text}
            for paragraph, text in paragraphs.items()
        ]
        connection.execute(sa.insert(PARAGRAPH_TEXT), rows)


def _refuse_removals(changes: Iterable[FileChange]) -> None:
    problems = [
        Problem(
            "removal",
            f"{change.file.name}, {', '.join(map(str, key))}",
            "in the database but not in the file. Put it back, or allow removals "
            "(--allow-removals).",
        )
        for change in changes
        for key in change.removed
    ]
    if problems:
        raise DataError(problems)


def _write(connection: sa.Connection, change: FileChange, dataset: Dataset) -> None:
    """Write all rows of a file anew: what refers to them is looked at in the end."""
    file = change.file
    for owner in (*(members for members, _ in file.lists.values()), file.table):
        connection.execute(sa.delete(owner))
    rows = rows_of(file, dataset)
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        count = len(file.own)
        _insert(connection, file.table, file.own, [row[:count] for row in batch])
        for at, (members, member) in enumerate(file.lists.values(), count):
            listed = [
                (*row[file.in_key], value, position)
                for row in batch
                for position, value in enumerate(row[at])
            ]
            _insert(connection, members, (*file.key, member, "position"), listed)


def _insert(
    connection: sa.Connection,
    table: sa.Table,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
) -> None:
    if rows:
        values = [dict(zip(columns, row, strict=True)) for row in rows]
        connection.execute(sa.insert(table), values)


def _delete_texts_of_changed_sources(
    connection: sa.Connection, changes: Iterable[FileChange]
) -> None:
    """A reader's copy belongs to the text that was coded: if the text changes it is deleted."""
    for change in changes:
        if change.file.name == "sources.csv":
            gone = [source_id for source_id, *_ in (*change.changed, *change.removed)]
            connection.execute(
                sa.delete(PARAGRAPH_TEXT).where(PARAGRAPH_TEXT.c.source_id.in_(gone))
            )


def _record_run(
    connection: sa.Connection,
    dataset: Dataset,
    changes: Iterable[FileChange],
    run: Mapping[str, Any],
) -> None:
    result = connection.execute(sa.insert(IMPORT_RUN).values(**run))
    run_id = result.inserted_primary_key[0]  # type: ignore[index]
    rows = [
        {
            "import_run_id": run_id,
            "file": change.file.name,
            "sha256": dataset.sha256[change.file.name],
            "row_count": change.row_count,
            **{f"{name}_count": count for name, count in change.counts.items()},
        }
        for change in changes
        # An older release lacks the lists that came later.
        if change.file.name in dataset.sha256
    ]
    connection.execute(sa.insert(IMPORT_FILE), rows)
