"""Each project on the page of a council says why it is like those of the council."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

pytestmark = pytest.mark.one_database


def test_each_project_says_why_it_is_like_those_of_the_council(client: TestClient) -> None:
    page = unescape(client.get("/places/salford").text)

    cards = re.findall(r'<li class="card">.*?</li>', page, re.S)
    said = {
        re.findall(r'<h3><a href="/projects/([^"]+)"', card)[0]: re.findall(
            r"Why like yours:</strong> (.*?)</p>", card
        )
        for card in cards
    }
    assert [key for key, reasons in said.items() if not reasons] == []
    assert said["newcastle-family-insights"] == [
        "Newcastle upon Tyne is number 4 of Salford’s ten statistical neighbours "
        "and a metropolitan borough too."
    ]
    assert said["sefton-cas"] == ["Sefton is in the same region and a metropolitan borough too."]
    assert said["catch22-project-crewe"] == ["Cheshire East is in the same region."]


def test_an_answer_on_a_council_gives_the_reason_for_each_project_and_leads_to_its_page(
    client: TestClient,
) -> None:
    page = unescape(client.get("/ask", params={"q": "projects like Salford"}).text)

    body = page.partition('<div class="body">')[2].partition("<aside")[0]
    [first, *_] = re.findall(r'<li class="claim">.*?</li>', body, re.S)
    assert 'href="/projects/newcastle-family-insights"' in first
    assert "Newcastle upon Tyne is number 4 of Salford’s ten statistical neighbours" in first
    assert 'href="/places/salford">Projects like those of Salford</a>' in body
