"""Parquet: typed columns, with their descriptions and the release in the metadata."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import accumulate, chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from arro3.core import Array, DataType, Field, RecordBatch, RecordBatchReader, Schema, list_array
from arro3.io import write_parquet

from app.evidence.records import Block, Column
from app.exports.files import FileDescription, chunks

_TEXT = DataType.string()
_TYPES = {
    "text": _TEXT,
    "whole number": DataType.int64(),
    "number": DataType.float64(),
    "list of text": DataType.list(Field("element", _TEXT)),
}
_ROWS_OF_A_GROUP = 20_000
"""A file of small groups would be larger; a group is in memory until it is whole."""


def parquet(blocks: Iterable[Block], about: FileDescription) -> Generator[bytes]:
    """A Parquet file, written a group of rows at a time."""
    schema = Schema(
        [_field(column) for column in about.columns],
        metadata={"title": about.title, "release": about.release, "citation": about.citation},
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.parquet"
        _write(blocks, about.columns, schema, path)
        yield from chunks(path)


def _write(blocks: Iterable[Block], columns: Sequence[Column], schema: Schema, path: Path) -> None:
    faults: list[BaseException] = []

    def batches() -> Iterator[RecordBatch]:
        try:
            for block in blocks:
                arrays = [_array(block[column.name], _TYPES[column.type]) for column in columns]
                yield RecordBatch.from_arrays(arrays, schema=schema)
        except Exception as error:
            faults.append(error)
            raise

    reader = RecordBatchReader.from_batches(schema, batches())
    try:
        write_parquet(reader, path, compression="zstd(1)", max_row_group_size=_ROWS_OF_A_GROUP)
    except BaseException as error:
        # Of a fault of the database the writer passes on the words alone. Of a full disk it makes a
        # panic, which is no Exception and which nothing that answers a fault would see.
        is_panic = type(error).__name__ == "PanicException"
        raise (faults or [OSError(str(error)) if is_panic else error])[0] from None


def _array(values: Sequence[Any], of: DataType) -> Array:
    if of != _TYPES["list of text"]:
        return Array(values, of)
    ends = Array(list(accumulate(map(len, values), initial=0)), DataType.int32())
    return list_array(ends, Array(list(chain.from_iterable(values)), _TEXT), type=of)


def _field(column: Column) -> Field:
    metadata = {"title": column.title, "description": column.definition}
    if column.unit:
        metadata["unit"] = column.unit
    if column.words:
        metadata["words"] = ";".join(column.words)
    return Field(column.name, _TYPES[column.type], column.may_be_blank, metadata=metadata)
