"""What a table is: its columns, its lists and what is derived, in the order of public rows."""

import re
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import declared_attr
from sqlmodel import SQLModel
from sqlmodel.main import SQLModelMetaclass

from app.database import CONSTRAINT_NAMES, EvidenceText
from app.evidence.models import columns as c
from app.evidence.models.columns import Derived
from app.evidence.vocabulary import Vocabulary

SQLModel.metadata.naming_convention = CONSTRAINT_NAMES


class _WithDerivedColumns(SQLModelMetaclass):
    """Takes derived columns out of a table class before SQLModel would make columns of them.

    A table class lists its public columns in order. Those that are not in the database are set to
    `c.derived(...)` or `c.list_of(...)`; they stand in `declared` alone.
    """

    def __new__(
        mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any
    ) -> Any:
        kinds = namespace.get("__annotations__", {})
        columns = {each: (kinds[each], namespace[each]) for each in kinds if each in namespace}
        for column, (_, declared) in columns.items():
            if isinstance(declared, Derived):
                del kinds[column], namespace[column]
        made = super().__new__(mcs, name, bases, namespace, **options)
        made.declared = {
            column: each
            for column, each in columns.items()
            if isinstance(each[1], Derived) or c.info_of(each[1])
        }
        return made

    def __init__(
        cls: Any, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any
    ) -> None:
        super().__init__(name, bases, namespace, **options)
        for column, (_, declared) in cls.declared.items():
            if isinstance(declared, Derived) and declared.members:
                _add_members(table(cls), column, declared)


class Table(SQLModel, metaclass=_WithDerivedColumns):
    """A table of the evidence, named after its class, `project_event`; or rows made of several."""

    declared: ClassVar[dict[str, tuple[Any, Any]]]
    """What public rows may have: the type of each column, and how it is declared."""
    extra_constraints: ClassVar[tuple[sa.schema.SchemaItem, ...]] = ()
    """Constraints and indexes beside those of the columns."""
    uncoded_columns: ClassVar[tuple[str, ...]] = ()
    """Of a claim: the columns that the two coders did not fill."""

    @declared_attr  # type: ignore[arg-type]
    def __tablename__(cls) -> str:  # noqa: N805 (as SQLAlchemy calls it)
        return re.sub("(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()

    @declared_attr.directive
    def __table_args__(cls) -> Any:  # noqa: N805 (as SQLAlchemy calls it)
        """A word is of its list, and a place is a paragraph that its source has."""
        fields = cls.model_fields
        infos = {name: c.info_of(field) for name, field in fields.items()}
        checks = [_check(info[c.KIND], name) for name, info in infos.items() if info.get(c.CHECKED)]
        has_place = {"source_id", "paragraph"} <= fields.keys() and "heading" not in fields
        return (*checks, *cls.extra_constraints, *([_place_in_source()] if has_place else []))


def _check(words: Vocabulary, column: str) -> sa.CheckConstraint:
    """A CHECK that refuses every word outside a closed list. A blank passes where it may."""
    return sa.CheckConstraint(sa.column(column).in_(words.codes), name=column)


def _place_in_source() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["source_id", "paragraph"],
        ["paragraph.source_id", "paragraph.paragraph"],
        deferrable=True,
        initially="DEFERRED",
    )


def _add_members(owner: sa.Table, column: str, declared: Derived) -> None:
    """The table of a list: the members that each row has, in their order."""
    key, of, words = owner.primary_key.columns[0], declared.members, declared.words
    info: dict[str, Any] = {c.DEFINITION: declared.definition}
    member, references = declared.table, []
    if words or of in c.KINDS:
        info[c.KIND] = of
    else:
        references = c.references_to(str(of))
        member = column if of == owner.name else f"{of}_id"
    member_column = sa.Column(
        member,
        EvidenceText,
        *references,
        primary_key=True,
        index=declared.definition != "" and bool(words or references),
        info=info,
    )
    lists_of(owner)[column] = sa.Table(
        f"{owner.name}_{declared.table}",
        owner.metadata,
        sa.Column(key.name, EvidenceText, *c.references_to(owner.name, key.name), primary_key=True),
        member_column,
        sa.Column("position", sa.Integer, nullable=False),
        *([_check(words, words.name)] if words else []),
    )


def lists_of(table: sa.Table) -> dict[str, sa.Table]:
    """The columns of a data file that hold lists, each with the table of its members."""
    lists: dict[str, sa.Table] = table.info.setdefault("lists", {})
    return lists


def members(of: type[Table], column: str) -> sa.Table:
    return lists_of(table(of))[column]


def table(model: type[SQLModel]) -> sa.Table:
    """The table of a model: reading and loading deal in rows, never in objects."""
    return table_named(str(model.__tablename__))


def table_named(name: str) -> sa.Table:
    return SQLModel.metadata.tables[name]
