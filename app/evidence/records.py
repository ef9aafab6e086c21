"""Public rows: what each column is called and means, its unit and its words; rows by column."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import NoneType
from typing import Any, Literal, get_args

from app.evidence.catalogue import NameKind
from app.evidence.models.columns import KIND, UNIT, Derived, title_and_definition, title_of
from app.evidence.models.tables import Table, table
from app.evidence.vocabulary import Vocabulary

Type = Literal["text", "whole number", "number", "list of text"]
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


@dataclass(frozen=True)
class Record:
    """A public row of a table. Its columns are the CSV header, the JSON fields and the dictionary.

    They are those that the table declares, in that order. Each word and each id is followed by what
    a reader calls it, except the id of the row itself.
    """

    of_table: type[Table]

    @property
    def names(self) -> list[str]:
        """The names of the columns, in the order in which every face shows them."""
        return [column.name for column in self.columns]

    @cached_property
    def columns(self) -> list[Column]:
        key, *_ = self.of_table.declared
        return [
            column
            for name in self.of_table.declared
            for public_column in (self._own(name),)
            for column in (public_column, *_names_of(public_column, is_key=name == key))
        ]

    def vocabularies(self) -> dict[str, Vocabulary]:
        """The closed lists of words, by the columns that hold their codes."""
        words = {name: self._words(name) for name in self.of_table.declared}
        return {name: each for name, each in words.items() if each}

    def _words(self, name: str) -> Vocabulary | None:
        _, declared = self.of_table.declared[name]
        if isinstance(declared, Derived):
            return declared.words
        kind = table(self.of_table).c[name].info.get(KIND)
        return kind if isinstance(kind, Vocabulary) else None

    def _own(self, name: str) -> Column:
        kind, declared = self.of_table.declared[name]
        words = self._words(name)
        if isinstance(declared, Derived):
            title, definition = declared.title or title_of(name), declared.definition
            unit = declared.unit
        else:
            column = table(self.of_table).c[name]
            (title, definition), unit = title_and_definition(column, name), column.info.get(UNIT)
        codes = words.codes if words else ()
        return Column(name, *_type(kind), title, definition, unit, codes)


def _names_of(column: Column, *, is_key: bool) -> Iterator[Column]:
    """What a reader calls the words or the ids of a column."""
    names = {label: each.definition for label, each in NAMES.items() if each.ids == column.name}
    if column.words:
        is_list = column.type == "list of text"
        yield _named(column, f"{column.name}_labels" if is_list else f"{column.name}_label", LABEL)
    for label, definition in names.items() if not is_key else ():
        yield _named(column, label, definition)


def _named(column: Column, label: str, definition: str) -> Column:
    return Column(label, column.type, column.may_be_blank, title_of(label), definition, None, ())


def _type(annotation: Any) -> tuple[Type, bool]:
    inside = get_args(annotation)
    if NoneType in inside:
        return _TYPES[inside[0]], True
    return ("list of text", False) if inside else (_TYPES[annotation], False)


Block = Mapping[str, Sequence[Any]]
"""Rows in order: under the name of each column its values."""


def by_column(rows: Sequence[Mapping[str, Any]], columns: Iterable[str]) -> Block:
    return {name: [row[name] for row in rows] for name in columns}


def by_row(block: Block) -> Iterator[dict[str, Any]]:
    names = tuple(block)
    for row in zip(*block.values(), strict=True):
        yield dict(zip(names, row))  # noqa: B905 (a million times, and the lengths are the same)
