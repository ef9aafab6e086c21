"""Bulk inserts and deletes, as fast as each database allows."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
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
"""From so many rows on indexes are rebuilt after them, where they are most of the table."""
MAX_KEYS = 5_000
"""Values in a DELETE: SQLite limits the parameters of a statement."""

_MAX_PARAMETERS = 999
"""The limit of a statement in every version of SQLite."""


def is_sqlite(session: Session) -> bool:
    """Whether the database is SQLite; else it is PostgreSQL."""
    return session.get_bind().dialect.name == "sqlite"


def insert(
    session: Session, table: sa.TableClause, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows without the ORM."""
    connection = session.connection()
    cursor: Any = connection.connection.cursor()
    if is_sqlite(session):
        _insert_into_sqlite(cursor, connection.dialect, (table.name, *columns), rows)
    else:
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names)
        with cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    cursor.close()


def delete(
    session: Session, table: sa.TableClause, columns: Sequence[str], keys: Sequence[Sequence[Any]]
) -> None:
    size = MAX_KEYS // len(columns)
    for start in range(0, len(keys), size):
        batch = keys[start : start + size]
        if len(columns) == 1:
            is_in = table.c[columns[0]].in_([key[0] for key in batch])
        else:
            is_in = sa.tuple_(*(table.c[name] for name in columns)).in_(batch)
        session.execute(sa.delete(table).where(is_in))


@contextmanager
def rebuild_indexes(session: Session, table: sa.Table, *, is_worth_it: bool) -> Iterator[None]:
    """Drop the indexes of a table and rebuild them after the rows, where that is faster.

    Readers of SQLite do not notice. PostgreSQL would lock them out of the table until the load
    ends, so it does this in a first load alone, when there is nothing to read yet.
    """
    if not is_worth_it or (not is_sqlite(session) and is_read(session)):
        yield
        return
    statements = _sqlite_indexes if is_sqlite(session) else _postgresql_indexes
    drop, create = statements(session, table)
    connection = session.connection()
    for statement in drop:
        connection.exec_driver_sql(statement)
    yield
    for statement in create:
        connection.exec_driver_sql(statement)


def is_read(session: Session) -> bool:
    run = table_of(ImportRun).c
    return session.scalar(sa.select(run.import_run_id).limit(1)) is not None


def _sqlite_indexes(session: Session, table: sa.Table) -> tuple[list[str], list[str]]:
    """The statements that drop the indexes of a table, and those that create them again."""
    catalogue = sa.table("sqlite_master", *map(sa.column, ("type", "name", "tbl_name", "sql")))
    query = sa.select(catalogue.c.name, catalogue.c.sql).where(
        catalogue.c.type == "index",
        catalogue.c.tbl_name == table.name,
        catalogue.c.sql.is_not(None),
    )
    needed = _self_reference_indexes(session, table)
    indexes = [(name, text) for name, text in session.execute(query) if name not in needed]
    drop = [f"DROP INDEX {_quoted(session, name)}" for name, _ in indexes]
    return drop, [text for _, text in indexes]


def _postgresql_indexes(session: Session, table: sa.Table) -> tuple[list[str], list[str]]:
    """The same with the foreign keys: to check each row takes longer than all at the end."""
    oid = sa.cast(table.name, postgresql.REGCLASS)
    index = sa.table("pg_index", *map(sa.column, ("indexrelid", "indrelid")))
    constraint = sa.table(
        "pg_constraint", *map(sa.column, ("oid", "conname", "conrelid", "conindid"))
    )
    name = sa.cast(sa.cast(index.c.indexrelid, postgresql.REGCLASS), sa.Text)
    of_constraint = sa.exists().where(constraint.c.conindid == index.c.indexrelid)
    indexes = session.execute(
        sa.select(name, sa.func.pg_get_indexdef(index.c.indexrelid)).where(
            index.c.indrelid == oid, sa.not_(of_constraint)
        )
    ).all()
    references = session.execute(
        sa.select(constraint.c.conname, sa.func.pg_get_constraintdef(constraint.c.oid)).where(
            constraint.c.conrelid == oid, sa.column("contype") == "f"
        )
    ).all()
    alter = f"ALTER TABLE {_quoted(session, table.name)}"
    # Pending checks must run before their tables are altered.
    check = ["SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"]
    drop = [f"{alter} DROP CONSTRAINT {_quoted(session, name)}" for name, _ in references]
    add = [f"{alter} ADD CONSTRAINT {_quoted(session, name)} {text}" for name, text in references]
    return (
        [*check, *drop, *(f"DROP INDEX {name}" for name, _ in indexes)],
        [*check, *(text for _, text in indexes), *add],
    )


def _self_reference_indexes(session: Session, table: sa.Table) -> set[str | None]:
    """Indexes by which rows are found that refer to a row of their own table: never dropped."""
    to_itself = {key.parent.name for key in table.foreign_keys if key.column.table is table}
    indexes = sa.inspect(session.connection()).get_indexes(table.name)
    return {index["name"] for index in indexes if index["column_names"][0] in to_itself}


def _insert_into_sqlite(
    cursor: Any, dialect: sa.Dialect, into: tuple[str, ...], rows: Iterable[Sequence[Any]]
) -> None:
    # SQLite prepares the checks of the table for each statement, not for each row.
    batch_size = max(1, _MAX_PARAMETERS // (len(into) - 1))
    single = _statement(dialect, into)
    head, values = single.rsplit(" VALUES ", 1)
    multiple = f"{head} VALUES {', '.join([values] * batch_size)}"
    remaining = iter(rows)
    while len(batch := list(islice(remaining, batch_size))) == batch_size:
        cursor.execute(multiple, list(chain.from_iterable(batch)))
    cursor.executemany(single, batch)


@lru_cache
def _statement(dialect: sa.Dialect, into: tuple[str, ...]) -> str:
    """An INSERT of one row."""
    name, *columns = into
    ordered = sa.table(name, *map(sa.column, columns))
    return str(sa.insert(ordered).values(dict.fromkeys(columns, "")).compile(dialect=dialect))


def _quoted(session: Session, name: str) -> str:
    return session.get_bind().dialect.identifier_preparer.quote(name)
