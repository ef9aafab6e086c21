"""Rows of a data file -> rows of its tables, with what is computed at load."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import starmap
from typing import Any

from app.ingest.data_files import DataFile, FileRows
from app.ingest.validate import Dataset

Key = tuple[Any, ...]
TableRow = tuple[Any, ...]
"""The values of a row in the order of its columns, then its lists."""


def rows_of(file: DataFile, dataset: Dataset, places: Sequence[int]) -> Iterator[TableRow]:
    """The rows at some places of a file, with what is computed at load, and then the lists."""
    rows = dataset.rows[file.name]
    columns = [
        map(rows[name].__getitem__, places)
        if name in rows.columns
        else _computed(name, rows, places)
        for name in (*file.own, *file.lists)
    ]
    return zip(*columns, strict=True)


def _computed(name: str, rows: FileRows, places: Sequence[int]) -> Iterator[Any]:
    if name == "position":
        return iter(places)
    compute, columns = _COMPUTED_OF[name]
    values = (map(rows[column].__getitem__, places) for column in columns)
    return starmap(compute, zip(*values, strict=True))


def difference(
    value: float | None, baseline: float | None, comparator_value: float | None
) -> float | None:
    """The value less the baseline, or less the comparison group's, in the outcome's own unit."""
    base = baseline if baseline is not None else comparator_value
    if value is None or base is None:
        return None
    return round(value - base, 6)


def change_percent(
    value: float | None, baseline: float | None, reported_change: float | None
) -> float | None:
    """The change in per cent of the baseline, to one decimal; else the change that is reported."""
    if value is None or not baseline:
        return reported_change
    return round(100 * (value - baseline) / baseline, 1)


_COMPUTED_OF: Mapping[str, tuple[Callable[..., float | None], tuple[str, ...]]] = {
    "difference": (difference, ("value", "baseline", "comparator_value")),
    "change_percent": (change_percent, ("value", "baseline", "reported_change")),
}
"""How a column of an outcome is computed, and from which columns."""
