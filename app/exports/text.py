"""Files of lines: CSV and JSON Lines, written as the rows are read."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from app.exports.about import About
from app.exports.cells import safe

Rows = Iterable[Mapping[str, Any]]

_ROWS_AT_ONCE = 200


def csv_lines(rows: Rows, about: About) -> Iterator[bytes]:
    """A header and a line a row, RFC 4180, a few hundred lines at a time."""
    names = [column.name for column in about.columns]
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(names)
    for number, row in enumerate(rows, 1):
        table.writerow([safe(row[name]) for name in names])
        if number % _ROWS_AT_ONCE == 0:
            yield written.getvalue().encode()
            written.seek(0)
            written.truncate()
    yield written.getvalue().encode()


def json_lines(rows: Rows, _about: About) -> Iterator[bytes]:
    """A JSON object a line, as in the results of a page."""
    for row in rows:
        yield orjson.dumps(row) + b"\n"
