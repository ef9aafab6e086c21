"""Files -> rows, or every problem in them at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import compress, islice
from operator import itemgetter
from pathlib import Path
from types import GenericAlias
from typing import Any

from pydantic import TypeAdapter, ValidationError

from app.errors import DataError, Problem, nearest
from app.ingest.cells import is_doubtful
from app.ingest.csv_files import FileReading, numbered_rows, open_file
from app.ingest.data_files import FILES, DataFile, FileRows
from app.ingest.rules import problems_between

MAX_PROBLEMS_OF_A_HEADER = 100
MAX_PROBLEMS_OF_A_FILE = 5_000
"""After so many the rest of a file is not read, and the report says so."""


@dataclass(frozen=True)
class Dataset:
    """All data files, checked: what a load puts into the database."""

    rows: dict[str, FileRows]
    sha256: dict[str, str]


def validate(folder: Path) -> Dataset:
    """The rows of every data file in a folder.

    Raises DataError with every problem of every file: where, what was found, what is expected.
    """
    problems = list(_stray_files(folder))
    rows: dict[str, FileRows] = {}
    sha256: dict[str, str] = {}
    for file in FILES:
        reading, rows[file.name] = _read(folder / file.name, file)
        problems += reading.problems
        sha256[file.name] = reading.sha256
    problems += problems_between(rows)
    if problems:
        raise DataError(problems)
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


def _read(path: Path, file: DataFile) -> tuple[FileReading, FileRows]:
    reading = open_file(path)
    if reading.is_readable:
        reading.problems += islice(_header_problems(reading, file), MAX_PROBLEMS_OF_A_HEADER)
    checked = FileRows(file)
    if not reading.is_readable:
        checked.is_complete = False
        return reading, checked
    for first, rows in numbered_rows(reading):
        last = first + len(rows) - 1
        reading.problems += _check(file, reading.header, list(enumerate(rows, first)), checked)
        if len(reading.problems) >= MAX_PROBLEMS_OF_A_FILE:
            message = f"{len(reading.problems):,} problems by row {last}: the rest was not read."
            del reading.problems[MAX_PROBLEMS_OF_A_FILE:]
            reading.refuse("too-many-problems", message)
            break
    if not checked and not file.may_be_empty and not reading.problems:
        reading.refuse("no-rows", "There is no row below the header (at least one is needed).")
    checked.is_complete = reading.is_readable
    return reading, checked


def _check(
    file: DataFile, header: list[str], rows: list[tuple[int, list[str]]], checked: FileRows
) -> list[Problem]:
    """Add the valid rows to those of a file; what is wrong with the others, in their order."""
    problems: list[NumberedProblem] = []
    whole: list[tuple[int, list[str]]] = []
    for number, cells in rows:
        if fault := _fault_of_row(cells, header):
            problems.append((number, Problem(fault[0], f"{file.name}, row {number}", fault[1])))
        else:
            whole.append((number, cells))
    numbers = [number for number, _ in whole]
    columns = {name: [cells[place] for _, cells in whole] for place, name in enumerate(header)}
    problems += _check_cells(file, numbers, columns, checked)
    return [problem for _, problem in sorted(problems, key=itemgetter(0))]


NumberedProblem = tuple[int, Problem]
"""What is wrong, and the number of its row."""


def _check_cells(
    file: DataFile, numbers: list[int], columns: Mapping[str, list[str]], checked: FileRows
) -> list[NumberedProblem]:
    """Check the cells of whole rows by column: most columns repeat a few words."""
    problems: list[NumberedProblem] = []
    right: dict[str, dict[str, Any]] = {}
    for name, check in _checks_of(file).items():
        valid, refused = _checked(check, columns[name])
        right[name] = valid
        if refused:
            problems += [
                (number, checked.cell_problem(code, number, name, message))
                for number, cell in zip(numbers, columns[name], strict=True)
                for code, message in refused.get(cell, ())
            ]
    wrong = {number for number, _ in problems}
    is_right = [number not in wrong for number in numbers]
    values = {name: map(valid.get, columns[name]) for name, valid in right.items()}
    rows = {name: compress(column, is_right) for name, column in values.items()}
    checked.add(compress(numbers, is_right), rows)
    keys = zip(columns[file.key[0]], is_right, strict=True)
    checked.refused_ids.update(key for key, is_kept in keys if not is_kept)
    for place, number in enumerate(numbers):
        if number in wrong:
            cells = ((name, columns[name][place], valid) for name, valid in right.items())
            part = {name: valid[cell] for name, cell, valid in cells if cell in valid}
            checked.parts.append((number, part))
    return problems


Fault = tuple[str, str]
"""A code, and what is wrong."""


def _checked(
    check: TypeAdapter[list[Any]], cells: Iterable[str]
) -> tuple[dict[str, Any], dict[str, list[Fault]]]:
    """The values of the cells of a column, and what is wrong with those that have none."""
    rest = list(dict.fromkeys(cells))
    refused = {cell: [fault] for cell in rest if (fault := _fault_of_form(cell))}
    rest = [cell for cell in rest if cell not in refused]
    try:
        return dict(zip(rest, check.validate_python(rest), strict=True)), refused
    except ValidationError as error:
        for each in error.errors():
            cell = rest[int(each["loc"][0])]
            cell_found = each["input"] if isinstance(each["input"], str) else cell
            message = f"found {_found(cell_found)}. {_sentence(each['msg'])}"
            refused.setdefault(cell, []).append((each["type"], message))
    rest = [cell for cell in rest if cell not in refused]
    return dict(zip(rest, check.validate_python(rest), strict=True)), refused


@cache
def _checks_of(file: DataFile) -> Mapping[str, TypeAdapter[list[Any]]]:
    lists: dict[str, Any] = {name: GenericAlias(list, (each,)) for name, each in file.cells.items()}
    return {name: TypeAdapter(cells) for name, cells in lists.items()}


def _header_problems(reading: FileReading, file: DataFile) -> Iterator[Problem]:
    expected = list(file.cells)
    where = f"{file.name}, row 1"
    missing = [column for column in expected if column not in reading.header]
    for column in missing:
        yield Problem("missing-column", where, f"The column {column!r} is missing.")
    for column in dict.fromkeys(reading.header):
        if column not in expected:
            near = nearest(column, missing or expected, most=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            yield Problem("extra-column", where, f"The column {column[:60]!r} is not known.{hint}")
        elif reading.header.count(column) > 1:
            yield Problem("repeated-column", where, f"The column {column!r} is there twice.")


def _fault_of_row(cells: list[str], header: list[str]) -> Fault | None:
    if not any(cells):
        return "empty-row", "The row is empty: delete it."
    if len(cells) != len(header):
        message = f"Wrong number of cells: {len(cells)} (the header has {len(header)})."
        return "wrong-cell-count", message
    return None


def _fault_of_form(cell: str) -> Fault | None:
    """What is wrong with a cell, whatever it should hold."""
    if "\n" in cell or "\r" in cell:
        return "line-break", f"found a line break in {_found(cell)}: put it on one line."
    if cell != cell.strip():
        return "outer-space", f"found {_found(cell)}: delete the spaces at its ends."
    if not cell.isprintable():
        message = f"found an invisible character in {_found(cell)}: delete it."
        return "control-character", message
    if is_doubtful(cell):
        message = f"found a doubtful character in {_found(cell)}: was it read as UTF-8?"
        return "doubtful-character", message
    return None


def _found(cell: str) -> str:
    return repr(cell if len(cell) <= 60 else f"{cell[:57]}...")


def _sentence(expected: str) -> str:
    return expected if expected.endswith((".", "?")) else f"Expected: {expected}."
