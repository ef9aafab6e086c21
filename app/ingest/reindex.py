"""Entries -> the tables that a search reads, in the transaction of the load."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.evidence.models import ParagraphText, table
from app.ingest.blocks import BLOCK, ENTRY, POSTING, WORD, put_all, replace
from app.ingest.bulk import indexed_after
from app.ingest.compare import FileChange
from app.ingest.current import is_indexed
from app.ingest.index import Entry, entry_id, finding_entries, other_entries, paragraph_entry
from app.ingest.validate import Delivery, Progress

TEXT = table(ParagraphText)

ROWS_AT_ONCE = 5_000
FEW = 5_000
"""So many findings are taken out of the index one by one; of more it is made anew."""

_NAMES = ("projects.csv", "project_aliases.csv", "themes.csv")
"""Where the names stand that every finding is found by."""


def reindex(
    session: Session, delivery: Delivery, changes: Sequence[FileChange], progress: Progress
) -> None:
    """Make the index say what the delivery says, and the texts that readers brought."""
    by_file = {change.target.file.name: change for change in changes}
    findings = by_file["findings.csv"]
    places = [*findings.added, *findings.changed, *findings.refreshed]
    is_little = len(places) + len(findings.removed) <= FEW
    if is_little and is_indexed(session) and all(by_file[name].is_empty for name in _NAMES):
        ids = delivery.rows["findings.csv"]["finding_id"]
        touched = [*(ids[place] for place in places), *(key[0] for key in findings.removed)]
        which = ENTRY.c.kind.not_in(["finding", "paragraph"]) | ENTRY.c.entry_id.in_(
            [entry_id("finding", finding_id) for finding_id in touched]
        )
        found = chain(other_entries(delivery), finding_entries(delivery, places))
        replace(session, which, found)
    else:
        order = delivery.rows["findings.csv"].in_order(("finding_id",))
        found = chain(other_entries(delivery), _texts(session), finding_entries(delivery, order))
        _replace_all(session, len(order), _watched(found, len(order), progress))


def reindex_text(session: Session) -> None:
    """Make the part of the index anew that comes from the texts that readers brought."""
    replace(session, ENTRY.c.kind == "paragraph", _texts(session))


def _texts(session: Session) -> list[Entry]:
    # All at once: while rows go in, the connection cannot be asked for more.
    rows = session.execute(sa.select(TEXT.c.source_id, TEXT.c.paragraph, TEXT.c.text))
    return [paragraph_entry(*row) for row in rows]


def _watched(found: Iterable[Entry], count: int, progress: Progress) -> Iterator[Entry]:
    for done, entry in enumerate(found, 1):
        if done % ROWS_AT_ONCE == 0:
            progress("search index", min(done, count), count)
        yield entry


def _replace_all(session: Session, count: int, found: Iterable[Entry]) -> None:
    for owner in (ENTRY, POSTING, BLOCK, WORD):
        session.execute(sa.delete(owner))
    with indexed_after(session, ENTRY, is_worth_it=count > FEW):
        put_all(session, found)
