"""Files -> rows, or every problem in them at once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.errors import DataError, Problem, nearest
from app.ingest.batches import ROWS_AT_ONCE, ColumnChecks, gc_paused
from app.ingest.csv_files import FileReading, numbered_rows, open_file
from app.ingest.data_files import FILES, DataFile
from app.ingest.file_rows import FileRows
from app.ingest.references import CheckedFile
from app.ingest.rows import Row
from app.ingest.rules import problems_between

MAX_PROBLEMS_OF_A_FILE = 5_000
"""Past this a file is not read on: it is no file of ours, and the report says so."""

_EMPTY_ROW = "The row is empty: delete it."

Progress = Callable[[str, int, int], None]
"""Told what is being done, the rows of it that are done, and the rows it has."""


def in_silence(_what: str, _done: int, _of_all: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Dataset:
    """All data files, checked: what a load puts into the database."""

    rows: dict[str, FileRows]
    sha256: dict[str, str]


@gc_paused()
def validate(folder: Path, progress: Progress = in_silence) -> Dataset:
    """The rows of every data file in a folder.

    Raises DataError with every problem of every file: where, what was found, what is expected.
    """
    problems: list[Problem] = []
    checked: dict[str, CheckedFile] = {}
    sha256: dict[str, str] = {}
    for file in FILES:
        reading, checked[file.name] = _read(folder / file.name, file, progress)
        problems += reading.problems
        sha256[file.name] = reading.sha256
    between, unlisted = problems_between(checked)
    if problems or between:
        raise DataError([*problems, *between], unlisted)
    return Dataset({name: file.rows for name, file in checked.items()}, sha256)


def _read(path: Path, file: DataFile, progress: Progress) -> tuple[FileReading, CheckedFile]:
    reading = open_file(path)
    reading.problems += _header_problems(reading, file) if reading.is_readable else []
    checked = CheckedFile(FileRows(file.row))
    if reading.problems and not _may_be_read(reading):
        checked.is_complete = False
        return reading, checked
    checks = ColumnChecks(file.row, reading.header)
    for first, rows in numbered_rows(path, reading, ROWS_AT_ONCE):
        numbers = range(first, first + len(rows))
        values = checks.values(rows)
        if values:
            checked.rows.add_columns(numbers, values)
        elif not _read_by_row(file, reading, checked, zip(numbers, rows, strict=True)):
            break
        progress(f"checking {file.name}", numbers[-1] - 1, reading.line_count - 1)
    if not checked.rows and not file.may_be_empty and not reading.problems:
        message = "There is no row below the header (at least one is needed)."
        reading.problems.append(Problem("no-rows", file.name, message))
    checked.is_complete = _may_be_read(reading)
    return reading, checked


def _read_by_row(
    file: DataFile,
    reading: FileReading,
    checked: CheckedFile,
    rows: Iterable[tuple[int, list[str]]],
) -> bool:
    """Reads rows of which one at least is wrong, and says what is; whether to read on."""
    for number, cells in rows:
        row, wrong = _checked(file, number, cells, reading.header)
        if row:
            checked.rows.add(number, row)
        elif len(cells) == len(reading.header):
            checked.refused_ids.add(cells[reading.header.index(file.key[0])])
        reading.problems += wrong
        if len(reading.problems) >= MAX_PROBLEMS_OF_A_FILE:
            message = f"{len(reading.problems):,} problems by row {number}: the rest was not read."
            reading.problems.append(Problem("too-many-problems", file.name, message))
            return False
    return True


def _may_be_read(reading: FileReading) -> bool:
    """Whether the rows can be read: a byte order mark or line ends do not change them."""
    harmless = {"byte-order-mark", "carriage-return"}
    return reading.is_readable and not any(
        problem.where in (reading.name, f"{reading.name}, row 1") and problem.code not in harmless
        for problem in reading.problems
    )


def _checked(
    file: DataFile, number: int, cells: list[str], header: list[str]
) -> tuple[Row | None, list[Problem]]:
    wrong = list(_cell_problems(file, number, cells, header))
    if wrong:
        return None, wrong
    return _row(file, number, dict(zip(header, cells, strict=True)))


def _header_problems(reading: FileReading, file: DataFile) -> Iterator[Problem]:
    known = list(file.row.model_fields)
    where = f"{file.name}, row 1"
    missing = [column for column in known if column not in reading.header]
    for column in missing:
        yield Problem("missing-column", where, f"The column {column!r} is missing.")
    for column in dict.fromkeys(reading.header):
        if column not in known:
            near = nearest(column, missing or known, most=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            yield Problem("extra-column", where, f"The column {column[:60]!r} is not known.{hint}")
        elif reading.header.count(column) > 1:
            yield Problem("repeated-column", where, f"The column {column!r} is there twice.")


def _cell_problems(
    file: DataFile, number: int, cells: list[str], header: list[str]
) -> Iterator[Problem]:
    where = f"{file.name}, row {number}"
    if not any(cells):
        yield Problem("empty-row", where, _EMPTY_ROW)
    elif len(cells) != len(header):
        message = f"Wrong number of cells: {len(cells)} (the header has {len(header)})."
        yield Problem("wrong-cell-count", where, message)
    else:
        for column, cell in zip(header, cells, strict=True):
            if "\n" in cell or "\r" in cell:
                message = f"found a line break in {_found(cell)}: put it on one line."
                yield Problem("line-break", f"{where}, column {column}", message)
            elif cell != cell.strip():
                message = f"found {_found(cell)}: delete the spaces at its ends."
                yield Problem("outer-space", f"{where}, column {column}", message)
            elif not cell.isprintable():
                message = f"found an invisible character in {_found(cell)}: delete it."
                yield Problem("control-character", f"{where}, column {column}", message)


def _row(file: DataFile, number: int, cells: dict[str, str]) -> tuple[Row | None, list[Problem]]:
    try:
        return file.row.model_validate(cells), []
    except ValidationError as refused:
        return None, [_cell_problem(file, number, cells, error) for error in refused.errors()]


def _cell_problem(
    file: DataFile, number: int, cells: dict[str, str], error: ErrorDetails
) -> Problem:
    column = str(error["loc"][0])
    found = error["input"] if isinstance(error["input"], str) else cells[column]
    message = f"found {_found(found)}. {_sentence(error['msg'])}"
    return Problem(error["type"], f"{file.name}, row {number}, column {column}", message)


def _found(cell: str) -> str:
    return repr(cell if len(cell) <= 60 else f"{cell[:57]}...")


def _sentence(expected: str) -> str:
    return expected if expected.endswith((".", "?")) else f"Expected: {expected}."
