"""SQLite as readers open it: no file is made, a replaced one is noticed, a long question ends."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any

import sqlalchemy as sa

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
        connection.set_progress_handler(_is_late, _STEPS_BETWEEN_LOOKS)

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


def _is_late() -> bool:
    return monotonic() > _DEADLINE.at
