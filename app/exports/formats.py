"""Every format that a list can be taken in: one line each."""

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass

from app.evidence.records.columns import Block
from app.exports.files import About
from app.exports.text import csv_lines, json_lines
from app.exports.workbook import MAX_ROWS, workbook


@dataclass(frozen=True)
class Format:
    """A kind of file: its ending, its media type, how rows become its bytes, and how many can."""

    ending: str
    title: str
    media_type: str
    write: Callable[[Iterable[Block], About], Generator[bytes]]
    max_rows: int | None = None


def _parquet(blocks: Iterable[Block], about: About) -> Generator[bytes]:
    # The library takes 40 MB and a quarter of the time to start.
    from app.exports.parquet import parquet  # noqa: PLC0415

    return parquet(blocks, about)


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
            MAX_ROWS,
        ),
        Format("parquet", "Parquet", "application/vnd.apache.parquet", _parquet),
    )
}
"""Every format, by its ending."""
