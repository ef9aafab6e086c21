"""The few kinds of column that the tables are made of."""

import re
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from app.database import CONSTRAINT_NAMES, EvidenceText
from app.evidence.vocabulary import Vocabulary

SQLModel.metadata.naming_convention = CONSTRAINT_NAMES


class Table(SQLModel):
    """A table of the evidence, named after its class: `project_event`."""

    @declared_attr  # type: ignore[arg-type]
    def __tablename__(cls) -> str:  # noqa: N805 (as SQLAlchemy calls it)
        return re.sub("(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()


def key(target: str | None = None, *, is_indexed: bool = False) -> Any:
    """Text that names the row, alone or with others; with a target, of a row that must exist."""
    return Field(
        primary_key=True,
        sa_type=EvidenceText,
        index=is_indexed,
        sa_column_args=_references(target),
    )


def text(*, is_indexed: bool = False) -> Any:
    """Text that every row has."""
    return Field(sa_type=EvidenceText, index=is_indexed)


def blank_text(*, is_indexed: bool = False) -> Any:
    """Text that a row has where a source gives it."""
    return Field(default=None, nullable=True, sa_type=EvidenceText, index=is_indexed)


def blank_number(*, is_indexed: bool = False) -> Any:
    """A quantity that a row has where a source gives it."""
    return Field(default=None, nullable=True, sa_type=sa.Double, index=is_indexed)


def blank_page() -> Any:
    """The printed page of a place; blank in a source without pages."""
    return Field(default=None, nullable=True)


def reference(target: str, *, is_indexed: bool = True) -> Any:
    """The id of a row that must exist."""
    return Field(sa_type=EvidenceText, index=is_indexed, sa_column_args=_references(target))


def reference_by_number(target: str) -> Any:
    """The number of a row that must exist, as a part of what names this one."""
    return Field(primary_key=True, sa_column_args=_references(target))


def blank_reference(target: str, *, is_indexed: bool = True) -> Any:
    """The id of a row that must exist, or a blank."""
    return Field(
        default=None,
        nullable=True,
        sa_type=EvidenceText,
        index=is_indexed,
        sa_column_args=_references(target),
    )


def word_of(vocabulary: Vocabulary, column: str | None = None) -> sa.CheckConstraint:
    """A CHECK that refuses every word outside a closed list. A blank passes where it may."""
    name = column or vocabulary.name
    return sa.CheckConstraint(sa.column(name).in_(vocabulary.codes), name=name)


def indexed(owner: str, *columns: str) -> sa.Index:
    """An index of several columns, named after them."""
    return sa.Index(f"ix_{owner}_{'_'.join(columns)}", *columns)


def place_in_source() -> sa.ForeignKeyConstraint:
    """A claim stands in a paragraph that its source has."""
    return sa.ForeignKeyConstraint(
        ["source_id", "paragraph"],
        ["paragraph.source_id", "paragraph.paragraph"],
        deferrable=True,
        initially="DEFERRED",
    )


def members(
    name: str,
    owner: type[Table],
    member: str,
    of: type[Table] | Vocabulary | None = None,
    *,
    is_indexed: bool = True,
) -> sa.Table:
    """The table of a list: the members that each owner has, in their order.

    They are rows of a table, words of a closed list, or any text, which nobody looks for.
    """
    key, rows, words = table(owner).primary_key.columns[0], [], []
    if isinstance(of, Vocabulary):
        words = [word_of(of)]
    elif of:
        rows = _references(str(table(of).primary_key.columns[0]))
    return sa.Table(
        name,
        SQLModel.metadata,
        sa.Column(key.name, EvidenceText, *_references(str(key)), primary_key=True),
        sa.Column(member, EvidenceText, *rows, primary_key=True, index=bool(of) and is_indexed),
        sa.Column("position", sa.Integer, nullable=False),
        *words,
    )


def table(model: type[SQLModel]) -> sa.Table:
    """The table of a model: reading and loading deal in rows, never in objects."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


def _references(target: str | None) -> list[sa.ForeignKey]:
    # Checked at the end of the transaction: a load may then put rows in any order.
    return [sa.ForeignKey(target, deferrable=True, initially="DEFERRED")] if target else []
