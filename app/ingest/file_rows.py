"""The rows of one data file, kept column by column: a million take a quarter of the room."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from operator import le
from typing import Any

from app.ingest.rows import Row


class FileRows:
    """The valid rows of a file, in its order, with their numbers."""

    def __init__(self, row: type[Row]) -> None:
        self.row = row
        self.columns: dict[str, list[Any]] = {column: [] for column in row.model_fields}
        self.numbers = array("q")

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[Row]:
        return self.at(range(len(self)))

    def __getitem__(self, column: str) -> list[Any]:
        return self.columns[column]

    def at(self, places: Sequence[int]) -> Iterator[Row]:
        """The rows at some places, each as a whole; they were checked when they were added."""
        columns = [map(cells.__getitem__, places) for cells in self.columns.values()]
        for cells in zip(*columns, strict=True):
            yield self.row.model_construct(**dict(zip(self.columns, cells, strict=True)))

    def numbered(self) -> Iterator[tuple[int, Row]]:
        """Each row with the number that a spreadsheet gives it."""
        return zip(self.numbers, self, strict=True)

    def add(self, number: int, row: Row) -> None:
        """One row more."""
        self.add_columns(range(number, number + 1), {c: [cell] for c, cell in row})

    def add_columns(self, numbers: range, columns: Mapping[str, Sequence[Any]]) -> None:
        """Rows more, column by column."""
        self.numbers.extend(numbers)
        for column, cells in self.columns.items():
            cells.extend(columns[column])

    def keys(self, columns: Sequence[str]) -> list[Any]:
        """What names each row: a cell, or where several columns name it a tuple of theirs."""
        if len(columns) == 1:
            return self.columns[columns[0]]
        return list(zip(*(self.columns[column] for column in columns), strict=True))

    def in_order(self, columns: Sequence[str]) -> Sequence[int]:
        """The places of the rows in the order of what names them."""
        keys = self.keys(columns)
        if all(map(le, keys, islice(keys, 1, None))):
            return range(len(keys))
        return sorted(range(len(keys)), key=keys.__getitem__)
