"""The tables of sources, of programme facts, and of how evidence was coded and loaded."""

from datetime import datetime
from typing import Any

from pydantic import create_model
from sqlmodel import Field

from app.database import UtcDateTime
from app.evidence import vocabulary as v
from app.evidence.models import columns as c
from app.evidence.models.findings import Finding, Outcome


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


class ProgrammeFact(c.Table, table=True):
    """A fact about the programme as a whole."""

    fact: str = c.key("Fact", "What the fact is about.")
    value: str = c.column("Value", "What the source says.")
    source_id: str | None = c.reference("source.source_id")
    paragraph: str | None = c.column(*c.PARAGRAPH)
    note: str | None = c.column(*c.NOTE)


class Release(c.Table, table=True):
    """A release, by the day on which it was published: the latest is the one that is loaded."""

    release_date: str = c.key(kind="day")
    summary: str = c.column()


def _coded(of: type[c.Table], about: str, *but: str) -> type[c.Table]:
    """A table of what one of the two coders had: where, and all else as it was written down.

    What names rows of ours is called `as_coded`: the coder's own numbers may stand there.
    """
    lists = {name: members.columns[1] for name, members in c.lists_of(c.table(of)).items()}
    columns = {
        name + ("_as_coded" if column.foreign_keys else ""): c.told(column)
        for name, column in {**c.table(of).c, **lists}.items()
        if name not in ("project_id", "source_id", "paragraph", "page", *but)
    }
    [(_, (title, _)), *rest] = columns.items()
    fields: dict[str, Any] = {
        f"coded_{of.__tablename__}_id": (str, c.key(f"Coded {title.lower()}", "Id of the row.")),
        "coder": (str, c.word(v.CODER, "Coder", "Which of the two coders.", is_checked=False)),
        "stage": (str, c.word(v.CODING_STAGE, "Stage", "Which stage of coding.", is_checked=False)),
        "claim": (
            str | None,
            c.column("Claim", "The coder's own number of it, or the id that was coded."),
        ),
        "source_id": (str, c.reference("source.source_id")),
        "paragraph": (str, c.column(*c.PARAGRAPH)),
        "project_id": (str | None, c.reference("project.project_id", *c.OF_NO_PROJECT)),
    }
    for name, (title, definition) in rest:
        fields[name] = (str | None, c.column(title, f"{definition} Here as this coder had it."))
    model: type[c.Table] = create_model(
        f"Coded{of.__name__}",
        __base__=c.Table,
        __doc__=about,
        __cls_kwargs__={"table": True},
        **fields,
    )
    return model


CodedFinding = _coded(
    Finding, "A claim as one of the two coders had it, before they compared.", "coded_by"
)
CodedOutcome = _coded(
    Outcome,
    "An outcome as one of the two coders had it, before they compared.",
    "difference",
    "change_percent",
)


class CodingDecision(c.Table, table=True):
    """How a difference between the two coders was settled, and why."""

    decision_id: str = c.key("Decision")
    source_id: str = c.reference("source.source_id")
    paragraph: str = c.column(*c.PARAGRAPH)
    project_id: str | None = c.reference("project.project_id", *c.OF_NO_PROJECT)
    coder_a: str | None = c.column("Coder A", "What the first coder had; in an audit, the data.")
    coder_b: str | None = c.column(
        "Coder B", "What the second coder had; in an audit, the auditor."
    )
    stands: str | None = c.column("Stands", "What stands.")
    why: str = c.column("Why", "The reason.")


class CodingAgreement(c.Table, table=True):
    """How far the two coders agreed on a theme before they compared."""

    theme_id: str = c.key_of("theme.theme_id")
    both_count: int = c.column(kind="count")
    only_a_count: int = c.column(kind="count")
    only_b_count: int = c.column(kind="count")
    f1: float | None = c.column(kind="share")


class FieldAgreement(c.Table, table=True):
    """How far the two coders agreed on one field of the claims that both had."""

    source: str = c.key("Source", "The source, or group of sources, that was coded.")
    field: str = c.key("Field", "The column that was coded.", "text")
    compared_count: int = c.column("Compared", "Claims that both coders had.", "count", "claims")
    agreed_count: int = c.column(
        "Agreed", "Claims for which both gave the same.", "count", "claims"
    )


class ImportRun(c.Table, table=True):
    """One load of the data: when, by which version, and which release it made."""

    import_run_id: int | None = Field(default=None, primary_key=True)
    started_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime = Field(sa_type=UtcDateTime)
    version: str = c.column()
    release: str = c.column()


class ImportFile(c.Table, table=True):
    """One file of a load, its SHA-256 and what it changed."""

    import_run_id: int = c.key_of("import_run.import_run_id", "ordinal")
    file: str = c.key(kind="text")
    sha256: str = c.column()
    row_count: int
    added_count: int
    changed_count: int
    unchanged_count: int
    removed_count: int


class WordForm(c.Table, table=True):
    """Forms that mean the same wherever words are looked for."""

    forms: str = c.key(kind="text")
    kind: str = c.word(v.WORD_FORM_KIND)
    note: str | None = c.column()
