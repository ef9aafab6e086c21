"""A data file -> its header and numbered rows, or why it cannot be read."""

import codecs
import csv
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from app.errors import Problem

LONGEST_CELL = 20_000
ROWS_AT_ONCE = 5_000
_HARMLESS = {"byte-order-mark", "carriage-return"}


@dataclass
class FileReading:
    """One file as it was read. Rows are numbered as a spreadsheet does, the header being row 1."""

    path: Path
    sha256: str = ""
    header: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_readable(self) -> bool:
        """Whether the rows can be read: a byte order mark or line ends do not change them."""
        whole = (self.path.name, f"{self.path.name}, row 1")
        return all(each.where not in whole or each.code in _HARMLESS for each in self.problems)

    def refuse(self, code: str, message: str, row: int | None = None) -> None:
        """Note what is wrong with the file, or with a row of it."""
        where = f"{self.path.name}, row {row}" if row else self.path.name
        self.problems.append(Problem(code, where, message))


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, of which no more than a part is in memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def open_file(path: Path) -> FileReading:
    """The header of a file and everything that is wrong with the file as a whole."""
    reading = FileReading(path)
    if path.exists() and not path.is_file():
        # A pipe would be waited for, and end only with its writer.
        reading.refuse("unreadable-file", "The file cannot be read: it is a folder or a pipe.")
        return reading
    try:
        _inspect(path.read_bytes(), reading)
    except FileNotFoundError:
        reading.refuse("missing-file", f"The file is missing from {path.parent}.")
    except OSError as error:
        message = f"The file cannot be read ({error.strerror}): check its permissions."
        reading.refuse("unreadable-file", message)
    if reading.is_readable:
        _read_header(reading)
    return reading


def _inspect(content: bytes, reading: FileReading) -> None:
    """Note what is wrong with the bytes of a file."""

    def line_at(position: int) -> int:
        return 1 + content.count(b"\n", 0, position)

    reading.sha256 = hashlib.sha256(content).hexdigest()
    # It reads the same, but its hash and its differences in Git would be noise.
    if content.startswith(codecs.BOM_UTF8):
        message = "The file begins with a byte order mark: save it as UTF-8 without one."
        reading.refuse("byte-order-mark", message)
    if (at := content.find(b"\r")) >= 0:
        message = f"Line {line_at(at)} ends in a carriage return: use line feeds alone."
        reading.refuse("carriage-return", message)
    try:
        content.decode()
        fault, at = "has a NUL", content.find(b"\0")
    except UnicodeDecodeError as error:
        fault, at = "is not UTF-8 text", error.start
    if at >= 0:
        message = f"Line {line_at(at)} {fault} (byte {at}): save it as UTF-8."
        reading.refuse("wrong-encoding", message)
    if not content:
        reading.refuse("empty-file", "The file is empty: it needs a header.")


def _read_header(reading: FileReading) -> None:
    try:
        reading.header = next(_records(reading.path), [])
    except csv.Error as error:
        _refuse_malformed(reading, 1, error)
        return
    first = "".join(reading.header[:1])
    other = next((character for character in ";\t|" if character in first), None)
    if other or first == "sep=":
        separator = repr(other) if other else "what its first line says"
        message = f"Cells are separated by {separator}: use commas."
        reading.refuse("wrong-separator", message, row=1)


def numbered_rows(reading: FileReading) -> Iterator[tuple[int, list[list[str]]]]:
    """The rows below the header in batches, each with the number of its first row.

    A malformed row ends the file, with a problem.
    """
    number, has_more = 2, True
    records = _records(reading.path)
    next(records, None)
    while has_more:
        rows: list[list[str]] = []
        try:
            rows.extend(islice(records, ROWS_AT_ONCE))
            has_more = bool(rows)
        except csv.Error as error:
            # The rows before the malformed one are in the list.
            _refuse_malformed(reading, number + len(rows), error)
            has_more = False
        if rows:
            yield number, rows
        number += len(rows)


def _records(path: Path) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    # A byte order mark is reported once; it must not be taken for part of the first column.
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.reader(map(_without_stray_quotes, lines), strict=True)


_QUOTED = re.compile(r'(?:^|(?<=,))"(?:[^"]|"")*"(?=[,\r\n]|$)')


def _without_stray_quotes(line: str) -> str:
    """The same line. Raises csv.Error where a quote stands within a cell that has none round it.

    The reader would take it for a part of the cell; it is what is left of a torn row.
    """
    # An odd number begins or ends a cell of several lines, which is refused elsewhere.
    if '"' in line and line.count('"') % 2 == 0 and '"' in _QUOTED.sub("", line):
        raise csv.Error("a quote within a cell")
    return line


def _refuse_malformed(reading: FileReading, row: int, error: csv.Error) -> None:
    message = f"A cell is malformed ({error}): put quotes round cells with quotes or commas."
    if "field limit" in str(error):
        message = f"A cell is longer than {LONGEST_CELL:,} characters. Is a closing quote missing?"
    reading.refuse("malformed-csv", message, row)


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write a data file, each cell that a row lacks blank."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, columns, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
