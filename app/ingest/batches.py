"""Rows by the thousand: columns of plainly valid cells are checked and read at once."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import GenericAlias
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from app.ingest.rows import Row

ROWS_AT_ONCE = 5_000


@contextmanager
def gc_paused() -> Iterator[None]:
    """Does without the search for garbage that refers to itself: rows do not, and are many."""
    is_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_enabled:
            gc.enable()


class ColumnChecks:
    """What each column of a file may hold, as the model of its rows defines it."""

    def __init__(self, row: type[Row], header: Sequence[str]) -> None:
        hints = get_type_hints(row, include_extras=True)
        self._header = tuple(header)
        self._checks = {
            column: TypeAdapter[list[Any]](_list_of(hints[column])) for column in row.model_fields
        }

    def values(self, rows: Sequence[Sequence[str]]) -> Mapping[str, Sequence[Any]] | None:
        """The values of the rows by column; None where any cell is not plainly valid.

        Then each row is to be checked as a whole, which says what is wrong and where.
        """
        if set(map(len, rows)) != {len(self._header)}:
            return None
        columns = dict(zip(self._header, zip(*rows, strict=True), strict=True))
        if not all(map(_is_plain, columns.values())):
            return None
        try:
            return {name: _read(check, columns[name]) for name, check in self._checks.items()}
        except ValidationError:
            return None


def _list_of(hint: Any) -> Any:
    return GenericAlias(list, (hint,))


def _is_plain(cells: Sequence[str]) -> bool:
    """Whether no cell has a line break, an invisible character or a space at its ends."""
    return "".join(cells).isprintable() and tuple(map(str.strip, cells)) == cells


def _read(check: TypeAdapter[list[Any]], cells: Sequence[str]) -> Sequence[Any]:
    # Most columns hold few words many times: each is checked once, and kept once.
    distinct = list(set(cells))
    if 2 * len(distinct) > len(cells):
        return check.validate_python(cells)
    values = dict(zip(distinct, check.validate_python(distinct), strict=True))
    return [values[cell] for cell in cells]
