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


@pytest.mark.parametrize("address", ["/themes/turnover", "/worries/staff-and-carers"])
def test_where_boroughs_differ_a_result_tells_each_of_them(
    client: TestClient, address: str
) -> None:
    page = client.get(address).text

    of_boroughs = next(
        each
        for each in re.findall(r'<li class="claim result">(.*?)</li>', page, re.S)
        if "tr4-f169" in each
    )
    assert "tr4-f170" in of_boroughs


def test_a_result_stands_with_its_place_in_front_and_with_what_the_project_was(
    client: TestClient,
) -> None:
    page = unescape(client.get("/worries/staff-and-carers").text)

    project = client.get(f"{API}/projects/ne-lincolnshire-csc").json()["result"]
    [result] = re.findall(r'<li class="claim result">(.*?tr4-f167.*?)</li>', page, re.S)
    assert f">North East Lincolnshire, {project['name']}</a>" in result
    assert f"<strong>The project:</strong> {project['summary']}" in result


def test_what_helped_with_another_problem_says_so(client: TestClient) -> None:
    page = unescape(client.get("/worries/staff-and-carers").text)
    helped = page.split('<h2 id="helped">')[1].split("<h2")[0]

    [claim] = client.get(f"{API}/findings?theme=recruitment.carers&polarity=facilitator").json()[
        "results"
    ]
    problem = client.get(f"{API}/findings/{claim['responds_to']}").json()["result"]
    assert f"In answer to another problem: {problem['statement']}" in helped
