"""Public rows: what each column is called and means, its unit and its words; rows by column."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from app.evidence import vocabulary as v
from app.evidence.vocabulary import Vocabulary

Type = Literal["text", "whole number", "number", "list of text"]
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


class Record(BaseModel):
    """One public row. Its columns are the CSV header, the JSON fields and the dictionary."""

    model_config = ConfigDict(frozen=True, extra="forbid")

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
    title: str, definition: str, unit: str | None = None, words: Vocabulary | None = None
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
        field.title or name,
        field.description or "",
        extra.get("unit"),
        tuple(extra.get("x-words", ())),
    )


def _type(annotation: Any) -> tuple[Type, bool]:
    inside = get_args(annotation)
    if NoneType in inside:
        return _TYPES[inside[0]], True
    return ("list of text", False) if inside else (_TYPES[annotation], False)


PARAGRAPH = column("Paragraph", "Paragraph of the source, numbered from P001 by the codebook.")
PAGE = column(
    "Page", "Printed page on which the paragraph begins; blank in a source without pages."
)
ANCHOR = column("Anchor", "Up to eight words as printed that pin the claim to its paragraph.")
CITATION = column("Citation", "How to cite the claim: source, page and paragraph.")
SOURCE_ID = column("Source", "Id of the source.")
SOURCE_TITLE = column("Source title", "Title of the source.")
REPORTED_BY = column(
    "Whose word", "Whose word it is: a provider's own news is no evaluation.", words=v.REPORTED_BY
)
REPORTED_BY_LABEL = column("Whose word label", "What a reader calls it.")
SOURCE_KIND = column("Kind of source", "What kind of document or page.", words=v.SOURCE_KIND)
SOURCE_KIND_LABEL = column("Kind of source label", "What a reader calls it.")
STRAND_OF_PROJECT = column(
    "Strand", "Strand of the project; blank where none is named.", words=v.STRAND
)
LEAD_TYPE_OF_PROJECT = column("Lead type", "Type of the project's lead.", words=v.LEAD_TYPE)
AREAS_OF_PROJECT = column("Areas", "Ids of the areas in which the project worked.")
AGREES_WITH = column("Agrees with", "Ids of claims of other sources that say the same.")
DIFFERS_FROM = column("Differs from", "Ids of claims of other sources that say otherwise.")
PROJECT_ID = column("Project", "Id of the project.")
PROJECT_NAME = column("Project name", "The project's own title.")
THEME_ID = column("Sub-theme", "Id of the sub-theme: theme.sub-theme.")
THEME_LABEL = column("Sub-theme label", "What a reader calls the sub-theme.")
PARENT_THEME_ID = column("Theme", "Id of the theme that the sub-theme belongs to.")
PARENT_THEME_LABEL = column("Theme label", "What a reader calls the theme.")
NOTE = column("Note", "What else there is to know, conflicts between sources among it.")


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
