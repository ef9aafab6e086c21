"""The tables of sources, of programme facts, and of how evidence was coded and loaded."""

from datetime import datetime
from typing import Any

from pydantic import create_model
from sqlmodel import Field

from app.database import UtcDateTime
from app.evidence import vocabulary as v
from app.evidence.models import columns as c
from app.evidence.models.findings import Finding, Outcome
from app.evidence.models.tables import Table, lists_of, table


class Source(Table, table=True):
    """A document that evidence is taken from, with its rights."""

    source_id: str = c.key()
    kind: str = c.code(v.SOURCE_KIND, "What kind of document or page it is.")
    reported_by: str = c.code(v.REPORTED_BY, "Whose word it is.", is_indexed=True)
    title: str = c.column("Title as printed.")
    authors: list[str] = c.list_of("name", "Authors as printed.", table="author")
    published: str | None = c.column(*c.PUBLISHED)
    publisher: str | None = c.column("Who published it.")
    url: str | None = c.column("Where it was published.", "address")
    seen_on: str | None = c.column("When the text was seen (ISO 8601).", "date")
    extent: str | None = c.code(v.EXTENT, "How much of the text was seen.")
    sha256: str | None = c.column(
        "Hash of the text that was coded; blank where there is none.", "sha256"
    )
    licence: str | None = c.column("The rights of its owners.")
    project_count: int = c.derived("Projects with a claim from it.", "projects")
    finding_count: int = c.derived("Findings taken from it.", "findings")
    outcome_count: int = c.derived("Outcomes taken from it.", "outcomes")
    note: str | None = c.column(c.NOTE)


class Paragraph(Table, table=True):
    """Where a paragraph of a source stands; its text is not kept here."""

    place_id: str = c.derived("Source and paragraph, joined by a colon.")
    source_id: str = c.key_reference("source")
    paragraph: str = c.key(*c.PARAGRAPH)
    page: int | None = c.column(*c.PAGE)
    section_id: str | None = c.column("Id of the section; blank where there is none.", "id")
    heading: str = c.column("The heading that it stands under.")


class ProjectSource(Table, table=True):
    """Whether a source names a project, and how much it says of it."""

    project_source_id: str = c.derived(
        "The two ids, joined by a colon.", title="Project and source"
    )
    project_id: str = c.key_reference("project")
    source_id: str = c.key_reference("source", is_indexed=True)
    reported_by: str = c.REPORTED_BY
    source_kind: str = c.SOURCE_KIND
    mention: str = c.code(v.MENTION, "Whether the source names it.")
    finding_count: int = c.derived("Findings of the project from it.", "findings")
    outcome_count: int = c.derived("Outcomes of the project from it.", "outcomes")


class ParagraphText(Table, table=True):
    """The words of a paragraph, from the copy of a source that a reader brought."""

    source_id: str = c.key()
    paragraph: str = c.key(*c.PARAGRAPH)
    text: str = c.column()


class Citation(Table, table=True):
    """A document that a source cites."""

    citation_id: str = c.key("Id of the cited document.")
    source_id: str = c.reference("source")
    footnote: int | None = c.column("Number of the footnote, where there is one.", "ordinal")
    title: str = c.column("Title of the cited document.")
    authors: list[str] = c.list_of("name", "Its authors as printed.", table="author")
    published: str | None = c.column("Its date as precisely as it is printed.", "date")
    publisher: str | None = c.column("Who published it, or the journal.")
    url: str | None = c.column("Its address, where it is printed.", "address")
    evaluation_id: str | None = c.reference("evaluation", "The evaluation report here that it is.")
    paragraph: str = c.column(*c.PARAGRAPH)
    page: int | None = c.column(*c.PAGE)
    note: str | None = c.column(c.NOTE)


class UncodedMention(Table, table=True):
    """A paragraph that names a project and rightly has no claim of it."""

    mention_id: str = c.derived("Source, paragraph and project, joined by colons.")
    source_id: str = c.key()
    paragraph: str = c.key(*c.PARAGRAPH)
    project_id: str = c.key_reference("project")
    why: str = c.column("Why there is no claim.")


class ProgrammeFact(Table, table=True):
    """A fact about the programme as a whole."""

    fact: str = c.key("What the fact is about.")
    value: str = c.column("What the source says.")
    source_id: str | None = c.reference("source")
    paragraph: str | None = c.column(*c.PARAGRAPH)
    page: int | None = c.derived(c.PAGE[0])
    citation: str | None = c.CITATION
    note: str | None = c.column(c.NOTE)


class PublishedRelease(Table, table=True):
    """A release, by the day on which it was published: the latest is the one that is loaded."""

    __tablename__ = "release"  # type: ignore[assignment]  # as SQLAlchemy calls it

    release_date: str = c.key(kind="day")
    summary: str = c.column()


def _coded(of: type[Table], about: str) -> type[Table]:
    """A table of what one of the two coders had: where, and all else as it was written down.

    What names rows of ours is called `as_coded`: the coder's own numbers may stand there.
    """
    lists = {name: members.columns[1] for name, members in lists_of(table(of)).items()}
    columns = {
        name + ("_as_coded" if column.foreign_keys else ""): c.title_and_definition(column, name)
        for name, column in {**table(of).c, **lists}.items()
        if name not in ("project_id", "source_id", "paragraph", "page", *of.uncoded_columns)
    }
    _, *rest = columns.items()
    fields: dict[str, Any] = {
        f"coded_{of.__tablename__}_id": (str, c.key("Id of the row.")),
        "coder": (str, c.code(v.CODER, "Which of the two coders.", is_checked=False)),
        "stage": (str, c.code(v.CODING_STAGE, "Which stage of coding.", is_checked=False)),
        "claim": (str | None, c.column("The coder's own number of it, or the id that was coded.")),
        "source_id": (str, c.reference("source")),
        "paragraph": (str, c.column(*c.PARAGRAPH)),
        "project_id": (str | None, c.reference("project", c.OF_NO_PROJECT)),
    }
    for name, (title, definition) in rest:
        here = f"{definition} Here as this coder had it."
        fields[name] = (str | None, c.column(here, title=title))
    model: type[Table] = create_model(
        f"Coded{of.__name__}",
        __base__=Table,
        __doc__=about,
        __cls_kwargs__={"table": True},
        **fields,
    )
    return model


CodedFinding = _coded(Finding, "A claim as one of the two coders had it, before they compared.")
CodedOutcome = _coded(Outcome, "An outcome as one of the two coders had it, before they compared.")


class CodingDecision(Table, table=True):
    """How a difference between the two coders, or an audit's proposal, was settled."""

    decision_id: str = c.key()
    source_id: str = c.reference("source")
    paragraph: str = c.column(*c.PARAGRAPH)
    project_id: str | None = c.reference("project", c.OF_NO_PROJECT)
    coder_a: str | None = c.column(
        "What the first coder had; in an audit, the data.", title="Coder A"
    )
    coder_b: str | None = c.column(
        "What the second coder had; in an audit, the auditor.", title="Coder B"
    )
    stands: str | None = c.column("What stands.")
    why: str = c.column("The reason.")


class CodingAgreement(Table, table=True):
    """How far the two coders agreed on a theme before they compared."""

    theme_id: str = c.key_reference("theme")
    both_count: int = c.column(kind="count")
    only_a_count: int = c.column(kind="count")
    only_b_count: int = c.column(kind="count")
    f1: float | None = c.column(kind="share")


class FieldAgreement(Table, table=True):
    """How far the two coders agreed on one field of the claims that both had."""

    agreement_id: str = c.derived("Source and field, joined by a colon.")
    source: str = c.key("The source, or group of sources, that was coded.")
    field: str = c.key("The column that was coded.", "text")
    compared_count: int = c.column(
        "Claims that both coders had.", "count", "claims", title="Compared"
    )
    agreed_count: int = c.column(
        "Claims for which both gave the same.", "count", "claims", title="Agreed"
    )


class ImportRun(Table, table=True):
    """One load of the data: when, by which version, and which release it made."""

    import_run_id: int | None = Field(default=None, primary_key=True)
    started_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime = Field(sa_type=UtcDateTime)
    version: str = c.column()
    release: str = c.column()


class ImportFile(Table, table=True):
    """One file of a load, its SHA-256 and what it changed."""

    import_run_id: int = c.key_reference("import_run", "ordinal")
    file: str = c.key(kind="text")
    sha256: str = c.column()
    row_count: int
    added_count: int
    changed_count: int
    unchanged_count: int
    removed_count: int


class WordForm(Table, table=True):
    """Forms that mean the same wherever words are looked for."""

    forms: str = c.key(kind="text")
    kind: str = c.code(v.WORD_FORM_KIND)
    note: str | None = c.column()
