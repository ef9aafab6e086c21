"""The questions that are asked of every server, found by asking ours."""

from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, urlencode

from scripts.benchmark.client import Client
from scripts.benchmark.plan import WORK
from scripts.benchmark.wrk import UnansweredError

PAGE_SIZE = 25
MAX_PAGES = 4_000
FINDINGS = "/api/v1/findings"
_MAX_COMPARED = 400


@dataclass(frozen=True)
class Page:
    """One page of the findings of a sub-theme and a polarity, and what is on it."""

    theme: str
    polarity: str
    cursor: str | None = None
    after: str | None = None
    count: int = 0
    finding_ids: tuple[str, ...] = ()
    next_cursor: str | None = None

    @property
    def path(self) -> str:
        """As it is asked of us."""
        cursor = {"cursor": self.cursor} if self.cursor else {}
        parameters = {
            "theme": self.theme,
            "polarity": self.polarity,
            "page_size": PAGE_SIZE,
            **cursor,
        }
        return f"{FINDINGS}?{urlencode(parameters)}"

    def path_of_datasette(self, database: str) -> str:
        """As it is asked of Datasette, in the way that is the fastest for it.

        Labels and facets are not asked for, and a page begins after the last key of the page
        before. The count is exact.
        """
        parameters = {
            "theme_id__exact": self.theme,
            "polarity__exact": self.polarity,
            "_size": PAGE_SIZE,
            "_labels": "off",
            "_nofacet": 1,
            "_nosuggest": 1,
            **({"_next": self.after} if self.after else {}),
        }
        return f"/{quote(database)}/finding.json?{urlencode(parameters)}"


def values(client: Client, *names: str, narrowed: str = "") -> dict[str, dict[str, int]]:
    """How many findings have each value of some filters."""
    facets = client.json(f"{FINDINGS}?facet={','.join(names)}&page_size=1{narrowed}")["facets"]
    return {name: {choice["value"]: choice["count"] for choice in facets[name]} for name in names}


def first_pages(client: Client) -> list[Page]:
    """The first page of every sub-theme and polarity that has findings; the longest list first."""
    counts = values(client, "theme", "polarity")
    pages = [
        _asked(client, Page(theme, polarity))
        for theme in counts["theme"]
        if "." in theme
        for polarity in counts["polarity"]
    ]
    return sorted((page for page in pages if page.count), key=lambda page: -page.count)


def all_pages(client: Client, first: list[Page]) -> list[Page]:
    """The first pages and those that follow them, of every list in turn."""
    pages, last = list(first), list(first)
    while last and len(pages) < MAX_PAGES:
        last = [following for page in last if (following := _following(client, page))]
        pages += last
    return pages[:MAX_PAGES]


def compare(ours: Client, theirs: Client, database: str, pages: list[Page]) -> int:
    """Ask both a sample of the pages; how many were the same.

    Raises UnansweredError where they differ: answers that differ are not compared in speed.
    """
    step = -(-len(pages) // _MAX_COMPARED)
    sample = pages[::step]
    for page in sample:
        answer = ours.json(page.path)
        our_rows = (answer["meta"]["count"], [row["finding_id"] for row in answer["results"]])
        other = theirs.json(page.path_of_datasette(database))
        place = other["columns"].index("finding_id")
        their_rows = (other["filtered_table_rows_count"], [row[place] for row in other["rows"]])
        if not our_rows == their_rows == (page.count, list(page.finding_ids)):
            raise UnansweredError(f"Datasette answers {page.path} otherwise")
    return len(sample)


def write(paths: list[str], name: str) -> Path:
    """The paths as the load generator reads them."""
    file = file_of(name)
    file.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
    return file


def file_of(name: str) -> Path:
    """Where paths were written under a name."""
    return WORK / f"paths-{name}"


def _asked(client: Client, page: Page) -> Page:
    """The page with what is on it."""
    answer = client.json(page.path)
    return replace(
        page,
        count=answer["meta"]["count"],
        finding_ids=tuple(row["finding_id"] for row in answer["results"]),
        next_cursor=answer["meta"]["next_cursor"],
    )


def _following(client: Client, page: Page) -> Page | None:
    if page.next_cursor is None:
        return None
    after = page.finding_ids[-1]
    return _asked(client, replace(page, cursor=page.next_cursor, after=after))
