"""The questions that are asked of every server, found by asking ours."""

from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, urlencode

from scripts.benchmark.client import Client, UnansweredError
from scripts.benchmark.plan import WORK

PAGE_SIZE = 25
FINDINGS = "/api/v1/findings"
_MAX_PAGES = 4_000
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
        parameters = {"theme": self.theme, "polarity": self.polarity, "page_size": PAGE_SIZE}
        cursor = {"cursor": self.cursor} if self.cursor else {}
        return f"{FINDINGS}?{urlencode({**parameters, **cursor})}"

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


def values(client: Client, *names: str) -> dict[str, list[str]]:
    """The values of some filters that findings have."""
    facets = client.json(f"{FINDINGS}?facet={','.join(names)}&page_size=1")["facets"]
    return {name: [choice["value"] for choice in facets[name]] for name in names}


def first_pages(client: Client) -> list[Page]:
    """The first page of every sub-theme and polarity that has findings; the longest list first."""
    known = values(client, "theme", "polarity")
    pages = [
        _asked(client, Page(theme, polarity))
        for theme in known["theme"]
        if "." in theme
        for polarity in known["polarity"]
    ]
    return sorted((page for page in pages if page.count), key=lambda page: -page.count)


def all_pages(client: Client, first: list[Page]) -> list[Page]:
    """The first pages and those that follow them, of every list in turn."""
    pages, last = list(first), list(first)
    while last and len(pages) < _MAX_PAGES:
        last = [
            _asked(client, replace(page, cursor=page.next_cursor, after=page.finding_ids[-1]))
            for page in last
            if page.next_cursor
        ]
        pages += last
    return pages[:_MAX_PAGES]


def compare(theirs: Client, database: str, pages: list[Page]) -> int:
    """Ask Datasette a sample of the pages; how many were the same as ours.

    Raises UnansweredError where one differs: answers that differ are not compared in speed.
    """
    sample = pages[:: -(-len(pages) // _MAX_COMPARED)]
    for page in sample:
        other = theirs.json(page.path_of_datasette(database))
        place = other["columns"].index("finding_id")
        ids = tuple(row[place] for row in other["rows"])
        if (other["filtered_table_rows_count"], ids) != (page.count, page.finding_ids):
            raise UnansweredError(f"Datasette answers {page.path} otherwise")
    return len(sample)


def write(paths: list[str], name: str) -> Path:
    """The paths as the load generator reads them."""
    file = WORK / f"paths-{name}"
    file.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
    return file


def _asked(client: Client, page: Page) -> Page:
    """The page with what is on it."""
    answer = client.json(page.path)
    return replace(
        page,
        count=answer["meta"]["count"],
        finding_ids=tuple(row["finding_id"] for row in answer["results"]),
        next_cursor=answer["meta"]["next_cursor"],
    )
