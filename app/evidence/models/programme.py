"""The tables of programme facts, of what words mean, and of how evidence was coded and loaded."""

from datetime import datetime
from typing import Any

from pydantic import create_model
from sqlmodel import Field

from app.database import UtcDateTime
from app.evidence import vocabulary as v
from app.evidence.models import columns as c


class ProgrammeFact(c.Table, table=True):
    """A fact about the programme as a whole."""

    fact: str = c.key()
    value: str = c.column()
    source_id: str | None = c.reference("source.source_id")
    paragraph: str | None = c.column("paragraph id")
    note: str | None = c.column()


class Release(c.Table, table=True):
    """A release, by the day on which it was published: the latest is the one that is loaded."""

    release_date: str = c.key("day")
    summary: str = c.column()


def _coded(name: str, about: str, key: str, *columns: str) -> type[c.Table]:
    """A table of what one of the two coders had: where, and all else as it was written down."""
    fields: dict[str, Any] = {
        key: (str, c.key()),
        "coder": (str, c.word(v.CODER, is_checked=False)),
        "stage": (str, c.word(v.CODING_STAGE, is_checked=False)),
        "source_id": (str, c.reference("source.source_id")),
        "paragraph": (str, c.column("paragraph id")),
        "project_id": (str | None, c.reference("project.project_id")),
        **{column: (str | None, c.column()) for column in ("claim", *columns)},
    }
    of_table = {"table": True}
    model: type[c.Table] = create_model(
        name, __base__=c.Table, __doc__=about, __cls_kwargs__=of_table, **fields
    )
    return model


CodedFinding = _coded(
    "CodedFinding",
    "A claim as one of the two coders had it, before they compared.",
    "coded_finding_id",
    *("scope", "theme_id_as_coded", "polarity", "certainty", "effect", "overcome"),
    *("responds_to_as_coded", "response_result", "agrees_with_as_coded", "differs_from_as_coded"),
    *("statement", "anchor", "note"),
)
CodedOutcome = _coded(
    "CodedOutcome",
    "An outcome as one of the two coders had it, before they compared.",
    "coded_outcome_id",
    *("measure", "population", "kind", "baseline", "value", "comparator_value", "unit"),
    *("reported_change", "value_reported", "direction", "desirability", "period", "sample_size"),
    *("domain", "design", "coverage", "theme_id_as_coded", "finding_ids_as_coded"),
    *("agrees_with_as_coded", "differs_from_as_coded", "anchor", "caveat"),
)


class CodingDecision(c.Table, table=True):
    """How a difference between the two coders was settled, and why."""

    decision_id: str = c.key()
    source_id: str = c.reference("source.source_id")
    paragraph: str = c.column("paragraph id")
    project_id: str | None = c.reference("project.project_id")
    coder_a: str | None = c.column()
    coder_b: str | None = c.column()
    stands: str | None = c.column()
    why: str = c.column()


class CodingAgreement(c.Table, table=True):
    """How far the two coders agreed on a theme before they compared."""

    theme_id: str = c.key_of("theme.theme_id")
    both_count: int = c.column("count")
    only_a_count: int = c.column("count")
    only_b_count: int = c.column("count")
    f1: float | None = c.column("share")


class FieldAgreement(c.Table, table=True):
    """How far the two coders agreed on one field of the claims that both had."""

    source: str = c.key()
    field: str = c.key("text")
    compared_count: int = c.column("count")
    agreed_count: int = c.column("count")


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
    file: str = c.key("text")
    sha256: str = c.column()
    row_count: int
    added_count: int
    changed_count: int
    unchanged_count: int
    removed_count: int


class WordForm(c.Table, table=True):
    """Forms that mean the same wherever words are looked for."""

    forms: str = c.key("text")
    kind: str = c.word(v.WORD_FORM_KIND)
    note: str | None = c.column()
