"""How long one reader waits who asks one question after another, with no answer kept."""

from statistics import median

from app.evidence.queries import EVIDENCE_LISTS
from scripts.benchmark import questions
from scripts.benchmark.client import Client, UnansweredError
from scripts.benchmark.material import Scene
from scripts.benchmark.questions import FINDINGS, PAGE_SIZE, Page
from scripts.benchmark.servers import Server
from scripts.benchmark.wrk import LoadTest, measured_rate

SECTION = "One question after another"
_FAR_PAGE = 10_000
_STEP = 1_000
_TIMES = 30
_OF_PAGING = 300


def flat(scene: Scene, small: Server) -> None:
    """The median of filtered pages at the largest size against the same at the smallest.

    Of lists that fill a page at both: of a shorter one there is less to answer.
    """
    with Client(small.port) as client:
        known = questions.values(client, "theme", "polarity")
        paths = [
            Page(theme, polarity).path for theme in known["theme"] for polarity in known["polarity"]
        ]
        full = [path for path in paths if client.json(path)["meta"]["count"] >= PAGE_SIZE]
    file = questions.write(full, "one-by-one")
    waits: dict[Server, list[float]] = {small: [], scene.uncached: []}
    for round_ in range(scene.plan.rounds):
        for server, of_one in waits.items():
            load = LoadTest(server.address, file, connections=1)
            of_one.append(measured_rate(load, scene.plan.seconds, round_).median_ms)
    small_ms, large_ms = map(median, waits.values())
    scene.add("flat", "times", large_ms / small_ms)
    sizes = f"at {scene.plan.smallest:,}, at {scene.plan.largest:,}"
    what = f"{len(full)} lists of theme and polarity that fill a page at both: {sizes}"
    scene.say(SECTION, what, f"{small_ms:.2f} ms, {large_ms:.2f} ms")


def paging(scene: Scene) -> None:
    """A page far behind by its cursor, and the first, in turn."""
    with Client(scene.uncached.port) as client:
        first = f"{FINDINGS}?page_size={PAGE_SIZE}"
        number = min(_FAR_PAGE, client.json(first)["meta"]["count"] // PAGE_SIZE)
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
    cursor = ""
    while rows:
        some = min(_STEP, rows)
        after = f"&cursor={cursor}" if cursor else ""
        cursor = client.json(f"{FINDINGS}?page_size={some}{after}")["meta"]["next_cursor"]
        rows -= some
    return cursor


def maps(scene: Scene) -> None:
    """The evidence map, and what filters count beside a list."""
    every = ",".join(EVIDENCE_LISTS["findings"].choices["facet"])
    with Client(scene.uncached.port) as client:
        longest = questions.first_pages(client)[0]
        narrowed = f"theme={longest.theme}&polarity={longest.polarity}"
        map_ms = client.median_ms("/api/v1/summary?by=theme,polarity", _TIMES)
        waits = {
            f"all {every.count(',') + 1} facets of {what}": client.median_ms(
                f"{FINDINGS}?{narrowed}&facet={every}&page_size=1", _TIMES
            )
            for what, narrowed in (
                ("all findings", ""),
                (f"the {longest.count:,} of a sub-theme and a polarity", narrowed),
            )
        }
    scene.add("map", "map", map_ms)
    scene.add("map", "facets", max(waits.values()))
    scene.say(SECTION, "evidence map, `summary?by=theme,polarity`", f"{map_ms:.1f} ms")
    for what, wait in waits.items():
        scene.say(SECTION, what, f"{wait:.1f} ms")
