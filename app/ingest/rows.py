"""What one valid row of a data file is: as the columns of its table say."""

from collections.abc import Mapping
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, create_model

from app.evidence.models.columns import KIND, Kind
from app.evidence.vocabulary import Vocabulary
from app.ingest import cells

COMPUTED = ("position", "difference", "change_percent")
"""Columns that are computed when the data are loaded."""

_CELLS: dict[Kind, Any] = {
    "id": cells.Id,
    "theme id": cells.ThemeId,
    "paragraph id": cells.ParagraphId,
    "name": cells.Name,
    "text": cells.Text,
    "anchor": cells.Anchor,
    "statement": cells.Statement,
    "address": cells.Address,
    "sha256": cells.Sha256,
    "date": cells.PartialDate,
    "day": cells.Day,
    "ordinal": cells.Ordinal,
    "count": cells.Count,
    "share": cells.Share,
    "number": cells.Quantity,
}


class Row(BaseModel):
    """One row of a data file, every cell of it checked."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def row_of(table: sa.Table, lists: Mapping[str, sa.Column[Any]]) -> type[Row]:
    """The rows of a file: a cell for each column of its table, and for each list its members."""
    columns = [column for column in table.columns if column.name not in COMPUTED]
    fields: dict[str, Any] = {column.name: (_cell(column), ...) for column in columns}
    fields |= {name: (_list_of(_kind(member)), ...) for name, member in lists.items()}
    return create_model(table.name, __base__=Row, **fields)


def _cell(column: sa.Column[Any]) -> Any:
    kind = _kind(column)
    if column.nullable:
        is_text = kind == "text"
        return cells.BlankText if is_text else Annotated[_member(kind) | None, cells.OrBlank]
    if isinstance(kind, Vocabulary):
        return Annotated[cells.Text, cells.word_of(kind)]
    return _CELLS[kind]


def _list_of(kind: Kind | Vocabulary) -> Any:
    member = _member(kind)
    return Annotated[list[member], cells.Listed]  # type: ignore[valid-type]


def _member(kind: Kind | Vocabulary) -> Any:
    return Annotated[str, cells.word_of(kind)] if isinstance(kind, Vocabulary) else _CELLS[kind]


def _kind(column: sa.Column[Any]) -> Kind | Vocabulary:
    """The kind of a column; what refers to another is of the kind of that."""
    kind: Kind | Vocabulary | None = column.info.get(KIND)
    return kind or _kind(next(iter(column.foreign_keys)).column)


def target_of(column: sa.Column[Any]) -> sa.Column[Any] | None:
    """The column whose rows a column refers to; nothing where it refers to none."""
    for key in column.foreign_keys:
        if key.constraint is not None and len(key.constraint.elements) == 1:
            return key.column
        # A place is that of a source.
        target = target_of(key.column)
        if target is not None:
            return target
    return None
