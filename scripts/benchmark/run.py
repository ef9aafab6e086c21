"""One run: everything that is measured, in its order."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from scripts.benchmark import exports, loading, rates, search, waits
from scripts.benchmark.client import Client
from scripts.benchmark.material import Material, Scene, scene
from scripts.benchmark.measures import MEASURES
from scripts.benchmark.plan import SHIPPED, Place, Plan, Results
from scripts.benchmark.questions import FINDINGS

_PAGES = ("/", "/findings", "/projects", "/map", "/outcomes", "/themes", "/data", "/about")
_SECONDS_OF_CALM = 2
"""A worker gives memory back when it has nobody to answer."""


def measure(plan: Plan, material: Material) -> Results:
    """Everything that a plan asks for. What cannot be measured is noted with its reason."""
    results = Results()
    for database in plan.databases:
        shipped = Place(SHIPPED, database)
        with _attempt(results, shipped, "start", "search-shipped"):
            loading.start(results, material, shipped)
        for size in plan.sizes:
            place = Place(size, database)
            if size == plan.largest:
                with _attempt(results, place, "load"):
                    loading.load(results, material, place)
            every = [each.key for each in MEASURES if SHIPPED not in each.sizes]
            every.remove("load")
            with _attempt(results, place, *every), scene(results, plan, material, place) as ready:
                with _attempt(results, place, "cached", "uncached", "project", "unchanged"):
                    rates.measure(ready)
                if size == plan.largest:
                    _measure_largest(ready, material)
    return results


def _measure_largest(ready: Scene, material: Material) -> None:
    plan, place, results = ready.plan, ready.place, ready.results
    if plan.smallest != plan.largest:
        small = Place(plan.smallest, place.database)
        with (
            _attempt(results, place, "flat"),
            scene(results, plan, material, small) as other,
        ):
            waits.flat(ready, other.uncached)
    for name, of_one in (
        ("paging", waits.paging),
        ("map", waits.maps),
        ("search", search.measure),
        ("csv", exports.as_csv),
        ("JSON Lines, Parquet, Excel", exports.as_others),
        ("memory", _memory),
    ):
        with _attempt(results, place, name):
            of_one(ready)


def _memory(ready: Scene) -> None:
    """What a worker takes that was asked for everything there is."""
    words = " ".join(search.common_words(ready.data))
    paths = [
        "/api/v1/summary?by=theme,polarity",
        f"{FINDINGS}?facet=theme,polarity,strand",
        *_PAGES,
    ]
    with Client(ready.cached.port) as client:
        client.wait_for(search.path(words))
        for path in paths:
            client.answer(path)
    time.sleep(_SECONDS_OF_CALM)
    ready.add("memory", "rss", ready.cached.memory_mb())


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
