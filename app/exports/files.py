"""What files share: their descriptions, the keys between lists, lists in one cell, clean text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.database import LIST_SEPARATOR
from app.evidence.catalogue import Catalogue
from app.evidence.queries import EvidenceList, Query
from app.evidence.records import NAMES, Column

Rows = Sequence[Mapping[str, Any]]
Lists = Mapping[str, Rows]
"""The rows of every list of a release."""

_CHUNK_SIZE = 1 << 18
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
LICENCE = f"CC BY 4.0, {LICENCE_URL}"
FOUNDERS = "The Wave 1 Evidence founders"
DESCRIPTION = (
    "What the evaluations of the 57 Wave 1 projects of the Children's Social Care Innovation "
    "Programme (England, 2014-2016) found: what helped and hindered them, and what changed."
)


FOREIGN = {
    **{naming.ids: naming.of for naming in NAMES.values()},
    **dict.fromkeys(("responds_to", "barrier_id", "response_id", "finding_ids"), "findings"),
    "outcome_ids": "outcomes",
    "evaluation_id": "evaluations",
    "source_ids": "sources",
    "principle_ids": "principles",
    "neighbour_ids": "areas",
}
"""The columns that hold an id of another list, or several: those have a table of their own too."""


@dataclass(frozen=True)
class FileDescription:
    """The query that a file answers, its release and the day of that, and how to cite it."""

    query: Query
    title: str
    address: str
    release: str
    release_date: str

    @classmethod
    def of(cls, query: Query, catalogue: Catalogue, address: str) -> "FileDescription":
        """What the file of a query is about, in the release that the names are of."""
        return cls(
            query, query.in_english(catalogue), address, catalogue.release, catalogue.release_date
        )

    @property
    def columns(self) -> list[Column]:
        described = {column.name: column for column in self.query.evidence_list.record.columns}
        return [described[name] for name in self.query.columns]

    @property
    def citation(self) -> str:
        """How to cite the file: who, the year, the release, the query, where that is."""
        release = release_cited(self.release, self.release_date)
        place = f"{self.address}. " if self.address.startswith("http") else ""
        return f"{release}: {self.title}. {place}{LICENCE}"


def release_cited(release: str, day: str) -> str:
    """How a release is cited, without where it is."""
    return f"{FOUNDERS} ({day[:4]}). Wave 1 Evidence, release {release}"


def described(column: Column) -> dict[str, Any]:
    """A column as the dictionary in a file has it."""
    return {
        "column": column.name,
        "type": column.type,
        "may_be_blank": "yes" if column.may_be_blank else "no",
        "unit": column.unit,
        "title": column.title,
        "definition": column.definition,
        "words": LIST_SEPARATOR.join(column.words),
    }


def flat(value: Any) -> Any:
    """A list as one text; every other value as it is."""
    return LIST_SEPARATOR.join(value) if isinstance(value, list) else value


def chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file on disk, in parts."""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_SIZE):
            yield chunk


# What XML may not hold, and the other control characters: all but tabs and line breaks.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text without the control characters that a document or a workbook cannot hold."""
    return text if text.isprintable() else _CONTROL.sub("", text)


def table_of(name: str) -> str:
    """The table of a list, which is also the name of its files."""
    return name.replace("-", "_")


def references_of(evidence_list: EvidenceList) -> Iterator[tuple[str, str]]:
    """The columns of a list that hold one id of another list, with the name of that."""
    for column in evidence_list.record.columns:
        is_own = column.name == evidence_list.key or column.type == "list of text"
        if column.name in FOREIGN and not is_own:
            yield column.name, FOREIGN[column.name]


_TITLES = (
    *("statement", "response_statement", "text_summary", "measure", "name", "label"),
    *("title", "heading", "fact"),
)


def title_column(evidence_list: EvidenceList) -> str | None:
    """The column of a list that says most of a row, where one does."""
    columns = evidence_list.record.names
    return next((name for name in _TITLES if name in columns), None)
