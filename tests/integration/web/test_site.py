"""The whole site, link by link: nothing broken, nothing from elsewhere, small, quick."""

import csv
import re
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import httpx2
import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from app.exports import FORMATS
from app.web.pages import router
from app.web.rendering import HERE
from tests.pages import PAGES, WRONG_PAGES
from tests.queries import is_quick

pytestmark = pytest.mark.one_database

MAX_OF_A_KIND = 2  # Of a kind of file or picture one is enough.
MAX_IN_ALL = 150 if is_quick() else 1_200
MAX_BYTES, MAX_PAGE_BYTES = 150_000, 60_000
MAX_SECONDS = 0.050
every_page = pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)


class Reader(HTMLParser):
    """What a page says that matters here. A script that stands inside it is a part named ''."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.parts: list[str] = []
        self.attributes: set[str] = set()
        self.language = self.description = self.title = ""
        self._is_title = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        self.attributes |= {*said, tag}
        # A drawing has a title of its own.
        self._is_title = tag == "title" and not self.title
        if "id" in said:
            self.ids.append(said["id"])
        if tag == "html":
            self.language = said.get("lang", "")
        if tag == "meta" and said.get("name") == "description":
            self.description = said.get("content", "")
        if tag == "a":
            self.links.append(said.get("href", ""))
        elif tag == "form" and said.get("method") == "get":
            self.links.append(said["action"])
        elif said.get("type") == "application/ld+json":
            pass  # This describes the page, and never runs.
        elif tag in ("img", "script", "link"):
            self.parts.append(said.get("src", said.get("href", "")))

    def handle_data(self, data: str) -> None:
        if self._is_title:
            self.title += data
            self._is_title = False


@dataclass
class Walked:
    """Every address that was asked, its answer, and which page led there."""

    answers: dict[str, httpx2.Response] = field(default_factory=dict)
    pages: dict[str, Reader] = field(default_factory=dict)
    found_on: dict[str, str] = field(default_factory=dict)


def kind_of(address: str) -> str:
    """What an address has in common with those that name another project, theme or choice.

    Each page of a project or theme is of a kind of its own: all of them are walked.
    """
    path, _, asked = address.partition("?")
    if re.fullmatch("/(projects|themes)/[^/]+", path):
        return path
    of_one = re.sub(
        r"(?<=/)(findings|organisations|outcomes|places|projects|recommendations|themes)/(?!picture)[^.]+",
        r"\1/",
        path,
    )
    of_any_format = re.sub(rf"\.({'|'.join(FORMATS)}|ris|bib|svg|png|pptx|docx)$", ".file", of_one)
    parameters = {one.partition("=")[0] for one in asked.split("&")}
    return f"{of_any_format}?{','.join(sorted(parameters))}"


@pytest.fixture(scope="module")
def walked(client: TestClient) -> Walked:
    """The site from its home, a few of each kind of address; a quick run ends near the home."""
    walk = Walked(found_on={"/": "nowhere"})
    kinds: Counter[str] = Counter()
    waiting = deque(["/"])
    while waiting and len(walk.answers) < MAX_IN_ALL:
        address = waiting.popleft()
        answer = walk.answers[address] = client.get(address)
        is_page = answer.headers["content-type"].startswith("text/html")
        # The documentation of the API is written by a library, and has its own tests.
        if not is_page or address.startswith("/docs"):
            continue
        page = walk.pages[address] = Reader(answer.text)
        for link in (*page.links, *page.parts):
            target = urljoin(address, link).partition("#")[0]
            if not target.startswith("/") or target in walk.found_on:
                continue
            kind = kind_of(target)
            kinds[kind] += 1
            if kinds[kind] <= (1 if ".file" in kind else MAX_OF_A_KIND):
                walk.found_on[target] = address
                waiting.append(target)
    return walk


@pytest.mark.slow
def test_the_walk_comes_to_every_project_theme_and_main_page_and_to_an_end(
    walked: Walked, client: TestClient
) -> None:
    everything = {
        f"/{name}/{row[key]}"
        for name, key in (("projects", "project_id"), ("themes", "theme_id"))
        for row in client.get(f"/api/v1/{name}?page_size=1000").json()["results"]
    }
    # Of what has hundreds of pages a few are walked.
    of_many = ("/findings/", "/outcomes/", "/recommendations/")
    main = {page for page in PAGES.values() if "?" not in page and not page.startswith(of_many)}

    assert (everything | main) - set(walked.answers) == set()
    assert len(walked.answers) < MAX_IN_ALL


def test_no_link_is_broken(walked: Walked) -> None:
    broken = {
        address: (answer.status_code, f"on {walked.found_on[address]}")
        for address, answer in walked.answers.items()
        if answer.status_code != 200
    }

    assert broken == {}


def test_every_link_into_a_page_finds_its_place(walked: Walked) -> None:
    lost = {
        (address, link)
        for address, page in walked.pages.items()
        for link in page.links
        if "#" in link
        for target, _, place in [urljoin(address, link).partition("#")]
        if target in walked.pages and place not in walked.pages[target].ids
    }

    assert lost == set()


def test_no_part_of_a_page_comes_from_another_host(walked: Walked) -> None:
    assert {part for page in walked.pages.values() for part in page.parts if "//" in part} == set()


def test_every_page_has_one_h1_a_title_a_description_and_its_language(walked: Walked) -> None:
    lacking = {
        address
        for address, page in walked.pages.items()
        if page.tags["h1"] != 1
        or not page.title.endswith(" – Wave 1 Evidence")
        or not page.description
        or page.language != "en-GB"
    }

    assert lacking == set()


def test_no_two_pages_have_one_title(walked: Walked) -> None:
    titles = Counter(page.title for address, page in walked.pages.items() if "?" not in address)

    assert [title for title, count in titles.items() if count > 1] == []


def test_an_id_stands_once_on_a_page(walked: Walked) -> None:
    twice = {
        (address, place)
        for address, page in walked.pages.items()
        for place, count in Counter(page.ids).items()
        if count > 1
    }

    assert twice == set()


def test_every_page_forbids_what_stands_inside_it(walked: Walked) -> None:
    policies = {
        walked.answers[address].headers["content-security-policy"] for address in walked.pages
    }
    inside = {
        (address, name)
        for address, page in walked.pages.items()
        for name in {*page.attributes, *page.parts}
        if name in ("style", "") or name.startswith("on")
    }

    [policy] = policies
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert inside == set()


def test_nothing_sets_a_cookie(walked: Walked) -> None:
    assert [a for a, answer in walked.answers.items() if "set-cookie" in answer.headers] == []


@pytest.mark.parametrize("address", WRONG_PAGES.values(), ids=WRONG_PAGES)
def test_what_is_wrong_is_said_on_a_page_with_one_heading_and_ways_on(
    client: TestClient, address: str
) -> None:
    answer = client.get(address, headers={"Accept": "text/html"})

    page = Reader(answer.text)
    assert answer.status_code in (404, 422)
    assert (page.tags["h1"], page.language) == (1, "en-GB")
    assert {"/projects", "/map", "/search"} <= set(page.links)
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_no_page_that_is_walked_to_is_heavy(walked: Walked) -> None:
    heavy = {
        address: len(answer.content)
        for address, answer in walked.answers.items()
        if address in walked.pages and len(answer.content) >= MAX_PAGE_BYTES
    }

    assert heavy == {}


@every_page
def test_a_page_is_below_60_kb_and_with_all_its_parts_below_150_kb(
    client: TestClient, address: str
) -> None:
    answer = client.get(address)

    parts = {part for part in Reader(answer.text).parts if not part.startswith("/api/")}
    sizes = {part: len(client.get(part).content) for part in parts}
    assert len(answer.content) < MAX_PAGE_BYTES
    assert sum(sizes.values(), len(answer.content)) < MAX_BYTES


@every_page
def test_a_page_costs_the_server_less_than_50_ms(client: TestClient, address: str) -> None:
    client.get(address)

    assert any(cost(client, address) < MAX_SECONDS for _ in range(5))


def cost(client: TestClient, address: str) -> float:
    """The seconds of work that an answer takes: what else the machine does is not counted."""
    begin = time.process_time()
    client.get(address)
    return time.process_time() - begin


def test_the_parts_of_a_theme_are_folded_below_it_and_open_where_one_is_chosen(
    client: TestClient,
) -> None:
    page = client.get("/projects?barrier=set-up.registration").text

    group = page.partition('<legend class="hidden">What got in the way</legend>')[2]
    box = 'value="set-up.registration" checked'
    assert box in group.partition("</fieldset>")[0]
    parts = re.findall(r"<details( open)?><summary>Parts(.*?)</details>", group, re.S)
    assert [bool(is_open) for is_open, own in parts if box in own] == [True]
    assert [is_open for is_open, own in parts if box not in own and is_open] == []


def test_every_page_of_the_table_has_an_address_and_every_address_a_page_or_a_file() -> None:
    with (HERE / "pages.csv").open(encoding="utf-8") as file:
        pages = {row["path"] for row in csv.DictReader(file)}

    addresses = {route.path for route in router.routes if isinstance(route, APIRoute)}
    assert pages - addresses == set(), "pages without an address"
    files = {path for path in addresses if "." in path.replace("...", "")}
    assert addresses - pages - files == {"/audit/document/evidence"}
