"""The tables of the documents that evidence is taken from, and of the places in them."""

from typing import Any, ClassVar

from app.evidence.models.columns import (
    Table,
    blank_page,
    blank_reference,
    blank_text,
    key,
    members,
    place_in_source,
    reference,
    text,
    word_of,
)
from app.evidence.vocabulary import EXTENT, MENTION, REPORTED_BY, SOURCE_KIND


class Source(Table, table=True):
    """A document that evidence is taken from, or that belongs to the same series."""

    __table_args__: ClassVar[Any] = (word_of(SOURCE_KIND), word_of(REPORTED_BY), word_of(EXTENT))

    source_id: str = key()
    kind: str = text()
    reported_by: str = text(is_indexed=True)
    title: str = text()
    published: str | None = blank_text()
    publisher: str | None = blank_text()
    url: str | None = blank_text()
    seen_on: str | None = blank_text()
    extent: str | None = blank_text()
    sha256: str | None = blank_text()
    licence: str | None = blank_text()
    note: str | None = blank_text()


SOURCE_AUTHOR = members("source_author", Source, "author")
"""An author of a source, as printed."""


class Paragraph(Table, table=True):
    """Where a paragraph of a source stands. The text is not ours and is not kept here."""

    source_id: str = key("source.source_id")
    paragraph: str = key()
    page: int | None = blank_page()
    section_id: str | None = blank_text()
    heading: str = text()


class ProjectSource(Table, table=True):
    """Whether a source names a project, and whether its claims about it are coded."""

    __table_args__: ClassVar[Any] = (word_of(MENTION),)

    project_id: str = key("project.project_id")
    source_id: str = key("source.source_id", is_indexed=True)
    mention: str = text()


class ParagraphText(Table, table=True):
    """The words of a paragraph, from the copy of a source that a reader brought."""

    __table_args__: ClassVar[Any] = (place_in_source(),)

    source_id: str = key()
    paragraph: str = key()
    text: str = text()


class Citation(Table, table=True):
    """A document that a source cites."""

    __table_args__: ClassVar[Any] = (place_in_source(),)

    citation_id: str = key()
    source_id: str = reference("source.source_id")
    footnote: int | None = None
    title: str = text()
    published: str | None = blank_text()
    publisher: str | None = blank_text()
    url: str | None = blank_text()
    evaluation_id: str | None = blank_reference("evaluation.evaluation_id")
    paragraph: str = text()
    page: int | None = blank_page()
    note: str | None = blank_text()


CITATION_AUTHOR = members("citation_author", Citation, "author")
"""An author of a cited document, as printed."""


class UncodedMention(Table, table=True):
    """A paragraph that names a project and rightly has no claim of it."""

    __table_args__: ClassVar[Any] = (place_in_source(),)

    source_id: str = key()
    paragraph: str = key()
    project_id: str = key("project.project_id")
    why: str = text()
