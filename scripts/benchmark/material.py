"""What is measured: data of each size, the databases that hold them, and our server twice."""

import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.settings import ROOT
from scripts.benchmark import servers
from scripts.benchmark.plan import SHIPPED, WORK, Place, Plan, Results
from scripts.benchmark.postgresql import NoServerError, Postgresql
from scripts.benchmark.servers import Server
from scripts.make_synthetic import make, projects_for

_SEED = 1


@dataclass(frozen=True)
class Load:
    """How a load went."""

    seconds: float
    peak_mb: float


class LoadError(Exception):
    """A load that failed."""


class Material:
    """Makes what is not there: each once in a run."""

    def __init__(self, postgresql: Postgresql | None) -> None:
        self.postgresql = postgresql
        self._folders: dict[int, Path] = {SHIPPED: ROOT / "data"}
        self._loads: dict[Place, Load] = {}

    def data(self, size: int) -> Path:
        """The folder of so many findings."""
        if size not in self._folders:
            folder = self._folders[size] = WORK / f"data-{size}"
            projects = projects_for(size)
            make(folder, projects=projects, findings=size, seed=_SEED, data=ROOT / "data")
        return self._folders[size]

    def file(self, size: int) -> Path:
        """The SQLite file of so many findings."""
        return WORK / f"{_name(size)}.sqlite"

    def url(self, place: Place) -> str:
        """The address of a database."""
        if place.database == "sqlite":
            return f"sqlite:///{self.file(place.size)}"
        return self._server.url(_name(place.size))

    def make_empty(self, place: Place) -> None:
        """Make a database anew."""
        if place.database == "sqlite":
            for file in WORK.glob(f"{self.file(place.size).name}*"):
                file.unlink()
        else:
            self._server.make_empty(_name(place.size))

    def load(self, place: Place) -> Load:
        """Load the data into an empty database, and say how that went."""
        if place not in self._loads:
            self.make_empty(place)
            self._loads[place] = _loaded(self.data(place.size), self.url(place))
            # What a database would soon do by itself is done before anything is measured.
            if place.database == "sqlite":
                connection = sqlite3.connect(self.file(place.size))
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.close()
            else:
                self._server.vacuum(_name(place.size))
        return self._loads[place]

    @property
    def _server(self) -> Postgresql:
        if self.postgresql is None:
            raise NoServerError("there is no PostgreSQL in this run")
        return self.postgresql


def _loaded(data: Path, url: str) -> Load:
    started = time.perf_counter()
    command = [str(servers.WAVE1), "load", "--data", str(data)]
    given = {**os.environ, "PYTHONPATH": str(ROOT), "WAVE1_DATABASE_URL": url}
    with (WORK / "load.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=given, stdout=log, stderr=log)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise LoadError((WORK / "load.log").read_text(encoding="utf-8")[-500:])
    return Load(time.perf_counter() - started, used.ru_maxrss / 1024)


def _name(size: int) -> str:
    return f"wave1_bench_{size or 'shipped'}"


@dataclass(frozen=True)
class Scene:
    """One place of a run. `file` is the SQLite file of the same data, whatever the database."""

    results: Results
    plan: Plan
    place: Place
    data: Path
    file: Path
    cached: Server
    uncached: Server

    def add(self, measure: str, limit: str, value: float) -> None:
        """A figure of the table of targets."""
        self.results.add(measure, limit, self.place, value)

    def say(self, section: str, what: str, text: str) -> None:
        """A figure beside that table."""
        self.results.say(section, what, self.place, text)


@contextmanager
def scene(results: Results, plan: Plan, material: Material, place: Place) -> Iterator[Scene]:
    """A place with its data and its servers, which are ended afterwards."""
    material.load(place)
    material.load(Place(place.size, "sqlite"))
    url, data, file = material.url(place), material.data(place.size), material.file(place.size)
    # The second finds the index that the first has made.
    with servers.ours(url, data) as cached:
        cached.rested()
        with servers.ours(url, data, is_keeping=False) as uncached:
            uncached.rested()
            yield Scene(results, plan, place, data, file, cached, uncached)
