"""What names a row, and what refers to it: every id once, every reference to a row that is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any, get_args

from pydantic.fields import FieldInfo
from rapidfuzz import process

from app.errors import Problem, did_you_mean
from app.ingest.cells import To
from app.ingest.data_files import DataFile
from app.ingest.file_rows import FileRows
from app.ingest.rows import Row

MANY = 5_000
"""Among more ids than this the nearest are sought among those that look alike at a glance."""


@dataclass
class CheckedFile:
    """The valid rows of a file, and the ids of the others."""

    rows: FileRows
    refused_ids: set[str] = field(default_factory=set)
    is_complete: bool = True


def repeated_keys(file: DataFile, rows: FileRows) -> Iterator[Problem]:
    keys = rows.keys(file.key)
    if len(set(map(hash, keys))) == len(keys):
        return
    first: dict[Any, int] = {}
    for number, key in zip(rows.numbers, keys, strict=True):
        if key in first:
            said = ", ".join(repr(part) for part in (key if isinstance(key, tuple) else (key,)))
            yield Problem(
                "repeated-id",
                f"{file.name}, row {number}, column {file.key[0]}",
                f"found {said}, which row {first[key]} has already. Give it an id of its own.",
            )
        first.setdefault(key, number)


def dangling_references(file: DataFile, checked: Mapping[str, CheckedFile]) -> Iterator[Problem]:
    rows = checked[file.name].rows
    for column, target in references(file.row):
        strange = _members(rows[column]) - {None}
        known = ids_of(checked[target.file], target) if strange else None
        if known is None or strange <= known:
            continue
        near = _nearest_of(known)
        for number, cell in zip(rows.numbers, rows[column], strict=True):
            for member in cell if isinstance(cell, list) else [cell]:
                if member is not None and member not in known:
                    yield Problem(
                        "unknown-reference",
                        f"{file.name}, row {number}, column {column}",
                        f"found {member!r}, which is no {target.column} of {target.file}. "
                        f"{near(member)}",
                    )


def _members(cells: list[Any]) -> set[Any]:
    """Every cell, or member of a list in a cell, once."""
    if cells and isinstance(cells[0], list):
        return set(chain.from_iterable(cells))
    return set(cells)


def _nearest_of(known: set[str]) -> Callable[[str], str]:
    """Says which of many ids are near another; each is looked for once."""
    ids = sorted(known)

    @cache
    def near(member: str) -> str:
        if len(ids) <= MANY:
            return did_you_mean(member, ids)
        alike = process.extract(member, ids, limit=50, score_cutoff=60)
        return did_you_mean(member, [one for one, _, _ in alike] or ids[:MANY])

    return near


def ids_of(file: CheckedFile, target: To) -> set[str] | None:
    """The ids that a file defines; nothing where it could not be read."""
    return set(file.rows[target.column]) | file.refused_ids if file.is_complete else None


def references(row: type[Row]) -> list[tuple[str, To]]:
    """The columns of a file that hold ids of another, with where these belong."""
    found = [(column, _target(field)) for column, field in row.model_fields.items()]
    return [(column, target) for column, target in found if target]


def _target(field: FieldInfo) -> To | None:
    marks = [*field.metadata, *_marks_inside(field.annotation)]
    return next((mark for mark in marks if isinstance(mark, To)), None)


def _marks_inside(annotation: Any) -> list[Any]:
    inside: list[Any] = []
    for argument in get_args(annotation):
        inside += [argument, *_marks_inside(argument)]
    return inside
