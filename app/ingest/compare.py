"""What a load would change: rows of the files, as tables hold them, compared with the tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.ingest.data_files import FILES, DataFile, FileRows
from app.ingest.validate import Dataset

Key = tuple[Any, ...]
TableRow = tuple[Any, ...]
"""The values of a row in the order of its columns, then its lists."""


def rows_of(file: DataFile, dataset: Dataset) -> Iterator[TableRow]:
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


def compare(connection: sa.Connection, dataset: Dataset) -> tuple[FileChange, ...]:
    return tuple(_change(connection, file, dataset) for file in FILES)


def _change(connection: sa.Connection, file: DataFile, dataset: Dataset) -> FileChange:
    count, is_same = len(dataset.rows[file.name]), True
    added: list[Key] = []
    changed: list[Key] = []
    stored = _stored(connection, file)
    for row in rows_of(file, dataset):
        key = row[file.in_key]
        old = stored.pop(key, None)
        is_same = is_same and old == row
        if old is None:
            added.append(key)
        elif old != row and any(row[part] != old[part] for part in (file.from_file, file.listed)):
            changed.append(key)
    return FileChange(file, added, changed, list(stored), count, is_same and not stored)


def _stored(connection: sa.Connection, file: DataFile) -> dict[Key, TableRow]:
    """The rows that the tables hold by their keys, in the shape that the files have."""
    columns = [file.table.c[name] for name in file.own]
    lists = [_members(connection, file, column) for column in file.lists]
    rows = connection.execute(sa.select(*columns).order_by(*columns[file.in_key]))
    keyed = ((row[file.in_key], row) for row in rows)
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
