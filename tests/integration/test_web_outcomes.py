"""The pages of outcomes and of what was done about barriers: the same rows as the API."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

OUTCOMES = [
    "",
    "?theme=turnover",
    "?direction=decrease&desirability=improvement",
    "?kind=comparison",
    "?strand=adolescents&focus=fostering",
    "?sort=-page",
    "?lead_type=local-authority-partnership",
]
CHAINS = ["", "?theme=referrals", "?overcome=yes"]


def heading(page: str) -> str:
    [found] = re.findall(r"<h1>(.*?)</h1>", page, re.S)
    return unescape(found)


def listed(page: str) -> list[tuple[str, str]]:
    """The last table of a page: of each row the project's address and the measure."""
    table = page.rpartition("<table>")[2]
    rows = re.findall(
        r'<tr><td><a href="/projects/([^"]+)">.*?<th scope="row">(.*?)(?: <span|</th>)', table, re.S
    )
    return [(project, unescape(measure)) for project, measure in rows]


@pytest.mark.parametrize("question", OUTCOMES)
def test_the_page_lists_the_outcomes_of_its_twin(client: TestClient, question: str) -> None:
    page = client.get(f"/outcomes{question}")
    twin = client.get(f"/api/v1/outcomes{question}").json()

    assert listed(page.text) == [(row["project_id"], row["measure"]) for row in twin["results"]]
    assert heading(page.text).removeprefix("All ").split()[0] == str(twin["meta"]["count"])


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "All 49 outcomes"),
        ("?theme=turnover", "7 outcomes on Turnover of staff"),
        ("?direction=no-change", "2 outcomes with No change"),
    ],
)
def test_the_heading_is_the_question_in_english(
    client: TestClient, question: str, said: str
) -> None:
    assert heading(client.get(f"/outcomes{question}").text) == said


def test_pictures_that_are_not_drawn_yet_leave_their_tables(client: TestClient) -> None:
    page = client.get("/outcomes?theme=turnover")

    assert page.text.count("The picture of this follows") == 2
    assert "21.7 → 10.6" in page.text
    assert "<img" not in page.text


def test_a_page_that_waits_for_its_pictures_is_not_kept(client: TestClient) -> None:
    page = client.get("/outcomes")

    assert "etag" not in page.headers
    assert page.headers["cache-control"] == "no-store"


def test_a_list_of_two_choices_says_where_pictures_are(client: TestClient) -> None:
    page = client.get("/outcomes?theme=turnover&direction=decrease").text

    assert "Pictures are drawn for all outcomes, and for one choice at a time" in page


def test_the_next_page_goes_on_with_the_list_alone(client: TestClient) -> None:
    first = client.get("/outcomes").text
    [following] = re.findall(r'rel="next" href="([^"]+)"', first)

    second = client.get(unescape(following)).text

    assert (len(listed(first)), len(listed(second))) == (25, 24)
    assert "The picture of this follows" not in second


def test_an_empty_list_of_outcomes_helps(client: TestClient) -> None:
    page = client.get("/outcomes?theme=turnover&unit=gbp")

    assert page.status_code == 200
    assert heading(page.text) == "0 outcomes on Turnover of staff and in pounds"
    assert "does not mean that nothing changed" in page.text


@pytest.mark.parametrize("path", ["/outcomes", "/chains"])
def test_an_unknown_parameter_is_refused_as_a_page(client: TestClient, path: str) -> None:
    page = client.get(f"{path}?them=turnover", headers={"accept": "text/html"})

    assert page.status_code == 422
    assert "Did you mean &#39;theme&#39;" in page.text


@pytest.mark.parametrize("path", ["/outcomes?theme=turnover", "/chains?theme=referrals"])
def test_downloads_are_of_this_very_list(client: TestClient, path: str) -> None:
    name, _, question = path.removeprefix("/").partition("?")

    page = client.get(path).text

    assert f'href="/api/v1/{name}.csv?{question}" download' in page
    assert f'href="/api/v1/{name}.xlsx?{question}" download' in page


@pytest.mark.parametrize(
    "file",
    ["all-percent.svg", "all-percent.gif", "all-percent", "..svg", "%00.svg"],
)
def test_a_picture_that_is_not_there_is_not_found(client: TestClient, file: str) -> None:
    page = client.get(f"/pictures/0.1.0+none/{file}", headers={"accept": "text/html"})

    assert page.status_code == 404
    assert page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("question", CHAINS)
def test_the_page_of_chains_shows_the_chains_of_its_twin(client: TestClient, question: str) -> None:
    page = unescape(client.get(f"/chains{question}").text)
    twin = client.get(f"/api/v1/chains{question}").json()

    assert re.findall(r"</a>: (.*?) <span class=\"receipt\">", page) == [
        statement
        for row in twin["results"]
        for statement in (row["barrier_statement"], row["response_statement"])
    ]
    assert page.count('<ol class="chain">') == twin["meta"]["count"]


def test_a_chain_of_no_named_project_leads_to_none(client: TestClient) -> None:
    assert "/projects/None" not in client.get("/chains").text


def test_an_empty_list_of_chains_helps(client: TestClient) -> None:
    page = client.get("/chains?theme=turnover")

    assert page.status_code == 200
    assert '<a href="/chains">see every response</a>' in page.text
