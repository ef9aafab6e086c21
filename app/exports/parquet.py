"""Parquet: typed columns, with their descriptions and the release in the metadata."""

from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
from pyarrow import parquet as pq

from app.evidence.records.columns import Block, Column
from app.exports.files import About, chunks

_TYPES = {
    "text": pa.string(),
    "whole number": pa.int64(),
    "number": pa.float64(),
    "list of text": pa.list_(pa.string()),
}
_ROWS_AT_ONCE = 5_000


def parquet(blocks: Iterable[Block], about: About) -> Generator[bytes]:
    """A Parquet file, written a group of rows at a time."""
    schema = pa.schema([_field(column) for column in about.columns]).with_metadata(
        {"title": about.title, "release": about.release, "citation": about.citation}
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.parquet"
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for group in _groups(blocks, schema):
                writer.write_table(group)
        yield from chunks(path)


def _groups(blocks: Iterable[Block], schema: pa.Schema) -> Iterator[pa.Table]:
    """Tables of many rows: a file of small groups would be larger."""
    waiting: list[pa.Table] = []
    for block in blocks:
        waiting.append(pa.table(dict(block), schema=schema))
        if sum(table.num_rows for table in waiting) >= _ROWS_AT_ONCE:
            yield pa.concat_tables(waiting).combine_chunks()
            waiting = []
    if waiting:
        yield pa.concat_tables(waiting).combine_chunks()


def _field(column: Column) -> pa.Field:
    metadata = {"title": column.title, "description": column.definition}
    if column.unit:
        metadata["unit"] = column.unit
    if column.words:
        metadata["words"] = ";".join(column.words)
    return pa.field(column.name, _TYPES[column.type], column.may_be_blank, metadata)
