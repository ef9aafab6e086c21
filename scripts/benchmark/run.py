"""One run: everything that is measured, in its order."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from scripts.benchmark import exports, loading, rates, servers, starting, waits
from scripts.benchmark.client import Client
from scripts.benchmark.material import Material
from scripts.benchmark.measures import MEASURES
from scripts.benchmark.places import SHIPPED, Place, Plan
from scripts.benchmark.processes import Server
from scripts.benchmark.questions import FINDINGS
from scripts.benchmark.results import Results

MEMORY = "Memory of one worker"
_PAGES = ("/", "/findings", "/projects", "/map", "/outcomes", "/data", "/about", "/audit")


def measure(plan: Plan, material: Material) -> Results:
    """Everything that a plan asks for. What cannot be measured is noted with its reason."""
    results = Results()
    for database in plan.databases:
        with _attempt(results, Place(SHIPPED, database), "start"):
            starting.measure(results, material, database)
        for size in plan.sizes:
            _measure_at(results, plan, material, Place(size, database))
    return results


def _measure_at(results: Results, plan: Plan, material: Material, place: Place) -> None:
    is_largest = place.size == plan.largest
    if is_largest:
        with _attempt(results, place, "load"):
            loading.measure(results, material, place)
    try:
        url, data = material.database(place), material.data(place.size)
        file = Path(material.database(Place(place.size, "sqlite")).removeprefix("sqlite:///"))
    except Exception as error:
        _fail(results, place, [measure.key for measure in MEASURES], error)
        return
    with ExitStack() as stack:
        kept = stack.enter_context(servers.ours(url, data))
        uncached = stack.enter_context(servers.ours(url, data, is_keeping=False))
        with _attempt(results, place, "kept", "uncached", "unchanged"):
            rates.measure(results, plan, place, kept, uncached, file)
        with _attempt(results, place):
            rates.measure_first(results, place, lambda: servers.ours(url, data, is_keeping=False))
        if is_largest:
            _measure_largest(results, plan, material, place, kept, uncached, file)


def _measure_largest(  # noqa: PLR0913, PLR0917 (what the largest size is measured with)
    results: Results,
    plan: Plan,
    material: Material,
    place: Place,
    kept: Server,
    uncached: Server,
    file: Path,
) -> None:
    data = material.data(place.size)
    with _attempt(results, place, "flat"):
        small = Place(plan.smallest, place.database)
        url, of_small = material.database(small), material.data(plan.smallest)
        with servers.ours(url, of_small, is_keeping=False) as other:
            waits.flat(results, plan, place, other, uncached)
    with _attempt(results, place, "paging"):
        waits.paging(results, place, uncached)
    with _attempt(results, place, "map"):
        waits.maps(results, place, uncached)
    with _attempt(results, place, "search"):
        waits.search(results, place, uncached, data, file)
    with _attempt(results, place, "csv"):
        exports.as_csv(results, plan, place, kept, file)
    with _attempt(results, place, "csv"):
        exports.as_others(results, place, kept)
    with _attempt(results, place, "memory"):
        _memory(results, place, kept, data)


def _memory(results: Results, place: Place, server: Server, data: Path) -> None:
    """What a worker takes that was asked for everything there is."""
    words = " ".join(waits.common_words(data))
    asked = [
        "/api/v1/summary?by=theme,polarity",
        f"{FINDINGS}?facet=theme,polarity,strand",
        f"/api/v1/search?{urlencode({'q': words})}",
        f"/api/v1/ask?{urlencode({'q': 'which projects hit recruitment delays'})}",
    ]
    with Client(server.port) as client:
        for path in asked:
            client.answer(path)
        for path in _PAGES:
            client.connection.request("GET", path)
            client.connection.getresponse().read()
    rss, pss = server.memory_mb()
    results.add("memory", "rss", place, rss)
    what = "after rates, files, map, facets, search, a question in English and pages"
    results.say(MEMORY, what, place, f"{rss:.0f} MB (RSS), {pss:.0f} MB (PSS)")


@contextmanager
def _attempt(results: Results, place: Place, *measures: str) -> Iterator[None]:
    """What fails is said in its rows; the rest is measured all the same."""
    said = ", ".join(measures) or "first time"
    print(f"{place}: {said} ...", file=sys.stderr, flush=True)
    try:
        yield
    except Exception as error:
        _fail(results, place, list(measures), error)


def _fail(results: Results, place: Place, measures: list[str], error: Exception) -> None:
    said = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    print(f"  could not be measured: {said}", file=sys.stderr, flush=True)
    for measure in measures:
        results.faults.setdefault((measure, place), said)
