"""Every format that a list can be taken in: one line each."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.exports.about import About
from app.exports.text import csv_lines, json_lines
from app.exports.workbook import workbook


@dataclass(frozen=True)
class Format:
    """A kind of file: its ending, its media type, and how rows become its bytes."""

    ending: str
    title: str
    media_type: str
    write: Callable[[Iterable[Mapping[str, Any]], About], Iterator[bytes]]


def _parquet(rows: Iterable[Mapping[str, Any]], about: About) -> Iterator[bytes]:
    # The library takes 40 MB and a quarter of the time to start.
    from app.exports.parquet import parquet  # noqa: PLC0415

    return parquet(rows, about)


FORMATS = {
    each.ending: each
    for each in (
        Format("csv", "CSV", "text/csv; charset=utf-8; header=present", csv_lines),
        Format("jsonl", "JSON Lines", "application/x-ndjson", json_lines),
        Format(
            "xlsx",
            "Excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            workbook,
        ),
        Format("parquet", "Parquet", "application/vnd.apache.parquet", _parquet),
    )
}
"""Every format, by its ending."""
