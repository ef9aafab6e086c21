"""One run: everything that is measured, in its order."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from scripts.benchmark import exports, loading, rates, search, starting, waits
from scripts.benchmark.client import Client
from scripts.benchmark.material import Material
from scripts.benchmark.measures import MEASURES
from scripts.benchmark.plan import SHIPPED, Place, Plan, Results
from scripts.benchmark.questions import FINDINGS
from scripts.benchmark.scene import Scene, scene

MEMORY = "Memory of one worker"
_PAGES = ("/", "/findings", "/projects", "/map", "/outcomes", "/themes", "/data", "/about")
_SECONDS_OF_CALM = 2
"""A worker gives memory back when it has nobody to answer."""
_QUESTION = "which projects hit recruitment delays"


def measure(plan: Plan, material: Material) -> Results:
    """Everything that a plan asks for. What cannot be measured is noted with its reason."""
    results = Results()
    for database in plan.databases:
        with _attempt(results, Place(SHIPPED, database), "start", "search-shipped"):
            starting.measure(results, material, database)
        for size in plan.sizes:
            place = Place(size, database)
            is_largest = size == plan.largest
            if is_largest:
                with _attempt(results, place, "load"):
                    loading.measure(results, material, place)
            every = [
                measure.key
                for measure in MEASURES
                if SHIPPED not in measure.sizes and measure.key != "load"
            ]
            with _attempt(results, place, *every), scene(results, plan, material, place) as ready:
                _measure_everywhere(ready)
                if is_largest:
                    _measure_largest(ready, material)
    return results


def _measure_everywhere(ready: Scene) -> None:
    with _attempt(ready.results, ready.place, "kept", "uncached", "project", "unchanged"):
        rates.measure(ready)
    with _attempt(ready.results, ready.place, rates.FIRST_TIME):
        rates.measure_first(ready)


def _measure_largest(ready: Scene, material: Material) -> None:
    plan, place, results = ready.plan, ready.place, ready.results
    _say_memory(ready, "after the rates")
    if plan.smallest != plan.largest:
        with (
            _attempt(results, place, "flat"),
            scene(results, plan, material, Place(plan.smallest, place.database)) as other,
        ):
            waits.flat(ready, other.uncached)
    for name, of_one in _OF_THE_LARGEST:
        with _attempt(results, place, name):
            of_one(ready)


def _memory(ready: Scene) -> None:
    """What a worker takes that was asked for everything there is."""
    words = " ".join(search.common_words(ready.data))
    paths = [
        "/api/v1/summary?by=theme,polarity",
        f"{FINDINGS}?facet=theme,polarity,strand",
        search.path(words),
        f"/api/v1/ask?{urlencode({'q': _QUESTION})}",
        *_PAGES,
    ]
    with Client(ready.kept.port) as client:
        client.wait_for(search.path(words))
        for path in paths:
            client.answer(path)
    what = "after map, facets, search, a question in English and pages besides: all of it"
    ready.add("memory", "rss", _say_memory(ready, what))


def _say_memory(ready: Scene, when: str) -> float:
    """The memory of the worker that is asked for everything, in MB."""
    time.sleep(_SECONDS_OF_CALM)
    rss, pss = ready.kept.memory_mb()
    ready.say(MEMORY, when, f"{rss:.0f} MB (RSS), {pss:.0f} MB (PSS)")
    return rss


def _after_csv(ready: Scene) -> None:
    _say_memory(ready, "after CSV")


def _after_files(ready: Scene) -> None:
    _say_memory(ready, "after all files")


_OF_THE_LARGEST: tuple[tuple[str, Callable[[Scene], None]], ...] = (
    ("paging", waits.paging),
    ("map", waits.maps),
    ("search", search.measure),
    ("csv", exports.as_csv),
    ("memory after CSV", _after_csv),
    ("JSON Lines, Parquet, Excel", exports.as_others),
    ("memory after all files", _after_files),
    ("memory", _memory),
)


@contextmanager
def _attempt(results: Results, place: Place, *measures: str) -> Iterator[None]:
    """What fails is said in its rows; the rest is measured all the same."""
    print(f"{place}: {', '.join(measures)} ...", file=sys.stderr, flush=True)
    try:
        yield
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        print(f"  could not be measured: {reason}", file=sys.stderr, flush=True)
        for measure in measures:
            results.faults.setdefault((measure, place), reason)
