"""How long one reader waits who asks one question after another, with no answer kept."""

import re
from collections import Counter
from itertools import islice
from pathlib import Path
from statistics import median
from urllib.parse import quote, urlencode

from app.full_text import STOP_WORDS, words_of
from scripts.benchmark import fts, questions, servers
from scripts.benchmark.client import Client, median_ms
from scripts.benchmark.places import WORK, Place, Plan
from scripts.benchmark.processes import Server
from scripts.benchmark.questions import FINDINGS, PAGE_SIZE
from scripts.benchmark.results import Results
from scripts.benchmark.wrk import UnansweredError, loaded

PAGE = 10_000
_STEP = 1_000
_TIMES = 30
_OF_PAGING = 300
_READ = 50_000
_DIFFERENCE = 0.01

SECTION = "One question after another"


def flat(results: Results, plan: Plan, place: Place, small: Server, large: Server) -> None:
    """The median of filtered pages at the largest size against the same at the smallest.

    Where a list is shorter than a page at the smallest size, there is less to answer: the figure
    is that of lists which fill a page at both; what all of them give stands beside it.
    """
    with Client(small.port) as client:
        found = questions.values(client, "theme", "polarity")
        pairs = [
            f"{FINDINGS}?theme={theme}&polarity={polarity}&page_size={PAGE_SIZE}"
            for theme in found["theme"]
            for polarity in found["polarity"]
        ]
        lengths = {path: client.json(path)["meta"]["count"] for path in pairs}
    full = [path for path, length in lengths.items() if length >= PAGE_SIZE]
    short = [path for path, length in lengths.items() if length > 0 and "." in path.split("&")[0]]
    for name, paths in (("full", full), ("short", short)):
        waits = _waits(plan, questions.write(paths, WORK / f"paths-{name}"), small, large)
        times = waits[1] / waits[0]
        if name == "full":
            results.add("flat", "times", place, times)
        what = {
            "full": f"{len(full)} filtered pages of 25 rows at both sizes",
            "short": f"{len(short)} pages of sub-theme and polarity, at 229 most not full",
        }[name]
        said = f"{waits[0]:.2f} ms, {waits[1]:.2f} ms ({times:.2f})"
        results.say(SECTION, f"{what}: at {plan.smallest:,}, at {plan.largest:,}", place, said)


def _waits(plan: Plan, paths: Path, small: Server, large: Server) -> tuple[float, float]:
    found: list[list[float]] = [[], []]
    for round_ in range(plan.rounds):
        for waits, server in zip(found, (small, large), strict=True):
            rate = loaded(
                server.address, seconds=plan.seconds, connections=1, paths=paths, first=round_
            )
            waits.append(rate.median_ms)
    return median(found[0]), median(found[1])


def paging(results: Results, place: Place, server: Server) -> None:
    """A page far behind by its cursor, and the first, in turn."""
    with Client(server.port) as client:
        first = f"{FINDINGS}?page_size={PAGE_SIZE}"
        count = client.json(first)["meta"]["count"]
        number = min(PAGE, count // PAGE_SIZE)
        far = f"{first}&cursor={_cursor(client, (number - 1) * PAGE_SIZE)}"
        if len(client.json(far)["results"]) != PAGE_SIZE:
            raise UnansweredError(f"page {number:,} is not whole")
        waits: dict[str, list[float]] = {first: [], far: []}
        for _ in range(_OF_PAGING):
            for path, seconds in waits.items():
                seconds.append(client.seconds(path))
    near_ms, far_ms = (median(seconds) * 1000 for seconds in waits.values())
    results.add("paging", "times", place, far_ms / near_ms)
    said = f"{near_ms:.2f} ms, {far_ms:.2f} ms"
    results.say(SECTION, f"page 1 of all findings, page {number:,}", place, said)


def _cursor(client: Client, rows: int) -> str:
    """What leads to the page after so many rows. A cursor is not bound to the size of a page."""
    cursor: str | None = None
    while rows:
        some = min(_STEP, rows)
        said = f"&cursor={cursor}" if cursor else ""
        cursor = client.json(f"{FINDINGS}?page_size={some}{said}")["meta"]["next_cursor"]
        rows -= some
    return str(cursor)


def maps(results: Results, place: Place, server: Server) -> None:
    """The evidence map, and what filters count beside a list."""
    with Client(server.port) as client:
        described = client.json("/api/v1/openapi.json")["paths"][FINDINGS]["get"]["parameters"]
        [facets] = (one["schema"]["items"]["enum"] for one in described if one["name"] == "facet")
        every = ",".join(name for name in facets if name)
        theme = max(
            (count, name)
            for name, count in questions.values(client, "theme")["theme"].items()
            if "." in name
        )[1]
        asked = {
            "evidence map: `summary?by=theme,polarity`": "/api/v1/summary?by=theme,polarity",
            "facets theme, polarity, strand": f"{FINDINGS}?facet=theme,polarity,strand&page_size=1",
            f"all facets ({every.replace(',', ', ')})": f"{FINDINGS}?facet={every}&page_size=1",
            "all facets of the largest sub-theme's barriers": (
                f"{FINDINGS}?theme={theme}&polarity=barrier&facet={every}&page_size=1"
            ),
        }
        waits = {what: median_ms(client, path, _TIMES) for what, path in asked.items()}
    for what, wait in waits.items():
        results.say(SECTION, what, place, f"{wait:.1f} ms")
    map_ms, *of_facets = waits.values()
    results.add("map", "map", place, map_ms)
    results.add("map", "facets", place, max(of_facets))


def search(results: Results, place: Place, server: Server, data: Path, file: Path) -> None:
    """The two most common words, ranked: ours, and the ways to ask Datasette."""
    words = common_words(data)
    copied = fts.with_full_text(file)
    asked = {"_search": " ".join(words), "_size": PAGE_SIZE, "_nofacet": 1, "_nosuggest": 1}
    listed = f"/{quote(copied.stem)}/search_entry.json?{urlencode({**asked, '_labels': 'off'})}"
    ranked = f"/{quote(copied.stem)}.json?{urlencode({'sql': fts.RANKED, 'q': ' '.join(words)})}"
    path = f"/api/v1/search?{urlencode({'q': ' '.join(words), 'page_size': PAGE_SIZE})}"
    with (
        servers.datasette(copied) as datasette,
        Client(datasette.port) as theirs,
        Client(server.port) as client,
    ):
        count = client.json(path)["meta"]["count"]
        theirs_count = theirs.json(listed)["filtered_table_rows_count"]
        if abs(count - theirs_count) > _DIFFERENCE * count:
            raise UnansweredError(f"Datasette finds {theirs_count:,}, we find {count:,}")
        if len(theirs.json(ranked)["rows"]) != PAGE_SIZE:
            raise UnansweredError("Datasette does not answer the ranked search")
        own = median_ms(client, path, _TIMES)
        of_sql, of_list = (median_ms(theirs, one, max(3, _TIMES // 6)) for one in (ranked, listed))
    results.add("search", "ms", place, own)
    results.add("search", "datasette", place, of_sql / own)
    what = f"search for *{' '.join(words)}*"
    results.say(SECTION, f"{what}, ranked, counted by kind", place, f"{own:.1f} ms, {count:,} hits")
    results.say(SECTION, f"{what}: Datasette, ranked SQL, not counted", place, f"{of_sql:.1f} ms")
    said = f"{of_list:.1f} ms, {theirs_count:,} hits"
    results.say(SECTION, f"{what}: Datasette's `_search`, counted, not ranked", place, said)


def common_words(data: Path) -> list[str]:
    """The two words of content that most statements have."""
    with (data / "findings.csv").open(encoding="utf-8") as file:
        place = next(file).rstrip("\n").split(",").index("statement")
        said = Counter(
            word
            for line in islice(file, _READ)
            for word in set(words_of(re.split(r',(?=(?:[^"]*"[^"]*")*[^"]*$)', line)[place]))
            if len(word) > 3 and word not in STOP_WORDS
        )
    return [word for word, _ in said.most_common(2)]
