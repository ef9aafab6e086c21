"""From nothing to an answer: the load of everything beside the shell `sqlite3`, and a start."""

import subprocess
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from app.ingest.data_files import FILES
from scripts.benchmark import search, servers
from scripts.benchmark.client import Client
from scripts.benchmark.material import LoadError, Material
from scripts.benchmark.plan import SHIPPED, WORK, Place, Results
from scripts.benchmark.questions import FINDINGS

LOADING, STARTING = "Loading all data files", "Starting with the shipped data"
_STARTS = 5
_SEARCHES = 50
_AS_WE_WRITE = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"


def load(results: Results, material: Material, place: Place) -> None:
    """Load into an empty database, and import the same files into the same tables."""
    done = material.load(place)
    imported = _imported_by_shell(material.data(place.size))
    results.add("load", "times", place, done.seconds / imported)
    text = f"{done.seconds:.1f} s, {done.peak_mb:.0f} MB at most"
    results.say(LOADING, "`wave1 load`: checked, with indexes", place, text)
    text = f"{imported:.1f} s ({done.seconds / imported:.2f})"
    results.say(LOADING, "`sqlite3 .import`, then the same indexes", place, text)


def _imported_by_shell(data: Path) -> float:
    """How long the shell takes for tables and indexes."""
    target = WORK / "imported.sqlite"
    for each in WORK.glob(f"{target.name}*"):
        each.unlink()
    text = "\n".join([_AS_WE_WRITE, *_statements(data), ""])
    started = time.perf_counter()
    done = subprocess.run(
        ["sqlite3", "-bail", str(target)], input=text, capture_output=True, text=True, check=False
    )
    if done.returncode or done.stderr:
        raise LoadError(f"sqlite3: {done.stderr.strip()[-300:]}")
    return time.perf_counter() - started


def _statements(data: Path) -> Iterator[str]:
    """What the shell is told: each file into a table, then the indexes that ours has."""
    dialect = sqlite.dialect()
    for file in FILES:
        with (data / file.name).open(encoding="utf-8") as lines:
            header = next(lines).strip().split(",")
        own = file.table.columns
        types = {name: own[name].type.compile(dialect) for name in header if name in own}
        columns = ", ".join(f'"{name}" {types.get(name, "VARCHAR")}' for name in header)
        yield f"CREATE TABLE {file.table.name} ({columns});"
        yield f".import --csv --skip 1 '{data / file.name}' {file.table.name}"
    for file in FILES:
        yield f"CREATE UNIQUE INDEX key_{file.table.name} ON {_on(file.table, file.key)};"
        for index in file.table.indexes:
            names = index.columns.keys()
            if set(names) <= set(file.cells):
                yield f"CREATE INDEX {index.name} ON {_on(file.table, names)};"


def _on(table: sa.Table, columns: Iterable[str]) -> str:
    quoted = ", ".join(f'"{name}"' for name in columns)
    return f"{table.name} ({quoted})"


def start(results: Results, material: Material, place: Place) -> None:
    """From the start of the process to the first page of findings; and how long a search takes."""
    material.make_empty(place)
    url, data = material.url(place), material.data(SHIPPED)
    starts = []
    for _ in range(1 + _STARTS):
        with servers.ours(url, data, path=FINDINGS) as server:
            starts.append(server.seconds_to_start)
    first, *others = starts
    with servers.ours(url, data, is_keeping=False) as server, Client(server.port) as client:
        server.rested()
        search_ms = client.median_ms(search.path(" ".join(search.common_words(data))), _SEARCHES)
    results.add("search-shipped", "ms", place, search_ms)
    results.add("start", "seconds", place, median(others))
    text = f"{median(others):.2f} s ({min(others):.2f} to {max(others):.2f})"
    results.say(STARTING, f"a loaded database, median of {_STARTS} starts", place, text)
    results.say(STARTING, "the first start ever, which loads the data", place, f"{first:.2f} s")
