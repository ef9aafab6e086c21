"""Claims of so many projects: most, few and only one are no other words for three or many."""

import pytest
from starlette.testclient import TestClient

from app.check_claim.how_many import bears_out
from tests.integration.test_check_claim import check

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Three projects reduced social worker turnover.", "supported"),
        ("A few projects reduced social worker turnover.", "supported"),
        ("Most projects reduced social worker turnover.", "differs"),
        ("Only one project reduced social worker turnover.", "differs"),
        ("Half of the projects reduced social worker turnover.", "differs"),
        ("Most projects had lower numbers than intended.", "supported"),
        ("Many projects had lower numbers than intended.", "supported"),
        ("Few projects had lower numbers than intended.", "differs"),
        ("In many projects turnover of senior managers was high.", "supported"),
        ("In most projects turnover of senior managers was high.", "differs"),
    ],
)
def test_a_claim_of_so_many_projects_is_held_to_how_many_the_source_says(
    client: TestClient, claim: str, verdict: str
) -> None:
    assert check(client, claim)["verdict"] == verdict


def test_the_two_numbers_are_named(client: TestClient) -> None:
    found = check(client, "Few projects had lower numbers than intended.")["results"][0]
    assert found["in_words"] == ["how many: you wrote “few”, the evidence says “most”"]


@pytest.mark.parametrize(
    ("own", "claim", "is_borne_out"),
    [
        ("in many projects", "in some of the projects", True),
        ("several innovations", "many innovations", False),
        ("3 projects", "only 1 project", False),
        ("3 projects", "most of the projects", False),
        ("some projects", "nearly all of the wave 1 projects", False),
        ("leeds was delayed", "many projects were delayed", True),
        ("most staff in the project", "all projects", True),
    ],
)
def test_how_many_projects_two_texts_speak_of_is_compared(
    own: str, claim: str, is_borne_out: bool
) -> None:
    assert bears_out(own, claim) is is_borne_out


def test_what_is_so_of_one_project_is_not_so_of_many() -> None:
    assert not bears_out("leeds was delayed", "many projects were delayed", is_of_one=True)


def test_a_length_of_time_that_no_source_gives_is_said_to_be_added(client: TestClient) -> None:
    claim = "Ofsted registration delayed Surrey, Priory and St Christopher's by six months."
    found = check(client, claim)

    assert found["verdict"] == "in-part"
    assert found["results"][0]["in_words"] == ["it says the rest, but not “by six months”"]


def test_that_a_cause_came_is_no_other_cause(client: TestClient) -> None:
    claim = "Hampshire's time with families rose from 34% to 58%, {} personal assistants."
    of_their_arrival = check(client, claim.format("put down to the arrival of"))
    assert of_their_arrival["verdict"] == "supported"
