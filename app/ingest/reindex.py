"""Entries -> the tables that a search reads, in the transaction of the load."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.evidence.models import ParagraphText, SearchEntry, SearchWord, table
from app.ingest.index import Entry, entries, paragraph_entries, words
from app.ingest.validate import Delivery

ENTRY, WORD, TEXT = table(SearchEntry), table(SearchWord), table(ParagraphText)
_INDEX = sa.table("search_index", *map(sa.column, ("entry_id", "title", "body", "words")))

ROWS_AT_ONCE = 5_000


def is_indexed(session: Session) -> bool:
    """Whether anything can be found: a new migration may have left the index empty."""
    own = sa.select(ENTRY.c.entry_id).where(ENTRY.c.kind == "finding").limit(1)
    return session.scalar(own) is not None


def reindex(session: Session, delivery: Delivery) -> None:
    """Make the index anew from the delivery and the texts that readers brought."""
    _empty(session, None)
    _add(session, [*entries(delivery), *_texts(session)])
    _keep_words(session)


def reindex_text(session: Session) -> None:
    """Make the part of the index anew that comes from the texts that readers brought."""
    _empty(session, "paragraph")
    _add(session, _texts(session))
    _keep_words(session)


def _texts(session: Session) -> list[Entry]:
    rows = session.execute(sa.select(TEXT.c.source_id, TEXT.c.paragraph, TEXT.c.text))
    return [
        entry
        for source_id, paragraph, text in rows
        for entry in paragraph_entries(source_id, {paragraph: text})
    ]


def _empty(session: Session, kind: str | None) -> None:
    which = ENTRY.c.kind == kind if kind else sa.true()
    if session.get_bind().dialect.name == "sqlite":
        gone = sa.select(ENTRY.c.entry_id).where(which)
        session.execute(sa.delete(_INDEX).where(_INDEX.c.entry_id.in_(gone)))
    session.execute(sa.delete(ENTRY).where(which))


def _add(session: Session, found: Iterable[Entry]) -> None:
    rows = [entry.columns for entry in found]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        some = rows[start : start + ROWS_AT_ONCE]
        session.execute(sa.insert(ENTRY), some)
        if session.get_bind().dialect.name == "sqlite":
            indexed = [
                {
                    "entry_id": row["entry_id"],
                    "title": row["title_stems"],
                    "body": row["body_stems"],
                    "words": row["words"],
                }
                for row in some
            ]
            session.execute(sa.insert(_INDEX), indexed)


def _keep_words(session: Session) -> None:
    session.execute(sa.delete(WORD))
    rows = session.execute(sa.select(ENTRY.c.words)).mappings().all()
    found = [{"word": word} for word in words(dict(row) for row in rows)]
    if found:
        session.execute(sa.insert(WORD), found)
