"""What a load would change: the rows of the files beside the rows of the tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.ingest.tables import FILE_TABLES, FileTables, Key, TableRow, rows_of
from app.ingest.validate import Dataset, Progress

READ_AT_ONCE = 5_000

Placed = tuple[int, TableRow]
"""A row of a file, and its place there."""


@dataclass(frozen=True)
class FileChange:
    """What a load changes, or would change, in one file's tables.

    Rows of the file are named by their places in it, in the order of what names them.
    """

    tables: FileTables
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
    """What each file changes."""
    return tuple(_change(session, tables, dataset, progress) for tables in FILE_TABLES)


def _change(
    session: Session, tables: FileTables, dataset: Dataset, progress: Progress
) -> FileChange:
    rows = dataset.rows[tables.file.name]
    order = rows.in_order(tables.file.key)
    if session.scalar(sa.select(sa.literal(1)).select_from(tables.table).limit(1)) is None:
        return FileChange(tables, order, (), (), (), len(rows))
    wanted = zip(order, rows_of(tables, dataset, order), strict=True)
    watched = _watched(wanted, tables.file.name, len(rows), progress)
    return FileChange(tables, *_merged(tables, watched, _kept(session, tables)), len(rows))


def _watched(
    wanted: Iterator[Placed], file: str, count: int, progress: Progress
) -> Iterator[Placed]:
    for done, one in enumerate(wanted, 1):
        if done % READ_AT_ONCE == 0 or done == count:
            progress(f"comparing {file}", done, count)
        yield one


def _merged(
    tables: FileTables, wanted: Iterator[Placed], kept: Iterator[TableRow]
) -> tuple[list[int], list[int], list[int], list[Key]]:
    """What is added, changed, refreshed and removed. Both stand in the order of their keys."""
    added: list[int] = []
    changed: list[int] = []
    refreshed: list[int] = []
    removed: list[Key] = []
    key = tables.key
    ours = next(kept, None)
    for place, row in wanted:
        while ours is not None and ours[key] < row[key]:
            removed.append(ours[key])
            ours = next(kept, None)
        if ours is None or ours[key] > row[key]:
            added.append(place)
            continue
        if ours != row:
            # What is computed may differ though the file's row does not: another place, say.
            (changed if _is_said_otherwise(tables, row, ours) else refreshed).append(place)
        ours = next(kept, None)
    while ours is not None:
        removed.append(ours[key])
        ours = next(kept, None)
    return added, changed, refreshed, removed


def _is_said_otherwise(tables: FileTables, row: TableRow, kept: TableRow) -> bool:
    said, listed = tables.from_file, tables.listed
    return row[said] != kept[said] or row[listed] != kept[listed]


def _kept(session: Session, tables: FileTables) -> Iterator[TableRow]:
    """The rows that the tables hold, in the shape and the order that the files have."""
    own = [tables.table.c[name] for name in tables.own]
    rows = sa.select(*own).order_by(*own[tables.key])
    lists = [_members(session, tables, column) for column in tables.lists]
    for row in session.execute(rows.execution_options(yield_per=READ_AT_ONCE)):
        yield (*row, *(members.get(row[tables.key], []) for members in lists))


def _members(session: Session, tables: FileTables, column: str) -> dict[Key, list[str]]:
    """The members of a list, by what names the rows that have them."""
    table, member = tables.lists[column]
    keys = [table.c[name] for name in tables.file.key]
    members: dict[Key, list[str]] = {}
    ordered = sa.select(*keys, table.c[member]).order_by(*keys, table.c.position)
    for *key, value in session.execute(ordered):
        members.setdefault(tuple(key), []).append(value)
    return members
