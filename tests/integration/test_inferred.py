"""What nobody saw but is inferred is told so: in the API, on pages, in answers."""

from html import unescape

import pytest
from starlette.testclient import TestClient

from tests import oracle
from tests.integration.test_ask import asked
from tests.queries import all_rows, csv_rows

pytestmark = pytest.mark.one_database

EVALUATORS = {
    row["project_id"]: row["note"].partition(" inferred: ")[2]
    for row in oracle.EVALUATIONS
    if row["certainty"] == "inferred"
}
EVENTS = [row for row in oracle.EVENTS if row["certainty"] == "inferred"]
TITLES = {row["source_id"]: row["title"] for row in oracle.SOURCES}


def test_the_lists_say_of_which_projects_the_evaluator_is_inferred(client: TestClient) -> None:
    rows = all_rows(client, "projects", [("evaluator_certainty", "inferred")])
    as_csv = csv_rows(client, "projects", [("evaluator_certainty", "inferred")])

    assert sorted(EVALUATORS) == ["gloucestershire", "sheffield-syep"]
    assert [row["project_id"] for row in rows] == sorted(EVALUATORS)
    assert {row["evaluator_certainty_label"] for row in as_csv} == {"Inferred"}


@pytest.mark.parametrize("project_id", EVALUATORS)
def test_a_page_says_that_the_evaluator_is_inferred_and_from_what(
    client: TestClient, project_id: str
) -> None:
    page = unescape(client.get(f"/projects/{project_id}").text)

    assert f"Who evaluated it is not said there. Inferred: {EVALUATORS[project_id]}" in page
    facts = page.partition("<dt>Evaluated by</dt>")[2].partition("</dd>")[0]
    assert facts.endswith(" (inferred)")


@pytest.mark.parametrize(
    ("question", "project_id"),
    [
        ("Who evaluated Gloucestershire?", "gloucestershire"),
        ("Who evaluated SYEP?", "sheffield-syep"),
    ],
)
def test_an_answer_says_that_the_evaluator_is_inferred_and_from_what(
    client: TestClient, question: str, project_id: str
) -> None:
    body = asked(client, question)

    assert f"Inferred: {EVALUATORS[project_id]}" in body["answer"]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event["event_id"])
def test_an_event_that_is_inferred_is_told_with_what_it_is_inferred_from(
    client: TestClient, event: oracle.Row
) -> None:
    page = unescape(client.get(f"/projects/{event['project_id']}").text)

    told = page.partition('<h2 id="later">')[2].partition(event["statement"])[2]
    assert f"Inferred from “{TITLES[event['source_id']]}”." in told[:400]


def test_an_answer_on_what_closed_says_what_is_inferred(client: TestClient) -> None:
    body = asked(client, "Which schemes closed?")

    closed = [
        row for row in EVENTS if row["kind"] == "closed" and "no longer live" in row["statement"]
    ]
    for row in closed:
        assert row["statement"] in body["answer"]
    titles = {TITLES[row["source_id"]] for row in closed}
    assert all(f"Inferred from “{title}”." in body["answer"] for title in titles)
