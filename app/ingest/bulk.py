"""Rows into and out of a table by the thousand, in the quickest way that each database has."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from itertools import chain, islice
from typing import Any

import sqlalchemy as sa
from psycopg import sql
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from app.evidence.models import ImportRun
from app.evidence.models import table as table_of

MANY = 10_000
"""From so many rows on indexes are made after them, where they are most of their table."""
KEYS_AT_ONCE = 5_000
"""So many rows are taken out at once: SQLite counts the parameters of a statement."""

_PARAMETERS = 999
"""A statement of SQLite may have so many in every version."""

_PAGES_KEPT = -64 * 1024
"""So many KiB of the file are kept in memory while rows are put in: -2,000 is SQLite's custom."""

_ROOM = ("work_mem", "maintenance_work_mem")
"""What PostgreSQL sorts in memory, for rows and for their indexes."""


def is_sqlite(session: Session) -> bool:
    """Whether the database is SQLite; else it is PostgreSQL."""
    return session.get_bind().dialect.name == "sqlite"


def insert(
    session: Session, table: sa.TableClause, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Put rows into a table, past everything that is made for one row at a time."""
    connection = session.connection()
    cursor: Any = connection.connection.cursor()
    if is_sqlite(session):
        _insert_into_sqlite(cursor, connection.dialect, (table.name, *columns), rows)
    else:
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        copied = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names)
        with cursor.copy(copied) as copy:
            for row in rows:
                copy.write_row(row)
    cursor.close()


def delete(
    session: Session, table: sa.TableClause, columns: Sequence[str], keys: Sequence[Sequence[Any]]
) -> None:
    """Take the rows out of a table that some columns name."""
    named = sa.tuple_(*(table.c[name] for name in columns))
    for start in range(0, len(keys), KEYS_AT_ONCE // len(columns)):
        some = keys[start : start + KEYS_AT_ONCE // len(columns)]
        if len(columns) == 1:
            which = table.c[columns[0]].in_([key[0] for key in some])
        else:
            which = named.in_(some)
        session.execute(sa.delete(table).where(which))


@contextmanager
def rebuild_indexes(session: Session, table: sa.Table, *, is_worth_it: bool) -> Iterator[None]:
    """Make the indexes of a table after its rows, where that is quicker and nobody sees it.

    Nobody does on SQLite. PostgreSQL keeps readers from the table until the load ends: only a
    first load, before which there is nothing to read, does without what the table is checked by.
    """
    if not is_worth_it or (not is_sqlite(session) and is_read(session)):
        yield
        return
    taken = _indexes_of_sqlite if is_sqlite(session) else _indexes_of_postgresql
    dropped, made = taken(session, table)
    connection = session.connection()
    for statement in dropped:
        connection.exec_driver_sql(statement)
    yield
    for statement in made:
        connection.exec_driver_sql(statement)


def is_read(session: Session) -> bool:
    """Whether there is a release that readers are answered from."""
    run = table_of(ImportRun).c
    return session.scalar(sa.select(run.import_run_id).limit(1)) is not None


def _indexes_of_sqlite(session: Session, table: sa.Table) -> tuple[list[str], list[str]]:
    """What drops the indexes of a table, and what makes them again."""
    catalogue = sa.table("sqlite_master", *map(sa.column, ("type", "name", "tbl_name", "sql")))
    made = sa.select(catalogue.c.name, catalogue.c.sql).where(
        catalogue.c.type == "index",
        catalogue.c.tbl_name == table.name,
        catalogue.c.sql.is_not(None),
    )
    needed = _needed(session, table)
    indexes = [(name, text) for name, text in session.execute(made) if name not in needed]
    dropped = [f"DROP INDEX {_quoted(session, name)}" for name, _ in indexes]
    return dropped, [text for _, text in indexes]


def _indexes_of_postgresql(session: Session, table: sa.Table) -> tuple[list[str], list[str]]:
    """The same, with what its rows refer to: to look each up takes longer than all at the end."""
    own = sa.cast(table.name, postgresql.REGCLASS)
    index = sa.table("pg_index", *map(sa.column, ("indexrelid", "indrelid")))
    rule = sa.table("pg_constraint", *map(sa.column, ("oid", "conname", "conrelid", "conindid")))
    named = sa.cast(sa.cast(index.c.indexrelid, postgresql.REGCLASS), sa.Text)
    of_a_rule = sa.exists().where(rule.c.conindid == index.c.indexrelid)
    indexes = session.execute(
        sa.select(named, sa.func.pg_get_indexdef(index.c.indexrelid)).where(
            index.c.indrelid == own, sa.not_(of_a_rule)
        )
    ).all()
    references = session.execute(
        sa.select(rule.c.conname, sa.func.pg_get_constraintdef(rule.c.oid)).where(
            rule.c.conrelid == own, sa.column("contype") == "f"
        )
    ).all()
    altered = f"ALTER TABLE {_quoted(session, table.name)}"
    # What is still to be checked must be, before the tables that it concerns are altered.
    checked = ["SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"]
    dropped = [f"{altered} DROP CONSTRAINT {_quoted(session, name)}" for name, _ in references]
    added = [
        f"{altered} ADD CONSTRAINT {_quoted(session, name)} {text}" for name, text in references
    ]
    return (
        [*checked, *dropped, *(f"DROP INDEX {name}" for name, _ in indexes)],
        [*checked, *(text for _, text in indexes), *added],
    )


def _needed(session: Session, table: sa.Table) -> set[str | None]:
    """The indexes without which each row would look through all others for those that name it."""
    to_itself = {key.parent.name for key in table.foreign_keys if key.column.table is table}
    indexes = sa.inspect(session.connection()).get_indexes(table.name)
    return {index["name"] for index in indexes if index["column_names"][0] in to_itself}


@contextmanager
def without_wal(engine: sa.Engine) -> Iterator[None]:
    """Have SQLite write pages of a file once, and not to its log of changes first.

    A load can still be broken off, but nobody can read meanwhile: for a file without evidence.
    Where others have the file open it stays as it is.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    _keep_journal(engine, "DELETE", patience=0)
    try:
        yield
    finally:
        _keep_journal(engine, "WAL", patience=20_000)


def _keep_journal(engine: sa.Engine, mode: str, *, patience: int) -> None:
    connection = engine.raw_connection()
    cursor = connection.cursor()
    [before] = cursor.execute("PRAGMA busy_timeout").fetchone()
    # Whoever opens the file next asks for the log again: no harm where it is kept from us now.
    with suppress(sqlite3.OperationalError):
        cursor.execute(f"PRAGMA busy_timeout = {patience}")
        cursor.execute(f"PRAGMA journal_mode = {mode}")
    cursor.execute(f"PRAGMA busy_timeout = {int(before)}")
    connection.close()


@contextmanager
def larger_cache(session: Session) -> Iterator[None]:
    """Let the database hold more in memory, for this load, than it does for readers."""
    connection = session.connection()
    if is_sqlite(session):
        before = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
        connection.exec_driver_sql(f"PRAGMA cache_size = {_PAGES_KEPT}")
        yield
        connection.exec_driver_sql(f"PRAGMA cache_size = {int(before)}")
    else:
        for setting in _ROOM:
            connection.exec_driver_sql(f"SET LOCAL {setting} = '256MB'")
        yield


def _insert_into_sqlite(
    cursor: Any, dialect: sa.Dialect, into: tuple[str, ...], rows: Iterable[Sequence[Any]]
) -> None:
    # SQLite makes the lists of the table's checks anew for each statement, not for each row.
    at_once = max(1, _PARAMETERS // (len(into) - 1))
    one = _statement(dialect, into)
    head, values = one.rsplit(" VALUES ", 1)
    several = f"{head} VALUES {', '.join([values] * at_once)}"
    rest = iter(rows)
    while len(some := list(islice(rest, at_once))) == at_once:
        cursor.execute(several, list(chain.from_iterable(some)))
    cursor.executemany(one, some)


@lru_cache
def _statement(dialect: sa.Dialect, into: tuple[str, ...]) -> str:
    """A statement that puts a row into the columns of a table."""
    name, *columns = into
    ordered = sa.table(name, *map(sa.column, columns))
    return str(sa.insert(ordered).values(dict.fromkeys(columns, "")).compile(dialect=dialect))


def _quoted(session: Session, name: str) -> str:
    return session.get_bind().dialect.identifier_preparer.quote(name)
