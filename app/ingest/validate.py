"""Files -> rows, or every problem in them at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from types import GenericAlias
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from app.errors import DataError, Problem, nearest
from app.ingest.cells import Row, is_doubtful
from app.ingest.csv_files import FileReading, numbered_rows, open_file
from app.ingest.data_files import FILES, DataFile, FileRows
from app.ingest.rules import problems_between

MAX_PROBLEMS_OF_A_HEADER = 100
MAX_PROBLEMS_OF_A_FILE = 5_000
"""After so many the rest of a file is not read, and the report says so."""

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, the rows that are done, and the rows in all."""


def in_silence(_what: str, _done: int, _of_all: int) -> None:
    """Progress that is not shown."""


@dataclass(frozen=True)
class Dataset:
    """All data files, checked: what a load puts into the database."""

    rows: dict[str, FileRows]
    sha256: dict[str, str]


def validate(folder: Path, progress: Progress = in_silence) -> Dataset:
    """The rows of every data file in a folder.

    Raises DataError with every problem of every file: where, what was found, what is expected.
    """
    problems = list(_stray_files(folder))
    rows: dict[str, FileRows] = {}
    sha256: dict[str, str] = {}
    for file in FILES:
        reading, rows[file.name] = _read(folder / file.name, file, progress)
        problems += reading.problems
        sha256[file.name] = reading.sha256
    between, unlisted = problems_between(rows)
    if problems or between:
        raise DataError([*problems, *between], unlisted)
    return Dataset(rows, sha256)


def _stray_files(folder: Path) -> Iterator[Problem]:
    """Files that look like data and would not be read."""
    names = {file.name for file in FILES}
    for path in sorted(folder.glob("*.[cC][sS][vV]")):
        if path.name not in names:
            near = nearest(path.name, names, most=1)
            hint = f" Is it {near[0]}?" if near else ""
            message = f"It is none of the data files: move it elsewhere.{hint}"
            yield Problem("stray-file", path.name, message)


def _read(path: Path, file: DataFile, progress: Progress) -> tuple[FileReading, FileRows]:
    reading = open_file(path)
    if reading.is_readable:
        reading.problems += islice(_header_problems(reading, file), MAX_PROBLEMS_OF_A_HEADER)
    checked = FileRows(file.name, file.row)
    if not reading.is_readable:
        checked.is_complete = False
        return reading, checked
    for first, rows in numbered_rows(reading):
        numbers = range(first, first + len(rows))
        values = _columns(file.row, reading.header, rows)
        if values:
            checked.add_columns(numbers, values)
        elif not _read_by_row(file, reading, checked, zip(numbers, rows, strict=True)):
            break
        progress(f"checking {file.name}", numbers[-1] - 1, reading.line_count - 1)
    if not checked and not file.may_be_empty and not reading.problems:
        reading.refuse("no-rows", "There is no row below the header (at least one is needed).")
    checked.is_complete = reading.is_readable
    return reading, checked


def _read_by_row(
    file: DataFile,
    reading: FileReading,
    checked: FileRows,
    rows: Iterable[tuple[int, list[str]]],
) -> bool:
    """Check rows one by one, to report what is wrong; whether to read on."""
    for number, cells in rows:
        row, problems = _checked(file, number, cells, reading.header)
        if row:
            checked.add(number, row)
        elif len(cells) == len(reading.header):
            checked.refused_ids.add(cells[reading.header.index(file.key[0])])
        reading.problems += problems
        if len(reading.problems) >= MAX_PROBLEMS_OF_A_FILE:
            message = f"{len(reading.problems):,} problems by row {number}: the rest was not read."
            reading.refuse("too-many-problems", message)
            return False
    return True


def _checked(
    file: DataFile, number: int, cells: list[str], header: list[str]
) -> tuple[Row | None, list[Problem]]:
    if problems := list(_cell_problems(file, number, cells, header)):
        return None, problems
    by_column = dict(zip(header, cells, strict=True))
    try:
        return file.row.model_validate(by_column), []
    except ValidationError as refused:
        return None, [_cell_problem(file, number, by_column, each) for each in refused.errors()]


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
        yield Problem("empty-row", where, "The row is empty: delete it.")
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
            elif is_doubtful(cell):
                message = f"found a doubtful character in {_found(cell)}: was it read as UTF-8?"
                yield Problem("doubtful-character", f"{where}, column {column}", message)


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


def _columns(
    row: type[Row], header: Sequence[str], rows: Sequence[Sequence[str]]
) -> Mapping[str, Sequence[Any]] | None:
    """The values of rows by column; None where any cell may be invalid.

    Then each row is checked as a whole, which tells what is wrong and where.
    """
    if set(map(len, rows)) != {len(header)}:
        return None
    columns = dict(zip(header, zip(*rows, strict=True), strict=True))
    if not all(map(_is_plain, columns.values())):
        return None
    try:
        return {name: _values(check, columns[name]) for name, check in _checks_of(row).items()}
    except ValidationError:
        return None


@cache
def _checks_of(row: type[Row]) -> Mapping[str, TypeAdapter[list[Any]]]:
    """What each column of a file may hold, as the model of its rows defines it."""
    hints = get_type_hints(row, include_extras=True)
    lists: dict[str, Any] = {name: GenericAlias(list, (hints[name],)) for name in row.model_fields}
    return {name: TypeAdapter(cells) for name, cells in lists.items()}


def _is_plain(cells: Sequence[str]) -> bool:
    """Whether no cell has a line break, an invisible or doubtful character or an outer space."""
    text = "".join(cells)
    is_text = text.isprintable() and not is_doubtful(text)
    return is_text and tuple(map(str.strip, cells)) == cells


def _values(check: TypeAdapter[list[Any]], cells: Sequence[str]) -> Sequence[Any]:
    # Most columns repeat a few words: each is checked once.
    distinct = list(set(cells))
    if 2 * len(distinct) > len(cells):
        return check.validate_python(cells)
    values = dict(zip(distinct, check.validate_python(distinct), strict=True))
    return [values[cell] for cell in cells]
