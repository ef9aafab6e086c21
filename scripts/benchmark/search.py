"""The ranked search: ours, and ranked SQL in Datasette, with its full-text index."""

import csv
from collections import Counter, defaultdict
from itertools import islice
from pathlib import Path
from urllib.parse import quote, urlencode

from sqlite_utils import Database

from app.database import connect, reading
from app.evidence import answers
from app.evidence.answers import Release
from app.evidence.words import STOP_WORDS, stem, tidied, words_in
from app.search.index import texts
from scripts.benchmark import servers
from scripts.benchmark.client import Client, UnansweredError
from scripts.benchmark.material import Scene
from scripts.benchmark.plan import WORK
from scripts.benchmark.questions import PAGE_SIZE
from scripts.benchmark.waits import SECTION

_RANKED = (
    "select entry.kind, entry.id, entry.title, entry.body, entry_fts.rank from entry_fts "
    "join entry on entry.rowid = entry_fts.rowid "
    "where entry_fts match :q order by entry_fts.rank limit 25"
)
"""What Datasette's users write to have the best first; its own search is in the order of keys."""
_COUNT = "select count(*) from entry_fts where entry_fts match ?"
_TIMES = 15
_READ = 50_000
_SHORTEST = 4
_DIFFERENCE = 0.01
"""So much may the hits differ: two stemmers do not cut every word alike."""


def measure(scene: Scene) -> None:
    """Ours against ranked SQL, which gives users of Datasette the same: the best first."""
    words = " ".join(common_words(scene.data))
    file = WORK / "full-text.sqlite"
    file.unlink(missing_ok=True)
    their_count = _with_full_text(scene.file, file).execute(_COUNT, [words]).fetchone()[0]
    with Client(scene.uncached.port) as client:
        client.wait_for(path(words))
        count = client.json(path(words))["meta"]["count"]
        if abs(count - their_count) > _DIFFERENCE * count:
            raise UnansweredError(f"Datasette finds {their_count:,}, we find {count:,}")
        ours = client.median_ms(path(words), _TIMES)
    ranked = f"/{quote(file.stem)}.json?{urlencode({'sql': _RANKED, 'q': words})}"
    with servers.datasette(file) as datasette, Client(datasette.port) as client:
        if len(client.json(ranked)["rows"]) != PAGE_SIZE:
            raise UnansweredError("Datasette does not answer the ranked search")
        theirs = client.median_ms(ranked, _TIMES)
    scene.add("search", "ms", ours)
    scene.add("search", "datasette", theirs / ours)
    what = f"search for *{words}*"
    scene.say(SECTION, f"{what}: ranked, hits counted by kind", f"{ours:.1f} ms, {count:,} hits")
    scene.say(SECTION, f"{what}: Datasette, ranked SQL, not counted", f"{theirs:.1f} ms")


def _with_full_text(loaded: Path, file: Path) -> Database:
    """A database of what is searched, with Datasette's index of it."""
    made = Database(file)
    engine = connect(f"sqlite:///{loaded}")
    with reading(engine) as session:
        release = Release(session, answers.catalogue(session))
        rows = (text._asdict() for text in texts(release))
        made.table("entry").insert_all(rows, batch_size=10_000)
    engine.dispose()
    made.table("entry").enable_fts(["title", "body", "also"], tokenize="porter")
    return made


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
            words = {word for word in spoken if len(word) >= _SHORTEST} - STOP_WORDS
            for word in words:
                forms[stem(word)][word] += 1
            statements.update({stem(word) for word in words})
    return [forms[key].most_common(1)[0][0] for key, _ in statements.most_common(2)]
