"""Rows -> tables: what a load changes there, and all SQL that writes, in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa

from app.database import Session, writing
from app.errors import DataError, Problem
from app.evidence.answers import is_loaded
from app.evidence.models import ImportFile, ImportRun, ParagraphText, table
from app.ingest.data_files import FILES, DataFile, FileRows, release_of
from app.ingest.validate import Dataset

IMPORT_RUN, IMPORT_FILE = table(ImportRun), table(ImportFile)
PARAGRAPH_TEXT = table(ParagraphText)

ROWS_AT_ONCE = 5_000
Key = tuple[Any, ...]
TableRow = tuple[Any, ...]
"""The values of a row in the order of its columns, then its lists."""


@dataclass(frozen=True)
class FileChange:
    """What a load changes, or would change, in one file's tables, by the keys of rows.

    A row that is the same in the file is no change, though a computed value of it, as its place,
    may be another.
    """

    file: DataFile
    added: Sequence[Key]
    changed: Sequence[Key]
    removed: Sequence[Key]
    row_count: int
    is_empty: bool
    """Whether the tables stay as they are."""

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are added, changed and removed, and how many stay as they are."""
        added, changed, removed = map(len, (self.added, self.changed, self.removed))
        unchanged = self.row_count - added - changed
        return {"added": added, "changed": changed, "unchanged": unchanged, "removed": removed}


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
        changes = tuple(_change(connection, file, dataset) for file in FILES)
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
    rows = _rows_of(file, dataset)
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        count = len(file.own)
        _insert(connection, file.table, file.own, [row[:count] for row in batch])
        for at, (members, member) in enumerate(file.lists.values(), count):
            listed = [
                (*row[file.key_slice], value, position)
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


def _change(connection: sa.Connection, file: DataFile, dataset: Dataset) -> FileChange:
    count, is_same = len(dataset.rows[file.name]), True
    added: list[Key] = []
    changed: list[Key] = []
    stored = _stored(connection, file)
    for row in _rows_of(file, dataset):
        key = row[file.key_slice]
        old = stored.pop(key, None)
        is_same = is_same and old == row
        if old is None:
            added.append(key)
        elif old != row and any(
            row[part] != old[part] for part in (file.file_slice, file.list_slice)
        ):
            changed.append(key)
    return FileChange(file, added, changed, list(stored), count, is_same and not stored)


def _stored(connection: sa.Connection, file: DataFile) -> dict[Key, TableRow]:
    """The rows that the tables hold by their keys, in the shape that the files have."""
    columns = [file.table.c[name] for name in file.own]
    lists = [_members(connection, file, column) for column in file.lists]
    rows = connection.execute(sa.select(*columns).order_by(*columns[file.key_slice]))
    keyed = ((row[file.key_slice], row) for row in rows)
    return {key: (*row, *(members.get(key, []) for members in lists)) for key, row in keyed}


def _members(connection: sa.Connection, file: DataFile, column: str) -> dict[Key, list[str]]:
    """The members of a list column by the key of their row."""
    table, member = file.lists[column]
    keys = [table.c[name] for name in file.key]
    members: dict[Key, list[str]] = {}
    ordered = sa.select(*keys, table.c[member]).order_by(*keys, table.c.position)
    for *key, value in connection.execute(ordered):
        members.setdefault(tuple(key), []).append(value)
    return members


def _rows_of(file: DataFile, dataset: Dataset) -> Iterator[TableRow]:
    """The rows of a file, with what is computed at load, and then the lists."""
    rows = dataset.rows[file.name]
    columns = (
        rows[name] if name in rows.columns else _computed(name, rows)
        for name in (*file.own, *file.lists)
    )
    return zip(*columns, strict=True)


def _computed(name: str, rows: FileRows) -> Iterable[Any]:
    if name == "position":
        return range(len(rows))
    compute, columns = _COMPUTED_OF[name]
    return map(compute, *(rows[column] for column in columns))


def difference(
    value: float | None, baseline: float | None, comparator_value: float | None
) -> float | None:
    """The value less the baseline, or less the comparison group's, in the outcome's own unit."""
    base = baseline if baseline is not None else comparator_value
    if value is None or base is None:
        return None
    return round(value - base, 6)


def change_percent(
    value: float | None, baseline: float | None, reported_change: float | None
) -> float | None:
    """The change in per cent of the baseline, to one decimal; else the change that is reported."""
    if value is None or not baseline:
        return reported_change
    return round(100 * (value - baseline) / baseline, 1)


_COMPUTED_OF: Mapping[str, tuple[Callable[..., float | None], tuple[str, ...]]] = {
    "difference": (difference, ("value", "baseline", "comparator_value")),
    "change_percent": (change_percent, ("value", "baseline", "reported_change")),
}
"""How a column of an outcome is computed, and from which columns."""
