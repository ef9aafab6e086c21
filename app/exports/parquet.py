"""Parquet: typed columns, with their descriptions and the release in the metadata."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
from pyarrow import parquet as pq

from app.evidence.records.columns import Column
from app.exports.about import About
from app.exports.files import chunks

_TYPES = {
    "text": pa.string(),
    "whole number": pa.int64(),
    "number": pa.float64(),
    "list of text": pa.list_(pa.string()),
}
_ROWS_AT_ONCE = 10_000


def parquet(rows: Iterable[Mapping[str, Any]], about: About) -> Iterator[bytes]:
    """A Parquet file, written a group of rows at a time."""
    schema = pa.schema([_field(column) for column in about.columns]).with_metadata(
        {"title": about.said, "release": about.release, "citation": about.citation}
    )
    names = [column.name for column in about.columns]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.parquet"
        waiting = iter(rows)
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            while some := list(islice(waiting, _ROWS_AT_ONCE)):
                columns = {name: [row[name] for row in some] for name in names}
                writer.write_table(pa.table(columns, schema=schema))
        yield from chunks(path)


def _field(column: Column) -> pa.Field:
    said = {"title": column.title, "description": column.definition}
    if column.unit:
        said["unit"] = column.unit
    if column.words:
        said["words"] = ";".join(column.words)
    return pa.field(column.name, _TYPES[column.type], column.may_be_blank, said)
