"""Why projects closed, who worked with a body, and what members of a council are."""

import pytest
from starlette.testclient import TestClient

from tests.integration.test_ask import asked, names

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    "question",
    ["Why did some schemes shut down?", "Which projects folded, and why?", "Which schemes closed?"],
)
def test_why_projects_closed_is_told_with_the_reasons_on_record(
    client: TestClient, question: str
) -> None:
    body = asked(client, question)

    assert {"action-for-children-step-change", "sheffield-syep"} <= set(names(body))
    assert "Budget cuts at the partner councils" in body["answer"]
    assert "Hackney FLIP as a project that is no longer live" in body["answer"]
    assert "No source here gives a reason for Permanence" in body["answer"]
    assert "recruiting" not in body["answer"].casefold()


def test_why_one_project_closed_is_told(client: TestClient) -> None:
    body = asked(client, "What led SYEP to close?")

    assert names(body) == ["sheffield-syep"]
    assert "hard to engage" in body["answer"]


def test_a_project_of_which_no_closing_is_recorded_is_not_said_to_have_closed(
    client: TestClient,
) -> None:
    body = asked(client, "Why did Mockingbird close down?")

    assert not body["answered"]
    assert "No source here says that Mockingbird Family Model closed." in body["answer"]


def test_who_worked_with_the_police_is_told_by_claims_of_the_police(client: TestClient) -> None:
    body = asked(client, "Who worked jointly with the police?")

    assert "hertfordshire-family-safeguarding" in names(body)
    assert len(names(body)) < 5


def test_whose_researchers_came_from_a_university_is_told_by_claims_of_one(
    client: TestClient,
) -> None:
    body = asked(client, "Which embedded researchers except Stockport came from a university?")

    assert names(body) == [
        "enfield-fash",
        "islington",
        "morning-lane-reclaiming",
        "nycc-no-wrong-door",
    ]


@pytest.mark.parametrize(
    "question",
    ["How did they get council members to back it?", "Where were council members slow to approve?"],
)
def test_members_of_a_council_are_its_elected_members(client: TestClient, question: str) -> None:
    body = asked(client, question)

    assert "cambridgeshire" in names(body)
    assert "elected members" in body["answer"]


def test_who_has_no_council_in_the_lead_is_asked_in_other_words_too(client: TestClient) -> None:
    plain = asked(client, "which projects were not led by a council")
    other = asked(client, "projects without a local authority lead")
    assert other["interpretation"]["url"] == plain["interpretation"]["url"]
