"""The few kinds of column that the tables, and the data files that fill them, are made of."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar, Literal

import sqlalchemy as sa
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from app.database import CONSTRAINT_NAMES, EvidenceText
from app.evidence.vocabulary import Vocabulary

SQLModel.metadata.naming_convention = CONSTRAINT_NAMES

Kind = Literal[
    "id", "theme id", "paragraph id", "name", "text", "anchor", "statement", "address", "sha256",
    "date", "day", "ordinal", "count", "share", "number",
]  # fmt: skip
"""What a cell of a data file may be; `ingest/rows.py` says how each is checked."""
_NUMBERS: dict[Kind, Any] = {
    "ordinal": sa.Integer,
    "count": sa.Integer,
    "share": sa.Double,
    "number": sa.Double,
}
KIND, CHECKED, TITLE, DEFINITION, UNIT = "kind", "is_checked", "title", "definition", "unit"
"""What a column of a table knows: its kind or closed list of words, if the table checks it, and
how readers are told of it. What refers to another row is, and is called, as the key of that."""

Titled = tuple[str, str, Kind]
"""The title and the definition of a column, and its kind."""
PARAGRAPH: Titled = (
    "Paragraph",
    "Paragraph of the source, numbered from P001 by the codebook.",
    "paragraph id",
)
PAGE: Titled = (
    "Page",
    "Printed page on which the paragraph begins; blank in a source without pages.",
    "ordinal",
)
ANCHOR: Titled = (
    "Anchor",
    "Up to eight words as printed that pin the claim to its paragraph.",
    "anchor",
)
SUB_THEME = ("Sub-theme", "Id of the sub-theme: theme.sub-theme.")
OF_NO_PROJECT = ("Project", "Id of the project; blank where none is named.")
NOTE = ("Note", "What else there is to know, conflicts between sources among it.")
SUMMARY: Titled = ("Summary", "What it says, in our own words.", "statement")
PUBLISHED: Titled = ("Published", "Date as precisely as it is known (ISO 8601).", "date")
AGREES_WITH = ("Agrees with", "Ids of claims of other sources that say the same.")
DIFFERS_FROM = ("Differs from", "Ids of claims of other sources that say otherwise.")


class Table(SQLModel):
    """A table of the evidence, named after its class: `project_event`."""

    @declared_attr  # type: ignore[arg-type]
    def __tablename__(cls) -> str:  # noqa: N805 (as SQLAlchemy calls it)
        return re.sub("(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()

    also: ClassVar[tuple[sa.schema.SchemaItem, ...]] = ()
    """Constraints and indexes beside those that the columns tell."""

    @declared_attr.directive
    def __table_args__(cls) -> Any:  # noqa: N805 (as SQLAlchemy calls it)
        """A word is of its list, and a place is a paragraph that its source has."""
        fields = cls.model_fields
        infos = {name: _info(field) for name, field in fields.items()}
        checks = [_check(info[KIND], name) for name, info in infos.items() if info.get(CHECKED)]
        has_place = {"source_id", "paragraph"} <= fields.keys() and "heading" not in fields
        return (*checks, *cls.also, *([_place_in_source()] if has_place else []))


def key(title: str = "", definition: str = "", kind: Kind = "id") -> Any:
    """What names the row, alone or with others."""
    return _field(kind, title, definition or f"Id of the {title.lower()}.", primary_key=True)


def key_of(target: str, kind: Kind | None = None, *, is_indexed: bool = False) -> Any:
    """What names a row that must exist, and with others this one."""
    return _field(kind, references=_references(target), primary_key=True, index=is_indexed)


def column(
    title: str = "",
    definition: str = "",
    kind: Kind = "text",
    unit: str | None = None,
    *,
    is_indexed: bool = False,
) -> Any:
    """A column of some kind; a row may have a blank there where its type says so."""
    return _field(kind, title, definition, index=is_indexed, info={UNIT: unit})


def word(
    words: Vocabulary,
    title: str = "",
    definition: str = "",
    *,
    is_indexed: bool = False,
    is_checked: bool = True,
) -> Any:
    """A word of a closed list.

    A load checks it, and the table too, except where the column was added later: SQLite cannot add
    a CHECK to a table that exists.
    """
    return _field(words, title, definition, index=is_indexed, info={CHECKED: is_checked})


def reference(
    target: str, title: str = "", definition: str = "", *, is_indexed: bool = True
) -> Any:
    """What names a row that must exist."""
    return _field(None, title, definition, references=_references(target), index=is_indexed)


def _field(
    kind: Kind | Vocabulary | None,
    title: str = "",
    definition: str = "",
    *,
    references: Sequence[sa.ForeignKey] = (),
    info: Mapping[str, Any] = MappingProxyType({}),
    **more: Any,
) -> Any:
    number = _NUMBERS.get(kind) if isinstance(kind, str) else None
    return Field(
        sa_type=number or EvidenceText,
        sa_column_args=references,
        sa_column_kwargs={
            "info": {KIND: kind, TITLE: title, DEFINITION: definition, **info},
        },
        **more,
    )


def _check(words: Vocabulary, column: str) -> sa.CheckConstraint:
    """A CHECK that refuses every word outside a closed list. A blank passes where it may."""
    return sa.CheckConstraint(sa.column(column).in_(words.codes), name=column)


def _info(field: Any) -> Mapping[str, Any]:
    kwargs = getattr(field, "sa_column_kwargs", None)
    info: Mapping[str, Any] = kwargs["info"] if isinstance(kwargs, dict) else {}
    return info


def indexed(owner: str, *columns: str) -> sa.Index:
    """An index of several columns, named after them."""
    return sa.Index(f"ix_{owner}_{'_'.join(columns)}", *columns)


def _place_in_source() -> sa.ForeignKeyConstraint:
    """A reference to a paragraph of a source."""
    return sa.ForeignKeyConstraint(
        ["source_id", "paragraph"],
        ["paragraph.source_id", "paragraph.paragraph"],
        deferrable=True,
        initially="DEFERRED",
    )


def members(
    name: str,
    owner: type[Table],
    columns: tuple[str, str],
    of: type[Table] | Vocabulary | Kind,
    told: tuple[str, str] = ("", ""),
) -> sa.Table:
    """The table of a list: the members that each owner has, in their order.

    `columns` are that of the data file, which holds the list, and that of a member here. Members
    are rows of a table, words of a closed list, or of a kind that nobody looks for. What is told of
    a list makes it public.
    """
    column, member = columns
    key, words = table(owner).primary_key.columns[0], []
    is_indexed = told[0] != "" and not isinstance(of, str)
    value: dict[str, Any] = {"primary_key": True, "index": is_indexed}
    value["info"] = dict(zip((TITLE, DEFINITION), told, strict=True))
    if isinstance(of, Vocabulary):
        words = [_check(of, of.name)]
    if isinstance(of, Vocabulary | str):
        value["info"][KIND] = of
        own = sa.Column(member, EvidenceText, **value)
    else:
        target = str(table(of).primary_key.columns[0])
        own = sa.Column(member, EvidenceText, *_references(target), **value)
    members = sa.Table(
        name,
        SQLModel.metadata,
        sa.Column(key.name, EvidenceText, *_references(str(key)), primary_key=True),
        own,
        sa.Column("position", sa.Integer, nullable=False),
        *words,
    )
    lists_of(table(owner))[column] = members
    return members


def lists_of(table: sa.Table) -> dict[str, sa.Table]:
    """The columns of a data file that hold lists, each with the table of its members."""
    lists: dict[str, sa.Table] = table.info.setdefault("lists", {})
    return lists


def told(column: sa.Column[Any]) -> tuple[str, str]:
    """The title and the definition of a column."""
    if column.info.get(TITLE) or not column.foreign_keys:
        return column.info.get(TITLE, ""), column.info.get(DEFINITION, "")
    return told(next(iter(column.foreign_keys)).column)


def table(model: type[SQLModel]) -> sa.Table:
    """The table of a model: reading and loading deal in rows, never in objects."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


def _references(target: str) -> list[sa.ForeignKey]:
    # Checked at the end of the transaction: a load may then put rows in any order.
    return [sa.ForeignKey(target, deferrable=True, initially="DEFERRED")]
