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


READ_AT_ONCE = 5_000

PlacedRow = tuple[int, TableRow]
"""A row of a file with its place there."""


@dataclass(frozen=True)
class FileChange:
    """What a load changes, or would change, in one file's tables.

    Rows of the file are given by their places in it, in the order of their keys.
    """

    file: DataFile
    added: Sequence[int]
    changed: Sequence[int]
    refreshed: Sequence[int]
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

    @property
    def kept_count(self) -> int:
        """Rows that stay in the tables as they are."""
        return self.unchanged_count - len(self.refreshed)


def compare(session: Session, dataset: Dataset, progress: Progress) -> tuple[FileChange, ...]:
    return tuple(_change(session, file, dataset, progress) for file in FILES)


def _change(session: Session, file: DataFile, dataset: Dataset, progress: Progress) -> FileChange:
    rows = dataset.rows[file.name]
    order = rows.in_order(file.key)
    if session.scalar(sa.select(sa.literal(1)).select_from(file.table).limit(1)) is None:
        return FileChange(file, order, (), (), (), len(rows))
    in_order = zip(order, rows_of(file, dataset, order), strict=True)
    wanted = _with_progress(in_order, file.name, len(rows), progress)
    return FileChange(file, *_merge(file, wanted, _stored(session, file)), len(rows))


def _with_progress(
    wanted: Iterator[PlacedRow], file: str, count: int, progress: Progress
) -> Iterator[PlacedRow]:
    for done, row in enumerate(wanted, 1):
        if done % READ_AT_ONCE == 0 or done == count:
            progress(f"comparing {file}", done, count)
        yield row


def _merge(
    file: DataFile, wanted: Iterator[PlacedRow], stored: Iterator[TableRow]
) -> tuple[list[int], list[int], list[int], list[Key]]:
    """What is added, changed, refreshed and removed. Both are in the order of their keys."""
    added: list[int] = []
    changed: list[int] = []
    refreshed: list[int] = []
    removed: list[Key] = []
    key = file.in_key
    old = next(stored, None)
    for place, row in wanted:
        while old is not None and old[key] < row[key]:
            removed.append(old[key])
            old = next(stored, None)
        if old is None or old[key] > row[key]:
            added.append(place)
            continue
        if old != row:
            # A computed value may differ where the row of the file does not: its place, say.
            is_same = all(row[part] == old[part] for part in (file.from_file, file.listed))
            (refreshed if is_same else changed).append(place)
        old = next(stored, None)
    while old is not None:
        removed.append(old[key])
        old = next(stored, None)
    return added, changed, refreshed, removed


def _stored(session: Session, file: DataFile) -> Iterator[TableRow]:
    """The rows that the tables hold, in the shape and the order that the files have."""
    columns = [file.table.c[name] for name in file.own]
    rows = sa.select(*columns).order_by(*columns[file.in_key])
    lists = [_members(session, file, column) for column in file.lists]
    for row in session.execute(rows.execution_options(yield_per=READ_AT_ONCE)):
        yield (*row, *(members.get(row[file.in_key], []) for members in lists))


def _members(session: Session, file: DataFile, column: str) -> dict[Key, list[str]]:
    """The members of a list column by the key of their row."""
    table, member = file.lists[column]
    keys = [table.c[name] for name in file.key]
    members: dict[Key, list[str]] = {}
    ordered = sa.select(*keys, table.c[member]).order_by(*keys, table.c.position)
    for *key, value in session.execute(ordered):
        members.setdefault(tuple(key), []).append(value)
    return members
