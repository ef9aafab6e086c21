"""The tables of the documents that evidence is taken from, and of the places in them."""

from app.evidence import vocabulary as v
from app.evidence.models import columns as c


class Source(c.Table, table=True):
    """A document that evidence is taken from, or that belongs to the same series."""

    source_id: str = c.key()
    kind: str = c.word(v.SOURCE_KIND)
    reported_by: str = c.word(v.REPORTED_BY, is_indexed=True)
    title: str = c.column()
    published: str | None = c.column("date")
    publisher: str | None = c.column()
    url: str | None = c.column("address")
    seen_on: str | None = c.column("date")
    extent: str | None = c.word(v.EXTENT)
    sha256: str | None = c.column("sha256")
    licence: str | None = c.column()
    note: str | None = c.column()


SOURCE_AUTHOR = c.members("source_author", Source, ("authors", "author"))
"""An author of a source, as printed."""


class Paragraph(c.Table, table=True):
    """Where a paragraph of a source stands. The text is not ours and is not kept here."""

    source_id: str = c.key_of("source.source_id")
    paragraph: str = c.key("paragraph id")
    page: int | None = c.column("ordinal")
    section_id: str | None = c.column("id")
    heading: str = c.column()


class ProjectSource(c.Table, table=True):
    """Whether a source names a project, and whether its claims about it are coded."""

    project_id: str = c.key_of("project.project_id")
    source_id: str = c.key_of("source.source_id", is_indexed=True)
    mention: str = c.word(v.MENTION)


class ParagraphText(c.Table, table=True):
    """The words of a paragraph, from the copy of a source that a reader brought."""

    source_id: str = c.key()
    paragraph: str = c.key("paragraph id")
    text: str = c.column()


class Citation(c.Table, table=True):
    """A document that a source cites."""

    citation_id: str = c.key()
    source_id: str = c.reference("source.source_id")
    footnote: int | None = c.column("ordinal")
    title: str = c.column()
    published: str | None = c.column("date")
    publisher: str | None = c.column()
    url: str | None = c.column("address")
    evaluation_id: str | None = c.reference("evaluation.evaluation_id")
    paragraph: str = c.column("paragraph id")
    page: int | None = c.column("ordinal")
    note: str | None = c.column()


CITATION_AUTHOR = c.members("citation_author", Citation, ("authors", "author"))
"""An author of a cited document, as printed."""


class UncodedMention(c.Table, table=True):
    """A paragraph that names a project and rightly has no claim of it."""

    source_id: str = c.key()
    paragraph: str = c.key("paragraph id")
    project_id: str = c.key_of("project.project_id")
    why: str = c.column()
