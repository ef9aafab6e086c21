"""A reader who breaks off a file leaves nothing behind: no connection, no warning, no file."""

import socket
import time
from pathlib import Path

import httpx2
import pytest
import sqlalchemy as sa

from app.database import connect
from app.evidence.models import Finding, table
from tests.commands import Environment, served

FINDING = table(Finding)
USUAL = ("Release ", "  http://")
"""What a service says when it begins."""
AT_WORK = """
SELECT count(*) FROM pg_stat_activity
WHERE pid <> pg_backend_pid() AND datname = current_database() AND state <> 'idle'
"""
"""Connections to a server that are within a transaction, but for the one that asks."""
TIMES = 20
"""So many times the shipped claims are more than a socket holds of a file that nobody takes."""


def multiply_claims(url: str) -> int:
    """Every claim under more names, as a programme with many would have; how many there are."""
    engine = connect(url)
    other = FINDING.alias("other")
    few = sa.select(other.c.finding_id.label("name")).limit(TIMES).subquery("few")
    columns = {column.name: column for column in FINDING.columns}
    columns["finding_id"] = FINDING.c.finding_id + "-" + few.c.name  # type: ignore[assignment]
    many = sa.select(*columns.values()).join_from(FINDING, few, sa.true())
    with engine.begin() as connection:
        connection.execute(sa.insert(FINDING).from_select(list(columns), many))
        count: int = connection.execute(
            sa.select(sa.func.count()).select_from(FINDING)
        ).scalar_one()
    engine.dispose()
    return count


def break_off(address: str, path: str) -> bytes:
    """Ask for a file, take the first bytes of the answer, and go."""
    host, _, port = address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port))) as reader:
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        reader.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        return reader.recv(12)


def at_work(url: str) -> int:
    engine = connect(url)
    with engine.connect() as connection:
        count: int = connection.exec_driver_sql(AT_WORK).scalar_one()
    engine.dispose()
    return count


def is_soon_empty(url: str, folder: Path) -> bool:
    for _ in range(1_200):
        if not list(folder.iterdir()) and not at_work(url):
            return True
        time.sleep(0.05)
    return False


# On a server what is left behind can be seen: connections as well as files and warnings.
@pytest.mark.one_database("postgresql")
def test_interrupted_downloads_leave_no_connection_warning_or_file_behind(
    loaded_environment: Environment, tmp_path: Path
) -> None:
    url = loaded_environment["WAVE1_DATABASE_URL"]
    told = {"PYTHONWARNINGS": "default::ResourceWarning", "TMPDIR": str(tmp_path)}
    service = served({**loaded_environment, **told})
    # More than are made at once, and of those files too that are made before they are sent.
    files = [*["csv"] * 16, "jsonl", "parquet", "xlsx?fields=statement"]

    with service as address:
        count = multiply_claims(url)
        begun = [break_off(address, f"/api/v1/findings.{file}") for file in files]
        is_empty = is_soon_empty(url, tmp_path)
        whole = httpx2.get(f"{address}/api/v1/findings.csv?fields=finding_id")

    # What the log says comes first: it has the reason of every other fault.
    assert [line for line in service.said.splitlines() if not line.startswith(USUAL)] == []
    assert begun == [b"HTTP/1.1 200"] * len(files)
    assert is_empty
    assert whole.content.count(b"\r\n") == count + 1
