"""Files of lines: CSV and JSON Lines, written as the rows are read."""

from collections.abc import Generator, Iterable, Sequence
from typing import Any

import orjson

from app.evidence.records.columns import Block, Column, by_row
from app.exports.about import About
from app.exports.cells import FORMULA_SIGNS, flat, safe

_END = "\r\n"
_QUOTED = ('"', "\r", "\n")
"""With the comma, what a cell holds only between quotes."""
_MAX_CACHED = 4_096


def csv_lines(blocks: Iterable[Block], about: About) -> Generator[bytes]:
    """A header and a line a row, RFC 4180, a block at a time."""
    columns = [(column, _Known()) for column in about.columns]
    waiting = ",".join(column.name for column, _ in columns) + _END
    for block in blocks:
        cells = [_cells(block[column.name], column, known) for column, known in columns]
        if len(cells) == 1:
            # An empty line would be no row.
            cells = [(cell or '""' for cell in cells[0])]
        lines = _END.join(map(",".join, zip(*cells, strict=True)))
        yield f"{waiting}{lines}{_END}".encode()
        waiting = ""
    if waiting:
        yield waiting.encode()


class _Known(dict[str | None, str]):
    """The cells of a column by their texts: most columns say few things, a million times."""

    def __missing__(self, text: str | None) -> str:
        cell = self[text] = _cell(text or "")
        return cell


def _cells(values: Sequence[Any], column: Column, known: _Known) -> Iterable[str]:
    if column.type in {"number", "whole number"}:
        return ("" if value is None else str(value) for value in values)
    texts = list(map(flat, values)) if column.type == "list of text" else values
    return map(known.__getitem__, texts) if len(known) < _MAX_CACHED else _all_different(texts)


def _all_different(values: Sequence[str | None]) -> Sequence[str]:
    """The cells of texts: all are looked at together, and one by one only where one needs it."""
    texts = [value or "" for value in values]
    together = "".join(texts)
    is_safe = _FIRST_SIGNS.isdisjoint({text[:1] for text in texts})
    if not is_safe or any(mark in together for mark in _QUOTED):
        return [_cell(text) for text in texts]
    if "," in together:
        return [f'"{text}"' if "," in text else text for text in texts]
    return texts


_FIRST_SIGNS = frozenset(FORMULA_SIGNS)


def _cell(text: str) -> str:
    text = safe(text)
    if "," not in text and not any(mark in text for mark in _QUOTED):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def json_lines(blocks: Iterable[Block], _about: About) -> Generator[bytes]:
    """A JSON object a line, as in the results of a page."""
    for block in blocks:
        yield b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in by_row(block))
