"""Whatever is asked can be kept to some sources: search, map, comparison, questions, tools."""

import csv
import io
import re
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.mcp import server_of
from app.search.index import LISTS
from tests import oracle
from tests.integration.test_mcp import call
from tests.queries import ids

pytestmark = pytest.mark.one_database

KEPT = [
    ("source", "tr4"),
    ("source", "tr4,pause-innovationcsc"),
    ("source.none", "tr4"),
    ("reported_by", "provider"),
    ("reported_by.none", "evaluator,programme"),
    ("source_kind", "programme-site"),
]


@pytest.mark.parametrize("pair", KEPT, ids="=".join)
@pytest.mark.parametrize("kind", sorted(LISTS))
def test_a_search_kept_to_sources_finds_what_the_list_with_the_same_words_holds(
    client: TestClient, kind: str, pair: tuple[str, str]
) -> None:
    words = "children" if kind != "theme" else "recruiting"
    query = [("q", words), pair]

    found = client.get("/api/v1/search", params=[*query, ("kind", kind), ("page_size", "100")])

    expected = ids(client, LISTS[kind], [*query, ("page_size", "1000")])
    body = found.json()
    assert body["meta"]["count"] == len(expected) == body["meta"]["kinds"].get(kind, 0)
    assert {hit["id"] for hit in body["results"]} <= set(expected)


@pytest.mark.parametrize("pair", KEPT, ids="=".join)
def test_a_comparison_kept_to_sources_has_the_claims_of_these_and_their_numbers(
    client: TestClient, pair: tuple[str, str]
) -> None:
    body = client.get("/api/v1/compare", params=[("project", "pause,hackney-flip"), pair]).json()

    for project in body["results"]:
        own = [("project", project["project_id"]), pair]
        findings, outcomes = oracle.ids("findings", own), oracle.ids("outcomes", own)
        assert sorted(row["finding_id"] for row in project["findings"]) == findings
        assert sorted(row["outcome_id"] for row in project["outcomes"]) == outcomes
        assert project["outcome_count"] == len(outcomes)
        counts = [project[f"{each}_count"] for each in ("facilitator", "barrier", "neutral")]
        assert sum(counts) == len(findings)


def test_a_project_that_the_sources_asked_for_do_not_name_is_said_not_to_be_named(
    client: TestClient,
) -> None:
    source = ("source", "pause-innovationcsc")

    body = client.get("/api/v1/compare", params=[("project", "pause,hackney-flip"), source]).json()
    cells = client.get("/api/v1/summary", params=[("by", "project"), source]).json()["results"]

    assert [row["evidence_status"] for row in body["results"]] == ["coded", "not-named"]
    named = {
        row["project_id"]
        for row in oracle.PROJECT_SOURCES
        if row["source_id"] == source[1] and row["mention"] == "named"
    }
    assert {cell["values"][0]["value"] for cell in cells if cell["blank"] != "not-named"} == named


@pytest.mark.parametrize("pair", KEPT, ids="=".join)
def test_the_page_of_the_map_counts_and_links_what_some_sources_say(
    client: TestClient, pair: tuple[str, str]
) -> None:
    page = client.get("/map", params=[("by", "strand"), pair]).text

    findings = oracle.ids("findings", [pair])
    assert f"Evidence map: {len(findings)} statement" in unescape(page)
    links = re.findall(r'<td(?: class="s\d")?><a href="(/findings[^"]+)">(\d+)</a>', page)
    assert sum(int(count) for _, count in links) == len(findings)
    for link, count in links[:3]:
        answer = client.get(f"/api/v1{unescape(link)}").json()
        assert answer["meta"]["count"] == int(count)


@pytest.mark.parametrize("pair", KEPT, ids="=".join)
def test_an_answer_kept_to_sources_rests_on_these_alone(
    client: TestClient, pair: tuple[str, str]
) -> None:
    query = f"q=What+got+in+the+way&{pair[0]}={pair[1]}"

    body = client.get(f"/api/v1/ask?{query}").json()
    file = client.get(f"/api/v1/ask.csv?{query}")

    kept = set(oracle.ids("findings", [pair]))
    assert {row["finding_id"] for row in body["findings"]} <= kept
    if body["answered"]:
        rows = csv.DictReader(io.StringIO(file.text))
        assert {row["finding_id"] for row in rows} <= kept


@pytest.mark.parametrize("path", ["search?q=staff", "ask?q=staff", "map?by=strand"])
def test_a_page_says_what_it_is_kept_to_and_how_to_take_all_sources(
    client: TestClient, path: str
) -> None:
    page = unescape(client.get(f"/{path}&reported_by=provider").text)

    said = "This page is kept to what is said in the word of those who ran the project."
    assert f'{said} <a href="/{path}">Take all sources</a>' in page


@pytest.mark.parametrize(
    "path", ["search?q=a", "compare?project=pause", "ask?q=a", "map?by=strand"]
)
def test_a_source_that_is_not_known_is_refused_everywhere(client: TestClient, path: str) -> None:
    places = [f"/{path}"] if path.startswith("map") else [f"/{path}", f"/api/v1/{path}"]
    answers = [client.get(f"{place}&source=nobody") for place in places]

    assert {answer.status_code for answer in answers} == {422}
    assert all("nobody" in answer.text for answer in answers)


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("search", {"q": "staff"}),
        ("ask", {"question": "What got in the way?"}),
        ("compare", {"projects": ["pause", "hackney-flip"]}),
        ("summary", {"by": "strand"}),
        ("findings", {"q": "staff"}),
    ],
)
def test_tools_keep_to_sources_as_the_api_does(
    client: TestClient, tool: str, arguments: dict[str, Any]
) -> None:
    asked = {**arguments, "filters": {"reported_by": "provider"}}

    body = call(server_of(client.app), tool, asked).structured_content

    address = body.pop("address")
    assert address.endswith("reported_by=provider")
    assert body == client.get(address).json()


@pytest.mark.parametrize("name", ["projects", "findings", "outcomes"])
def test_a_page_of_a_list_offers_whose_word_it_is_with_counts(
    client: TestClient, name: str
) -> None:
    page = unescape(client.get(f"/{name}").text)

    box = r'name="reported_by" value="([a-z]+)"> <span>[^<]+</span> <span class="count">(\d+)<'
    assert {value: int(count) for value, count in re.findall(box, page)} == {
        value: len(oracle.ids(name, [("reported_by", value)]))
        for value in oracle.all_values(name, "reported_by")
    }
