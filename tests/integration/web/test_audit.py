"""The readiness check: its task list, and what projects met on each condition."""

import re
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

pytestmark = pytest.mark.one_database

API = "/api/v1"
PARTS = ("readiness", "owner", "by", "now", "needed", "progress")
CONDITIONS = [f"tr4-a{number:02}" for number in range(1, 11)]


@pytest.fixture(scope="module")
def page(client: TestClient) -> str:
    return client.get("/audit").text


@pytest.fixture(scope="module")
def conditions(client: TestClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"{API}/audit-conditions").json()["results"]
    return found


def listed(client: TestClient, address: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = client.get(f"{API}{address}&page_size=1000").json()["results"]
    return rows


def themes_of(conditions: list[dict[str, Any]], key: str) -> str:
    [condition] = [one for one in conditions if one["condition_id"] == key]
    return ",".join(sorted(condition["theme_ids"]))


def test_the_task_list_has_every_condition_in_order_as_a_question_beside_the_report_s_words(
    page: str, conditions: list[dict[str, Any]]
) -> None:
    asked = re.findall(
        r'<fieldset class="condition" id="([^"]+)">\s*<legend>(\d+)\. [^<]+\?</legend>\s*'
        r'<p class="small quiet">The report’s condition: (.*?)</p>',
        page,
    )

    assert [(key, int(order), unescape(text)) for key, order, text in asked] == [
        (one["condition_id"], one["order"], one["text_summary"]) for one in conditions
    ]
    assert [one["condition_id"] for one in conditions] == CONDITIONS
    assert re.findall(r"<h1>(.*?)</h1>", page) == ["Check your readiness"]


def test_the_page_has_the_list_of_conditions_as_its_twin(client: TestClient) -> None:
    answer = client.get("/audit")

    assert f'<{API}/audit-conditions>; rel="alternate"' in answer.headers["link"]


def test_every_condition_has_a_state_an_owner_a_date_and_three_answers_all_labelled(
    page: str,
) -> None:
    form = page.split('<form class="audit"')[1]

    names = set(re.findall(r' name="([^"]+)"', form))
    boxes = re.findall(r'<(?:textarea|select|input type="text") id="([^"]+)"', form)
    assert names == {"service", "date", "focus"} | {
        f"{key}.{part}" for key in CONDITIONS for part in PARTS
    }
    # What is planned is asked for above the form, and kept in it unseen.
    assert set(boxes) == names - {"focus"}
    assert set(boxes) <= set(re.findall(r'<label for="([^"]+)"', form))


def test_all_that_is_asked_of_a_condition_stands_together(page: str) -> None:
    blocks = re.findall(r'<fieldset class="condition" id="([^"]+)">(.*?)</fieldset>', page, re.S)

    assert [re.findall(r' name="([^"]+)"', block) for _, block in blocks] == [
        [f"{key}.{part}" for part in PARTS] for key in CONDITIONS
    ]


def test_what_to_do_first_is_in_the_order_of_the_report_and_ranks_nothing(page: str) -> None:
    first = re.findall(r'<li data-condition="([^"]+)" data-order="(\d+)">', page)

    assert first == [(key, str(number)) for number, key in enumerate(CONDITIONS, 1)]
    assert not re.search(r"\b0 projects", page)


def test_the_page_says_at_its_top_that_nothing_is_sent(page: str) -> None:
    assert page.index("Nothing that you write is sent while you fill in the form") < page.index(
        "<form"
    )
    assert page.index("JavaScript is off") < page.index("<form")


def test_return_in_a_box_sends_nothing(page: str) -> None:
    first = re.search(r"<button[^>]*>", page.split('<form class="audit"')[1])

    assert first
    assert first[0] == "<button disabled hidden>"


@pytest.mark.parametrize("key", CONDITIONS)
def test_a_condition_has_a_page_with_all_that_projects_met_and_tried(
    client: TestClient, conditions: list[dict[str, Any]], key: str
) -> None:
    page = client.get(f"/audit/conditions/{key}").text
    themes = themes_of(conditions, key)

    problem, tried = page.split('<h2 id="tried">')[0], page.split('<h2 id="tried">')[1]
    met = listed(client, f"/findings?theme={themes}&polarity=barrier")
    chains = listed(client, f"/chains?theme={themes}")
    shown = set(re.findall(r'href="/findings/([^"?]+)"', problem))
    assert shown <= {row["finding_id"] for row in met}
    assert len(shown) == len(met)
    assert tried.count("In answer to:") == len(chains)


@pytest.mark.parametrize("key", CONDITIONS)
def test_a_condition_shows_all_that_is_recommended_on_its_themes(
    client: TestClient, conditions: list[dict[str, Any]], key: str
) -> None:
    page = unescape(client.get(f"/audit/conditions/{key}").text)

    rows = listed(client, f"/recommendations?theme={themes_of(conditions, key)}")
    said = page.split('<h2 id="recommended">')[1].split("</ul>")[0]
    assert rows
    assert [row["text_summary"] for row in rows if row["text_summary"] not in said] == []


def test_an_unknown_condition_is_not_found(client: TestClient) -> None:
    answer = client.get("/audit/conditions/tr4-a11")

    assert answer.status_code == 404
    assert "/audit lists all of them" in answer.text


def test_no_id_stands_twice_on_the_page(page: str) -> None:
    ids = re.findall(r' id="([^"]+)"', page)

    assert sorted(ids) == sorted(set(ids))


def test_the_page_takes_no_parameter(client: TestClient) -> None:
    answer = client.get("/audit?service=ours")

    assert answer.status_code == 422
    assert "There is no parameter &#39;service&#39;" in answer.text


def examples_of(client: TestClient, focus: str = "") -> list[str]:
    """What stands beside each condition, without its marks."""
    page = client.get(f"/audit?focus={focus}").text
    helps = re.findall(r'<div class="help small no-print">(.*?)</div>', page, re.S)
    return [" ".join(re.sub("<[^>]+>", "", unescape(each)).split()) for each in helps]


def test_beside_each_condition_stands_what_others_met_and_what_they_tried_against_just_that(
    client: TestClient, conditions: list[dict[str, Any]]
) -> None:
    helps = examples_of(client)

    assert len(helps) == len(conditions)
    chains = {row["response_statement"]: row for row in listed(client, "/chains?sort=theme_id")}
    for condition, shown in zip(conditions, helps, strict=True):
        themes = themes_of(conditions, condition["condition_id"])
        tried = listed(client, f"/chains?theme={themes}")
        met = listed(client, f"/findings?theme={themes}&polarity=barrier")
        told = [row for text, row in chains.items() if f"What they tried: {text}" in shown]
        assert [row["barrier_statement"] in shown for row in told] == [True] * bool(tried)
        assert bool(tried) or any(row["statement"] in shown for row in met) == bool(met)


def test_an_example_says_of_which_project_it_is_and_of_which_kind(client: TestClient) -> None:
    shown = examples_of(client)[5]

    assert "NIS MST-PSB (STEPS-B) (harmful sexual behaviour) met: MST-PSB had a referral" in shown
    # What went well with referrals is no example of finding staff and people.
    assert "Went well" not in shown


@pytest.mark.parametrize("focus", ["edge-of-care", "residential-care", "adoption,fostering"])
def test_with_a_kind_of_plan_examples_are_of_projects_of_that_kind(
    client: TestClient, focus: str
) -> None:
    every = {row["statement"]: row for row in listed(client, "/findings?scope=project")}
    fitting = {row["project_id"] for row in listed(client, f"/projects?focus={focus}")}

    told = [
        row for shown in examples_of(client, focus) for text, row in every.items() if text in shown
    ]

    assert told
    assert [row for row in told if row["project_id"] not in fitting] == []


def test_a_kind_of_plan_that_there_is_not_is_refused(client: TestClient) -> None:
    answer = client.get("/audit?focus=residentiary-care")

    assert answer.status_code == 422
    assert "residential-care" in answer.text


def test_each_word_document_is_called_by_whom_it_is_for(page: str) -> None:
    buttons = re.findall(r"<button[^>]*>(Word[^<]*)</button>", page)

    assert buttons == ["Word, for the board", "Word, for your team"]
    assert "what the report advises" in page.partition('id="tools"')[2]


def test_no_two_conditions_show_the_same_example(client: TestClient) -> None:
    page = client.get("/audit").text

    met = re.findall(r" met:</strong> (.*?)(?:<strong>|<span)", page)
    # Nearer to the sixth than what was tried is what nobody answered.
    assert len(met) == len({*met}) == 11


def test_who_had_a_condition_stands_beside_those_who_lacked_it(client: TestClient) -> None:
    page = unescape(client.get("/audit").text)

    helped = re.findall(r"<strong>Went well at [^<]*:</strong> (.*?) <span", page)
    claims = {row["statement"]: row for row in listed(client, "/findings?polarity=facilitator")}
    assert len(helped) == 9
    assert {claims[each]["responds_to"] for each in helped} == {None}
