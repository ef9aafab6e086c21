"""What a load would change: rows of the files, as tables hold them, compared with the tables."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.ingest.data_files import FILES, DataFile, FileRows
from app.ingest.validate import Dataset, Progress

Key = tuple[Any, ...]
TableRow = tuple[Any, ...]
"""The values of a row in the order of its columns, then its lists."""


def rows_of(file: DataFile, dataset: Dataset, places: Sequence[int]) -> Iterator[TableRow]:
    """The rows at some places of a file, with what is computed at load, and then the lists."""
    rows = dataset.rows[file.name]
    columns = [
        map(rows[name].__getitem__, places)
        if name in rows.columns
        else _computed(name, rows, places)
        for name in (*file.own, *file.lists)
    ]
    return zip(*columns, strict=True)


def _computed(name: str, rows: FileRows, places: Sequence[int]) -> Iterator[Any]:
    if name == "position":
        return iter(places)
    compute, columns = _COMPUTED_OF[name]
    values = (map(rows[column].__getitem__, places) for column in columns)
    return starmap(compute, zip(*values, strict=True))


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
    """What a load changes, or would change, in one file's tables.

    Rows of the file are given by their places in it; those that stand in the tables by their keys.
    A refreshed row is the same in the file, and computed values of it, as its place, are not.
    """

    file: DataFile
    added: Sequence[int]
    changed: Mapping[Key, int]
    refreshed: Mapping[Key, int]
    removed: Sequence[Key]
    row_count: int

    @property
    def unchanged_count(self) -> int:
        """Rows that the file and the tables have alike."""
        return self.row_count - len(self.added) - len(self.changed)

    @property
    def is_empty(self) -> bool:
        """Whether the tables stay as they are."""
        return not (self.added or self.changed or self.refreshed or self.removed)


def compare(session: Session, dataset: Dataset, progress: Progress) -> tuple[FileChange, ...]:
    return tuple(_change(session, file, dataset, progress) for file in FILES)


def _change(session: Session, file: DataFile, dataset: Dataset, progress: Progress) -> FileChange:
    count = len(dataset.rows[file.name])
    added: list[int] = []
    changed: dict[Key, int] = {}
    refreshed: dict[Key, int] = {}
    stored = _stored(session, file)
    for place, row in enumerate(rows_of(file, dataset, range(count))):
        key = row[file.in_key]
        old = stored.pop(key, None)
        if old is None:
            added.append(place)
        elif old != row:
            is_same = all(row[part] == old[part] for part in (file.from_file, file.listed))
            (refreshed if is_same else changed)[key] = place
    progress(f"comparing {file.name}", count, count)
    return FileChange(file, added, changed, refreshed, list(stored), count)


def _stored(session: Session, file: DataFile) -> dict[Key, TableRow]:
    """The rows that the tables hold by their keys, in the shape that the files have."""
    columns = [file.table.c[name] for name in file.own]
    lists = [_members(session, file, column) for column in file.lists]
    rows = session.execute(sa.select(*columns).order_by(*columns[file.in_key]))
    keyed = ((row[file.in_key], row) for row in rows)
    return {key: (*row, *(members.get(key, []) for members in lists)) for key, row in keyed}


def _members(session: Session, file: DataFile, column: str) -> dict[Key, list[str]]:
    """The members of a list column by the key of their row."""
    table, member = file.lists[column]
    keys = [table.c[name] for name in file.key]
    members: dict[Key, list[str]] = {}
    ordered = sa.select(*keys, table.c[member]).order_by(*keys, table.c.position)
    for *key, value in session.execute(ordered):
        members.setdefault(tuple(key), []).append(value)
    return members
