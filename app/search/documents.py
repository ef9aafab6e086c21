"""What is searched: each row of the lists, and the paragraphs of a text that a reader brought."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.evidence import answers
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query

LISTS = {
    "project": "projects",
    "finding": "findings",
    "outcome": "outcomes",
    "theme": "themes",
    "organisation": "organisations",
    "evaluation": "evaluations",
    "recommendation": "recommendations",
    "audit-condition": "audit-conditions",
}
"""The kinds of document that are rows of a list, and the list."""
PARAGRAPH = "paragraph"
KINDS = (*LISTS, PARAGRAPH)

_COLUMNS: Mapping[str, tuple[str, str, str]] = {
    "project": ("name", "aliases areas summary target_population", "focus_labels"),
    "finding": ("project_name theme_label", "statement", "project_aliases"),
    "outcome": (
        "project_name measure",
        "value_reported population caveat",
        "theme_label project_aliases",
    ),
    "theme": ("label", "definition synonyms", ""),
    "organisation": ("name", "note", ""),
    "evaluation": ("title", "project_name authors evaluator_names", "project_aliases"),
    "recommendation": ("theme_labels", "text_summary", ""),
    "audit-condition": ("theme_labels", "text_summary", ""),
}
"""Which columns are the title and the body of a document, and which are only searched."""


@dataclass(frozen=True, slots=True)
class Document:
    """A row as it is searched and shown. `also` is searched and not shown."""

    kind: str
    id: str
    title: str
    body: str
    also: str = ""


def documents(session: Session, names: Catalogue) -> Iterator[Document]:
    """Everything that is searched, in the order of kinds and ids: it settles ties."""
    projects = _rows(session, "project", names)
    aliases = {row["project_id"]: row["aliases"] for row in projects}
    for kind in sorted(KINDS):
        if kind == PARAGRAPH:
            for source_id, number, text in answers.paragraph_texts(session):
                yield Document(kind, f"{source_id}:{number}", f"{source_id} {number}", text)
            continue
        title, body, also = (columns.split() for columns in _COLUMNS[kind])
        key = answers.LISTINGS[LISTS[kind]].resource.key
        for row in _rows(session, kind, names):
            if "project_name" in row:
                row["project_name"] = row["project_name"] or "Programme"
                row["project_aliases"] = aliases.get(row["project_id"])
            shown = _text(row, title, ": ") or row["project_name"], _text(row, body, ". ")
            yield Document(kind, row[key], *shown, _text(row, also, ". "))


def count(session: Session, names: Catalogue) -> int:
    """How many rows the lists have together."""
    listings = [answers.LISTINGS[name] for name in LISTS.values()]
    return sum(answers.count(session, one, Query(one.resource), names) for one in listings)


def _rows(session: Session, kind: str, names: Catalogue) -> Iterator[dict[str, Any]]:
    listing = answers.LISTINGS[LISTS[kind]]
    in_order = Query(listing.resource, sort=(listing.resource.key,))
    return answers.stream(session, listing, in_order, names)


def _text(row: Mapping[str, Any], columns: Iterable[str], separator: str) -> str:
    cells = (row[column] for column in columns)
    texts = (cell if isinstance(cell, str) else ", ".join(cell) for cell in cells if cell)
    return separator.join(texts)
