"""Entries -> the tables that a search reads, in the transaction of the load."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.evidence.models import ParagraphText, SearchEntry, SearchWord, table
from app.ingest.bulk import indexed_after, insert, is_sqlite, make_anew
from app.ingest.compare import FileChange
from app.ingest.index import (
    COLUMNS,
    Entry,
    entry_id,
    finding_entries,
    other_entries,
    paragraph_entry,
)
from app.ingest.validate import Delivery, Progress

ENTRY, WORD, TEXT = table(SearchEntry), table(SearchWord), table(ParagraphText)
_INDEX = sa.table("search_index", *map(sa.column, ("entry_id", "title", "body", "words")))
_INDEXED = (ENTRY.c.entry_id, ENTRY.c.title_stems, ENTRY.c.body_stems, ENTRY.c.words)

ROWS_AT_ONCE = 5_000
FEW = 5_000
"""So many findings are taken out of the index one by one; of more it is made anew."""

_NAMES = ("projects.csv", "project_aliases.csv", "themes.csv")
"""Where the names stand that every finding is found by."""


def is_indexed(session: Session) -> bool:
    """Whether anything can be found: a new migration may have left the index empty."""
    own = sa.select(ENTRY.c.entry_id).where(ENTRY.c.kind == "finding").limit(1)
    return session.scalar(own) is not None


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
        _replace(session, which, found)
    else:
        order = delivery.rows["findings.csv"].in_order(("finding_id",))
        found = chain(other_entries(delivery), _texts(session), finding_entries(delivery, order))
        _replace_all(session, _watched(found, len(order), progress))
    _keep_words(session)


def reindex_text(session: Session) -> None:
    """Make the part of the index anew that comes from the texts that readers brought."""
    _replace(session, ENTRY.c.kind == "paragraph", _texts(session))
    _keep_words(session)


def _texts(session: Session) -> Iterator[Entry]:
    for row in session.execute(sa.select(TEXT.c.source_id, TEXT.c.paragraph, TEXT.c.text)).all():
        yield paragraph_entry(*row)


def _watched(found: Iterable[Entry], count: int, progress: Progress) -> Iterator[Entry]:
    for done, entry in enumerate(found, 1):
        if done % ROWS_AT_ONCE == 0:
            progress("search index", min(done, count), count)
        yield entry


def _replace(session: Session, which: sa.ColumnElement[bool], found: Iterable[Entry]) -> None:
    if is_sqlite(session):
        gone = sa.select(ENTRY.c.entry_id).where(which)
        session.execute(sa.delete(_INDEX).where(_INDEX.c.entry_id.in_(gone)))
    session.execute(sa.delete(ENTRY).where(which))
    insert(session, ENTRY, COLUMNS, found)
    _index(session, which)


def _replace_all(session: Session, found: Iterable[Entry]) -> None:
    session.execute(sa.delete(ENTRY))
    with indexed_after(session, ENTRY, is_worth_it=True):
        insert(session, ENTRY, COLUMNS, found)
    if is_sqlite(session):
        make_anew(session, _INDEX.name)
    _index(session, sa.true())


def _index(session: Session, which: sa.ColumnElement[bool]) -> None:
    """PostgreSQL keeps its index itself; the one of SQLite is filled."""
    if is_sqlite(session):
        rows = sa.select(*_INDEXED).where(which)
        session.execute(sa.insert(_INDEX).from_select(list(_INDEX.c.keys()), rows))


def _keep_words(session: Session) -> None:
    """Keep every word that occurs, once."""
    found: set[str] = set()
    rows = sa.select(ENTRY.c.words).execution_options(yield_per=ROWS_AT_ONCE)
    for words in session.scalars(rows):
        found.update(words.split())
    session.execute(sa.delete(WORD))
    insert(session, WORD, ("word",), ((word,) for word in sorted(found)))
