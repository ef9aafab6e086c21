"""Files of lines: CSV and JSON Lines, written as the rows are read."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import orjson

from app.evidence.records.columns import Column
from app.exports.about import About
from app.exports.cells import FORMULA_SIGNS, safe

Rows = Iterable[Mapping[str, Any]]

_ROWS_AT_ONCE = 200


def csv_lines(rows: Rows, about: About) -> Iterator[bytes]:
    """A header and a line a row, RFC 4180, a few hundred lines at a time."""
    names = [column.name for column in about.columns]
    # Words of a closed list and whole numbers are plain; all else is looked at in each row.
    looked_at = [place for place, column in enumerate(about.columns) if not _is_plain(column)]
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(names)
    rows = iter(rows)
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        table.writerows([_cells(row, names, looked_at) for row in some])
        yield written.getvalue().encode()
        written.seek(0)
        written.truncate()
    yield written.getvalue().encode()


def _is_plain(column: Column) -> bool:
    return column.type == "whole number" or (column.type == "text" and bool(column.words))


def _cells(row: Mapping[str, Any], names: list[str], looked_at: list[int]) -> list[Any]:
    cells = [row[name] for name in names]
    for place in looked_at:
        cell = cells[place]
        if cell.__class__ is list or (cell.__class__ is str and cell[:1] in FORMULA_SIGNS):
            cells[place] = safe(cell)
    return cells


def json_lines(rows: Rows, _about: About) -> Iterator[bytes]:
    """A JSON object a line, as in the results of a page."""
    for row in rows:
        yield orjson.dumps(row) + b"\n"
