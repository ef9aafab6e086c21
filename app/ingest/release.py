"""Which release the data files make, and whether it is the one that the database holds."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import DataError
from app.evidence.models import ImportRun, table
from app.ingest.csv_files import open_file
from app.ingest.data_files import FILES


def fingerprint(folder: Path) -> dict[str, str]:
    """The SHA-256 of every data file, which names a release without reading its rows.

    Raises DataError where a file is missing or is no text.
    """
    readings = [open_file(folder / file.name) for file in FILES]
    unreadable = [problem for r in readings if not r.is_readable for problem in r.problems]
    if unreadable:
        raise DataError(unreadable)
    return {reading.path.name: reading.sha256 for reading in readings}


def release_of(version: str, sha256: Mapping[str, str]) -> str:
    """The name of a release: the version of the program and a hash of all data files."""
    return f"{version}+{data_sha256(sha256)[:12]}"


def data_sha256(sha256: Mapping[str, str]) -> str:
    """One hash of all data files: of their names and their hashes."""
    digest = hashlib.sha256()
    for name in sorted(sha256):
        digest.update(f"{name} {sha256[name]}\n".encode())
    return digest.hexdigest()


def is_loaded(session: Session, release: str) -> bool:
    """Whether the last load made this release."""
    run = table(ImportRun).c
    last = sa.select(run.release).order_by(run.import_run_id.desc()).limit(1)
    return session.scalar(last) == release
