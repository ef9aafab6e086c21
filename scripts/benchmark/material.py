"""The data folders and databases that are measured, kept between runs while they are current."""

import hashlib
import os
import sqlite3
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.settings import ROOT
from scripts.benchmark.plan import SHIPPED, WORK, Place
from scripts.benchmark.postgresql import Postgresql
from scripts.benchmark.servers import WAVE1
from scripts.make_synthetic import make, projects_for

SEED = 1


@dataclass(frozen=True)
class Load:
    """How a load went."""

    seconds: float
    peak_mb: float


class LoadError(Exception):
    """A load that failed."""


class Material:
    """Makes what is not there, or no longer current."""

    def __init__(self, postgresql: Postgresql | None) -> None:
        self.postgresql = postgresql
        WORK.mkdir(parents=True, exist_ok=True)

    def data(self, size: int) -> Path:
        """The folder of so many findings."""
        if size == SHIPPED:
            return ROOT / "data"
        folder = WORK / f"data-{size}"
        key = _hash([ROOT / "scripts" / "make_synthetic.py", *_files("data", "*.csv")], SEED)
        if not _is_current(folder, key):
            projects = projects_for(size)
            make(folder, projects=projects, findings=size, seed=SEED, data=ROOT / "data")
            _stamp(folder, key)
        return folder

    def database(self, place: Place) -> str:
        """The address of a database that holds the data."""
        mark = WORK / f"{place.database}-{_name(place.size)}"
        if not _is_current(mark, self._key(place)):
            self.load(place)
        return self._url(place)

    def load(self, place: Place) -> Load:
        """Load the data into an empty database, and say how that went."""
        data, mark = self.data(place.size), WORK / f"{place.database}-{_name(place.size)}"
        self._empty(place)
        done = _run([*WAVE1, "load", "--data", str(data)], {"WAVE1_DATABASE_URL": self._url(place)})
        self._settle(place)
        _stamp(mark, self._key(place))
        return done

    def file(self, size: int) -> Path:
        """The SQLite file of so many findings."""
        return WORK / f"{_name(size)}.sqlite"

    def forget(self, place: Place) -> str:
        """An empty database in the place of one that was loaded."""
        self._empty(place)
        return self._url(place)

    def _url(self, place: Place) -> str:
        if place.database == "sqlite":
            return f"sqlite:///{self.file(place.size)}"
        return self._server().url(_name(place.size))

    def _server(self) -> Postgresql:
        if self.postgresql is None:
            raise LoadError("there is no PostgreSQL in this run")
        return self.postgresql

    def _key(self, place: Place) -> str:
        code = [*_files("app/ingest"), *_files("app/evidence/models")]
        key = _hash([*code, *_files("migrations")], _read_key(self.data(place.size)), SEED)
        if place.database == "sqlite":
            return key
        return f"{key} {self._server().name}"

    def _empty(self, place: Place) -> None:
        (WORK / f"{place.database}-{_name(place.size)}.key").unlink(missing_ok=True)
        if place.database == "sqlite":
            for file in WORK.glob(f"{self.file(place.size).name}*"):
                file.unlink()
        else:
            self._server().make_empty(_name(place.size))

    def _settle(self, place: Place) -> None:
        """What a database would soon do by itself is done before anything is measured."""
        if place.database == "sqlite":
            connection = sqlite3.connect(self.file(place.size))
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
        else:
            self._server().vacuum(_name(place.size))


def _run(command: list[str], environment: dict[str, str]) -> Load:
    started = time.perf_counter()
    given = {"PYTHONPATH": str(ROOT), **environment}
    with (WORK / "load.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **given}, stdout=log, stderr=log
        )
        try:
            _, status, used = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise LoadError((WORK / "load.log").read_text(encoding="utf-8")[-500:])
    return Load(time.perf_counter() - started, used.ru_maxrss / 1024)


def _name(size: int) -> str:
    return str(size) if size else "shipped"


def _files(folder: str, pattern: str = "*.py") -> list[Path]:
    return sorted((ROOT / folder).rglob(pattern))


def _hash(files: Iterable[Path], *others: object) -> str:
    digest = hashlib.sha256(repr(others).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _read_key(folder: Path) -> str:
    key = folder.with_name(f"{folder.name}.key")
    return key.read_text(encoding="utf-8") if key.exists() else _hash(_files("data", "*.csv"))


def _is_current(mark: Path, key: str) -> bool:
    file = mark.with_name(f"{mark.name}.key")
    return file.exists() and file.read_text(encoding="utf-8") == key


def _stamp(mark: Path, key: str) -> None:
    mark.with_name(f"{mark.name}.key").write_text(key, encoding="utf-8")
