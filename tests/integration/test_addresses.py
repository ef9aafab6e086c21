"""The public address: every link begins with it, and none with the host of a request."""

import os
import re
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from tests import oracle_tables
from tests.commands import served, wave1
from tests.databases import NewDatabase

PUBLIC = "https://evidence.example/wave1"
ANSWERS = [
    *("", "/findings", "/projects?facet=theme", "/projects/pause", "/search?q=staff"),
    *("/summary?by=theme", "/autocomplete?q=pau", "/citation", "/ask?q=barriers+of+pause"),
    *("/release.jsonld", "/openapi.json"),
]
PAGES = ["/", "/projects", "/findings?theme=set-up", "/map", "/data", "/about", "/audit", "/none"]
_ADDRESS = re.compile(r'"((?:https?://[^"/]+)?(?:/wave1)?/api/v1[^"{]*)"')

pytestmark = pytest.mark.one_database


@pytest.fixture(scope="module")
def prefixed(new_database: NewDatabase, loaded_template: str) -> Iterator[httpx2.Client]:
    """A reader of a service that is shown below a prefix."""
    environment = {
        **os.environ,
        "WAVE1_DATABASE_URL": new_database(loaded_template),
        "WAVE1_PUBLIC_URL": f"{PUBLIC}/",
    }
    with served(environment) as address, httpx2.Client(base_url=address, timeout=60) as reader:
        yield reader


@pytest.mark.parametrize("path", ANSWERS)
def test_links_of_the_api_begin_with_the_public_address(prefixed: httpx2.Client, path: str) -> None:
    answer = prefixed.get(f"/api/v1{path}", headers={"Host": "evil.example"})

    links = [*_ADDRESS.findall(answer.text)]
    assert answer.status_code == 200
    if path != "/openapi.json":
        assert links
        assert [each for each in links if not each.startswith(PUBLIC)] == []
    assert "evil.example" not in f"{answer.text}{answer.headers}"


@pytest.mark.parametrize("path", PAGES)
def test_links_of_a_page_stay_below_the_prefix(prefixed: httpx2.Client, path: str) -> None:
    page = prefixed.get(f"{path}", headers={"Host": "evil.example"})

    links = re.findall(r'\s(?:href|src|action|formaction)="(/[^"]*)"', page.text)
    assert len(links) > 5
    assert [each for each in links if not each.startswith("/wave1/")] == []
    assert "evil.example" not in f"{page.text}{page.headers}"


@pytest.mark.parametrize("path", ["/findings", "/api/v1/findings.csv", "/static/style.css", "/"])
def test_a_path_means_the_same_with_the_prefix_and_without(
    prefixed: httpx2.Client, path: str
) -> None:
    without, below = prefixed.get(path), prefixed.get(f"/wave1{path}")

    assert (without.status_code, below.status_code) == (200, 200)
    assert without.content == below.content


def test_the_next_page_can_be_followed_as_it_stands(prefixed: httpx2.Client) -> None:
    answer = prefixed.get("/api/v1/findings?page_size=100")

    following = answer.links["next"]["url"]
    assert following == answer.json()["links"]["next"]
    assert following.startswith(f"{PUBLIC}/api/v1/findings?page_size=100&cursor=")


def test_a_redirect_leads_to_the_public_address(prefixed: httpx2.Client) -> None:
    answer = prefixed.get("/projects/?theme=set-up", headers={"Host": "evil.example"})

    assert answer.status_code == 307
    assert answer.headers["location"] == f"{PUBLIC}/projects?theme=set-up"


def test_citations_name_the_public_address(prefixed: httpx2.Client) -> None:
    work = prefixed.get("/api/v1/citation.csl.json").json()[0]

    assert work["URL"] == PUBLIC
    assert f" {PUBLIC}. " in prefixed.get("/api/v1/citation").json()["citation"]


@pytest.mark.parametrize("path", ["/api/v1/release.jsonld", "/data", "/api/v1/findings"])
def test_without_a_public_address_links_are_relative(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"Host": "evil.example"})

    assert "evil.example" not in f"{answer.text}{answer.headers}"


def test_without_a_public_address_a_redirect_is_relative(client: TestClient) -> None:
    answer = client.get("/projects/", headers={"Host": "evil.example"}, follow_redirects=False)

    assert answer.headers["location"] == "/projects"


def test_a_citation_has_the_date_of_the_release_and_a_key_with_its_hash(
    client: TestClient,
) -> None:
    release = client.get("/api/v1/release").json()["release"]
    work: dict[str, Any] = client.get("/api/v1/citation.csl.json").json()[0]

    assert work["id"] == f"wave1-evidence-{release.replace('+', '-')}"
    day = max(row["release_date"] for row in oracle_tables.rows("releases.csv"))
    assert work["issued"] == {"date-parts": [[int(part) for part in day.split("-")]]}
    assert "URL" not in work
    assert f"{{{work['id']}," in client.get("/api/v1/citation.bib").text


@pytest.mark.parametrize("address", ["evidence.example", "https://a b.example", "https://x/?q=1"])
def test_a_public_address_that_is_none_is_refused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAVE1_PUBLIC_URL", address)

    done = wave1(os.environ, "serve", "--port", 1)

    assert done.returncode == 1
    assert f"WAVE1_PUBLIC_URL: {address!r} is no address such as" in done.stderr
