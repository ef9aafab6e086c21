"""Ways to spoil a copy of the data."""

import csv
from collections.abc import Callable
from pathlib import Path

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def set_cell(folder: Path, file: str, number: int, column: str, cell: str) -> None:
    """Change one cell, the row being numbered as a spreadsheet does."""
    rows = read(folder / file)
    rows[number - 2][column] = cell
    write(folder / file, rows)


def rewrite(folder: Path, file: str, change: Callable[[str], str]) -> None:
    """Change the text of a file."""
    path = folder / file
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8", newline="")


def remove_row(folder: Path, file: str, key: str, value: str) -> None:
    """Take the rows out of a file whose key is the value."""
    rows = [row for row in read(folder / file) if row[key] != value]
    write(folder / file, rows)
