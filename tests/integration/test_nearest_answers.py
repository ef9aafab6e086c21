"""What is nearest answers a question: of the projects named, of what is left, of what is asked."""

import pytest
from starlette.testclient import TestClient

from tests.integration.test_ask import asked, names

# A question becomes a query, and every query is tried on both databases elsewhere.
pytestmark = pytest.mark.one_database


def test_every_project_that_a_council_led_is_looked_through_for_its_place(
    client: TestClient,
) -> None:
    body = asked(client, "How was the co-design stage handled in Wigan?")
    assert names(body) == ["wigan-rochdale-cse"]


def test_a_place_is_compared_by_the_project_of_its_council_that_is_nearest(
    client: TestClient,
) -> None:
    body = asked(client, "Compare Sheffield and Wigan on sharing records between councils.")
    assert names(body) == ["sheffield-syep", "wigan-rochdale-cse"]
    assert "wigan-rochdale-cse" in body["interpretation"]["url"]


def test_a_place_that_is_left_out_is_never_in_the_answer(client: TestClient) -> None:
    body = asked(client, "Leaving Surrey out of it, who else had slow referrals?")
    assert body["answered"]
    assert "surrey-extended-hope" not in names(body)


def test_who_fears_for_a_child_now_is_told_where_to_turn(client: TestClient) -> None:
    body = asked(client, "A child is being hurt next door, who do I ring?")
    assert not body["answered"]
    assert "999" in body["answer"]


def test_where_little_of_a_project_is_near_more_of_it_is_told(client: TestClient) -> None:
    body = asked(client, "Hackney wanted bedrooms and the neighbours fought it, so what next?")
    assert body["answered"]
    assert names(body) == ["hackney-flip"]
    assert "a different model" in body["answer"]


def test_what_a_project_did_not_do_with_what_is_asked_is_not_told_of_it(
    client: TestClient,
) -> None:
    body = asked(client, "Did No Wrong Door reduce crime?")
    assert "fell by 40%" in body["answer"]
    assert "randomised trial" not in body["answer"]


def test_what_it_did_is_asked_back_where_nothing_says_what_it_is(client: TestClient) -> None:
    body = asked(client, "so did it help in the end?")
    assert not body["answered"]
    assert "stand for" in body["answer"]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Sefton try when cases were too complex?", "towards Early Help"),
        ("How did TBAP deal with its building?", "It worked in part."),
        ("Compare what helped Leeds with what helped Durham.", "recorded of Families First"),
        ("how much did No Wrong Door save?", "No source here gives a figure"),
        ("We are a small unitary. Should we worry when a director leaves?", "consistent senior"),
        ("Which projects failed to get partners to agree goals?", "met barriers in Objectives"),
    ],
)
def test_what_was_tried_what_came_of_it_and_what_is_not_told_is_said(
    client: TestClient, question: str, words: str
) -> None:
    assert words in asked(client, question, source="tr4")["answer"]


def test_many_numbers_are_refused_in_words(client: TestClient) -> None:
    assert not asked(client, "20% " * 60)["answered"]
