"""The load of everything, against the shell `sqlite3` that reads the same files unchecked."""

import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from scripts.benchmark import search
from scripts.benchmark.material import Load, LoadError, Material
from scripts.benchmark.plan import WORK, Place, Results

SECTION = "Loading all data files"

_AS_WE_WRITE = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
_FULL_TEXT = (
    "CREATE VIRTUAL TABLE full_text USING fts5(title, body, also, tokenize = 'porter');\n"
    "INSERT INTO full_text (rowid, title, body, also) "
    "SELECT entry_number, title, body, also FROM searched.search_entry;\n"
)
_INDEXES = 'SELECT name, "unique" FROM pragma_index_list(?)'
_COLUMNS = "SELECT name FROM pragma_index_info(?) ORDER BY seqno"


def measure(results: Results, material: Material, place: Place) -> None:
    """Load into an empty database, and import the same files into the same tables."""
    data = material.data(place.size)
    done = material.load(place)
    file = Path(material.database(Place(place.size, "sqlite")).removeprefix("sqlite:///"))
    imported, with_text = imported_by_shell(file, data)
    results.add("load", "times", place, done.seconds / imported)
    _say(results, place, done, imported, with_text)


def imported_by_shell(file: Path, data: Path) -> tuple[float, float]:
    """How long the shell takes for tables and indexes; and with the full text besides."""
    into = WORK / "imported.sqlite"
    for each in WORK.glob(f"{into.name}*"):
        each.unlink()
    searched = search.with_full_text(file)
    begun = time.perf_counter()
    _shell(into, _import(file, data))
    imported = time.perf_counter() - begun
    _shell(into, _full_text(searched))
    with_text = time.perf_counter() - begun
    for each in WORK.glob(f"{into.name}*"):
        each.unlink()
    return imported, with_text


def _say(results: Results, place: Place, done: Load, imported: float, with_text: float) -> None:
    said = f"{done.seconds:.1f} s, {done.peak_mb:.0f} MB at most"
    results.say(SECTION, "`wave1 load`: checked, indexes, full text", place, said)
    said = f"{imported:.1f} s ({done.seconds / imported:.2f})"
    results.say(SECTION, "`sqlite3 .import`, then the same indexes", place, said)
    said = f"{with_text:.1f} s ({done.seconds / with_text:.2f})"
    what = "the same with FTS5 of what is searched"
    results.say(SECTION, what, place, said)


def _import(file: Path, data: Path) -> str:
    """What the shell is told: each file into a table, then the indexes that ours has."""
    tables: list[str] = []
    indexes: list[str] = []
    with closing(sqlite3.connect(file)) as loaded:
        for written in sorted(data.glob("*.csv")):
            with written.open(encoding="utf-8") as opened:
                header = next(opened).strip().split(",")
            table = _table_of(loaded, written.stem)
            types = dict(loaded.execute("SELECT name, type FROM pragma_table_info(?)", [table]))
            columns = ", ".join(f'"{name}" {types.get(name, "VARCHAR")}' for name in header)
            tables.append(f"CREATE TABLE {table} ({columns});")
            tables.append(f".import --csv --skip 1 '{written}' {table}")
            indexes += _indexes(loaded, table, header)
    return "\n".join([_AS_WE_WRITE, *tables, *indexes, ""])


def _table_of(loaded: sqlite3.Connection, name: str) -> str:
    """The table that holds the rows of a file; else one of its own name."""
    known = {table for (table,) in loaded.execute("SELECT name FROM sqlite_master")}
    return next((one for one in (name, name[:-1], name[:-2]) if one in known), name)


def _indexes(loaded: sqlite3.Connection, table: str, header: list[str]) -> Iterator[str]:
    """The indexes of columns that the file has, the one of its key among them."""
    for name, is_unique in loaded.execute(_INDEXES, [table]):
        columns = [one for (one,) in loaded.execute(_COLUMNS, [name])]
        if set(columns) <= set(header):
            unique = "UNIQUE " if is_unique else ""
            yield f"CREATE {unique}INDEX {table}_{name} ON {table} ({_names(columns)});"


def _names(columns: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _full_text(searched: Path) -> str:
    return f"ATTACH '{searched}' AS searched;\n{_FULL_TEXT}"


def _shell(into: Path, said: str) -> None:
    done = subprocess.run(
        ["sqlite3", "-bail", str(into)], input=said, capture_output=True, text=True, check=False
    )
    if done.returncode or done.stderr:
        raise LoadError(f"sqlite3: {done.stderr.strip()[-300:]}")
