"""Every face of a list, read back into rows by the programs that people use."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pyarrow.parquet as pq

Rows = list[dict[str, Any]]


def from_csv(content: bytes) -> Rows:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def from_json_lines(content: bytes) -> Rows:
    return [json.loads(line) for line in content.splitlines()]


def from_workbook(content: bytes) -> Rows:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def from_parquet(content: bytes) -> Rows:
    rows: Rows = pq.read_table(io.BytesIO(content)).to_pylist()
    return rows


READ: dict[str, Callable[[bytes], Rows]] = {
    "csv": from_csv,
    "jsonl": from_json_lines,
    "xlsx": from_workbook,
    "parquet": from_parquet,
}
