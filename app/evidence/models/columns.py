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
"""What a cell of a data file may be; `ingest/cells.py` says how each is checked."""
_NUMBERS: dict[Kind, Any] = {
    "ordinal": sa.Integer,
    "count": sa.Integer,
    "share": sa.Double,
    "number": sa.Double,
}
KIND, CHECKED, TITLE, DEFINITION, UNIT = "kind", "is_checked", "title", "definition", "unit"
"""What a column of a table knows: its kind or closed list of words, if the table checks it, and
how readers are told of it. What refers to another row is, and is called, as the key of that."""

_TITLES = {
    "dfe_number": "DfE number",
    "doi": "DOI",
    "isbn": "ISBN",
    "ons_code": "ONS code",
    "reported_by": "Whose word",
    "ror_id": "ROR",
    "sha256": "SHA-256",
    "source_url": "Seen at",
    "text_summary": "Summary",
    "url": "Address",
}
"""What columns are called whose name is no title."""

Told = tuple[str, Kind]
"""The definition of a column, and its kind."""
PARAGRAPH: Told = ("Paragraph of the source, numbered from P001 by the codebook.", "paragraph id")
PAGE: Told = (
    "Printed page on which the paragraph begins; blank in a source without pages.",
    "ordinal",
)
ANCHOR: Told = ("Up to eight words as printed that pin the claim to its paragraph.", "anchor")
SUMMARY: Told = ("What it says, in our own words.", "statement")
PUBLISHED: Told = ("Date as precisely as it is known (ISO 8601).", "date")
OF_NO_PROJECT = "Id of the project; blank where none is named."
NOTE = "What else there is to know, conflicts between sources among it."
AGREES_WITH = "Ids of claims of other sources that say the same."
DIFFERS_FROM = "Ids of claims of other sources that say otherwise."


class Table(SQLModel):
    """A table of the evidence, named after its class: `project_event`."""

    @declared_attr  # type: ignore[arg-type]
    def __tablename__(cls) -> str:  # noqa: N805 (as SQLAlchemy calls it)
        return re.sub("(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()

    also: ClassVar[tuple[sa.schema.SchemaItem, ...]] = ()
    """Constraints and indexes beside those that the columns tell."""
    not_coded: ClassVar[tuple[str, ...]] = ()
    """Of a claim: the columns that the two coders did not write down."""

    @declared_attr.directive
    def __table_args__(cls) -> Any:  # noqa: N805 (as SQLAlchemy calls it)
        """A word is of its list, and a place is a paragraph that its source has."""
        fields = cls.model_fields
        infos = {name: _info(field) for name, field in fields.items()}
        checks = [_check(info[KIND], name) for name, info in infos.items() if info.get(CHECKED)]
        has_place = {"source_id", "paragraph"} <= fields.keys() and "heading" not in fields
        return (*checks, *cls.also, *([_place_in_source()] if has_place else []))


def key(definition: str = "", kind: Kind = "id") -> Any:
    """What names the row, alone or with others."""
    return _field(kind, definition, primary_key=True)


def key_of(target: str, kind: Kind | None = None, *, is_indexed: bool = False) -> Any:
    """What names a row that must exist, and with others this one."""
    return _field(kind, references=_references(target), primary_key=True, index=is_indexed)


def column(
    definition: str = "",
    kind: Kind = "text",
    unit: str | None = None,
    *,
    title: str = "",
    is_indexed: bool = False,
) -> Any:
    """A column of some kind; a row may have a blank there where its type says so."""
    return _field(kind, definition, index=is_indexed, info={UNIT: unit, TITLE: title})


def word(
    words: Vocabulary,
    definition: str = "",
    *,
    title: str = "",
    is_indexed: bool = False,
    is_checked: bool = True,
) -> Any:
    """A word of a closed list.

    A load checks it, and the table too, except where the column was added later: SQLite cannot add
    a CHECK to a table that exists.
    """
    return _field(words, definition, index=is_indexed, info={CHECKED: is_checked, TITLE: title})


def reference(
    target: str, definition: str = "", *, title: str = "", is_indexed: bool = True
) -> Any:
    """What names a row that must exist."""
    references = _references(target)
    return _field(None, definition, references, index=is_indexed, info={TITLE: title})


def _field(
    kind: Kind | Vocabulary | None,
    definition: str = "",
    references: Sequence[sa.ForeignKey] = (),
    info: Mapping[str, Any] = MappingProxyType({}),
    **more: Any,
) -> Any:
    number = _NUMBERS.get(kind) if isinstance(kind, str) else None
    return Field(
        sa_type=number or EvidenceText,
        sa_column_args=references,
        sa_column_kwargs={"info": {KIND: kind, DEFINITION: definition, **info}},
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
    return sa.ForeignKeyConstraint(
        ["source_id", "paragraph"],
        ["paragraph.source_id", "paragraph.paragraph"],
        deferrable=True,
        initially="DEFERRED",
    )


def members(
    name: str,
    owner: type[Table],
    column: str,
    of: type[Table] | Vocabulary | Kind,
    definition: str = "",
) -> sa.Table:
    """The table of a list: the members that each owner has, in their order.

    `column` is that of the data file, which holds the list. Members are rows of a table, words of a
    closed list, or of a kind that nobody looks for. A definition makes the list public.
    """
    key, words, references = table(owner).primary_key.columns[0], [], []
    info: dict[str, Any] = {DEFINITION: definition}
    member = column if of is owner else name.removeprefix(f"{table(owner).name}_")
    if isinstance(of, Vocabulary | str):
        info[KIND] = of
        words = [_check(of, of.name)] if isinstance(of, Vocabulary) else []
    else:
        target = table(of).primary_key.columns[0]
        member, references = member if of is owner else target.name, _references(str(target))
    is_indexed = definition != "" and not isinstance(of, str)
    own = sa.Column(
        member, EvidenceText, *references, primary_key=True, index=is_indexed, info=info
    )
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


def told(column: sa.Column[Any], name: str) -> tuple[str, str]:
    """The title and the definition of a column that has a name in its file."""
    title, definition = column.info.get(TITLE), column.info.get(DEFINITION)
    if not definition and column.foreign_keys:
        target = next(iter(column.foreign_keys)).column
        return told(target, target.name)
    title = title or title_of(name)
    return title, definition or f"Id of the {title.lower()}."


def title_of(name: str) -> str:
    """What a column is called: "Lead type", "Project", "Findings"."""
    plain, count = re.subn("_(ids|count)$", "s", name)
    plain = plain if count else re.sub("_(id|gbp)$", "", name)
    return _TITLES.get(name) or plain.replace("_", " ").capitalize()


def table(model: type[SQLModel]) -> sa.Table:
    """The table of a model: reading and loading deal in rows, never in objects."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


def _references(target: str) -> list[sa.ForeignKey]:
    # Checked at the end of the transaction: a load may then put rows in any order.
    return [sa.ForeignKey(target, deferrable=True, initially="DEFERRED")]
