"""The worries of planners: tiles on the home page, each leading to a page that counts the same."""

import re
from html import unescape
from inspect import unwrap

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import reading
from app.evidence.answers import Release, lessons
from app.evidence.answers.worries import WORRIES
from app.evidence.catalogue import Catalogue
from app.web.labels import CAVEAT
from tests import oracle

pytestmark = pytest.mark.one_database

API = "/api/v1"


def count(client: TestClient, worry: str) -> int:
    themes = ",".join(WORRIES[worry].theme_ids)
    return int(client.get(f"{API}/projects?barrier={themes}").json()["meta"]["count"])


def test_the_home_page_has_a_tile_for_every_worry_with_its_projects(client: TestClient) -> None:
    page = client.get("/").text

    tiles = re.findall(r'<h3><a href="/worries/([^"]+)">.*?<strong>(\d+) projects?<', page, re.S)
    assert tiles == [(worry, str(count(client, worry))) for worry in WORRIES]


def test_a_tile_and_its_pages_tell_projects_that_are_only_examples(client: TestClient) -> None:
    themes = WORRIES["delays"].theme_ids
    barriers = [
        row for row in oracle.FINDINGS if row["polarity"] == "barrier" and row["theme_id"] in themes
    ]
    told = {row["project_id"] for row in barriers if row["certainty"] != "implied"}
    examples = {row["project_id"] for row in barriers if row["project_id"]} - told

    assert examples
    for page in ("/", "/worries/delays", "/worries/delays/board"):
        assert f"{len(examples)} of them" in client.get(page).text


@pytest.mark.parametrize("worry", WORRIES)
def test_the_page_of_a_worry_counts_the_projects_of_its_tile(
    client: TestClient, worry: str
) -> None:
    page = client.get(f"/worries/{worry}").text

    [said] = re.findall(r'<a href="/projects\?barrier=[^"]+">(\d+) projects?</a>', page)
    assert int(said) == count(client, worry)


@pytest.mark.parametrize("worry", WORRIES)
def test_the_themes_of_a_worry_are_known(client: TestClient, worry: str) -> None:
    statuses = [client.get(f"/themes/{theme}").status_code for theme in WORRIES[worry].theme_ids]

    assert statuses == [200] * len(statuses)


def test_an_unknown_worry_is_not_found_and_the_nearest_is_said(client: TestClient) -> None:
    answer = client.get("/worries/delay")

    assert answer.status_code == 404
    assert 'Did you mean <a href="/worries/delays">Delays</a>?' in answer.text


def test_an_outcome_has_a_page_with_its_caveat_and_how_it_was_come_by(client: TestClient) -> None:
    rows = client.get(f"{API}/outcomes?theme=turnover").json()["results"]
    row = next(row for row in rows if row["caveat"])
    page = unescape(client.get(f"/outcomes/{row['outcome_id']}").text)

    assert f'<p class="badge">{row["strength"]}' in page
    assert f"<dd><strong>{row['caveat']}</strong></dd>" in page


@pytest.mark.parametrize("address", ["/outcomes/zz", "/recommendations/zz"])
def test_what_has_no_page_is_not_found(client: TestClient, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 404
    assert "lists all" in answer.text


def test_the_recommendations_are_those_of_the_api(client: TestClient) -> None:
    page = client.get("/recommendations").text

    rows = client.get(f"{API}/recommendations").json()["results"]
    shown = re.findall('<a href="/recommendations/([^"]+)">', page.split("<main")[1])
    assert shown == [row["recommendation_id"] for row in rows]


def test_an_empty_list_says_which_condition_empties_it_and_loses_no_choice(
    client: TestClient,
) -> None:
    page = client.get("/projects?barrier=turnover&focus=adoption").text

    left = re.findall(r'<a href="([^"]+)">Without “.*?”</a>: (\d+|still nothing)', page)
    assert left == [
        ("/projects?focus=adoption", "3"),
        ("/projects?barrier=turnover", "still nothing"),
    ]
    chosen = re.findall(r'name="(\w+)" value="([^"]+)" checked', page)
    assert chosen == [("barrier", "turnover"), ("focus", "adoption")]


def test_projects_are_counted_without_reading_their_claims(
    evidence: sa.Engine, catalogue: Catalogue
) -> None:
    statements: list[str] = []

    with reading(evidence) as session:
        session.driver.set_trace_callback(statements.append)
        # Undecorated: the release has them in its cache.
        unwrap(lessons)(Release(session, catalogue))

    assert statements
    assert [each for each in statements if "finding.statement" in each] == []


@pytest.mark.parametrize("worry", ["too-few-referrals", "staff-and-carers"])
def test_who_met_it_and_why_in_general_stand_open_and_all_statements_are_closed(
    client: TestClient, worry: str
) -> None:
    page = unescape(client.get(f"/worries/{worry}").text)

    [problem] = re.findall(r'<h2 id="problem">(.*?)<h2', page, re.S)
    opened, _, folded = problem.partition(" statements on this<")
    who, why = opened.split("Why, as the sources say of projects in general:")
    themes = ",".join(WORRIES[worry].theme_ids)
    rows = client.get(f"{API}/findings?theme={themes}&page_size=1000").json()["results"]
    problems = [row for row in rows if row["polarity"] == "barrier"]
    met = {row["project_id"] for row in problems if row["certainty"] != "implied"} - {None}
    assert {*re.findall('<a href="/projects/([^"]+)"', who)} == met
    assert '<li class="claim' not in opened
    assert folded.count('<li class="claim') > 0
    across = {row["finding_id"] for row in rows if row["scope"] == "programme"}
    assert across & {*re.findall('href="/findings/([^"]+)"', why)} != set()


def test_how_many_were_reached_is_no_result(client: TestClient) -> None:
    page = client.get("/worries/too-few-referrals").text

    [results] = re.findall(r'<h2 id="outcomes">(.*?)<h2', page, re.S)
    found, reached = results.split("counts of how many they reached")
    rows = client.get(f"{API}/outcomes?kind=reach&page_size=1000").json()["results"]
    keys = {row["outcome_id"] for row in rows}
    assert keys & {*re.findall('href="/outcomes/([^"]+)"', found)} == set()
    assert {*re.findall('href="/outcomes/([^"]+)"', reached)} - keys == set()


@pytest.mark.parametrize("worry", WORRIES)
def test_where_no_more_was_tried_the_page_says_so_and_leads_to_what_it_tells_elsewhere(
    client: TestClient, worry: str
) -> None:
    page = client.get(f"/worries/{worry}").text
    themes = ",".join(WORRIES[worry].theme_ids)
    [tried] = re.findall(r'<h2 id="tried">(.*?)<h2', page, re.S)

    chains = client.get(f"{API}/chains?theme={themes}").json()["meta"]["count"]
    helped = client.get(f"{API}/findings?theme={themes}&polarity=facilitator").json()["results"]
    results = {row["finding_id"] for row in helped if row["parent_theme_id"] == "turnover"}
    is_blank = "No source says what was tried against this." in tried
    assert is_blank == (chains == 0 and not results)
    assert results <= set(re.findall(r'href="/findings/([^"]+)"', tried))
    at_the_head = {WORRIES[worry].lesson_id, WORRIES[worry].help_id}
    left = {row["finding_id"] for row in helped} - results - at_the_head
    assert page.count('<h2 id="helped"') == any(one in page for one in left)
    assert page.count('id="recommended"') == 1


@pytest.mark.parametrize("worry", WORRIES)
def test_a_sentence_stands_once_on_the_page_of_a_worry(client: TestClient, worry: str) -> None:
    page = unescape(client.get(f"/worries/{worry}").text).split("<main")[1]

    themes = ",".join(WORRIES[worry].theme_ids)
    rows = client.get(f"{API}/findings?theme={themes}&page_size=1000").json()["results"]
    told = [row["statement"] for row in rows]
    assert [each for each in told if page.count(f"<p>{each}") + page.count(f"<dd>{each}") > 1] == []


def test_a_list_says_for_how_many_projects_what_was_met_is_only_implied(
    client: TestClient,
) -> None:
    themes = ",".join(WORRIES["delays"].theme_ids)
    page = client.get(f"/projects?barrier={themes}").text

    assert "For 5 of them this is only implied" in page
    assert "only implied" not in client.get("/projects?barrier=turnover").text


@pytest.mark.parametrize("theme", ["set-up.commissioning-and-deregulation", "referrals"])
def test_what_is_only_implied_is_not_marked_as_if_it_were_stated(
    client: TestClient, theme: str
) -> None:
    rows = client.get(f"{API}/findings?theme={theme}&page_size=1000").json()["results"]
    cards = client.get(f"/projects?barrier={theme}&page_size=100").text

    for row in rows:
        if row["polarity"] == "barrier" and row["project_id"]:
            is_red = f'<li class="claim barrier" id="{row["finding_id"]}">' in cards
            assert not (is_red and row["certainty"] == "implied")


def test_where_nothing_is_advised_on_a_theme_advice_on_its_parent_is_told_as_such(
    client: TestClient,
) -> None:
    page = client.get("/themes/set-up.premises").text
    advised = page.split('<h2 id="recommended">')[1].split("<h2")[0]

    assert "On setting up in general:" in advised
    rows = client.get(f"{API}/recommendations?theme=set-up").json()["results"]
    shown = re.findall('href="/recommendations/([^"]+)"', advised)
    assert shown == [row["recommendation_id"] for row in rows]


def test_where_no_project_is_named_the_list_says_what_the_sources_say_without_a_name(
    client: TestClient,
) -> None:
    page = unescape(client.get("/projects?barrier=turnover").text)

    rows = client.get(f"{API}/findings?theme=turnover&polarity=barrier").json()["results"]
    told = re.findall(r'<li class="claim barrier" id="([^"]+)">', page)
    assert "<h1>0 projects where Turnover of staff got in the way</h1>" in page
    assert told[0] == "tr4-f165"
    assert set(told) <= {row["finding_id"] for row in rows if row["project_id"] is None}
    assert f"See all {len(rows)} statements of projects that are not named" in page
    assert '<details class="filter-panel no-print">' in page


def test_the_home_page_draws_how_many_projects_met_each_worry_and_how_many_got_past_it(
    client: TestClient,
) -> None:
    page = client.get("/").text
    [figure] = re.findall(r'<figure class="bars".*?</figure>', page, re.S)

    drawn = {
        worry: (int(number), 0 if past == "none" else int(past))
        for worry, number, past in re.findall(
            r'href="/worries/([^"]+)".*?class="number">(\d+)<.*? projects, (\d+|none) of', figure
        )
    }
    assert {worry: number for worry, (number, _) in drawn.items()} == {
        worry: count(client, worry) for worry in WORRIES
    }
    assert drawn["leaders-and-partners"] == (14, 3)
    assert CAVEAT in figure
    assert len(figure.encode()) < 5_000


@pytest.mark.parametrize("worry", WORRIES)
def test_a_worry_has_one_first_piece_of_advice_on_every_page(
    client: TestClient, worry: str
) -> None:
    page, board, overview, ticked = (
        unescape(client.get(path).text)
        for path in (
            f"/worries/{worry}",
            f"/worries/{worry}/board",
            "/overview",
            f"/shortlist/board?project=hampshire,tbap&worry={worry}",
        )
    )

    def first(text: str, *heads: str) -> str:
        """The page of the report of the first point under the first of some headings."""
        part = next(text.split(head)[1] for head in heads if head in text)
        return " ".join(re.findall(r"((?:its self-audit, )?p\.\s\d+)<", part)[0].split())

    row = overview.split(f'<tr id="{worry}">')[1].split("</tr>")[0].split("<td>")[-1]
    advised = first(row, "</summary>")
    recommends, settle = "<h2>What the report recommends", "<h2>What to settle before"
    assert {
        first(board, *((settle,) if "self-audit" in advised else (recommends,))),
        first(ticked, recommends),
    } == {advised}
    assert advised in page.split('<dl class="facts short"')[-1].replace("\u00a0", " ")
