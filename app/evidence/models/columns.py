"""The few kinds of column that tables, the data files that fill them, and public rows have."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, get_args

import sqlalchemy as sa
from sqlmodel import Field

from app.database import EvidenceText
from app.evidence import vocabulary as v
from app.evidence.vocabulary import Vocabulary

Kind = Literal[
    "id", "theme id", "paragraph id", "name", "text", "anchor", "statement", "address", "sha256",
    "date", "day", "series number", "ordinal", "count", "share", "number",
]  # fmt: skip
"""What a cell of a data file may be: `ingest/cells.py` and `ingest/texts.csv` say what it holds."""
KINDS = get_args(Kind)
_NUMBERS: dict[Kind, Any] = {
    "ordinal": sa.Integer,
    "count": sa.Integer,
    "share": sa.Double,
    "number": sa.Double,
}
KIND, CHECKED, TITLE, DEFINITION, UNIT = "kind", "is_checked", "title", "definition", "unit"
"""Keys of `Column.info`: the kind or closed list of words, whether a CHECK enforces it, and the
texts of the dictionary. A reference has the kind and the title of the key that it refers to."""

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

Definition = tuple[str, Kind]
"""The definition of a column, and its kind."""
PARAGRAPH: Definition = (
    "Paragraph of the source, numbered from P001 by the codebook.",
    "paragraph id",
)
PAGE: Definition = (
    "Printed page on which the paragraph begins; blank in a source without pages.",
    "ordinal",
)
ANCHOR: Definition = (
    "Up to eight words as printed that pin the claim to its paragraph.",
    "anchor",
)
SUMMARY: Definition = ("What it says, in our own words.", "statement")
PUBLISHED: Definition = ("Date as precisely as it is known (ISO 8601).", "date")
OF_NO_PROJECT = "Id of the project; blank where none is named."
NOTE = "What else there is to know, conflicts between sources among it."
AGREES_WITH = "Ids of claims of other sources that say the same."
DIFFERS_FROM = "Ids of claims of other sources that say otherwise."


@dataclass(frozen=True)
class Derived:
    """A column of public rows that the table has not: a list, or what is worked out.

    `members` of a list are rows of a table, words of a closed list or of a kind, in a table of
    their own, which is named after that of the list and ends in `table`.
    """

    definition: str
    unit: str | None = None
    words: Vocabulary | None = None
    title: str = ""
    members: str | Vocabulary = ""
    table: str = ""


def key(definition: str = "", kind: Kind = "id") -> Any:
    """What names the row, alone or with others."""
    return _field(kind, definition, primary_key=True)


def key_reference(target: str, kind: Kind | None = None, *, is_indexed: bool = False) -> Any:
    """What names a row that must exist, and with others this one."""
    return _field(kind, references=references_to(target), primary_key=True, index=is_indexed)


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


def code(
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
    references = references_to(target)
    return _field(None, definition, references, index=is_indexed, info={TITLE: title})


def list_of(members: str | Vocabulary, definition: str = "", *, table: str = "") -> Any:
    """A list of rows of a table ("theme"), of words of a closed list, or of a kind that is not
    looked for. A definition makes it public. Its table ends as what it holds, unless named.
    """
    words = members if isinstance(members, Vocabulary) else None
    name = table or (words.name if words else str(members))
    return Derived(definition, words=words, members=members, table=name)


def derived(
    definition: str, unit: str | None = None, words: Vocabulary | None = None, *, title: str = ""
) -> Any:
    """What is worked out for each row that is read."""
    return Derived(definition, unit, words, title)


CITATION = derived("How to cite the claim: source, page and paragraph.")
PARENT_THEME_ID = derived("Id of the theme that the sub-theme belongs to.", title="Theme")
REPORTED_BY = derived(
    "Whose word it is: a provider's own news is no evaluation.", words=v.REPORTED_BY
)
SOURCE_KIND = derived("What kind of document or page.", words=v.SOURCE_KIND, title="Kind of source")
STRAND = derived("Strand of the project; blank where none is named.", words=v.STRAND)
LEAD_TYPE = derived("Type of the project's lead.", words=v.LEAD_TYPE)
AREAS = derived("Ids of the areas in which the project worked.")
LOOKED_UP = {
    "parent_theme_id": "theme.parent_id",
    "reported_by": "source.reported_by",
    "source_kind": "source.kind",
    "strand": "project.strand",
    "lead_type": "project.lead_type",
    "areas": "project.areas",
}
"""What a row tells of the theme, the source or the project that it names, and where that stands."""


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


def info_of(field: Any) -> Mapping[str, Any]:
    """What a declared column knows; nothing of what is none."""
    kwargs = getattr(field, "sa_column_kwargs", None)
    info: Mapping[str, Any] = kwargs["info"] if isinstance(kwargs, dict) else {}
    return info


def indexed(owner: str, *columns: str) -> sa.Index:
    """An index of several columns, named after them."""
    return sa.Index(f"ix_{owner}_{'_'.join(columns)}", *columns)


def title_and_definition(column: sa.Column[Any], name: str) -> tuple[str, str]:
    """The title and the definition of a column that has a name in its file."""
    title, definition = column.info.get(TITLE), column.info.get(DEFINITION)
    if not definition and column.foreign_keys:
        target = next(iter(column.foreign_keys)).column
        return title_and_definition(target, target.name)
    title = title or title_of(name)
    return title, definition or f"Id of the {title.lower()}."


def title_of(name: str) -> str:
    """What a column is called: "Lead type", "Project", "Findings"."""
    plain, count = re.subn("_(ids|count)$", "s", name)
    plain = plain if count else re.sub("_(id|gbp)$", "", name)
    return _TITLES.get(name) or plain.replace("_", " ").capitalize()


def references_to(table: str, key: str = "") -> list[sa.ForeignKey]:
    """A reference to the key of a table, checked at the end of the transaction.

    A load may then put rows in any order.
    """
    return [sa.ForeignKey(f"{table}.{key or f'{table}_id'}", deferrable=True, initially="DEFERRED")]
