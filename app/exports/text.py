"""Files of lines: CSV and JSON Lines, written as the rows are read."""

from collections.abc import Generator, Iterable, Sequence
from typing import Any

import orjson

from app.evidence.records.columns import Block, Column, by_row
from app.exports.files import About, flat

FORMULA_STARTS = frozenset("=+-@\t\r＝＋－＠")
"""Text that begins so would be run by a spreadsheet; an apostrophe is put before it."""

_END = "\r\n"
_QUOTED = ('"', "\r", "\n")
"""With the comma, what needs quotes round a cell."""
_MAX_CACHED = 4_096


def csv_lines(blocks: Iterable[Block], about: About) -> Generator[bytes]:
    """A header and a line a row, RFC 4180, a block at a time."""
    columns = [(column, _CellCache()) for column in about.columns]
    header = ",".join(column.name for column, _ in columns) + _END
    for block in blocks:
        cells = [_cells(block[column.name], column, cache) for column, cache in columns]
        if len(cells) == 1:
            # An empty line would not be read as a row.
            cells = [(cell or '""' for cell in cells[0])]
        lines = _END.join(map(",".join, zip(*cells, strict=True)))
        yield f"{header}{lines}{_END}".encode()
        header = ""
    if header:
        yield header.encode()


class _CellCache(dict[str | None, str]):
    """The cells of a column by their texts: most columns repeat a few texts a million times."""

    def __missing__(self, text: str | None) -> str:
        cell = self[text] = _cell(text or "")
        return cell


def _cells(values: Sequence[Any], column: Column, cache: _CellCache) -> Iterable[str]:
    if column.type in {"number", "whole number"}:
        return ("" if value is None else str(value) for value in values)
    texts = list(map(flat, values)) if column.type == "list of text" else values
    return map(cache.__getitem__, texts) if len(cache) < _MAX_CACHED else _distinct_cells(texts)


def _distinct_cells(values: Sequence[str | None]) -> Sequence[str]:
    """The cells of texts, which are checked together, and one by one only if any needs quotes."""
    texts = [value or "" for value in values]
    joined = "".join(texts)
    is_safe = (FORMULA_STARTS | {"'"}).isdisjoint({text[:1] for text in texts})
    if not is_safe or any(mark in joined for mark in _QUOTED):
        return [_cell(text) for text in texts]
    if "," in joined:
        return [f'"{text}"' if "," in text else text for text in texts]
    return texts


def safe(value: Any) -> Any:
    """A value that no spreadsheet runs as a formula. Numbers stay numbers.

    What has apostrophes before such a start already gets another: to take one away undoes it.
    """
    value = flat(value)
    is_formula = isinstance(value, str) and value.lstrip("'")[:1] in FORMULA_STARTS
    return f"'{value}" if is_formula else value


def _cell(text: str) -> str:
    text = safe(text)
    if "," not in text and not any(mark in text for mark in _QUOTED):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def table_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A small table that is no list, by the same rules."""
    lines = [",".join(columns)]
    lines += [",".join("" if v is None else _cell(str(flat(v))) for v in row) for row in rows]
    return _END.join([*lines, ""]).encode()


def json_lines(blocks: Iterable[Block], _about: About) -> Generator[bytes]:
    """A JSON object a line, as in the results of a page."""
    for block in blocks:
        yield b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in by_row(block))
