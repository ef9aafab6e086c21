"""What a release is made of, where its rows stand in the sources, and the readers' texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping
from sqlalchemy.orm import Session

from app.evidence import models as m
from app.evidence.answers.catalogue import release_date
from app.evidence.answers.findings import FINDING_LISTING, OUTCOME_LISTING
from app.evidence.answers.listing import Listing
from app.evidence.answers.lists import AUDIT_CONDITION_LISTING, RECOMMENDATION_LISTING
from app.evidence.catalogue import Catalogue, once_a_release

CODED = (FINDING_LISTING, OUTCOME_LISTING, RECOMMENDATION_LISTING, AUDIT_CONDITION_LISTING)
"""The lists whose rows stand in a paragraph of a source."""


@dataclass(frozen=True)
class Coded:
    """How many rows of a list stand in a paragraph, and who coded them, where that is said."""

    name: str
    source_id: str
    page: int
    paragraph: str
    coded_by: str | None
    count: int


@once_a_release
def coverage(session: Session, _catalogue: Catalogue) -> list[Coded]:
    """What is coded in each paragraph, counted once for each release."""
    return [
        Coded(listing.resource.name, *row)
        for listing in CODED
        for row in session.execute(_counted(listing))
    ]


def _counted(listing: Listing) -> sa.Select[Any]:
    rows = listing.rows.subquery("coded").c
    place = [rows.source_id, rows.page, rows.paragraph]
    by = [*place, rows.coded_by] if "coded_by" in rows else place
    coded_by = rows.get("coded_by", sa.null())
    return sa.select(*place, coded_by, sa.func.count()).group_by(*by).order_by(*place)


_COUNT = sa.select(sa.func.count())
_COUNTED = [m.table(each) for each in (m.Project, m.Finding, m.Outcome)]


def release_facts(session: Session) -> dict[str, Any]:
    """The last load: its version, its day, its files, and how much they hold.

    Not its moment, which is another on each server: the same release has the same tags.
    """
    file = m.table(m.ImportFile)
    made = last_load(session)
    files = session.execute(
        sa.select(file.c.file, file.c.sha256, file.c.row_count)
        .where(file.c.import_run_id == made["import_run_id"])
        .order_by(file.c.file)
    )
    return {
        "release": made["release"],
        "version": made["version"],
        "release_date": release_date(session),
        **{f"{each.name}_count": session.scalar(_COUNT.select_from(each)) for each in _COUNTED},
        "files": [dict(row) for row in files.mappings()],
    }


def last_load(session: Session) -> RowMapping:
    """The load that readers are answered from."""
    run = m.table(m.ImportRun)
    last = sa.select(run).order_by(run.c.import_run_id.desc()).limit(1)
    return session.execute(last).mappings().one()


def paragraph_texts(session: Session) -> Iterator[tuple[str, str, str]]:
    """Each paragraph of the reader's own copies: its source, its number, its text."""
    text = m.table(m.ParagraphText)
    rows = session.execute(sa.select(text).order_by(*text.primary_key))
    yield from ((source_id, paragraph, words) for source_id, paragraph, words in rows)
