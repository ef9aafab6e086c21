"""Creates engines: how a database is opened, its timeouts, and what its errors mean.

Readers never create a SQLite file, reopen one that was replaced, and have a time limit for each
query.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any

import sqlalchemy as sa

from app.errors import DatabaseError, Problem

STATEMENT_TIMEOUT = 15
"""Seconds after which PostgreSQL cancels a reader's statement (of a file, the fetch of a part)."""

_TIMEOUTS = {
    # In seconds, for each of several hosts.
    "connect_timeout": "3",
    # A host that vanished without a word is given up: an open connection would wait for minutes.
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    # In milliseconds.
    "tcp_user_timeout": "10000",
}
"""How long a server is waited for, where its address does not say."""

_STANDBY = "It is a read-only standby: name the primary in WAVE1_DATABASE_URL."
_REMEDIES = {
    "not a database": "The file is not a SQLite database: name another in WAVE1_DATABASE_URL.",
    "unable to open": "The file or its folder is not there or cannot be opened: check the path "
    "and permissions, or run wave1 load.",
    "readonly": "The file or its folder cannot be written: check its permissions.",
    "malformed": "The file is damaged: delete it and run wave1 load, or restore a backup.",
    "disk is full": "Make room on the disk that holds it; nothing was changed.",
    "disk I/O error": "The disk may be full or broken: make room, and try again.",
    "permission denied": "This user of the database may not do that: grant it, or name another "
    "user in WAVE1_DATABASE_URL.",
    "interrupted": "The question takes too long: ask for less.",
    "statement timeout": "The question takes too long: ask for less.",
    "locked": "Another program is writing to it: try again when it has finished.",
    "no such table": "It has no tables yet: run wave1 load.",
    "does not exist": "It has no tables yet, or there is no such database: run wave1 load.",
    "during recovery": _STANDBY,
    "read-only transaction": _STANDBY,
    "connection": "It cannot be reached: check WAVE1_DATABASE_URL and that the server runs.",
}
"""What can be done about a fault, by a phrase in the database's own message."""


def connect(url: str | sa.URL, *, is_for_readers: bool = False) -> sa.Engine:
    """An engine that behaves alike on both databases. A writer creates the folder of a SQLite file.

    A reader's statement that takes too long is given up; a writer may take any time.
    Raises DatabaseError where the address is neither, or the folder cannot be created.
    """
    address = _address(url)
    if address.get_backend_name() == "postgresql":
        timeouts = _timeouts(address, is_for_readers=is_for_readers)
        return sa.create_engine(address, pool_pre_ping=True, connect_args=timeouts)
    engine = sa.create_engine(address)
    sa.event.listen(engine, "begin", _begin_on_sqlite)
    if is_for_readers:
        prepare_for_readers(engine)
    else:
        _make_folder(address)
        sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def database_problem(error: BaseException) -> Problem | None:
    """What is wrong with the database, where an error says that something is."""
    if not isinstance(error, sa.exc.SQLAlchemyError):
        return None
    message = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    for phrase, remedy in _REMEDIES.items():
        if phrase in message:
            return Problem("database", "database", f"{message}. {remedy}")
    is_down = isinstance(
        error, sa.exc.OperationalError | sa.exc.ArgumentError | sa.exc.TimeoutError
    )
    return Problem("database", "database", f"{message}.") if is_down else None


def _address(url: str | sa.URL) -> sa.URL:
    expected = (
        "Use 'sqlite:///file' or 'postgresql+psycopg://user@host/name'; "
        "with several hosts 'postgresql+psycopg://user@/name?host=a:5432&host=b:5432'."
    )
    try:
        address = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        raise DatabaseError([Problem("database", "WAVE1_DATABASE_URL", expected)]) from None
    if address.drivername in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
    is_known = address.drivername in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg")
    if is_known and (":memory:" in f"{address.database}" or "mode" in address.query):
        message = "A database in memory ends with each connection: name a file, 'sqlite:///file'."
        raise DatabaseError([Problem("database", "WAVE1_DATABASE_URL", message)])
    if not is_known or not address.database:
        message = f"{address.render_as_string()!r} is not the address of a database. {expected}"
        raise DatabaseError([Problem("database", "WAVE1_DATABASE_URL", message)])
    return address


def _timeouts(address: sa.URL, *, is_for_readers: bool) -> dict[str, str]:
    """How long to wait for a server, unless its address says so itself."""
    given = address.query
    timeouts = {name: value for name, value in _TIMEOUTS.items() if name not in given}
    if is_for_readers and "options" not in given:
        timeouts["options"] = f"-c statement_timeout={STATEMENT_TIMEOUT}s"
    return timeouts


def _make_folder(address: sa.URL) -> None:
    folder = Path(address.database or "").parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"The folder cannot be created ({error.strerror}): name another file."
        raise DatabaseError([Problem("database", str(folder), message)]) from None


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    without_transactions(connection)
    connection.execute("PRAGMA busy_timeout = 20000")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin_on_sqlite(connection: sa.Connection) -> None:
    is_writing = connection.get_execution_options().get("is_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


QUESTION_SECONDS = 15
"""Of a reader's question, after which SQLite gives it up."""
_STEPS_BETWEEN_LOOKS = 100_000
"""Steps of SQLite's machine between two looks at the clock: about a millisecond."""


class _Deadline(threading.local):
    at = inf


_DEADLINE = _Deadline()


@contextmanager
def time_limit(seconds: float = QUESTION_SECONDS) -> Iterator[None]:
    """Give up what this thread asks of SQLite when the time is over; `inf` lets it take any.

    The clock of a limit around this one stands still meanwhile.
    """
    began_at, around = monotonic(), _DEADLINE.at
    _DEADLINE.at = began_at + seconds
    try:
        yield
    finally:
        _DEADLINE.at = around + monotonic() - began_at


def file_id(engine: sa.Engine) -> tuple[int, int] | None:
    """Which file the address of a SQLite database leads to now; None where there is none."""
    if engine.dialect.name != "sqlite":
        return None
    try:
        status = os.stat(str(engine.url.database))  # noqa: PTH116 (asked for each turn of the loop)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def is_read_only(engine: sa.Engine) -> bool:
    """Whether the database is a file that this user can only read."""
    return engine.dialect.name == "sqlite" and _is_read_only(Path(str(engine.url.database)))


def _is_read_only(path: Path) -> bool:
    # SQLite writes beside the file, too.
    options = {"effective_ids": os.access in os.supports_effective_ids}
    can_write = all(os.access(each, os.W_OK, **options) for each in (path, path.parent))
    return path.is_file() and not can_write


def prepare_for_readers(engine: sa.Engine) -> None:
    """Let an engine open its file for reading alone, and follow the file that is there."""

    def open_existing(_dialect: Any, _record: Any, words: list[Any], options: Any) -> None:
        words[0] = _uri(Path(words[0]))
        options["uri"] = True

    def connected(connection: Any, record: Any) -> None:
        record.info["file"] = file_id(engine)
        without_transactions(connection)
        connection.execute("PRAGMA busy_timeout = 5000")
        connection.execute("PRAGMA query_only = ON")
        # Each of a dozen connections would cache 2 MB of a file that the system has in memory.
        connection.execute("PRAGMA cache_size = -1000")
        connection.set_progress_handler(lambda: monotonic() > _DEADLINE.at, _STEPS_BETWEEN_LOOKS)

    def taken(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info["file"] != file_id(engine):
            raise sa.exc.DisconnectionError

    sa.event.listen(engine, "do_connect", open_existing)
    sa.event.listen(engine, "connect", connected)
    sa.event.listen(engine, "checkout", taken)


def without_transactions(connection: Any) -> None:
    """Let a driver begin no transactions by its own rules, by which it reads outside them."""
    connection.isolation_level = None


def _uri(path: Path) -> str:
    """A file that is read beside writers; one that nobody here can write is taken as it is."""
    log = path.with_name(f"{path.name}-wal")
    if not _is_read_only(path):
        mode = "rw"
    elif log.is_file() and log.stat().st_size:
        mode = "ro"
    else:
        # Else SQLite would want to write beside it, to see whether others do.
        mode = "ro&immutable=1"
    return f"{path.absolute().as_uri()}?mode={mode}"
