"""The pages of themes: the list is that of the API, and a theme shows all that is said on it."""

import inspect
import re
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.web import rows, theme_evidence
from tests import oracle

pytestmark = pytest.mark.one_database

API = "/api/v1"
THEMES = ("referrals", "data-use.data-sharing", "embedded-research", "set-up.partner-withdrawal")


def twin(answer: Any) -> str:
    [address] = re.findall(r'<([^>]+)>; rel="alternate"', answer.headers["link"])
    return str(address)


def listed(client: TestClient, address: str) -> list[Any]:
    return list(client.get(f"{API}{address}").json()["results"])


def section(page: str, heading: str) -> str:
    """What stands below a heading, to the next."""
    [found] = re.findall(rf"<h[23][^>]*>{heading}</h[23]>(.*?)(?=<h2|</main>)", page, re.S)
    return str(found)


@pytest.mark.parametrize("asked", ["", "?q=delay", "?sort=label", "?theme=referrals,turnover"])
def test_the_list_is_that_of_the_api(client: TestClient, asked: str) -> None:
    answer = client.get(f"/themes{asked}")

    shown = re.findall(r'<th scope="row"><a href="/themes/([^"]+)">', answer.text)
    rows = client.get(twin(answer)).json()
    assert shown == [row["theme_id"] for row in rows["results"]]
    assert rows["meta"]["next_cursor"] is None


@pytest.mark.parametrize(
    ("asked", "heading"),
    [
        ("", f"All {len(oracle.THEMES)} themes and their parts"),
        ("?q=delay", '{} themes mentioning "delay"'),
    ],
)
def test_the_heading_says_the_question(client: TestClient, asked: str, heading: str) -> None:
    page = client.get(f"/themes{asked}").text
    heading = heading.format(len(listed(client, f"/themes{asked}")))

    assert [unescape(one) for one in re.findall("<h1>(.*?)</h1>", page)] == [heading]


def test_pages_of_a_length_that_is_asked_for_follow_each_other(client: TestClient) -> None:
    first = client.get("/themes?page_size=50").text
    [following] = re.findall('rel="next" href="([^"]+)"', first)
    second = client.get(unescape(following)).text

    shown = re.findall(r'<th scope="row"><a href="/themes/([^"]+)">', first + second)
    assert shown == [row["theme_id"] for row in listed(client, "/themes?page_size=1000")]


def test_no_theme_is_a_page_that_helps(client: TestClient) -> None:
    answer = client.get("/themes?q=xyzzy+plugh")

    assert answer.status_code == 200
    assert "No themes match" in answer.text
    assert '<a href="/ask?q=xyzzy%20plugh">' in answer.text


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_shows_every_claim_on_it(client: TestClient, theme: str) -> None:
    answer = client.get(f"/themes/{theme}")

    shown = set(re.findall(r'href="/findings/([^"?]+)"', answer.text))
    claims = listed(client, f"/findings?theme={theme}&page_size=1000")
    tried = listed(client, f"/chains?theme={theme}&page_size=1000")
    own = {row["finding_id"] for row in claims} | {row["response_id"] for row in tried}
    # Beside it stands what the same passages say of all projects.
    places = {(row["source_id"], row["paragraph"]) for row in claims}
    across = listed(client, "/findings?scope=programme&polarity=barrier&page_size=1000")
    beside = {r["finding_id"] for r in across if (r["source_id"], r["paragraph"]) in places}
    assert own <= shown <= own | beside
    assert twin(answer) == f"{API}/themes/{theme}"


def test_a_sentence_that_differs_only_in_the_project_is_said_once_for_all(
    client: TestClient,
) -> None:
    page = client.get("/themes/set-up.commissioning-and-deregulation").text

    said = re.findall(r"<p><strong>(\d+) projects:</strong> (.*?)</p>", page)
    assert said == [
        (
            "10",
            "Each of them had new commissioning or delivery models, or deregulated services. "
            "Two things held up Wave 1 projects, above all with such changes: recruiting staff "
            "and negotiating with partners.",
        )
    ]


@pytest.mark.parametrize("theme", ["set-up.commissioning-and-deregulation", "referrals"])
def test_what_is_surely_said_comes_first_under_each_cause(client: TestClient, theme: str) -> None:
    problem = section(client.get(f"/themes/{theme}").text, "What got in the way")

    certainty = {
        row["finding_id"]: row["certainty"]
        for row in listed(client, f"/findings?theme={theme}&page_size=1000")
    }
    order = ["stated", "listed", "implied"]
    lists = [
        [order.index(certainty[key]) for key in re.findall(r'href="/findings/([^"]+)"', each)]
        for each in re.findall(r'<ul class="claims">(.*?)</ul>', problem, re.S)
    ]
    assert lists == [sorted(each) for each in lists]


def test_what_failed_is_shown_beside_what_worked(client: TestClient) -> None:
    tried = section(client.get("/themes/data-use").text, "What they tried, and whether it worked")

    assert re.findall("<h3>(.*?)</h3>", tried) == [
        *("It worked in part", "It did not work", "The source does not say what came of it"),
    ]


def test_no_number_of_a_paragraph_and_no_command_stands_before_the_details(
    client: TestClient,
) -> None:
    pages = {
        address: client.get(address).text.split("<main")[1].split("Details for researchers")[0]
        for address in (
            *("/themes/referrals", "/worries/delays", "/findings/tr4-f001"),
            *("/outcomes/tr4-o01", "/recommendations/tr4-r07"),
        )
    }

    shown = {address: re.findall(r"\bP\d{3}\b|<code>", page) for address, page in pages.items()}
    assert shown == {address: [] for address in pages}


@pytest.mark.parametrize("theme", THEMES)
def test_the_projects_of_a_theme_are_as_many_as_the_list_they_lead_to(
    client: TestClient, theme: str
) -> None:
    page = client.get(f"/themes/{theme}").text

    said = re.findall(rf'<a href="/projects\?barrier={theme}">(\d+) projects?</a>', page)
    count = client.get(f"{API}/projects?barrier={theme}").json()["meta"]["count"]
    assert said == ([str(count)] if count else [])


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_shows_what_was_done_and_what_changed(client: TestClient, theme: str) -> None:
    page = client.get(f"/themes/{theme}").text

    chains = listed(client, f"/chains?theme={theme}&page_size=1000")
    outcomes = listed(client, f"/outcomes?theme={theme}&page_size=1000")
    tried = section(page, "What they tried, and whether it worked")
    assert tried.count("In answer to:") == len(chains)
    assert section(page, "Results").count('<th scope="row">') == len(outcomes)


def test_a_theme_shows_all_that_is_recommended_on_it(client: TestClient) -> None:
    page = client.get("/themes/referrals").text

    said = re.findall("<li>(.*?) <span", section(page, "What the report recommends"))
    rows = listed(client, "/recommendations?theme=referrals")
    # On the commonest cause first.
    assert [unescape(one) for one in said] == [row["text_summary"] for row in reversed(rows)]


def test_a_sub_theme_shows_what_is_recommended_on_it_or_on_its_whole_theme(
    client: TestClient,
) -> None:
    page = client.get("/themes/data-use.data-burden").text

    said = re.findall("<li>(.*?) <span", section(page, "What the report recommends"))
    wanted = {"data-use", "data-use.data-burden"}
    rows = listed(client, "/recommendations?page_size=1000")
    bearing = [row["text_summary"] for row in rows if wanted & set(row["theme_ids"])]
    assert [unescape(one) for one in said] == bearing


def test_a_sub_theme_leads_back_to_its_theme(client: TestClient) -> None:
    page = client.get("/themes/referrals.low-numbers").text

    assert re.findall("<h1>(.*?)</h1>", page) == ["Low numbers"]
    assert '<li><a href="/themes/referrals">Referrals</a></li>' in page


@pytest.mark.parametrize("asked", ["referals", "Referals"])
def test_an_unknown_theme_is_not_found_and_the_nearest_is_said(
    client: TestClient, asked: str
) -> None:
    answer = client.get(f"/themes/{asked}")

    assert answer.status_code == 404
    assert 'Did you mean <a href="/themes/referrals">Referrals</a>' in answer.text


@pytest.mark.parametrize(
    ("address", "near"),
    [("/themes?polarity=barrier", "no parameter"), ("/themes/referrals?q=a", "no parameter")],
)
def test_an_unknown_parameter_is_refused(client: TestClient, address: str, near: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 422
    assert near in answer.text


@pytest.mark.parametrize(
    ("theme", "most"), [("data-use", 2), ("pressures", 1), ("data-use.data-sharing", 2)]
)
def test_of_a_long_list_the_first_rows_are_shown_and_where_the_rest_is(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, theme: str, most: int
) -> None:
    whole = client.get(f"/themes/{theme}").text
    for name in ("MAX_SHOWN", "MAX_RESULTS"):
        monkeypatch.setattr(theme_evidence, name, most)
    # The evidence of a theme is cached in its release.
    monkeypatch.setattr(rows, "evidence_on", inspect.unwrap(theme_evidence.evidence_on))
    page = client.get(f"/themes/{theme}").text

    told = re.findall(rf"the first {most} of ([\d,]+) ([^.]+)\. <a href=\"([^\"]+)\"", page)
    counts = {unescape(address): int(count) for count, _, address in told}
    long = {
        f"/{name}"
        for name in ("findings", "chains", "outcomes")
        if len(listed(client, f"/{name}?theme={theme}&page_size=1000")) > most
    }
    assert {address.partition("?")[0] for address in counts} == long != set()
    assert {
        address: client.get(f"{API}{address}").json()["meta"]["count"] for address in counts
    } == counts
    assert [client.get(address).status_code for address in counts] == [200] * len(counts)
    assert "These are the first" not in whole
    facts = [re.findall(r"<dl class=\"facts\">.*?</dl>", one, re.S) for one in (whole, page)]
    assert facts[0] == facts[1] != []
