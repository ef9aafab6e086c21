"""What is searched: each row of the lists, and the paragraphs of a text that a reader brought."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.evidence import answers
from app.evidence.catalogue import Catalogue
from app.evidence.queries import RESOURCES, Query

LISTS = {name.removesuffix("s"): name for name, each in RESOURCES.items() if each.searched}
"""The kinds of text that are rows of a list, and the list."""
PARAGRAPH = "paragraph"
KINDS = (*LISTS, PARAGRAPH)


class Text(NamedTuple):
    """A row as it is searched and shown. `also` is searched and not shown."""

    kind: str
    id: str
    title: str
    body: str
    also: str = ""


def texts(session: Session, names: Catalogue) -> Iterator[Text]:
    """Everything that is searched, in the order of kinds and ids: it settles ties."""
    aliases = {row["project_id"]: row["aliases"] for row in _rows(session, "projects", names)}
    for kind in sorted(KINDS):
        if kind == PARAGRAPH:
            for source_id, number, printed in answers.paragraph_texts(session):
                yield Text(kind, f"{source_id}:{number}", f"{source_id} {number}", printed)
            continue
        resource = RESOURCES[LISTS[kind]]
        title, body, also = (columns.split() for columns in resource.searched or ())
        for row in _rows(session, LISTS[kind], names):
            if "project_name" in row:
                row["project_name"] = row["project_name"] or "Programme"
                row["project_aliases"] = aliases.get(row["project_id"])
            shown = _text(row, title, ": ") or row["project_name"], _text(row, body, ". ")
            yield Text(kind, row[resource.key], *shown, _text(row, also, ". "))


def _rows(session: Session, name: str, names: Catalogue) -> Iterator[dict[str, Any]]:
    listing = answers.LISTINGS[name]
    in_order = Query(listing.resource, sort=(listing.resource.key,))
    return answers.stream(session, listing, in_order, names)


def _text(row: Mapping[str, Any], columns: Iterable[str], separator: str) -> str:
    cells = (row[column] for column in columns)
    joined = separator.join(
        cell if isinstance(cell, str) else ", ".join(cell) for cell in cells if cell
    )
    return joined.replace(".. ", ". ")
