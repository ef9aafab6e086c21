"""Writes what was measured as a page."""

from scripts.benchmark import exports, loading, rates, run, starting, waits
from scripts.benchmark.measures import MEASURES, measured, verdict
from scripts.benchmark.places import CONNECTIONS, NAMES, Plan, said_size
from scripts.benchmark.results import Results

_SECTIONS = (
    waits.SECTION,
    rates.FIRST_TIME,
    exports.SECTION,
    loading.SECTION,
    starting.SECTION,
    run.MEMORY,
    "Beside the table",
    "What was asked",
)

_BEGINNING = """# Performance

What one worker carries, beside the tool a user would pick instead and the machine's limit. `scripts/bench` wrote this page; all figures are of
one run, nothing is written by hand. Ratios hold on other machines better than figures do.
"""

_HOW = """## How it was measured

- **Data** are made up by `scripts/make_synthetic`, seeded: the same for everyone. Themes are skewed, words are the real ones.
- **Each server alone, with one worker.** All others are held still (`SIGSTOP`) meanwhile. `wrk` shares the cores: one thread, {connections} connections,
  {seconds:g} s after a second to become warm, {rounds} {round_word} in which every server has its turn. Figures are medians of the rounds.
- **Datasette** is run by its own `datasette serve`, with uvloop and httptools installed, which it then uses as we do; on the same SQLite file, opened as
  immutable (`-i`), with the settings that were the fastest for it: no thread for SQL (`num_sql_threads 0`), no line written for each request, no labels, no facets,
  no suggestions, without the column `search_text`, which we do not show either. It gives the rows of the table and the exact count; we
  give labels, citations and links besides. It reads SQLite only: beside PostgreSQL stand its figures from the SQLite file.
- **The same answers.** Before anything is measured, a sample of up to 400 pages is asked of both: count and `finding_id` of every row must be the same, in the same
  order, or no figure is written. A request that fails ends a measurement.
- **Pages** are those of a sub-theme and a polarity, 25 a page: every such list in turn, each page leading to the next (a cursor of ours, `_next` of Datasette),
  4,000 pages at most. One page that was answered before is the first of the longest list.
- **The limit** is a bare ASGI application under uvicorn with uvloop and httptools that sends the bytes and headers of our own answer; of a 304, one that sends ours. A
  route of FastAPI that sends the same bytes is the framework's floor.
- **Cache off** is `WAVE1_CACHE=no`: no answer is kept. What the program still keeps then is no answer: how a question was read, its statement, which
  is written once in each release, and the names of projects and themes. What the very first asking of a question costs in a process that
  was just started stands apart.
- **CSV**: the shell `sqlite3 -csv` joins the tables so that the same columns come out; the first 20,000 rows of both were compared. Memory is looked at every 50 ms; the growth is
  the most of all downloads, the first included.
- **Load**: `sqlite3 .import` reads the same files unchecked into the tables of the same columns, then makes the same indexes on them. It makes no full text: what that adds stands apart.
- **PostgreSQL** is a server of its own with its default settings, asked over TCP on this machine, whose cores it shares; `VACUUM ANALYZE` is run after each load. CSV and load are
  compared with the shell `sqlite3` all the same.
- **Search**: Datasette searches an FTS5 index (`porter`) of the same texts, in a file of their own. Its `_search` is in the order of keys; ranked SQL gives the best first, as
  ours does, and is what we are compared with.
- Pictures were off (`WAVE1_PICTURES=no`): they are drawn once for each release, away from the worker.

## How to repeat it

```
scripts/bench                                            # everything: the better part of an hour; needs wrk and sqlite3
scripts/bench --sizes 229 --databases sqlite --seconds 1 --rounds 1    # a first look, to the screen
```

It installs what `requirements-bench.lock` pins into `.venv-bench`, and keeps its work in `var/bench`. `WAVE1_BENCH_POSTGRESQL` names a server that is to be used
instead of its own; databases `wave1_bench_*` are made there anew.
"""


def page(results: Results, plan: Plan, machine: list[tuple[str, str]]) -> str:
    """The whole page."""
    parts = [_BEGINNING, _of_targets(results)]
    if not plan.is_complete:
        sizes = ", ".join(said_size(size) for size in plan.sizes)
        databases = ", ".join(NAMES[database] for database in plan.databases)
        parts.insert(1, f"**A part only:** {sizes} findings on {databases}.\n")
    parts += [_of_machine(machine), _of_rates(results)]
    parts += [_of_section(results, section) for section in _SECTIONS]
    parts.append(_how(plan))
    return "\n".join(part for part in parts if part)


def _of_targets(results: Results) -> str:
    rows = [
        (measure.title, measure.target, measured(measure, results), verdict(measure, results))
        for measure in MEASURES
    ]
    said = "Where a row has several figures, they are of 229, 10,000 and 1,000,000 findings.\n"
    return f"{_table(('measure', 'target', 'measured', 'met or not'), rows)}\n{said}"


def _of_machine(machine: list[tuple[str, str]]) -> str:
    return f"## The machine\n\n{_table(('what', 'which'), machine)}"


def _of_rates(results: Results) -> str:
    places = list(dict.fromkeys(place for place, _ in results.rates))
    rows = [
        (
            *(said_size(place.size), NAMES[place.database], name),
            *(f"{rate.per_second:,.0f}", f"{rate.median_ms:,.2f}", f"{rate.p99_ms:,.2f}"),
        )
        for place in places
        for name in rates.SERVERS
        if (rate := results.rates.get((place, name)))
    ]
    if not rows:
        return ""
    header = ("findings", "database", "server", "requests/s", "median ms", "p99 ms")
    title = f"## Requests per second, {CONNECTIONS} connections"
    return f"{title}\n\n{_table(header, rows, figures=3)}"


def _of_section(results: Results, section: str) -> str:
    lines = [line for line in results.lines if line.section == section]
    if not lines:
        return ""
    places = list(dict.fromkeys(line.place for line in lines))
    said = {(line.what, line.place): line.said for line in lines}
    rows = [
        (what, *(said.get((what, place), "-") for place in places))
        for what in dict.fromkeys(line.what for line in lines)
    ]
    return f"## {section}\n\n{_table(('what', *map(str, places)), rows)}"


def _how(plan: Plan) -> str:
    word = "round" if plan.rounds == 1 else "rounds"
    return _HOW.format(
        connections=CONNECTIONS, seconds=plan.seconds, rounds=plan.rounds, round_word=word
    )


def _table(header: tuple[str, ...], rows: list[tuple[str, ...]], figures: int = 0) -> str:
    """A table, its last columns being figures."""
    rule = ["---"] * (len(header) - figures) + ["---:"] * figures
    lines = [header, tuple(rule), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', ' ') for cell in line)} |\n" for line in lines)
