"""Some rows of a list by column: what long lists are read in, and files are written from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Block = Mapping[str, Sequence[Any]]
"""Rows in order: under the name of each column its values."""


def by_column(rows: Sequence[Mapping[str, Any]], columns: Iterable[str]) -> Block:
    """Rows as a block."""
    return {name: [row[name] for row in rows] for name in columns}


def by_row(block: Block) -> Iterator[dict[str, Any]]:
    """The rows of a block, in order."""
    names = tuple(block)
    for row in zip(*block.values(), strict=True):
        yield dict(zip(names, row))  # noqa: B905 (a million times, and the lengths are the same)
