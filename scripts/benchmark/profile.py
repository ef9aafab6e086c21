"""Where the time goes of what is measured: the parts of a page, of a search and of a load."""

import json
import os
import subprocess
import time
from pathlib import Path
from statistics import median
from typing import Any

import sqlalchemy as sa

from app.database import connect, reading
from app.full_text import ranked, read_search
from app.settings import ROOT
from scripts.benchmark import rates, searching
from scripts.benchmark.material import Material
from scripts.benchmark.measures import MEASURES
from scripts.benchmark.places import Place
from scripts.benchmark.questions import file_of
from scripts.benchmark.results import Results
from scripts.benchmark.scene import Scene
from scripts.benchmark.servers import PYTHON, environment_of_ours

SECTION = "Where the time goes"
_TIMES = 7
_INDEXES = {"sqlite": "search_index", "postgresql": "search_entry"}


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
    """What the full-text index of the database takes by itself for the two common words."""
    words = " ".join(searching.common_words(scene.data))
    engine = connect(scene.url)
    with reading(engine) as session:
        hits = ranked(session.connection(), read_search(words))
        index = sa.table(_INDEXES[scene.place.database])
        counted = sa.select(sa.func.count()).select_from(index).where(_which(hits))
        # Each hit is scored before they are added up: SQLite scores in no other way.
        hit = hits.offset(0).subquery("hit").c
        scored = sa.select(hit.kind, sa.func.count(), sa.func.max(hit.score)).group_by(hit.kind)
        said = {
            f"the hits of *{words}* counted by the index of the database alone": counted,
            "the same hits, each with its kind and score": scored,
        }
        for what, asked in said.items():
            waits = []
            for _ in range(_TIMES):
                begun = time.perf_counter()
                session.execute(asked).all()
                waits.append(time.perf_counter() - begun)
            scene.say(SECTION, what, f"{median(waits) * 1000:.0f} ms")
    engine.dispose()


def load(results: Results, material: Material, place: Place) -> None:
    """The steps of another load, which is watched."""
    url, data = material.forget(place), material.data(place.size)
    steps = _inside("load", data, environment_of_ours(url, data, is_keeping=False))
    for what, seconds in steps.items():
        results.say(SECTION, f"a load: {what}", place, f"{seconds:.1f} s")


def _which(hits: sa.Select[Any]) -> sa.ColumnElement[bool]:
    """The condition of a hit."""
    return sa.true() if hits.whereclause is None else hits.whereclause


def _inside(what: str, given: Path, environment: dict[str, str]) -> dict[str, float]:
    command: list[str | Path] = [PYTHON, "-m", "scripts.benchmark.inside", what, given]
    given_besides = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    done = subprocess.run(command, cwd=ROOT, env=given_besides, capture_output=True, check=False)
    if done.returncode:
        raise ProfileError(done.stderr.decode()[-300:])
    found: dict[str, float] = json.loads(done.stdout)
    return found
