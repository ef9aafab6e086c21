"""Files of lines: CSV and JSON Lines, written as the rows are read."""

import csv
import io
from collections.abc import Generator, Iterable, Sequence
from typing import Any

import orjson

from app.evidence.records.columns import Block, by_row
from app.exports.files import About, flat

FORMULA_STARTS = frozenset("=+-@\t\r＝＋－＠")
"""Text that begins so would be run by a spreadsheet; an apostrophe is put before it."""


def csv_lines(blocks: Iterable[Block], about: About) -> Generator[bytes]:
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
    value = flat(value)
    is_formula = isinstance(value, str) and value.lstrip("'")[:1] in FORMULA_STARTS
    return f"'{value}" if is_formula else value


def table_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A small table that is no list, by the same rules."""
    lines = io.StringIO(newline="")
    csv.writer(lines).writerows([columns, *(map(safe, row) for row in rows)])
    return lines.getvalue().encode()


def json_lines(blocks: Iterable[Block], _about: About) -> Generator[bytes]:
    """A JSON object a line, as in the results of a page."""
    for block in blocks:
        yield b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in by_row(block))
