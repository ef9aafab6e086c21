"""The tables of the documents that evidence is taken from, and of the places in them."""

from app.evidence import vocabulary as v
from app.evidence.models import columns as c


class Source(c.Table, table=True):
    """A document that evidence is taken from, or that belongs to the same series."""

    source_id: str = c.key("Source")
    kind: str = c.word(v.SOURCE_KIND, "Kind", "What kind of document or page it is.")
    reported_by: str = c.word(v.REPORTED_BY, "Whose word", "Whose word it is.", is_indexed=True)
    title: str = c.column("Title", "Title as printed.")
    published: str | None = c.column(*c.PUBLISHED)
    publisher: str | None = c.column("Publisher", "Who published it.")
    url: str | None = c.column("Address", "Where it was published.", "address")
    seen_on: str | None = c.column("Seen on", "When the text was seen (ISO 8601).", "date")
    extent: str | None = c.word(v.EXTENT, "Extent", "How much of the text was seen.")
    sha256: str | None = c.column(
        "SHA-256", "Hash of the text that was coded; blank where none.", "sha256"
    )
    licence: str | None = c.column("Licence", "The rights of its owners.")
    note: str | None = c.column(*c.NOTE)


SOURCE_AUTHOR = c.members(
    "source_author", Source, ("authors", "author"), "name", ("Authors", "Authors as printed.")
)


class Paragraph(c.Table, table=True):
    """Where a paragraph of a source stands. The text is not ours and is not kept here."""

    source_id: str = c.key_of("source.source_id")
    paragraph: str = c.key(*c.PARAGRAPH)
    page: int | None = c.column(*c.PAGE)
    section_id: str | None = c.column(
        "Section", "Id of the section; blank where there is none.", "id"
    )
    heading: str = c.column("Heading", "The heading that it stands under.")


class ProjectSource(c.Table, table=True):
    """Whether a source names a project, and whether its claims about it are coded."""

    project_id: str = c.key_of("project.project_id")
    source_id: str = c.key_of("source.source_id", is_indexed=True)
    mention: str = c.word(v.MENTION, "Mention", "Whether the source names it.")


class ParagraphText(c.Table, table=True):
    """The words of a paragraph, from the copy of a source that a reader brought."""

    source_id: str = c.key()
    paragraph: str = c.key(*c.PARAGRAPH)
    text: str = c.column()


class Citation(c.Table, table=True):
    """A document that a source cites."""

    citation_id: str = c.key("Citation", "Id of the cited document.")
    source_id: str = c.reference("source.source_id")
    footnote: int | None = c.column(
        "Footnote", "Number of the footnote, where there is one.", "ordinal"
    )
    title: str = c.column("Title", "Title of the cited document.")
    published: str | None = c.column("Published", "Its date as precisely as it is printed.", "date")
    publisher: str | None = c.column("Publisher", "Who published it, or the journal.")
    url: str | None = c.column("Address", "Its address, where it is printed.", "address")
    evaluation_id: str | None = c.reference(
        "evaluation.evaluation_id", "Evaluation", "The evaluation report here that it is."
    )
    paragraph: str = c.column(*c.PARAGRAPH)
    page: int | None = c.column(*c.PAGE)
    note: str | None = c.column(*c.NOTE)


c.members(
    "citation_author",
    Citation,
    ("authors", "author"),
    "name",
    ("Authors", "Its authors as printed."),
)


class UncodedMention(c.Table, table=True):
    """A paragraph that names a project and rightly has no claim of it."""

    source_id: str = c.key("Source")
    paragraph: str = c.key(*c.PARAGRAPH)
    project_id: str = c.key_of("project.project_id")
    why: str = c.column("Why", "Why there is no claim.")
