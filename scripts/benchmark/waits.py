"""How long one reader waits who asks one question after another, with no answer kept."""

from statistics import median

from app.evidence.queries import RESOURCES
from app.evidence.queries.reading import choices
from scripts.benchmark import questions
from scripts.benchmark.client import Client, median_ms
from scripts.benchmark.processes import Server
from scripts.benchmark.questions import FINDINGS, PAGE_SIZE, Page
from scripts.benchmark.scene import Scene
from scripts.benchmark.wrk import LoadTest, UnansweredError, measured_rate

FAR_PAGE = 10_000
_STEP = 1_000
_TIMES = 30
_OF_PAGING = 300

SECTION = "One question after another"


def flat(scene: Scene, small: Server) -> None:
    """The median of filtered pages at the largest size against the same at the smallest.

    Where a list is shorter than a page at the smallest size, there is less to answer: the figure
    is that of lists which fill a page at both; what all of them give stands beside it.
    """
    with Client(small.port) as client:
        counts = questions.values(client, "theme", "polarity")
        pairs = [
            Page(theme, polarity).path
            for theme in counts["theme"]
            for polarity in counts["polarity"]
        ]
        lengths = {path: client.json(path)["meta"]["count"] for path in pairs}
    full = [path for path, length in lengths.items() if length >= PAGE_SIZE]
    small_ms, large_ms = _medians(scene, small, full)
    scene.add("flat", "times", large_ms / small_ms)
    sizes = f"at {scene.plan.smallest:,}, at {scene.plan.largest:,}"
    what = f"{len(full)} lists of theme and polarity that fill a page at both: {sizes}"
    scene.say(SECTION, what, f"{small_ms:.2f} ms, {large_ms:.2f} ms")
    every = [path for path, length in lengths.items() if length]
    small_ms, large_ms = _medians(scene, small, every)
    what = f"all {len(every)} lists, which mostly fill no page at {scene.plan.smallest:,}: {sizes}"
    text = f"{small_ms:.2f} ms, {large_ms:.2f} ms ({large_ms / small_ms:.2f} times)"
    scene.say(SECTION, what, text)


def _medians(scene: Scene, small: Server, paths: list[str]) -> tuple[float, float]:
    """How long a reader waits at either size, in turns, in milliseconds."""
    file = questions.write(paths, "one-by-one")
    medians: dict[Server, list[float]] = {small: [], scene.uncached: []}
    for round_ in range(scene.plan.rounds):
        for server, waits in medians.items():
            load = LoadTest(server.address, file, connections=1)
            waits.append(measured_rate(load, scene.plan.seconds, round_).median_ms)
    return median(medians[small]), median(medians[scene.uncached])


def paging(scene: Scene) -> None:
    """A page far behind by its cursor, and the first, in turn."""
    with Client(scene.uncached.port) as client:
        first = f"{FINDINGS}?page_size={PAGE_SIZE}"
        count = client.json(first)["meta"]["count"]
        number = min(FAR_PAGE, count // PAGE_SIZE)
        far = f"{first}&cursor={_cursor(client, (number - 1) * PAGE_SIZE)}"
        if len(client.json(far)["results"]) != PAGE_SIZE:
            raise UnansweredError(f"page {number:,} is not whole")
        waits: dict[str, list[float]] = {first: [], far: []}
        for _ in range(_OF_PAGING):
            for path, seconds in waits.items():
                seconds.append(client.seconds(path))
    near_ms, far_ms = (median(seconds) * 1000 for seconds in waits.values())
    scene.add("paging", "times", far_ms / near_ms)
    what = f"all findings: page 1, page {number:,}"
    scene.say(SECTION, what, f"{near_ms:.2f} ms, {far_ms:.2f} ms")


def _cursor(client: Client, rows: int) -> str:
    """What leads to the page after so many rows. A cursor is not bound to the size of a page."""
    cursor: str | None = None
    while rows:
        some = min(_STEP, rows)
        after = f"&cursor={cursor}" if cursor else ""
        cursor = client.json(f"{FINDINGS}?page_size={some}{after}")["meta"]["next_cursor"]
        rows -= some
    return str(cursor)


def maps(scene: Scene) -> None:
    """The evidence map, and what filters count beside a list."""
    with Client(scene.uncached.port) as client:
        every = ",".join(choices(RESOURCES["findings"])["facet"])
        longest = questions.first_pages(client)[0]
        narrowed = f"theme={longest.theme}&polarity={longest.polarity}"
        paths = {
            "facets theme, polarity, strand": f"{FINDINGS}?facet=theme,polarity,strand&page_size=1",
            f"all {every.count(',') + 1} facets": f"{FINDINGS}?facet={every}&page_size=1",
            f"all facets of {longest.count:,} findings, those of a sub-theme and a polarity": (
                f"{FINDINGS}?{narrowed}&facet={every}&page_size=1"
            ),
        }
        map_ms = median_ms(client, "/api/v1/summary?by=theme,polarity", _TIMES)
        waits = {what: median_ms(client, path, _TIMES) for what, path in paths.items()}
    scene.add("map", "map", map_ms)
    scene.add("map", "facets", max(waits.values()))
    scene.say(SECTION, "evidence map, `summary?by=theme,polarity`", f"{map_ms:.1f} ms")
    for what, wait in waits.items():
        scene.say(SECTION, what, f"{wait:.1f} ms")
