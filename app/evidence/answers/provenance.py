"""What a release is made of, and the texts that a reader brought to it."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from app.evidence.models import (
    Finding,
    ImportFile,
    ImportRun,
    Outcome,
    ParagraphText,
    Project,
    table,
)


def release_facts(session: Session) -> dict[str, Any]:
    """The last load: its version, its moment, its files, and how much they hold."""
    run, file = table(ImportRun), table(ImportFile)
    last = sa.select(run).order_by(run.c.import_run_id.desc()).limit(1)
    made = session.execute(last).mappings().one()
    files = session.execute(
        sa.select(file.c.file, file.c.sha256, file.c.row_count)
        .where(file.c.import_run_id == made["import_run_id"])
        .order_by(file.c.file)
    )
    return {
        "release": made["release"],
        "version": made["version"],
        "loaded_at": made["finished_at"].isoformat(),
        "project_count": _count(session, Project),
        "finding_count": _count(session, Finding),
        "outcome_count": _count(session, Outcome),
        "files": [dict(row) for row in files.mappings()],
    }


def paragraph_texts(session: Session) -> Iterator[tuple[str, str, str]]:
    """Each paragraph of the reader's own copies: its source, its number, its text."""
    text = table(ParagraphText)
    rows = session.execute(sa.select(text).order_by(*text.primary_key))
    yield from ((source_id, paragraph, words) for source_id, paragraph, words in rows)


def _count(session: Session, model: type[SQLModel]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table(model))) or 0
