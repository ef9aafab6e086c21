"""The tables of programme facts, of what words mean, and of how evidence was coded and loaded."""

from datetime import datetime
from typing import Any, ClassVar

from sqlmodel import Field

from app.database import UtcDateTime
from app.evidence.models.columns import (
    Table,
    blank_number,
    blank_reference,
    blank_text,
    key,
    place_in_source,
    reference,
    reference_by_number,
    text,
    word_of,
)
from app.evidence.vocabulary import WORD_FORM_KIND


class ProgrammeFact(Table, table=True):
    """A fact about the programme as a whole."""

    __table_args__: ClassVar[Any] = (place_in_source(),)

    fact: str = key()
    value: str = text()
    source_id: str | None = blank_reference("source.source_id")
    paragraph: str | None = blank_text()
    note: str | None = blank_text()


class Release(Table, table=True):
    """A release, by the day on which it was published: the latest is the one that is loaded."""

    release_date: str = key()
    summary: str = text()


class CodedFinding(Table, table=True):
    """A claim as one of the two coders had it, before they compared."""

    __table_args__: ClassVar[Any] = (place_in_source(),)

    coded_finding_id: str = key()
    coder: str = text()
    stage: str = text()
    source_id: str = reference("source.source_id")
    paragraph: str = text()
    project_id: str | None = blank_reference("project.project_id")
    claim: str | None = blank_text()
    scope: str | None = blank_text()
    theme_id_as_coded: str | None = blank_text()
    polarity: str | None = blank_text()
    certainty: str | None = blank_text()
    effect: str | None = blank_text()
    overcome: str | None = blank_text()
    responds_to_as_coded: str | None = blank_text()
    response_result: str | None = blank_text()
    agrees_with_as_coded: str | None = blank_text()
    differs_from_as_coded: str | None = blank_text()
    statement: str | None = blank_text()
    anchor: str | None = blank_text()
    note: str | None = blank_text()


class CodedOutcome(Table, table=True):
    """An outcome as one of the two coders had it, before they compared."""

    __table_args__: ClassVar[Any] = (place_in_source(),)

    coded_outcome_id: str = key()
    coder: str = text()
    stage: str = text()
    source_id: str = reference("source.source_id")
    paragraph: str = text()
    project_id: str | None = blank_reference("project.project_id")
    claim: str | None = blank_text()
    measure: str | None = blank_text()
    population: str | None = blank_text()
    kind: str | None = blank_text()
    baseline: str | None = blank_text()
    value: str | None = blank_text()
    comparator_value: str | None = blank_text()
    unit: str | None = blank_text()
    reported_change: str | None = blank_text()
    value_reported: str | None = blank_text()
    direction: str | None = blank_text()
    desirability: str | None = blank_text()
    period: str | None = blank_text()
    sample_size: str | None = blank_text()
    domain: str | None = blank_text()
    design: str | None = blank_text()
    coverage: str | None = blank_text()
    theme_id_as_coded: str | None = blank_text()
    finding_ids_as_coded: str | None = blank_text()
    agrees_with_as_coded: str | None = blank_text()
    differs_from_as_coded: str | None = blank_text()
    anchor: str | None = blank_text()
    caveat: str | None = blank_text()


class CodingDecision(Table, table=True):
    """How a difference between the two coders was settled, and why."""

    __table_args__: ClassVar[Any] = (place_in_source(),)

    decision_id: str = key()
    source_id: str = reference("source.source_id")
    paragraph: str = text()
    project_id: str | None = blank_reference("project.project_id")
    coder_a: str | None = blank_text()
    coder_b: str | None = blank_text()
    stands: str | None = blank_text()
    why: str = text()


class CodingAgreement(Table, table=True):
    """How far the two coders agreed on a theme before they compared."""

    theme_id: str = key("theme.theme_id")
    both_count: int
    only_a_count: int
    only_b_count: int
    f1: float | None = blank_number()


class FieldAgreement(Table, table=True):
    """How far the two coders agreed on one field of the claims that both had."""

    source: str = key()
    field: str = key()
    compared_count: int
    agreed_count: int


class ImportRun(Table, table=True):
    """One load of the data: when, by which version, and which release it made."""

    import_run_id: int | None = Field(default=None, primary_key=True)
    started_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime = Field(sa_type=UtcDateTime)
    version: str = text()
    release: str = text()


class ImportFile(Table, table=True):
    """One file of a load, its SHA-256 and what it changed."""

    import_run_id: int = reference_by_number("import_run.import_run_id")
    file: str = key()
    sha256: str = text()
    row_count: int
    added_count: int
    changed_count: int
    unchanged_count: int
    removed_count: int


class WordForm(Table, table=True):
    """Forms that mean the same wherever words are looked for."""

    __table_args__: ClassVar[Any] = (word_of(WORD_FORM_KIND),)

    forms: str = key()
    kind: str = text()
    note: str | None = blank_text()
