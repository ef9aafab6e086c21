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
_CHUNK = 1 << 20


@dataclass
class FileReading:
    """One file as it was read. Rows are numbered as a spreadsheet does, the header being row 1."""

    name: str
    sha256: str = ""
    header: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    is_readable: bool = False
    line_count: int = 1


def open_file(path: Path) -> FileReading:
    """The header of a file and everything that is wrong with the file as a whole."""
    reading = FileReading(path.name)
    if path.exists() and not path.is_file():
        # A pipe would be waited for, and end only with its writer.
        message = "The file cannot be read: it is a folder or a pipe."
        reading.problems.append(Problem("unreadable-file", path.name, message))
        return reading
    try:
        is_text = _inspect_bytes(path, reading)
    except FileNotFoundError:
        message = f"The file is missing from {path.parent}."
        reading.problems.append(Problem("missing-file", path.name, message))
    except OSError as error:
        message = f"The file cannot be read ({error.strerror}): check its permissions."
        reading.problems.append(Problem("unreadable-file", path.name, message))
    else:
        if is_text:
            _read_header(path, reading)
    return reading


def _read_header(path: Path, reading: FileReading) -> None:
    try:
        reading.header = next(_records(path), [])
    except csv.Error as error:
        reading.problems.append(_malformed(path.name, 1, error))
        return
    other = next(
        (character for character in ";\t|" if character in "".join(reading.header[:1])), None
    )
    if other or reading.header[:1] == ["sep="]:
        separator = repr(other) if other else "what its first line says"
        message = f"Cells are separated by {separator}: use commas."
        reading.problems.append(Problem("wrong-separator", f"{path.name}, row 1", message))
        return
    reading.is_readable = True


def numbered_rows(
    path: Path, reading: FileReading, at_once: int
) -> Iterator[tuple[int, list[list[str]]]]:
    """The rows below the header in batches, each with the number of its first row.

    A malformed row ends the file, with a problem.
    """
    number, has_more = 2, True
    records = _records(path)
    next(records, None)
    while has_more:
        rows: list[list[str]] = []
        try:
            rows.extend(islice(records, at_once))
            has_more = bool(rows)
        except csv.Error as error:
            # The rows before the malformed one are in the list.
            reading.problems.append(_malformed(path.name, number + len(rows), error))
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


def _inspect_bytes(path: Path, reading: FileReading) -> bool:
    """Whether the bytes are text; what is wrong with them is noted."""
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    line, has_return, position = 1, False, 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            # It reads the same, but its hash and its differences in Git would be noise.
            if position == 0 and chunk.startswith(codecs.BOM_UTF8):
                message = "The file begins with a byte order mark: save it as UTF-8 without one."
                reading.problems.append(Problem("byte-order-mark", path.name, message))
            if not has_return and b"\r" in chunk:
                has_return = True
                at = line + chunk[: chunk.index(b"\r")].count(b"\n")
                message = f"Line {at} ends in a carriage return: use line feeds alone."
                reading.problems.append(Problem("carriage-return", path.name, message))
            bad = _undecodable(decoder, chunk, is_last=len(chunk) < _CHUNK)
            if bad is not None:
                at = line + chunk[:bad].count(b"\n")
                fault = "has a NUL" if chunk[bad : bad + 1] == b"\0" else "is not UTF-8 text"
                message = f"Line {at} {fault} (byte {position + bad}): save it as UTF-8."
                reading.problems.append(Problem("wrong-encoding", path.name, message))
                return False
            line += chunk.count(b"\n")
            position += len(chunk)
    if decoder.getstate()[0]:
        message = f"Line {line} ends within a character: save the file as UTF-8."
        reading.problems.append(Problem("wrong-encoding", path.name, message))
        return False
    reading.sha256, reading.line_count = digest.hexdigest(), line
    if position == 0:
        reading.problems.append(
            Problem("empty-file", path.name, "The file is empty: it needs a header.")
        )
    return position > 0


def _undecodable(decoder: codecs.IncrementalDecoder, chunk: bytes, *, is_last: bool) -> int | None:
    """The position of the first byte in a chunk that is not text, if any."""
    try:
        decoder.decode(chunk, final=is_last)
    except UnicodeDecodeError as error:
        return error.start
    return chunk.index(b"\0") if b"\0" in chunk else None


def _malformed(name: str, row: int, error: csv.Error) -> Problem:
    message = f"A cell is malformed ({error}): put quotes round cells with quotes or commas."
    if "field limit" in str(error):
        message = f"A cell is longer than {LONGEST_CELL:,} characters. Is a closing quote missing?"
    return Problem("malformed-csv", f"{name}, row {row}", message)


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write a data file, each cell that a row lacks blank."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, columns, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
