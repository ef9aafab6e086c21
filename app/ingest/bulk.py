"""Bulk inserts and deletes, as fast as each database allows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from psycopg import sql
from sqlalchemy.orm import Session

from app.evidence.models import ImportRun
from app.evidence.models import table as table_of

MANY = 10_000
"""From so many rows on indexes are rebuilt after them, where they are most of the table."""


def is_sqlite(session: Session) -> bool:
    """Whether the database is SQLite; else it is PostgreSQL."""
    return session.get_bind().dialect.name == "sqlite"


def insert(
    session: Session, table: sa.Table, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Insert rows without the ORM."""
    if not rows:
        return
    connection = session.connection()
    if is_sqlite(session):
        # As tuples: to make a dictionary of each row takes half of the time again.
        ordered = sa.insert(sa.table(table.name, *map(sa.column, columns)))
        statement = ordered.values(dict.fromkeys(columns, "")).compile(connection)
        connection.exec_driver_sql(str(statement), rows)
        return
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    copy_in = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names)
    cursor: Any = connection.connection.cursor()
    with cursor.copy(copy_in) as copy:
        for row in rows:
            copy.write_row(row)
    cursor.close()


def delete(
    session: Session, table: sa.Table, columns: Sequence[str], keys: Sequence[Sequence[Any]]
) -> None:
    """Delete the rows of some keys."""
    is_row = (table.c[name] == sa.bindparam(name) for name in columns)
    if keys:
        session.execute(
            sa.delete(table).where(*is_row), [dict(zip(columns, key, strict=True)) for key in keys]
        )


@contextmanager
def rebuild_indexes(session: Session, table: sa.Table, *, is_worth_it: bool) -> Iterator[None]:
    """Drop the indexes of a table and rebuild them after the rows, where that is faster.

    Readers of SQLite do not notice. PostgreSQL would lock them out of the table until the load
    ends, so it does this in a first load alone, when there is nothing to read yet.
    """
    is_done = is_worth_it and (is_sqlite(session) or not _is_read(session))
    # By an index of what refers to its own table rows are found while others are inserted.
    to_itself = {key.parent for key in table.foreign_keys if key.column.table is table}
    indexes = [each for each in table.indexes if is_done and to_itself.isdisjoint(each.columns)]
    for index in indexes:
        index.drop(session.connection())
    yield
    if indexes and not is_sqlite(session):
        # Its pending checks must run before a table is altered.
        session.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))
        session.execute(sa.text("SET CONSTRAINTS ALL DEFERRED"))
    for index in indexes:
        index.create(session.connection())


def _is_read(session: Session) -> bool:
    run = table_of(ImportRun).c
    return session.scalar(sa.select(run.import_run_id).limit(1)) is not None
