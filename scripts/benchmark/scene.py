"""What stands ready to be measured at one place: the loaded data, and our server twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.benchmark import servers
from scripts.benchmark.material import Material
from scripts.benchmark.plan import Place, Plan, Results
from scripts.benchmark.processes import Server


@dataclass(frozen=True)
class Scene:
    """One place of a run. `file` is the SQLite file of the same data, whatever the database."""

    results: Results
    plan: Plan
    place: Place
    url: str
    data: Path
    file: Path
    kept: Server
    uncached: Server

    def another(self) -> Server:
        """A server that keeps no answers and was asked nothing before."""
        return servers.ours(self.url, self.data, is_keeping=False)

    def add(self, measure: str, limit: str, value: float) -> None:
        """A figure of the table of targets."""
        self.results.add(measure, limit, self.place, value)

    def say(self, section: str, what: str, text: str) -> None:
        """A figure beside that table."""
        self.results.say(section, what, self.place, text)


@contextmanager
def scene(results: Results, plan: Plan, material: Material, place: Place) -> Iterator[Scene]:
    """A place with its data and its servers, which are ended afterwards."""
    url, data = material.database(place), material.data(place.size)
    material.database(Place(place.size, "sqlite"))
    file = material.file(place.size)
    # The second finds the index that the first has made.
    with servers.ours(url, data) as kept:
        kept.rested()
        with servers.ours(url, data, is_keeping=False) as uncached:
            uncached.rested()
            yield Scene(results, plan, place, url, data, file, kept, uncached)
