"""Where the time goes of what is measured: the parts of a page, of a search and of a load."""

import json
import os
import subprocess
import time
from functools import partial
from pathlib import Path
from statistics import median

from app.database import connect, reading
from app.evidence import answers
from app.search.query import search as searched
from app.search.query import searchable, searcher_of
from app.settings import ROOT
from scripts.benchmark import rates, searching
from scripts.benchmark.material import Material
from scripts.benchmark.measures import MEASURES
from scripts.benchmark.places import WORK, Place
from scripts.benchmark.questions import PAGE_SIZE, file_of
from scripts.benchmark.results import Results
from scripts.benchmark.scene import Scene
from scripts.benchmark.servers import PYTHON, environment_of_ours

SECTION = "Where the time goes"
_TIMES = 7


class ProfileError(Exception):
    """What was to be watched ended with a fault."""


def page(scene: Scene) -> None:
    """The parts of a page with the cache off, beside what the target leaves for all of it."""
    given = environment_of_ours(scene.url, scene.data, is_keeping=False)
    found = _inside("pages", file_of(rates.OURS), given)
    rest = found["whole"] - found["database"] - found["rows"]
    of_all = scene.results.rates
    [target] = [one.limits[0].bound for one in MEASURES if one.key == "uncached"]
    said = {
        f"a page may take, to be answered {target:g} times as often as Datasette does": 1
        / (target * of_all[scene.place, rates.DATASETTE_MANY].per_second),
        "a page takes, cache off, asked by 32 at once": 1
        / of_all[scene.place, rates.UNCACHED].per_second,
        "the same within the process, without HTTP and load generator": found["whole"],
        "of which: the database (rows, count, release)": found["database"],
        "of which: rows made public (labels, citations)": found["rows"],
        "of which: the rest (question, links, JSON, headers)": rest,
    }
    for what, seconds in said.items():
        scene.say(SECTION, what, f"{seconds * 1e6:.0f} µs")


def search(scene: Scene) -> None:
    """A search for the two common words, without HTTP."""
    words = " ".join(searching.common_words(scene.data))
    engine = connect(scene.url)
    with reading(engine) as session:
        names = answers.catalogue(session)
    names = searchable(names, partial(reading, engine), WORK / "search")
    searcher_of(names)
    waits: list[float] = []
    for _ in range(_TIMES):
        begun = time.perf_counter()
        searched(words, (), PAGE_SIZE, None, names)
        waits.append(time.perf_counter() - begun)
    engine.dispose()
    what = f"a search for *{words}* within the process, without HTTP"
    scene.say(SECTION, what, f"{median(waits) * 1000:.1f} ms")


def load(results: Results, material: Material, place: Place) -> None:
    """The steps of another load, which is watched."""
    url, data = material.forget(place), material.data(place.size)
    steps = _inside("load", data, environment_of_ours(url, data, is_keeping=False))
    for what, seconds in steps.items():
        results.say(SECTION, f"a load: {what}", place, f"{seconds:.1f} s")


def _inside(what: str, given: Path, environment: dict[str, str]) -> dict[str, float]:
    command: list[str | Path] = [PYTHON, "-m", "scripts.benchmark.inside", what, given]
    given_besides = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    done = subprocess.run(command, cwd=ROOT, env=given_besides, capture_output=True, check=False)
    if done.returncode:
        raise ProfileError(done.stderr.decode()[-300:])
    found: dict[str, float] = json.loads(done.stdout)
    return found
