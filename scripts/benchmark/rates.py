"""What each server carries, loaded one after the other in rounds."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from scripts.benchmark import questions, servers
from scripts.benchmark.client import Client
from scripts.benchmark.places import WORK, Place, Plan
from scripts.benchmark.processes import Server
from scripts.benchmark.questions import Page
from scripts.benchmark.results import Rate, Results
from scripts.benchmark.wrk import loaded

KEPT, UNCACHED, UNCHANGED = "ours, kept", "ours, cache off", "ours, 304"
BARE, BARE_UNCHANGED, FRAMEWORK = "bare ASGI", "bare ASGI, 304", "FastAPI, constant"
DATASETTE, DATASETTE_MANY = "Datasette, one page", "Datasette, many pages"
SERVERS = (
    *(KEPT, BARE, FRAMEWORK, DATASETTE),
    *(UNCACHED, DATASETTE_MANY),
    *(UNCHANGED, BARE_UNCHANGED),
)
FIRST_TIME = "Asked for the first time"


@dataclass(frozen=True)
class Asked:
    """A server, and how it is loaded."""

    server: Server
    path: str
    paths: Path | None = None
    header: str | None = None

    def rate(self, seconds: float, round_: int) -> Rate:
        """What it carries, while all others are held."""
        first = round_ * 1_499
        with self.server.alone():
            return loaded(
                f"{self.server.address}{self.path}",
                seconds=seconds,
                paths=self.paths,
                first=first,
                header=self.header,
            )


def measure(
    results: Results, plan: Plan, place: Place, kept: Server, uncached: Server, file: Path
) -> None:
    """Every server with the pages of a sub-theme and a polarity, 25 a page."""
    with Client(uncached.port) as client:
        first = questions.first_pages(client)
        pages = questions.all_pages(client, first)
    with ExitStack() as stack:
        asked = _asked(stack, kept, uncached, file, first[0], pages)
        say = f"{len(pages):,} pages of {len(first)} lists"
        results.say("What was asked", "pages that were asked with the cache off", place, say)
        _hold([one.server for one in asked.values()])
        rounds: dict[str, list[Rate]] = {name: [] for name in asked}
        for round_ in range(plan.rounds):
            for name, one in asked.items():
                rounds[name].append(one.rate(plan.seconds, round_))
        for server in (kept, uncached):
            server.go_on()
    results.rates.update({(place, name): Rate.of(found) for name, found in rounds.items()})
    _compare(results, place)


def measure_first(
    results: Results, place: Place, started: Callable[[], Server], pages: list[Page] | None = None
) -> None:
    """The very first asking of each question in a process that was just started."""
    with started() as server, Client(server.port) as client:
        with_pages = pages or questions.first_pages(client)
    with started() as server, Client(server.port) as client:
        client.answer("/api/v1/programme")
        first = [client.seconds(page.path) for page in with_pages]
        again = [client.seconds(page.path) for page in with_pages]
    for what, found in (("the first time, median", first), ("the second time, median", again)):
        results.say(FIRST_TIME, what, place, f"{median(found) * 1000:.2f} ms")
    slowest = f"{max(first) * 1000:.1f} ms"
    results.say(FIRST_TIME, f"the slowest of {len(first)} questions", place, slowest)


def _asked(  # noqa: PLR0913, PLR0917 (what a comparison needs)
    stack: ExitStack, kept: Server, uncached: Server, file: Path, one: Page, pages: list[Page]
) -> Mapping[str, Asked]:
    """Every server, once it is certain that all give the same answers."""
    datasette = stack.enter_context(servers.datasette(file))
    with Client(kept.port) as client:
        headers, body = client.answer(one.path)
        tag = dict(headers)["etag"]
        client.answer(one.path)
        unchanged, nothing = client.answer(one.path, 304, {"If-None-Match": tag})
        with Client(datasette.port) as theirs:
            questions.compare(client, theirs, file.stem, pages)
    same = [
        ("bare", 200, headers, body),
        ("bare", 304, unchanged, nothing),
        ("framework", 200, headers, body),
    ]
    bare, bare_unchanged, framework = (
        stack.enter_context(servers.constant(kind, WORK, status, sent, text))
        for kind, status, sent, text in same
    )
    many = questions.write([page.path for page in pages], WORK / "paths")
    theirs_many = questions.write(
        [page.path_of_datasette(file.stem) for page in pages], WORK / "paths-of-datasette"
    )
    known = f"If-None-Match: {tag}"
    return {
        KEPT: Asked(kept, one.path),
        BARE: Asked(bare, one.path),
        FRAMEWORK: Asked(framework, one.path),
        DATASETTE: Asked(datasette, one.path_of_datasette(file.stem)),
        UNCACHED: Asked(uncached, "", many),
        DATASETTE_MANY: Asked(datasette, "", theirs_many),
        UNCHANGED: Asked(kept, one.path, header=known),
        BARE_UNCHANGED: Asked(bare_unchanged, one.path, header=known),
    }


def _hold(found: list[Server]) -> None:
    for server in found:
        server.hold()


def _compare(results: Results, place: Place) -> None:
    def times(name: str, other: str) -> float:
        rates = results.rates
        return rates[place, name].per_second / rates[place, other].per_second

    results.add("kept", "datasette", place, times(KEPT, DATASETTE))
    results.add("kept", "bare", place, times(KEPT, BARE))
    results.add("uncached", "datasette", place, times(UNCACHED, DATASETTE_MANY))
    results.add("unchanged", "bare", place, times(UNCHANGED, BARE_UNCHANGED))
    said = f"{times(UNCHANGED, BARE):.2f}"
    results.say("Beside the table", "304 of ours against bare ASGI sending 200", place, said)
    said = f"{times(KEPT, FRAMEWORK):.2f}"
    results.say("Beside the table", "a kept page against a constant FastAPI route", place, said)
