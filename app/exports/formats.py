"""Every format that a list can be taken in, and the writers of those that are lines of text."""

import csv
import io
import math
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from app.database import LIST_SEPARATOR
from app.evidence.records import Block, by_row
from app.exports.citations import STYLES, Style, of_row
from app.exports.files import FileDescription
from app.exports.workbook import MAX_ROWS, workbook

FORMULA_STARTS = frozenset("=+-@\t\r＝＋－＠")
"""Text that begins so would be run by a spreadsheet; an apostrophe is put before it."""


@dataclass(frozen=True)
class Volume:
    """How much a file holds: rows, columns, and the bytes of their names and of all lines."""

    rows: int
    columns: int
    names: float
    text: float


@dataclass(frozen=True)
class Format:
    """A kind of file: its ending, its media type, how rows become its bytes, and how many can.

    Of its size, about so many bytes, links tell. A reference has no columns that a reader could
    choose.
    """

    ending: str
    title: str
    media_type: str
    write: Callable[[Iterable[Block], FileDescription], Generator[bytes]]
    size: Callable[[Volume], float] = lambda volume: volume.text
    max_rows: int | None = None
    has_columns: bool = True


def csv_lines(blocks: Iterable[Block], about: FileDescription) -> Generator[bytes]:
    """A header and a line a row, RFC 4180, a block at a time."""
    lines = io.StringIO(newline="")
    table = csv.writer(lines)
    table.writerow(column.name for column in about.columns)
    for block in blocks:
        cells = (map(safe, block[column.name]) for column in about.columns)
        table.writerows(zip(*cells, strict=True))
        yield lines.getvalue().encode()
        lines.seek(0)
        lines.truncate()
    yield lines.getvalue().encode()


def safe(value: Any) -> Any:
    """A value that no spreadsheet runs as a formula. Numbers stay numbers.

    What has apostrophes before such a start already gets another: to take one away undoes it.
    """
    if isinstance(value, list):
        # Each is a cell by itself where the spreadsheet separates cells as we do members.
        return LIST_SEPARATOR.join(map(safe, value))
    is_formula = isinstance(value, str) and value.lstrip("'")[:1] in FORMULA_STARTS
    return f"'{value}" if is_formula else value


def table_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A small table that is no list, by the same rules."""
    lines = io.StringIO(newline="")
    csv.writer(lines).writerows([columns, *(map(safe, row) for row in rows)])
    return lines.getvalue().encode()


def json_lines(blocks: Iterable[Block], _about: FileDescription) -> Generator[bytes]:
    """A JSON object a line, as in the results of a page."""
    for block in blocks:
        yield b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in by_row(block))


def _parquet(blocks: Iterable[Block], about: FileDescription) -> Generator[bytes]:
    # The library takes 40 MB and a quarter of the time to start.
    from app.exports.parquet import parquet

    return parquet(blocks, about)


FORMATS = {
    each.ending: each
    for each in (
        Format("csv", "CSV", "text/csv; charset=utf-8; header=present", csv_lines),
        Format(
            "jsonl",
            "JSON Lines",
            "application/x-ndjson",
            json_lines,
            # In each line every name, and the marks around a name and its value.
            lambda volume: volume.text + volume.rows * (volume.names + 5 * volume.columns),
        ),
        Format(
            "xlsx",
            "Excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            workbook,
            # A workbook, each column in its dictionary, and what packing leaves of other text.
            lambda volume: 8_000 + 140 * volume.columns + 0.34 * volume.text,
            MAX_ROWS,
        ),
        Format(
            "parquet",
            "Parquet",
            "application/vnd.apache.parquet",
            _parquet,
            # Each column, and the rows: the more text, the better it packs.
            lambda volume: 550 * volume.columns + 2.6 * math.pow(volume.text, 0.8),
        ),
    )
}
"""Every format, by its ending."""


def _references(style: Style) -> Callable[[Iterable[Block], FileDescription], Generator[bytes]]:
    _, write_works = style

    def write(blocks: Iterable[Block], about: FileDescription) -> Generator[bytes]:
        rows = (row for block in blocks for row in by_row(block))
        yield write_works([of_row(row, about) for row in rows])

    return write


REFERENCES = {
    ending: Format(ending, title, STYLES[ending][0], _references(STYLES[ending]), has_columns=False)
    for ending, title in (("ris", "RIS"), ("bib", "BibTeX"), ("csl.json", "CSL-JSON"))
}
"""The rows of a list as works, for reference managers, by ending."""
