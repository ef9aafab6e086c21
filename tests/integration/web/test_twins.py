"""A page and its twin, the same answer as JSON: named by the page, with the same rows."""

import re

import pytest
from starlette.testclient import TestClient

from tests.integration.web.test_site import Reader, every_page

pytestmark = pytest.mark.one_database

LISTS = {
    "/projects": r'<h2><a href="/projects/([^"]+)">',
    "/projects?barrier=referrals": r'<h2><a href="/projects/([^"]+)">',
    "/projects?facilitator=set-up&sort=-name": r'<h2><a href="/projects/([^"]+)">',
    "/findings": r'<li class="claim [a-z]+" id="([^"]+)">',
    "/findings?theme=referrals&polarity=barrier": r'<li class="claim [a-z]+" id="([^"]+)">',
    "/findings?q=foster&sort=-page": r'<li class="claim [a-z]+" id="([^"]+)">',
    "/themes": r'<th scope="row"><a href="/themes/([^"]+)">',
    "/themes?q=staff": r'<th scope="row"><a href="/themes/([^"]+)">',
    "/audit": r'<fieldset class="condition" id="([^"]+)">',
    "/sources": r'<a href="/findings\?source=([^"]+)">',
}


@pytest.mark.parametrize(("address", "row"), LISTS.items(), ids=LISTS)
def test_a_list_and_its_twin_have_the_same_rows_in_the_same_order(
    client: TestClient, address: str, row: str
) -> None:
    page = client.get(address)
    [twin] = re.findall(r'<([^>]+)>; rel="alternate"', page.headers["link"])

    rows = client.get(twin).json()["results"]
    key = next(iter(rows[0]))
    assert re.findall(row, page.text.partition("<h1>")[2]) == [one[key] for one in rows]


@every_page
def test_a_page_names_its_twin_in_its_head_and_in_its_headers(
    client: TestClient, address: str
) -> None:
    answer = client.get(address)

    [twin] = re.findall(r'<([^>]+)>; rel="alternate"', answer.headers["link"])
    assert twin.startswith("/api/v1")
    assert client.get(twin).headers["content-type"] == "application/json"
    assert twin in Reader(answer.text).parts
