"""The connection, and every difference between SQLite and PostgreSQL."""

import json
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import sleep
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session

from app.errors import DatabaseError, Problem

LIST_SEPARATOR = ";"
"""What stands between the members of a list inside one cell."""

CONSTRAINT_NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name of its own, so that a migration can alter it on SQLite too."""
MOST_CONNECTIONS = 41
"""So many connections are held ready at most: one for each answer and file that is made at once,
and one that watches for what is new. What is had in a moment is asked over others."""

_POOL: dict[str, Any] = {"pool_size": MOST_CONNECTIONS, "max_overflow": 0, "pool_timeout": 5}

_PATIENCE = {
    # In seconds, for each of several hosts.
    "connect_timeout": "3",
    # A host that vanished without a word is given up: an open connection would wait for minutes.
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    # In milliseconds.
    "tcp_user_timeout": "10000",
}
"""How long a server is waited for, where the address does not say."""

LONGEST_QUESTION = 15
"""Seconds after which a server ends a question of a reader; of a file, each part is one."""
RELIED_ON = 0.05
"""Seconds for which a reader relies on what a server last said of its state. Who has written to
it waits as long before saying so: then nobody is answered from before."""

_STANDBY = "It is a standby, which only answers: name the primary in WAVE1_DATABASE_URL."
_FAULTS = {
    "not a database": "The file is no SQLite database: name another in WAVE1_DATABASE_URL.",
    "unable to open": "The file or its folder cannot be opened: check the path and its rights.",
    "readonly": "The file or its folder cannot be written: check its rights.",
    "locked": "Another program is writing to it: try again when it has finished.",
    "no such table": "It has no tables yet: run wave1 load.",
    "does not exist": "It has no tables yet, or there is no such database: run wave1 load.",
    "during recovery": _STANDBY,
    "read-only transaction": _STANDBY,
    "connection": "It cannot be reached: check WAVE1_DATABASE_URL and that the server runs.",
}
"""What can be done about a fault, by a word in what the database says."""

_POSTGRESQL_WRITER_LOCK = 57_2014_2016  # any number that every writer of this project asks for


class EvidenceText(sa.types.TypeDecorator[str]):
    """Text that sorts by code point on both databases, whatever the locale of the server."""

    impl = sa.String
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[str]:
        """PostgreSQL sorts by the server's language unless it is told not to."""
        collation = "C" if dialect.name == "postgresql" else None
        return dialect.type_descriptor(sa.String(collation=collation))


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A moment with its time zone. SQLite would drop the zone; a moment without one is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """The moment in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone, found {value!r}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """The moment in UTC, said so."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


def connect(url: str, *, is_for_readers: bool = False) -> sa.Engine:
    """An engine that behaves alike on both databases. The folder of a SQLite file is made.

    A server ends what takes readers too long; who writes may take any time.
    Raises DatabaseError where the address is none of the two, or the folder cannot be made.
    """
    address = _address(url)
    if address.get_backend_name() == "postgresql":
        patience = _patience(address, is_for_readers=is_for_readers)
        return sa.create_engine(address, pool_pre_ping=True, connect_args=patience, **_POOL)
    _make_folder(address)
    engine = sa.create_engine(address, **_POOL)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_on_sqlite)
    return engine


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the evidence, as the driver of a database reads it."""

    driver: Any
    dialect: sa.Dialect

    @property
    def is_far(self) -> bool:
        """Whether each statement takes a way there and back: better one than several."""
        return self.dialect.name == "postgresql"

    @classmethod
    def of(cls, session: Session) -> "Snapshot":
        """The state that a session sees."""
        return cls(session.connection().connection, session.get_bind().dialect)


def detached(engine: sa.Engine) -> Any:
    """A connection as its driver gives it, outside the pool: whoever takes it closes it."""
    connection = engine.raw_connection()
    driver: Any = connection.driver_connection
    connection.detach()
    return driver


@contextmanager
def reading(engine: sa.Engine) -> Iterator[Session]:
    """A session that sees one state of the evidence from its first question to its last."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with Session(engine) as session:
        yield session


@contextmanager
def writing(engine: sa.Engine) -> Iterator[Session]:
    """A session that alone may write, in one transaction: all of it happens, or nothing."""
    with writing_connection(engine) as connection, Session(connection) as session:
        yield session
        session.flush()


@contextmanager
def writing_connection(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection that alone may write, in one transaction; no reader sees what was before."""
    is_server = engine.dialect.name == "postgresql"
    with engine.execution_options(is_writing=True).begin() as connection:
        if is_server:
            lock = sa.func.pg_advisory_xact_lock(_POSTGRESQL_WRITER_LOCK)
            connection.execute(sa.select(lock))
        yield connection
    if is_server:
        sleep(RELIED_ON)


def fault_of(error: BaseException) -> Problem | None:
    """What is wrong with the database, where an error says that something is."""
    if not isinstance(error, sa.exc.SQLAlchemyError):
        return None
    said = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    for sign, right in _FAULTS.items():
        if sign in said:
            return Problem("database", "database", f"{said}. {right}")
    is_down = isinstance(error, sa.exc.OperationalError | sa.exc.ArgumentError)
    return Problem("database", "database", f"{said}.") if is_down else None


def is_text(text: str) -> bool:
    """Whether both databases can hold it: no NUL, and no half of a sign."""
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def folded(text: str) -> str:
    """Text as it is compared: without case, accents, curly quotes and repeated white space."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_STRAIGHT))
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(plain.split())


class _Among(sa.sql.functions.FunctionElement[bool]):
    type = sa.Boolean()
    inherit_cache = True


def among(column: sa.ColumnElement[str], values: Sequence[str]) -> sa.ColumnElement[bool]:
    """Whether a column has one of any number of values: they are one parameter."""
    return _Among(column, sa.bindparam(None, json.dumps(values), type_=sa.Text, unique=True))


@compiles(_Among)
def _among(element: _Among, compiler: Any, **_options: Any) -> str:
    column, values = (compiler.process(clause) for clause in element.clauses)
    listed = f"value FROM json_each({values})"
    if compiler.dialect.name == "postgresql":
        rows = f"json_array_elements_text(CAST({values} AS JSON)) AS rows (value)"
        listed = f'value COLLATE "C" FROM {rows}'
    return f"{column} IN (SELECT {listed})"


def in_order(
    column: sa.ColumnElement[Any], *, is_descending: bool = False
) -> sa.ColumnElement[Any]:
    """The column as an order in which blanks come last on both databases, either way round."""
    return (column.desc() if is_descending else column.asc()).nulls_last()


def joined(
    member: sa.ColumnElement[Any], rows: sa.Select[Any], owner: sa.FromClause
) -> sa.ColumnElement[str]:
    """The members that a select gives for each row of the owner, in its order, as one text.

    An ordered select inside the aggregate is the one form that both databases honour: SQLite
    learnt to order within an aggregate only in version 3.44.
    """
    ordered = rows.with_only_columns(member.label("member")).correlate(owner).subquery()
    text = sa.func.aggregate_strings(sa.cast(ordered.c.member, sa.Text), LIST_SEPARATOR)
    return sa.select(text).select_from(ordered).scalar_subquery()


def split(text: str | None) -> list[str]:
    """The members of a list that stands in one text; none for a blank."""
    return text.split(LIST_SEPARATOR) if text else []


_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def _address(url: str) -> sa.URL:
    right = (
        "'sqlite:///file' or 'postgresql+psycopg://user@host/name' is right; "
        "with several hosts 'postgresql+psycopg://user@/name?host=a:5432&host=b:5432'."
    )
    try:
        address = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        raise DatabaseError([Problem("database", "WAVE1_DATABASE_URL", right)]) from None
    if address.drivername in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
    is_known = address.drivername in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg")
    if not is_known or not address.database:
        found = f"found {address.render_as_string()!r}; {right}"
        raise DatabaseError([Problem("database", "WAVE1_DATABASE_URL", found)])
    return address


def _patience(address: sa.URL, *, is_for_readers: bool) -> dict[str, str]:
    """How long to wait for a server, but for what its address says itself."""
    said = address.query
    patience = {name: value for name, value in _PATIENCE.items() if name not in said}
    if is_for_readers and "options" not in said:
        patience["options"] = f"-c statement_timeout={LONGEST_QUESTION}s"
    return patience


def _make_folder(address: sa.URL) -> None:
    folder = Path(address.database or "").parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        right = f"the folder cannot be made ({error.strerror}): name another file."
        raise DatabaseError([Problem("database", str(folder), right)]) from None


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # Without this the driver begins transactions by its own rules, and reads outside them.
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout = 20000")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin_on_sqlite(connection: sa.Connection) -> None:
    is_writing = connection.get_execution_options().get("is_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")
