"""Public rows: what each column is called and means, its unit and its words; rows by column."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any, ClassVar, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from app.evidence import vocabulary as v
from app.evidence.catalogue import NameKind
from app.evidence.models import columns as c
from app.evidence.models.columns import KIND, UNIT, Table, lists_of, table, title_of, told
from app.evidence.vocabulary import Vocabulary

Type = Literal["text", "whole number", "number", "list of text"]
Declared = dict[str, tuple[Any, FieldInfo]]
"""Columns by their names: the type of each, and what it means."""
LABEL = "What a reader calls it."
NUMBERS: tuple[Type, ...] = ("whole number", "number")
_TYPES: dict[Any, Type] = {str: "text", int: "whole number", float: "number"}


@dataclass(frozen=True)
class Column:
    """What the dictionary says of a column, and every face does with it."""

    name: str
    type: Type
    may_be_blank: bool
    title: str
    definition: str
    unit: str | None
    words: tuple[str, ...]


@dataclass(frozen=True)
class Naming:
    """A column of names: where their ids stand, and of what they are."""

    ids: str
    of: NameKind
    definition: str = LABEL


NAMES = {
    "project_name": Naming("project_id", "projects", "The project's own title."),
    "source_title": Naming("source_id", "sources", "Title of the source."),
    "theme_label": Naming("theme_id", "themes"),
    "theme_labels": Naming("theme_ids", "themes", "What a reader calls these themes."),
    "parent_label": Naming("parent_id", "themes"),
    "parent_theme_label": Naming("parent_theme_id", "themes"),
    "response_theme_label": Naming("response_theme_id", "themes"),
    "lead_organisation_name": Naming("lead_organisation_id", "organisations", "Who led it."),
    "joint_lead_names": Naming("joint_lead_ids", "organisations", "Who led it too."),
    "evaluator_names": Naming("evaluator_ids", "organisations", "Who evaluated it."),
    "area_names": Naming("areas", "areas", "What these areas are called."),
    "region_name": Naming("region_id", "areas"),
}
"""The columns of names, each after that of the ids."""


class Record(BaseModel):
    """One public row. Its columns are the CSV header, the JSON fields and the dictionary.

    They are those of a table and those declared here, in an order that names no label: each word
    and each id is followed by what a reader calls it, except the id of the row itself.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", field_title_generator=lambda name, _: title_of(name)
    )
    of_table: ClassVar[type[Table]]

    def __init_subclass__(
        cls, of: type[Table] | None = None, order: str = "", **options: Any
    ) -> None:
        """Declare the columns before Pydantic reads them."""
        super().__init_subclass__(**options)
        if of is None:
            return
        cls.of_table = of
        own: Any = {name: (kind, vars(cls)[name]) for name, kind in cls.__annotations__.items()}
        known = {**_SHARED, **_of_table(of), **own}
        if unknown := [name for name in order.split() if name not in known]:
            raise TypeError(
                f"{cls.__name__}: its order names {unknown}: no column of {of.__name__}."
            )
        columns = _in_order(order, known, of)
        cls.__annotations__ = {name: kind for name, (kind, _) in columns.items()}
        for name, (_, field) in columns.items():
            setattr(cls, name, field)

    @classmethod
    def columns(cls) -> list[str]:
        """The names of the columns, in the order in which every face shows them."""
        return list(cls.model_fields)

    @classmethod
    def vocabularies(cls) -> dict[str, Vocabulary]:
        """The closed lists of words, by the columns that hold their codes."""
        return {
            name: words
            for name, field in cls.model_fields.items()
            for words in field.metadata
            if isinstance(words, Vocabulary)
        }

    @classmethod
    def described(cls) -> list[Column]:
        """Every column with its type, title, definition, unit and words."""
        return [_described(name, cls) for name in cls.columns()]


def column(
    definition: str,
    unit: str | None = None,
    words: Vocabulary | None = None,
    *,
    title: str | None = None,
) -> Any:
    """A column that every row has; where it may be blank, its type says so."""
    extra: dict[str, Any] = {}
    if unit:
        extra["unit"] = unit
    if words:
        extra["x-words"] = list(words.codes)
    field = Field(title=title, description=definition, json_schema_extra=extra or None)
    if words:
        field.metadata.append(words)
    return field


def _described(name: str, record: type[Record]) -> Column:
    field = record.model_fields[name]
    said = field.json_schema_extra
    extra: dict[str, Any] = said if isinstance(said, dict) else {}
    kind, may_be_blank = _type(field.annotation)
    return Column(
        name,
        kind,
        may_be_blank,
        field.title or title_of(name),
        field.description or "",
        extra.get("unit"),
        tuple(extra.get("x-words", ())),
    )


def _type(annotation: Any) -> tuple[Type, bool]:
    inside = get_args(annotation)
    if NoneType in inside:
        return _TYPES[inside[0]], True
    return ("list of text", False) if inside else (_TYPES[annotation], False)


def _in_order(order: str, known: Declared, of: type[Table]) -> Declared:
    """The columns of a record, each with the label or the name that follows it."""
    columns: Declared = {}
    for name in order.split() or _of_table(of):
        is_key = not columns
        kind, field = columns[name] = known[name]
        if any(isinstance(each, Vocabulary) for each in field.metadata):
            label = f"{name}_labels" if kind == list[str] else f"{name}_label"
            columns[label] = (kind, column(LABEL))
        for label, naming in NAMES.items():
            if naming.ids == name and not is_key:
                columns[label] = (kind, column(naming.definition))
    return columns


def _of_table(of: type[Table]) -> Declared:
    """The columns of a table, and its lists."""
    own = table(of)
    columns: Declared = {
        name: (field.annotation, _told(own.c[name], name))
        for name, field in of.model_fields.items()
    }
    lists = lists_of(own).items()
    return columns | {name: (list[str], _told(members.columns[1], name)) for name, members in lists}


def _told(own: Any, name: str) -> Any:
    title, definition = told(own, name)
    words = own.info.get(KIND)
    words = words if isinstance(words, Vocabulary) else None
    return column(definition, own.info.get(UNIT), words, title=title)


PAGE = column(c.PAGE[0])
CITATION = column("How to cite the claim: source, page and paragraph.")
PARENT_THEME_ID = column("Id of the theme that the sub-theme belongs to.", title="Theme")
_SHARED: Declared = {
    "citation": (str, CITATION),
    "parent_theme_id": (str, PARENT_THEME_ID),
    "reported_by": (
        str,
        column("Whose word it is: a provider's own news is no evaluation.", words=v.REPORTED_BY),
    ),
    "source_kind": (
        str,
        column("What kind of document or page.", words=v.SOURCE_KIND, title="Kind of source"),
    ),
    "strand": (
        str | None,
        column("Strand of the project; blank where none is named.", words=v.STRAND),
    ),
    "lead_type": (str | None, column("Type of the project's lead.", words=v.LEAD_TYPE)),
    "areas": (list[str], column("Ids of the areas in which the project worked.")),
}
"""What many lists say of the source, the theme and the project of a claim."""


Block = Mapping[str, Sequence[Any]]
"""Rows in order: under the name of each column its values."""


def by_column(rows: Sequence[Mapping[str, Any]], columns: Iterable[str]) -> Block:
    return {name: [row[name] for row in rows] for name in columns}


def by_row(block: Block) -> Iterator[dict[str, Any]]:
    names = tuple(block)
    for row in zip(*block.values(), strict=True):
        yield dict(zip(names, row))  # noqa: B905 (a million times, and the lengths are the same)
