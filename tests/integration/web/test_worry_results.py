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
        assert f'id="{row["finding_id"]}">' in tried
        assert page.count(row["statement"]) == 1
        assert "▲ Helped" not in client.get(f"/findings/{row['finding_id']}").text


def test_figures_that_can_be_quoted_come_first_of_what_changed(client: TestClient) -> None:
    page = unescape(client.get("/worries/staff-and-carers").text)

    [changed, *_] = re.findall(r'<table class="outcomes stacked">(.*?)</table>', page, re.S)
    figures = re.findall(r"<strong>([^<]+)</strong><svg", changed)
    assert figures == ["11.9% → 7.4%", "21.7% → 10.6%"]
    assert page.index("21.7") < page.index("No figure")


def rows_of(page: str, project: str) -> list[str]:
    """The rows of the tables of what changed that are of a project, with what it did."""
    tables = re.findall(r'<table class="outcomes stacked[^>]*>(.*?)</table>', page, re.S)
    rows = [row for table in tables for row in re.split(r"<tr>(?=<th)", table)[1:]]
    return [row for row in rows if f'href="/projects/{project}"' in row]


@pytest.mark.parametrize("address", ["/themes/turnover", "/worries/staff-and-carers"])
def test_where_boroughs_differ_a_result_tells_each_of_them(
    client: TestClient, address: str
) -> None:
    [first, *_] = rows_of(client.get(address).text, "triborough-focus-on-practice")

    assert "(second of three boroughs) rose (for the worse)" in first
    assert "(third of three boroughs) stayed the same" in first


def test_a_result_stands_behind_its_place_with_how_it_was_measured_and_what_they_did(
    client: TestClient,
) -> None:
    page = unescape(client.get("/worries/staff-and-carers").text)

    project = client.get(f"{API}/projects/ne-lincolnshire-csc").json()["result"]
    outcome = client.get(f"{API}/outcomes/tr4-o36").json()["result"]
    [row] = rows_of(page, "ne-lincolnshire-csc")
    place, change, sure, did = re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.S)
    assert f">North East Lincolnshire, {project['name']}</a>" in place
    assert ("11.9% → 7.4%" in change, "−4.5 points" in change) == (True, True)
    assert "Before and after, no comparison group" in sure
    assert outcome["caveat"] in sure
    assert "p. 16" in sure.replace("\xa0", " ")
    assert project["summary"] in did


@pytest.mark.parametrize(
    "address", ["/worries/staff-and-carers", "/ask?q=what+did+they+do+to+cut+turnover%3F"]
)
def test_an_aim_is_no_act_and_what_was_done_stands_beside_what_fell(
    client: TestClient, address: str
) -> None:
    page = unescape(client.get(address).text)

    told = {
        project: [row for row in rows_of(page, project) if 'class="did"' in row]
        for project in ("ne-lincolnshire-csc", "triborough-focus-on-practice", "hampshire", "match")
    }
    acts = {"hampshire": "personal assistants", "match": "which merged the role"}
    for project, [row] in told.items():
        done = row.partition("<strong>What they did:</strong>")[2]
        assert ("The source does not say what brought this about." in row) == (project not in acts)
        assert acts.get(project, "") in done
        assert bool(done) == (project in acts)
    # Neither stands folded where there is room.
    folded = " ".join(re.findall(r'<details class="rest">.*?</details>', page, re.S))
    assert "What they did:" not in folded


def test_what_the_same_passages_say_stands_open_once_for_each_project(client: TestClient) -> None:
    page = client.get("/worries/staff-and-carers").text

    [climate] = client.get(
        f"{API}/findings?q=absence&project=triborough-focus-on-practice&reported_by=evaluator"
    ).json()["results"]
    rows = rows_of(page, "triborough-focus-on-practice")
    did = [row.split('class="did"')[1] for row in rows if 'class="did"' in row]
    assert [climate["statement"] in unescape(each.split("<details")[0]) for each in did] == [True]


def test_what_helped_with_another_problem_says_so(client: TestClient) -> None:
    page = unescape(client.get("/worries/staff-and-carers").text)
    helped = page.split('<h2 id="helped">')[1].split("<h2")[0]

    [claim] = client.get(f"{API}/findings?theme=recruitment.carers&polarity=facilitator").json()[
        "results"
    ]
    problem = client.get(f"{API}/findings/{claim['responds_to']}").json()["result"]
    assert (
        f"In answer to another problem: {problem['statement']} It helped services to "
        "work together. Whether it helped with this is not said."
    ) in helped
    assert "It worked." not in helped


def test_an_answer_on_a_measure_begins_with_a_table_of_its_results_and_what_they_did(
    client: TestClient,
) -> None:
    question = "who reduced staff turnover, how much, how sure"
    page = unescape(client.get("/ask", params={"q": question}).text)
    reply = client.get(f"{API}/ask", params={"q": question}).json()

    body = page.partition('<div class="body">')[2]
    table = body.partition('<table class="outcomes stacked">')[2].partition("</table>")[0]
    # Before it stands how many, and a line each on how much and where it went the other way.
    before = " ".join(re.sub("<[^>]+>", "", body.partition("<table")[0]).split())
    # The source counts itself, and names what has no figure.
    assert before.startswith(
        "Three projects reduced social worker turnover, two of them in only part of the project "
        "(p. 16). The source does not say which. Creating Strong Communities"
    )
    assert "figure: Match (social worker turnover rate, p. 17; numbers were too small" in before
    assert "Hampshire and the Isle of Wight (vacancy rate and use of agency workers, p." in before
    assert [text in before for text in ("11.9% to 7.4%", "21.7% to 10.6%", "rose at")] == [True] * 3
    assert re.findall(r"<th scope=\"col\"[^>]*>(.*?)</th>", table) == [
        *("Project, and what was measured", "What came of it", "How sure")
    ]
    rows = rows_of(page, "ne-lincolnshire-csc") + rows_of(page, "triborough-focus-on-practice")
    assert ['class="bar"' in row for row in rows[:2]] == [True, True]
    project = client.get(f"{API}/projects/ne-lincolnshire-csc").json()["result"]
    assert f"The project:</strong> {project['summary']}" in table
    # What contradicts stands beside it and is said nowhere else; other measures stand apart.
    own = body.partition("<table")[2].partition("one of three boroughs")[2]
    assert own.index("second of three boroughs") < own.index("third of three boroughs")
    assert "Also reported for" not in body
    measures = {row["measure"] for row in reply["outcomes"]}
    apart = {one for one in measures if "turnover" not in one}
    assert apart
    assert [one for one in apart if one in table.lower()] == []


@pytest.mark.parametrize(
    ("question", "first"),
    [
        (
            "did staff turnover go up anywhere",
            "1 project reports a rise: Focus on Practice (second of three boroughs, p.\u00a017).",
        ),
        (
            "who reduced agency staff",
            # Steadier staffing is no fall.
            "1 project reports a fall: Hampshire and the Isle of Wight "
            "(Hampshire, Isle of Wight, p.\u00a017).",
        ),
        (
            # It says how many, and not which: no names end its sentence.
            "who cut staff turnover",
            "Three projects reduced social worker turnover, two of them in only part of the "
            "project (p.\u00a016). The source does not say which.",
        ),
    ],
)
def test_what_the_report_counts_is_told_only_of_what_it_counted(
    client: TestClient, question: str, first: str
) -> None:
    page = unescape(client.get("/ask", params={"q": question}).text)

    assert page.partition('<p class="lead">')[2].partition("</p>")[0] == first


def test_what_was_tried_worked_against_the_problem_that_it_answers_and_nothing_else(
    client: TestClient,
) -> None:
    page = unescape(client.get("/ask", params={"q": "trouble recruiting foster carers"}).text)

    [tried] = re.findall(r"<p><strong>What it did about another problem:.*?</p>", page, re.S)
    assert (
        "<strong>It helped services to work together. Whether it helped with this is not said. "
        "SYEP ended after March 2017"
    ) in tried
