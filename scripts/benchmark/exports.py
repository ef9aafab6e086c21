"""Whole lists as files: how long they take, and what they cost the server in memory."""

import csv
import sqlite3
import subprocess
import time
from collections.abc import Iterable
from contextlib import closing
from io import StringIO, TextIOWrapper
from itertools import islice
from pathlib import Path
from statistics import median

from app.evidence.queries import EVIDENCE_LISTS
from scripts.benchmark.client import Client, UnansweredError
from scripts.benchmark.material import Scene
from scripts.benchmark.plan import WORK
from scripts.benchmark.questions import FINDINGS

SECTION = "All findings as a file"
_COMPARED = 20_000
_JOINED = Path(__file__).with_name("findings.sql").read_text(encoding="utf-8")


def as_csv(scene: Scene) -> None:
    """CSV of all findings: ours and that of the shell `sqlite3`, in turn."""
    ours: list[float] = []
    theirs: list[float] = []
    with Client(scene.cached.port) as client:
        words = _words(client)
        _compare(client, scene.file, words)
        with scene.cached.growth() as growth:
            client.downloaded(f"{FINDINGS}.csv")
            for _ in range(scene.plan.rounds):
                seconds, size = client.downloaded(f"{FINDINGS}.csv")
                ours.append(seconds)
                started = time.perf_counter()
                _by_shell(scene.file, words, _JOINED, subprocess.DEVNULL)
                theirs.append(time.perf_counter() - started)
    ratio = median(theirs) / median(ours)
    scene.add("csv", "sqlite3", ratio)
    scene.add("csv", "growth", growth[0])
    text = f"{median(ours):.2f} s, {size / 1e6:,.0f} MB; {growth[0]:.0f} MB more memory"
    scene.say(SECTION, "CSV", text)
    what = "`sqlite3 -csv`, the same columns by joins"
    scene.say(SECTION, what, f"{median(theirs):.2f} s ({ratio:.2f})")


def as_others(scene: Scene) -> None:
    """JSON Lines, Parquet and Excel."""
    for ending, name in (("jsonl", "JSON Lines"), ("parquet", "Parquet"), ("xlsx", "Excel")):
        try:
            with Client(scene.cached.port) as client, scene.cached.growth() as growth:
                seconds, size = client.downloaded(f"{FINDINGS}.{ending}")
        except UnansweredError as error:
            scene.say(SECTION, name, f"refused: {error}")
        else:
            text = f"{seconds:.2f} s, {size / 1e6:,.0f} MB; {growth[0]:.0f} MB more memory"
            scene.say(SECTION, name, text)


def _by_shell(file: Path, words: Path, query: str, output: int) -> str:
    lines = f"ATTACH '{words}' AS words;\n.mode csv\n.headers on\n{query};\n"
    command = ["sqlite3", str(file)]
    done = subprocess.run(command, input=lines, stdout=output, text=True, check=True)
    return done.stdout or ""


def _compare(client: Client, file: Path, words: Path) -> None:
    """Whether both write the same rows, by the first of them."""
    written = _by_shell(file, words, f"{_JOINED} LIMIT {_COMPARED}", subprocess.PIPE)
    theirs = _rows(StringIO(written, newline=""))
    with client.asked(f"{FINDINGS}.csv") as response:
        ours = _rows(TextIOWrapper(response, "utf-8-sig", newline=""))
    if ours != theirs:
        differing = next(pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1])
        raise UnansweredError(f"sqlite3 writes other rows: {differing}")


def _rows(lines: Iterable[str]) -> list[list[str]]:
    return list(islice(csv.reader(lines), _COMPARED + 1))


def _words(client: Client) -> Path:
    """A database of the words that are kept in the code: the shell joins them as a table."""
    words = EVIDENCE_LISTS["findings"].record.vocabularies()
    labels = [(name, *label) for name, some in words.items() for label in some.labels.items()]
    for source in client.json("/api/v1/sources?page_size=1000")["results"]:
        rows = client.json(f"{FINDINGS}?source={source['source_id']}&page_size=1")["results"]
        for row in rows:
            page = f", p. {row['page']}" if row["page"] else ""
            cited = row["citation"].removesuffix(f"{page} ({row['paragraph']})")
            labels.append(("cited", row["source_id"], cited))
    file = WORK / "words.sqlite"
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE word (name, code, label, PRIMARY KEY (name, code))")
        connection.executemany("INSERT INTO word VALUES (?, ?, ?)", labels)
    return file
