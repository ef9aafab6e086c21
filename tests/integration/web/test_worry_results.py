"""Results on the pages of worries: with their places and projects, and apart from what helped."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from tests import oracle

pytestmark = pytest.mark.one_database

API = "/api/v1"


def test_results_that_are_not_about_the_worry_do_not_stand_there(client: TestClient) -> None:
    delays = client.get("/worries/delays").text
    staff = client.get("/worries/staff-and-carers").text

    assert "The sources report no result that is about just this." in delays
    assert "FGM" not in delays.split('<h2 id="outcomes">')[1].split("<h2")[0]
    rows = oracle.ids("outcomes", [("theme", "turnover"), ("domain", "workforce")])
    assert rows != []
    assert [key for key in rows if f"/outcomes/{key}" not in staff] == []


def test_a_fall_in_turnover_is_a_result_and_helped_nobody(client: TestClient) -> None:
    rows = client.get(f"{API}/findings?theme=turnover&polarity=facilitator").json()["results"]
    page = unescape(client.get("/worries/staff-and-carers").text)
    [tried] = re.findall(r'<h2 id="tried">(.*?)<h2', page, re.S)

    assert rows
    for row in rows:
        assert f'<p id="{row["finding_id"]}">' in tried
        assert page.count(row["statement"]) == 1
        assert "▲ Helped" not in client.get(f"/findings/{row['finding_id']}").text


def test_figures_that_can_be_quoted_come_first_of_what_changed(client: TestClient) -> None:
    page = unescape(client.get("/worries/staff-and-carers").text)

    [changed] = re.findall(r'<h2 id="outcomes">(.*?)</table>', page, re.S)
    assert "11.9" in changed
    assert "21.7" in changed


def row_of(page: str, key: str) -> str:
    """The row of the table of what changed that tells a statement."""
    [table] = re.findall(r'<table class="stacked changes">(.*?)</table>', page, re.S)
    [row] = [each for each in table.split("<tr>") if f'id="{key}"' in each]
    return str(row)


@pytest.mark.parametrize("address", ["/themes/turnover", "/worries/staff-and-carers"])
def test_where_boroughs_differ_a_result_tells_each_of_them(
    client: TestClient, address: str
) -> None:
    changed = row_of(client.get(address).text, "tr4-f169")

    assert 'id="tr4-f170"' in changed
    assert changed.index("tr4-f170") < changed.index("What they did")


def test_a_result_stands_behind_its_place_with_how_it_was_measured_and_what_they_did(
    client: TestClient,
) -> None:
    page = unescape(client.get("/worries/staff-and-carers").text)

    project = client.get(f"{API}/projects/ne-lincolnshire-csc").json()["result"]
    outcome = client.get(f"{API}/outcomes/tr4-o36").json()["result"]
    place, changed, did = re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row_of(page, "tr4-f167"), re.S)
    assert f">North East Lincolnshire, {project['name']}</a>" in place
    assert "Before and after, no comparison group" in changed
    assert outcome["caveat"] in changed
    assert project["summary"] in did


def test_what_was_done_where_turnover_fell_stands_open(client: TestClient) -> None:
    page = client.get("/worries/staff-and-carers").text

    [climate] = client.get(
        f"{API}/findings?q=absence&project=triborough-focus-on-practice&reported_by=evaluator"
    ).json()["results"]
    did = unescape(row_of(page, "tr4-f169").split("<td>")[-1])
    assert climate["statement"] in did.split('<details class="rest"><summary>')[0]


def test_what_helped_with_another_problem_says_so(client: TestClient) -> None:
    page = unescape(client.get("/worries/staff-and-carers").text)
    helped = page.split('<h2 id="helped">')[1].split("<h2")[0]

    [claim] = client.get(f"{API}/findings?theme=recruitment.carers&polarity=facilitator").json()[
        "results"
    ]
    problem = client.get(f"{API}/findings/{claim['responds_to']}").json()["result"]
    assert f"In answer to another problem: {problem['statement']}" in helped
