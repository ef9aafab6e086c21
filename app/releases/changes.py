"""What is different between two releases: every row of every data file, cell by cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from app.ingest.data_files import FILES
from app.releases.archive import Archive, Cells, Key

Kind = Literal["added", "changed", "removed"]
KINDS: tuple[Kind, ...] = ("added", "changed", "removed")


@dataclass(frozen=True)
class Cell:
    """A cell as it was and as it is; where the row or the column was not there, blank."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """A row that one of two releases has and the other has not, or has otherwise.

    `row` is the whole of it, as it is now or, where it was removed, as it was.
    """

    file: str
    key: Key
    kind: Kind
    cells: tuple[Cell, ...]
    row: Cells

    @property
    def row_id(self) -> str:
        """Id of the row in its file."""
        return ", ".join(self.key)

    def concerns(self, row_id: str) -> bool:
        """Whether the row is the one of this id, names it, or names a part of it."""
        texts = (*self.row.values(), *(cell.old for cell in self.cells))
        named = (each for text in texts for each in text.split(";"))
        return any(each == row_id or each.startswith(f"{row_id}.") for each in named)


@dataclass(frozen=True)
class Difference:
    """Everything that a release changed since an earlier one, in the order of files and keys."""

    before: Archive
    after: Archive
    changes: tuple[Change, ...]

    @property
    def counts(self) -> dict[Kind, int]:
        """How many rows were added, changed and removed."""
        kinds = [change.kind for change in self.changes]
        return {kind: kinds.count(kind) for kind in KINDS}


@lru_cache(maxsize=8)
def difference(before: Archive, after: Archive) -> Difference:
    """What changed from one release to another."""
    order = {file.name: place for place, file in enumerate(FILES)}
    names = sorted({*before.files, *after.files}, key=lambda name: (order.get(name, 99), name))
    changes = (
        change
        for name in names
        # Most files are the same in most releases.
        if before.files.get(name) != after.files.get(name)
        for change in _changes(name, before.rows(name), after.rows(name))
    )
    return Difference(before, after, tuple(changes))


def _changes(name: str, old: Mapping[Key, Cells], new: Mapping[Key, Cells]) -> Iterator[Change]:
    for key in sorted({*old, *new}):
        before, after = old.get(key), new.get(key)
        if before != after:
            kind: Kind = "added" if before is None else "removed" if after is None else "changed"
            cells = tuple(_cells(before or {}, after or {}))
            if cells:
                yield Change(name, key, kind, cells, after or before or {})


def _cells(before: Cells, after: Cells) -> Iterator[Cell]:
    """The cells that differ. A column that is new and blank says nothing."""
    for column in dict.fromkeys((*after, *before)):
        old, new = before.get(column, ""), after.get(column, "")
        if old != new:
            yield Cell(column, old, new)
