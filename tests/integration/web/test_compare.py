"""The page that sets projects side by side says what its twin says."""

import re
from collections import Counter
from html import unescape

import pytest
from starlette.testclient import TestClient

pytestmark = pytest.mark.one_database

TWO = "/compare?project=hampshire&project=islington"


def names(page: str) -> list[str]:
    """The projects at the head of the first table, in order."""
    head = page.partition("<thead>")[2].partition("</thead>")[0]
    return re.findall(r'href="/projects/([^"]+)"', head)


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("project=islington&project=hampshire", ["islington", "hampshire"]),
        ("project=tbap,match,hampshire", ["tbap", "match", "hampshire"]),
        ("project=hampshire&project=&project=hampshire&project=tbap", ["hampshire", "tbap"]),
        ("project=hampshire,tbap,match,islington", ["hampshire", "tbap", "match", "islington"]),
    ],
)
def test_projects_stand_side_by_side_in_the_order_they_were_named(
    client: TestClient, question: str, ids: list[str]
) -> None:
    page = client.get(f"/compare?{question}")

    twin = client.get(page.headers["link"].partition("<")[2].partition(">")[0]).json()

    assert names(page.text) == ids
    assert [one["project_id"] for one in twin["results"]] == ids


def test_every_claim_of_the_twin_is_there(client: TestClient) -> None:
    page = client.get(TWO).text
    twin = client.get(f"/api/v1{TWO}").json()

    # Less turnover stands with the results, unless it tells what was done.
    claims = {
        one["finding_id"]
        for project in twin["results"]
        for one in project["findings"]
        if one["parent_theme_id"] != "turnover" or "when social workers got" in one["statement"]
    }

    assert set(re.findall(r'href="/findings/([^"]+)"', page)) == claims


def others(client: TestClient) -> list[tuple[str, str]]:
    """The themes and projects of what helped or was done, but for answers to problems."""
    twin = client.get(f"/api/v1{TWO}").json()
    chains = client.get("/api/v1/chains?project=hampshire,islington").json()["results"]
    tried = {row["response_id"] for row in chains}
    return [
        (one["parent_theme_id"], project["project_id"])
        for project in twin["results"]
        for one in project["findings"]
        if one["polarity"] != "barrier" and one["finding_id"] not in tried
        if one["parent_theme_id"] != "turnover"
    ]


def themes_in(part: str) -> list[str]:
    """The themes of the rows in a part of the page."""
    return re.findall(r'<th scope="row"><a href="/themes/([^"]+)">', part)


def test_problems_come_before_what_helped_each_under_every_theme_that_it_is_told_of(
    client: TestClient,
) -> None:
    page = client.get(TWO).text
    twin = client.get(f"/api/v1{TWO}").json()

    before, _, after = page.partition("<h2>What helped, and what else is reported</h2>")
    claims = [one for project in twin["results"] for one in project["findings"]]
    problems = {one["parent_theme_id"] for one in claims if one["polarity"] == "barrier"}
    helped = {theme for theme, _ in others(client)}
    assert (set(themes_in(before)), set(themes_in(after))) == (problems, helped)


def test_what_is_told_of_one_project_only_is_folded_away(client: TestClient) -> None:
    page = client.get("/compare?project=sheffield-syep,doncaster-growing-futures,pause").text

    twin = client.get("/api/v1/compare?project=sheffield-syep,doncaster-growing-futures,pause")
    problems = {
        (one["parent_theme_id"], project["project_id"])
        for project in twin.json()["results"]
        for one in project["findings"]
        if one["polarity"] == "barrier"
    }
    of_each = Counter(theme for theme, _ in problems)
    before, _, after = page.partition("<h2>What helped, and what else is reported</h2>")
    folds = [
        re.findall(r"<summary><h3>What is said of only one.*?</details>\n", part, re.S)
        for part in (before, after)
    ]
    assert [len(each) for each in folds] == [1, 1]
    alone = {theme for theme, number in of_each.items() if number == 1}
    assert set(themes_in(folds[0][0])) == alone
    assert alone & set(themes_in(before.replace(folds[0][0], ""))) == set()


def test_what_became_of_each_project_comes_first(client: TestClient) -> None:
    page = unescape(client.get("/compare?project=sheffield-syep,hampshire").text)

    events = client.get("/api/v1/events?project=sheffield-syep").json()["results"]
    [ended] = [row["statement"] for row in events if row["kind"] == "closed"]
    first = page.split("<tbody>")[2].partition("</tr>")[0]
    assert first.index("What became of it") < first.index(ended)
    assert "From February 2015 until March 2017" in page


def test_a_mistyped_project_is_offered_as_it_was_meant_beside_the_others(
    client: TestClient,
) -> None:
    page = client.get("/compare?project=hampshire&project=tbap-residence").text

    assert "There is no project “tbap-residence”." in unescape(page)
    assert 'href="/compare?project=hampshire&amp;project=tbap"' in page


def test_what_no_source_mentions_is_said_once(client: TestClient) -> None:
    page = client.get(TWO).text
    twin = client.get(f"/api/v1{TWO}").json()

    said = page.partition("No source mentions, for any of them")[2].partition("</p>")[0]
    assert re.findall('href="/themes/([^"]+)"', said) == [
        theme["theme_id"] for theme in twin["themes"] if all(c["blank"] for c in theme["projects"])
    ]


def test_results_on_one_measure_stand_together_and_contrary_ones_are_said_once(
    client: TestClient,
) -> None:
    page = client.get("/compare?project=triborough-focus-on-practice,hampshire").text

    told, *_ = re.findall(r"<li>(?:(?!</li>).)*second of three boroughs(?:(?!</li>).)*</li>", page)
    assert "one of three boroughs" in told
    assert "third of three boroughs" in told
    assert "Social worker turnover rose in the second" not in page
    # Copied, it has its project and the whole source with it.
    assert "<span hidden>Focus on Practice: </span>" in told
    assert "Sebba et al. (2017)" in told
    assert 'data-copy="short"' in page


@pytest.mark.parametrize("address", ["/compare", "/shortlist/board"])
def test_an_answer_to_a_problem_is_told_only_with_what_came_of_it(
    client: TestClient, address: str
) -> None:
    page = client.get(f"{address}?project=cdc,west-sussex,barnardos-fgm").text

    protocol = "West Sussex put a data-sharing protocol in place. It ran across local authorities."
    assert page.count(f"{protocol} It did not work.") == page.count(protocol) > 0


def test_what_was_tried_comes_first_then_where_and_the_money_and_what_changed(
    client: TestClient,
) -> None:
    page = unescape(client.get(TWO).text)

    titles = ["What they tried", "Where", "Money from the programme", "For whom", "Led by"]
    titles.append("Results")
    places = [page.rindex(f'<th scope="row">{title}</th>') for title in titles]
    assert places == sorted(places)
    chains = client.get("/api/v1/chains?project=hampshire,islington").json()["results"]
    assert [row for row in chains if row["response_statement"] not in page] == []


def test_every_result_has_its_caveat_how_it_was_measured_and_who_says_it(
    client: TestClient,
) -> None:
    page = client.get("/compare?project=hampshire&project=daybreak-fgc").text
    cells = unescape(re.sub("<[^>]+>", "", page.partition(">Results</h2>")[2]))

    assert (
        "Share of working time given to families, social workers: 34% → 58% "
        "(for the better). Attributed to the introduction of personal assistants. "
        "Before and after, no comparison group · said by the evaluator · p.\u00a011"
    ) in cells
    assert "29% against 50%" in cells


@pytest.mark.parametrize(
    ("question", "said", "filled"),
    [
        ("", "No project is ticked. Choose two to four here", 0),
        ("?project=hampshire", "Choose at least one more project", 1),
        ("?project=hampshire,tbap,match,islington,mockingbird", "At most 4 fit side by side", 4),
    ],
)
def test_too_few_or_too_many_get_a_form_not_an_error(
    client: TestClient, question: str, said: str, filled: int
) -> None:
    page = client.get(f"/compare{question}")

    assert page.status_code == 200
    assert said in page.text
    assert len(re.findall(r'<option value="[^"]+" selected', page.text)) == filled
    assert page.text.count('<select id="project-') == 4


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("project=hampshire&project=hampshier", "Did you mean"),
        ("projects=hampshire", "There is no parameter"),
    ],
)
def test_an_unknown_project_or_parameter_is_refused_as_a_page(
    client: TestClient, question: str, said: str
) -> None:
    page = client.get(f"/compare?{question}", headers={"accept": "text/html"})

    assert page.status_code == 422
    assert said in page.text
