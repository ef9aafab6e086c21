"""A full-text index as Datasette knows it, over the same words as ours."""

import sqlite3
from pathlib import Path

from app.database import connect, reading
from app.evidence import answers
from app.search.documents import texts
from scripts.benchmark.plan import WORK

RANKED = (
    "select search_entry.kind, search_entry.target_id, search_entry.title, search_entry.body, "
    "search_entry_fts.rank from search_entry_fts "
    "join search_entry on search_entry.entry_number = search_entry_fts.rowid "
    "where search_entry_fts match :q order by search_entry_fts.rank limit 25"
)
"""What Datasette's users write to have the best first; its own search is in the order of keys."""

_MAKE = """
CREATE TABLE search_entry (
    entry_number INTEGER PRIMARY KEY, kind TEXT, target_id TEXT, title TEXT, body TEXT, also TEXT
);
CREATE VIRTUAL TABLE search_entry_fts USING fts5 (
    title, body, also, tokenize='porter', content=[search_entry], content_rowid='entry_number'
);
"""
_FILL = (
    "INSERT INTO search_entry (kind, target_id, title, body, also) VALUES (?, ?, ?, ?, ?)",
    "INSERT INTO search_entry_fts (search_entry_fts) VALUES ('rebuild')",
)


def with_full_text(file: Path) -> Path:
    """A file beside the loaded one, with what is searched and Datasette's index of it."""
    # Datasette knows an index by these words in its definition, in brackets and without spaces.
    copied = WORK / f"{file.stem}-search.sqlite"
    newest = max(one.stat().st_mtime for one in (file, Path(__file__)))
    if copied.exists() and copied.stat().st_mtime > newest:
        return copied
    copied.unlink(missing_ok=True)
    making = copied.with_suffix(".part")
    making.unlink(missing_ok=True)
    connection = sqlite3.connect(making, isolation_level=None)
    connection.execute("PRAGMA cache_size = -200000")
    connection.executescript(_MAKE)
    connection.execute("BEGIN")
    engine = connect(f"sqlite:///{file}")
    with reading(engine) as session:
        rows = texts(session, answers.catalogue(session))
        connection.executemany(_FILL[0], rows)
    engine.dispose()
    connection.execute(_FILL[1])
    connection.execute("COMMIT")
    connection.close()
    return making.rename(copied)
