"""What a barrier led to is told cause by cause, with what was tried and what is advised."""

import re

import pytest
from starlette.testclient import TestClient

from tests.integration.test_ask import asked

# A question becomes a query, and every query is tried on both databases elsewhere.
pytestmark = pytest.mark.one_database


def test_a_delay_is_told_cause_by_cause_then_who_is_an_example_then_what_was_done(
    client: TestClient,
) -> None:
    body = asked(client, "which projects hit recruitment delays", source="tr4")

    assert [one["heading"] for one in body["parts"]] == [
        "Answer",
        "Named only as examples",
        "Who else met it",
        "What was tried",
        "What is recommended",
    ]
    stated, implied, others, responses, advice = (one["text"] for one in body["parts"])
    assert stated.startswith("5 projects were delayed or started late: Extended HOPE, NIS MST-PSB")
    assert "The same is said of National FGM Centre and Match." in stated
    assert implied.startswith("Named only as examples of where recruiting")
    assert "Recruiting carers: Compass and SYEP" in others
    assert "no source says" not in others
    assert "This led to better recruitment of young people (p. 18). It worked." in responses
    assert "6 to 12 months" in advice
    assert all(re.search(r"\(pp?\. \d", one["text"]) for one in body["parts"])


def test_the_page_shows_what_is_asked_for_before_its_other_causes(client: TestClient) -> None:
    page = client.get("/ask", params={"q": "which projects hit recruitment delays?"}).text

    first = page.index("Surrey found it hard to recruit out-of-hours nursing staff")
    assert first < page.index("the referral pathway ran through the emergency duty team")


def test_a_proportion_of_delayed_projects_is_told_of_all_that_were_delayed(
    client: TestClient,
) -> None:
    every = asked(client, "Which projects were delayed?", source="tr4")

    share = asked(client, "What proportion of projects were delayed?", source="tr4")

    told = share["parts"][0]["text"].partition(" That is 12 of the 49 projects told of (24%)")
    assert every["parts"][0]["text"].startswith(told[0])
    assert share["projects"] == every["projects"]
    assert told[1]


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("Did children's mental health improve?", "mental and emotional health"),
        ("Did domestic abuse go down anywhere?", "police call-outs for domestic abuse"),
    ],
)
def test_whether_a_subject_changed_is_answered_with_results_on_it_of_whatever_project(
    client: TestClient, question: str, measure: str
) -> None:
    body = asked(client, question)
    assert measure in body["answer"]
    assert body["interpretation"]["url"].startswith("/api/v1/outcomes?")
    assert "days in care" not in body["answer"]
