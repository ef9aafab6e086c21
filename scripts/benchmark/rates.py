"""What each server carries, loaded one after the other in rounds."""

from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import quote

from scripts.benchmark import questions, servers
from scripts.benchmark.client import Client
from scripts.benchmark.material import Scene
from scripts.benchmark.plan import Rate
from scripts.benchmark.questions import Page
from scripts.benchmark.servers import Server
from scripts.benchmark.wrk import LoadTest, measured_rate

CACHED, UNCACHED, UNCHANGED = "ours, cached", "ours, cache off", "ours, 304"
BARE, BARE_UNCHANGED = "bare ASGI", "bare ASGI, 304"
DATASETTE, DATASETTE_MANY = "Datasette, one page", "Datasette, many pages"
PROJECT, DATASETTE_ROW = "ours, pages of projects, cache off", "Datasette, pages of projects"
SERVERS = (
    *(CACHED, BARE, DATASETTE, UNCACHED, DATASETTE_MANY),
    *(PROJECT, DATASETTE_ROW, UNCHANGED, BARE_UNCHANGED),
)
ASKED = "What was asked"
_COMPARED = (
    ("cached", "datasette", CACHED, DATASETTE),
    ("cached", "bare", CACHED, BARE),
    ("uncached", "datasette", UNCACHED, DATASETTE_MANY),
    ("project", "datasette", PROJECT, DATASETTE_ROW),
    ("unchanged", "bare", UNCHANGED, BARE_UNCHANGED),
)
"""A measure, its limit, and the two servers whose rates are compared in it."""


@dataclass(frozen=True)
class Turn:
    """A server, and how it is loaded when its turn comes."""

    server: Server
    load: LoadTest

    def rate(self, seconds: float, round_: int) -> Rate:
        """What it carries, while all others are held."""
        self.server.go_on()
        try:
            return measured_rate(self.load, seconds, round_)
        finally:
            self.server.hold()


def measure(scene: Scene) -> None:
    """Every server with the pages of a sub-theme and a polarity, 25 a page."""
    with Client(scene.uncached.port) as client:
        first = questions.first_pages(client)
        pages = questions.all_pages(client, first)
    text = f"{len(pages):,} pages of {len(first)} lists"
    scene.say(ASKED, "pages that were asked with the cache off", text)
    with ExitStack() as stack:
        turns = _turns(stack, scene, pages)
        for turn in turns.values():
            turn.server.hold()
        rounds: dict[str, list[Rate]] = {name: [] for name in turns}
        try:
            for round_ in range(scene.plan.rounds):
                for name, turn in turns.items():
                    rounds[name].append(turn.rate(scene.plan.seconds, round_))
        finally:
            scene.cached.go_on()
            scene.uncached.go_on()
    medians = {name: Rate.of(rates) for name, rates in rounds.items()}
    scene.results.rates.update({(scene.place, name): rate for name, rate in medians.items()})
    for measure_, limit, ours, theirs in _COMPARED:
        if ours in medians:
            scene.add(measure_, limit, medians[ours].per_second / medians[theirs].per_second)


def _turns(stack: ExitStack, scene: Scene, pages: list[Page]) -> dict[str, Turn]:
    """Every server, once it is certain that Datasette gives the same answers."""
    page, name = pages[0], scene.file.stem
    datasette = stack.enter_context(servers.datasette(scene.file))
    with Client(datasette.port) as theirs:
        count = questions.compare(theirs, name, pages)
    scene.say(ASKED, "of them compared with Datasette's, all the same", f"{count:,}")
    with Client(scene.cached.port) as client:
        headers, body = client.answer(page.path)
        tag = dict(headers)["etag"]
        unchanged, nothing = client.answer(page.path, 304, {"If-None-Match": tag})
        projects = client.json("/api/v1/projects?fields=project_id&page_size=1000")["results"]
    bare = stack.enter_context(servers.constant(200, headers, body))
    bare_unchanged = stack.enter_context(servers.constant(304, unchanged, nothing))
    known = f"If-None-Match: {tag}"
    of_datasette = [each.path_of_datasette(name) for each in pages]
    turns = {
        CACHED: _one(scene.cached, page.path),
        BARE: _one(bare, page.path),
        DATASETTE: _one(datasette, of_datasette[0]),
        UNCACHED: _many(scene.uncached, "ours", [each.path for each in pages]),
        DATASETTE_MANY: _many(datasette, "datasette", of_datasette),
        UNCHANGED: _one(scene.cached, page.path, known),
        BARE_UNCHANGED: _one(bare_unchanged, page.path, known),
    }
    if scene.place.size == scene.plan.smallest:
        keys = [row["project_id"] for row in projects]
        turns[PROJECT] = _many(scene.uncached, "projects", [f"/projects/{key}" for key in keys])
        rows = [f"/{quote(name)}/project/{key}" for key in keys]
        turns[DATASETTE_ROW] = _many(datasette, "rows", rows)
    return turns


def _one(server: Server, path: str, header: str | None = None) -> Turn:
    return Turn(server, LoadTest(f"{server.address}{path}", header=header))


def _many(server: Server, name: str, paths: list[str]) -> Turn:
    return Turn(server, LoadTest(server.address, questions.write(paths, name)))
