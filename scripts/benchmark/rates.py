"""What each server carries, loaded one after the other in rounds."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote

from scripts.benchmark import questions, servers
from scripts.benchmark.client import Client
from scripts.benchmark.plan import WORK, Rate
from scripts.benchmark.processes import Server
from scripts.benchmark.questions import Page
from scripts.benchmark.scene import Scene
from scripts.benchmark.wrk import Load, loaded

KEPT, UNCACHED, UNCHANGED = "ours, kept", "ours, cache off", "ours, 304"
BARE, BARE_UNCHANGED, FRAMEWORK = "bare ASGI", "bare ASGI, 304", "FastAPI, constant"
DATASETTE, DATASETTE_MANY = "Datasette, one page", "Datasette, many pages"
PROJECT, DATASETTE_ROW = "ours, pages of projects, cache off", "Datasette, pages of projects"
SERVERS = (
    *(KEPT, BARE, FRAMEWORK, DATASETTE),
    *(UNCACHED, DATASETTE_MANY),
    *(PROJECT, DATASETTE_ROW),
    *(UNCHANGED, BARE_UNCHANGED),
)
OURS = "ours"
"""The name under which the pages are written that are asked of us."""
FIRST_TIME = "Asked for the first time"
BESIDE = "Beside the table"
ASKED = "What was asked"


@dataclass(frozen=True)
class Turn:
    """A server, and how it is loaded when its turn comes."""

    server: Server
    path: str = ""
    paths: Path | None = None
    header: str | None = None

    def rate(self, seconds: float, round_: int) -> Rate:
        """What it carries, while all others are held."""
        asked = Load(f"{self.server.address}{self.path}", self.paths, self.header)
        with self.server.alone():
            return loaded(asked, seconds, round_)


def measure(scene: Scene) -> None:
    """Every server with the pages of a sub-theme and a polarity, 25 a page."""
    with Client(scene.uncached.port) as client:
        first = questions.first_pages(client)
        pages = questions.all_pages(client, first)
    said = f"{len(pages):,} pages of {len(first)} lists"
    scene.say(ASKED, "pages that were asked with the cache off", said)
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
            scene.kept.go_on()
            scene.uncached.go_on()
    found = {(scene.place, name): Rate.of(rates) for name, rates in rounds.items()}
    scene.results.rates.update(found)
    _compare(scene)


def measure_first(scene: Scene) -> None:
    """The very first asking of each question in a process that was just started."""
    with Client(scene.uncached.port) as client:
        pages = questions.first_pages(client)
    with scene.another() as server, Client(server.port) as client:
        # What every first answer needs, whatever is asked, is no part of a question.
        client.answer("/api/v1/themes")
        first = [client.seconds(page.path) for page in pages]
        again = [client.seconds(page.path) for page in pages]
    said = f"{median(first) * 1000:.2f} ms, of {len(first)} questions"
    scene.say(FIRST_TIME, "the first time, median", said)
    scene.say(FIRST_TIME, "the second time, median", f"{median(again) * 1000:.2f} ms")
    scene.say(FIRST_TIME, "the first time, the slowest", f"{max(first) * 1000:.1f} ms")


def _turns(stack: ExitStack, scene: Scene, pages: list[Page]) -> Mapping[str, Turn]:
    """Every server, once it is certain that all give the same answers."""
    kept, one, name = scene.kept, pages[0], scene.file.stem
    datasette = stack.enter_context(servers.datasette(scene.file))
    with Client(kept.port) as client:
        with Client(datasette.port) as theirs:
            count = questions.compare(client, theirs, name, pages)
        projects = _projects(client)
        scene.say(ASKED, "of them compared with Datasette's, all the same", f"{count:,}")
        headers, body = client.answer(one.path)
        tag = dict(headers)["etag"]
        unchanged, nothing = client.answer(one.path, 304, {"If-None-Match": tag})
    bare, bare_unchanged, framework = (
        stack.enter_context(servers.constant(kind, WORK, status, sent, text))
        for kind, status, sent, text in (
            ("bare", 200, headers, body),
            ("bare", 304, unchanged, nothing),
            ("framework", 200, headers, body),
        )
    )
    many = questions.write([page.path for page in pages], OURS)
    of_datasette = [page.path_of_datasette(name) for page in pages]
    known = f"If-None-Match: {tag}"
    pages_of_projects = questions.write([f"/projects/{one}" for one in projects], "projects")
    rows = questions.write([f"/{quote(name)}/project/{one}" for one in projects], "rows")
    turns = {
        KEPT: Turn(kept, one.path),
        BARE: Turn(bare, one.path),
        FRAMEWORK: Turn(framework, one.path),
        DATASETTE: Turn(datasette, of_datasette[0]),
        UNCACHED: Turn(scene.uncached, paths=many),
        DATASETTE_MANY: Turn(datasette, paths=questions.write(of_datasette, "datasette")),
        UNCHANGED: Turn(kept, one.path, header=known),
        BARE_UNCHANGED: Turn(bare_unchanged, one.path, header=known),
    }
    if scene.place.size == scene.plan.smallest:
        turns[PROJECT] = Turn(scene.uncached, paths=pages_of_projects)
        turns[DATASETTE_ROW] = Turn(datasette, paths=rows)
    return turns


def _projects(client: Client) -> list[str]:
    rows = client.json("/api/v1/projects?fields=project_id&page_size=1000")["results"]
    return [row["project_id"] for row in rows]


def _compare(scene: Scene) -> None:
    def times(name: str, other: str) -> float:
        rates = scene.results.rates
        return rates[scene.place, name].per_second / rates[scene.place, other].per_second

    scene.add("kept", "datasette", times(KEPT, DATASETTE))
    scene.add("kept", "bare", times(KEPT, BARE))
    scene.add("uncached", "datasette", times(UNCACHED, DATASETTE_MANY))
    if (scene.place, PROJECT) in scene.results.rates:
        scene.add("project", "datasette", times(PROJECT, DATASETTE_ROW))
    scene.add("unchanged", "bare", times(UNCHANGED, BARE_UNCHANGED))
    said = f"{times(UNCHANGED, BARE):.2f}"
    scene.say(BESIDE, "our 304 against bare ASGI that sends the whole page", said)
    said = f"{times(KEPT, FRAMEWORK):.2f}"
    scene.say(BESIDE, "a kept page against FastAPI that sends the same bytes", said)
    said = f"{times(KEPT, UNCACHED):.1f}"
    scene.say(BESIDE, "a kept page against pages with the cache off", said)
