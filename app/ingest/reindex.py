"""Entries -> the tables that a search reads, in the transaction of the load."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.evidence.models import ParagraphText, SearchEntry, SearchWord, table
from app.full_text import SAID, vectors, words_kept
from app.ingest.bulk import indexed_after, insert, is_sqlite, settle
from app.ingest.compare import FileChange
from app.ingest.current import is_indexed
from app.ingest.index import (
    SHOWN,
    Entry,
    entry_id,
    finding_entries,
    other_entries,
    paragraph_entry,
)
from app.ingest.validate import Delivery, Progress

ENTRY, WORD, TEXT = table(SearchEntry), table(SearchWord), table(ParagraphText)
_INDEX = sa.table(
    "search_index",
    *map(sa.column, ("search_index", "rowid", "rank", "entry_id", "title", "body", "words")),
)
_INDEXED = {
    "rowid": ENTRY.c.entry_number,
    "entry_id": ENTRY.c.entry_id,
    **dict(zip(("title", "body", "words"), map(sa.literal_column, SAID["sqlite"]), strict=True)),
}
"""What the index of SQLite reads of an entry: it keeps no copy, and must be told what goes."""
_HELD = 32 * 1024 * 1024
"""So many bytes of its words are held in memory before they are written."""

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
        _replace(session, which, found)
        _keep_words(session, _words(session))
    else:
        order = delivery.rows["findings.csv"].in_order(("finding_id",))
        found = chain(other_entries(delivery), _texts(session), finding_entries(delivery, order))
        _replace_all(session, len(order), _watched(found, len(order), progress))


def reindex_text(session: Session) -> None:
    """Make the part of the index anew that comes from the texts that readers brought."""
    _replace(session, ENTRY.c.kind == "paragraph", _texts(session))
    _keep_words(session, _words(session))


def _texts(session: Session) -> list[Entry]:
    # All at once: while rows go in, the connection cannot be asked for more.
    rows = session.execute(sa.select(TEXT.c.source_id, TEXT.c.paragraph, TEXT.c.text))
    return [paragraph_entry(*row) for row in rows]


def _watched(found: Iterable[Entry], count: int, progress: Progress) -> Iterator[Entry]:
    for done, entry in enumerate(found, 1):
        if done % ROWS_AT_ONCE == 0:
            progress("search index", min(done, count), count)
        yield entry


def _replace(session: Session, which: sa.ColumnElement[bool], found: Iterable[Entry]) -> None:
    _tell_index(session, "delete", which)
    session.execute(sa.delete(ENTRY).where(which))
    _put_in(session, found)
    _tell_index(session, None, which)


def _replace_all(session: Session, count: int, found: Iterable[Entry]) -> None:
    session.execute(sa.delete(ENTRY))
    words: set[str] = set()
    with indexed_after(session, ENTRY, is_worth_it=count > FEW):
        _put_in(session, _noted(found, words))
    settle(session, ENTRY)
    _keep_words(session, words)
    if is_sqlite(session):
        session.execute(sa.insert(_INDEX).values(search_index="hashsize", rank=_HELD))
        session.execute(sa.insert(_INDEX).values(search_index="rebuild"))


def _put_in(session: Session, found: Iterable[Entry]) -> None:
    name, shown = session.get_bind().dialect.name, len(SHOWN)
    if name == "postgresql":
        found = ((*entry[:shown], *vectors(*entry[shown:])) for entry in found)
    insert(session, ENTRY, (*SHOWN, *SAID[name]), found)


def _tell_index(session: Session, command: str | None, which: sa.ColumnElement[bool]) -> None:
    """PostgreSQL keeps its index itself; the one of SQLite is told what comes and what goes."""
    if is_sqlite(session):
        told = {"search_index": sa.literal(command)} if command else {}
        columns = {**told, **_INDEXED}
        rows = sa.select(*columns.values()).where(which)
        session.execute(sa.insert(_INDEX).from_select(list(columns), rows))


def _noted(found: Iterable[Entry], words: set[str]) -> Iterator[Entry]:
    for entry in found:
        words.update(entry[-1].split())
        yield entry


def _words(session: Session) -> set[str]:
    """Every word that occurs."""
    found: set[str] = set()
    kept = words_kept(session.get_bind().dialect.name)
    rows = sa.select(kept).select_from(ENTRY).execution_options(yield_per=ROWS_AT_ONCE)
    for words in session.scalars(rows):
        found.update(words.split())
    return found


def _keep_words(session: Session, found: set[str]) -> None:
    session.execute(sa.delete(WORD))
    insert(session, WORD, ("word",), ((word,) for word in sorted(found)))
