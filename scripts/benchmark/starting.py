"""How long it takes from nothing to the first answer."""

from statistics import median

from scripts.benchmark import search, servers
from scripts.benchmark.client import Client, median_ms
from scripts.benchmark.material import Material
from scripts.benchmark.plan import SHIPPED, Place, Results
from scripts.benchmark.questions import FINDINGS

SECTION = "Starting with the shipped data"
_STARTS = 5
_SEARCHES = 50


def measure(results: Results, material: Material, database: str) -> None:
    """From the start of the process to the first page of findings; and how long a search takes."""
    place = Place(SHIPPED, database)
    url, data = material.forget(place), material.data(SHIPPED)
    with servers.ours(url, data, path=FINDINGS) as server:
        first = server.seconds_to_start
    starts = []
    for _ in range(_STARTS):
        with servers.ours(url, data, path=FINDINGS) as server:
            starts.append(server.seconds_to_start)
    with servers.ours(url, data, is_keeping=False) as server, Client(server.port) as client:
        server.rested()
        words = " ".join(search.common_words(data))
        search_ms = median_ms(client, search.path(words), _SEARCHES)
    results.add("search-shipped", "ms", place, search_ms)
    results.add("start", "seconds", place, median(starts))
    text = f"{median(starts):.2f} s ({min(starts):.2f} to {max(starts):.2f})"
    results.say(SECTION, f"a loaded database, median of {_STARTS} starts", place, text)
    results.say(SECTION, "the first start ever, which loads the data", place, f"{first:.2f} s")
