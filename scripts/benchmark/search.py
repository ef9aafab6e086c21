"""The ranked search: ours, and the two ways to ask Datasette, with its full-text index."""

import csv
import sqlite3
from collections import Counter, defaultdict
from itertools import islice
from pathlib import Path
from urllib.parse import quote, urlencode

from app.database import connect, reading
from app.evidence import answers
from app.evidence.words import STOP_WORDS, stem, tidied, words_in
from app.search.documents import texts
from scripts.benchmark import servers
from scripts.benchmark.client import Client, median_ms
from scripts.benchmark.plan import WORK
from scripts.benchmark.questions import PAGE_SIZE
from scripts.benchmark.scene import Scene
from scripts.benchmark.waits import SECTION
from scripts.benchmark.wrk import UnansweredError

RANKED = (
    "select search_entry.kind, search_entry.target_id, search_entry.title, search_entry.body, "
    "search_entry_fts.rank from search_entry_fts "
    "join search_entry on search_entry.entry_number = search_entry_fts.rowid "
    "where search_entry_fts match :q order by search_entry_fts.rank limit 25"
)
"""What Datasette's users write to have the best first; its own search is in the order of keys."""

_MAKE = """
CREATE TABLE search_entry (
    entry_number INTEGER PRIMARY KEY, kind TEXT, target_id TEXT, title TEXT, body TEXT, also TEXT
);
CREATE VIRTUAL TABLE search_entry_fts USING fts5 (
    title, body, also, tokenize='porter', content=[search_entry], content_rowid='entry_number'
);
"""
_FILL = (
    "INSERT INTO search_entry (kind, target_id, title, body, also) VALUES (?, ?, ?, ?, ?)",
    "INSERT INTO search_entry_fts (search_entry_fts) VALUES ('rebuild')",
)


def with_full_text(file: Path) -> Path:
    """A file beside the loaded one, with what is searched and Datasette's index of it."""
    # Datasette knows an index by these words in its definition, in brackets and without spaces.
    copied = WORK / f"{file.stem}-search.sqlite"
    newest = max(path.stat().st_mtime for path in (file, Path(__file__)))
    if copied.exists() and copied.stat().st_mtime > newest:
        return copied
    copied.unlink(missing_ok=True)
    making = copied.with_suffix(".part")
    making.unlink(missing_ok=True)
    connection = sqlite3.connect(making, isolation_level=None)
    connection.execute("PRAGMA cache_size = -200000")
    connection.executescript(_MAKE)
    connection.execute("BEGIN")
    engine = connect(f"sqlite:///{file}")
    with reading(engine) as session:
        rows = texts(session, answers.catalogue(session))
        connection.executemany(_FILL[0], rows)
    engine.dispose()
    connection.execute(_FILL[1])
    connection.execute("COMMIT")
    connection.close()
    return making.rename(copied)


_TIMES = 15
_READ = 50_000
_SHORTEST = 4
_DIFFERENCE = 0.01
"""So much may the hits differ: two stemmers do not cut every word alike."""


def measure(scene: Scene) -> None:
    """Ours against ranked SQL, which gives users of Datasette the same: the best first."""
    words = " ".join(common_words(scene.data))
    copied = with_full_text(scene.file)
    listed = f"/{quote(copied.stem)}/search_entry.json?{urlencode(_listed(words))}"
    ranked = f"/{quote(copied.stem)}.json?{urlencode({'sql': RANKED, 'q': words})}"
    with Client(scene.uncached.port) as client:
        client.wait_for(path(words))
        count = client.json(path(words))["meta"]["count"]
        ours = median_ms(client, path(words), _TIMES)
    with servers.datasette(copied) as datasette, Client(datasette.port) as client:
        their_count = client.json(listed)["filtered_table_rows_count"]
        if abs(count - their_count) > _DIFFERENCE * count:
            raise UnansweredError(f"Datasette finds {their_count:,}, we find {count:,}")
        if len(client.json(ranked)["rows"]) != PAGE_SIZE:
            raise UnansweredError("Datasette does not answer the ranked search")
        of_sql, of_list = (median_ms(client, address, _TIMES) for address in (ranked, listed))
    scene.add("search", "ms", ours)
    scene.add("search", "datasette", of_sql / ours)
    what = f"search for *{words}*"
    scene.say(SECTION, f"{what}: ranked, hits counted by kind", f"{ours:.1f} ms, {count:,} hits")
    scene.say(SECTION, f"{what}: Datasette, ranked SQL, not counted", f"{of_sql:.1f} ms")
    text = f"{of_list:.1f} ms, {their_count:,} hits"
    scene.say(SECTION, f"{what}: Datasette's `_search`, counted, not ranked", text)


def path(words: str) -> str:
    """The search as it is asked of us."""
    return f"/api/v1/search?{urlencode({'q': words, 'page_size': PAGE_SIZE})}"


def common_words(data: Path) -> list[str]:
    """The two words of content that most statements have, each in its commonest form."""
    statements: Counter[str] = Counter()
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with (data / "findings.csv").open(newline="", encoding="utf-8") as file:
        for row in islice(csv.DictReader(file), _READ):
            spoken = words_in(tidied(row["statement"]))[0]
            words = {word for word in spoken if len(word) >= _SHORTEST}
            for word in words - STOP_WORDS:
                forms[stem(word)][word] += 1
            statements.update({stem(word) for word in words - STOP_WORDS})
    return [forms[key].most_common(1)[0][0] for key, _ in statements.most_common(2)]


def _listed(words: str) -> dict[str, object]:
    return {"_search": words, "_size": PAGE_SIZE, "_labels": "off", "_nofacet": 1, "_nosuggest": 1}
