"""Records -> files. An export is the whole answer."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.database import LIST_SEPARATOR
from app.evidence.records import Record

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""Text that begins so would be run by a spreadsheet; an apostrophe is put before it."""

_ROWS_AT_ONCE = 200


def csv_text(record: type[Record], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A header and a line a row, RFC 4180, a few hundred lines at a time."""
    columns = record.columns()
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(columns)
    for number, row in enumerate(rows, 1):
        table.writerow([csv_cell(row[column]) for column in columns])
        if number % _ROWS_AT_ONCE == 0:
            yield written.getvalue()
            written.seek(0)
            written.truncate()
    yield written.getvalue()


def csv_cell(value: Any) -> Any:
    """A value as it stands in a cell: lists joined, text that a spreadsheet would run made safe."""
    if isinstance(value, list):
        value = LIST_SEPARATOR.join(value)
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return f"'{value}"
    return value
