"""What a question excepts is not in its answer, in whatever words it is excepted."""

import pytest
from starlette.testclient import TestClient

from tests.integration.test_ask import asked

pytestmark = pytest.mark.one_database  # Every query is tried on both elsewhere.


@pytest.mark.parametrize(
    "question",
    [
        "Leaving out {}, who had embedded researchers?",
        "Who had embedded researchers, leaving {} aside?",
        "Not counting {}, who had embedded researchers?",
        "Aside from {}, who had embedded researchers?",
        "Who had embedded researchers except {}?",
        "Who had embedded researchers, minus {}?",
    ],
)
@pytest.mark.parametrize(
    ("excepted", "left_out"),
    [
        ("Stockport", {"stockport"}),
        (
            "the social work reform projects",
            {
                "durham-families-first",
                "islington",
                "morning-lane-reclaiming",
                "newcastle-family-insights",
                "stockport",
            },
        ),
    ],
)
def test_what_a_question_excepts_is_not_in_its_answer(
    client: TestClient, question: str, excepted: str, left_out: set[str]
) -> None:
    every = asked(client, "Who had embedded researchers?")
    rest = asked(client, question.format(excepted))

    assert {row["project_id"] for row in rest["projects"]} == {
        row["project_id"] for row in every["projects"]
    } - left_out


def test_who_is_left_out_for_what_they_did_need_not_have_met_trouble_with_it(
    client: TestClient,
) -> None:
    every = asked(client, "Which projects were about child sexual exploitation?")
    rest = asked(
        client, "Except those that shared data, which projects were about sexual exploitation?"
    )

    assert {row["project_id"] for row in every["projects"]} - {
        row["project_id"] for row in rest["projects"]
    } == {"sheffield-syep", "wigan-rochdale-cse"}


def test_what_is_joined_to_what_is_denied_is_denied_too(client: TestClient) -> None:
    body = asked(
        client, "Which projects with embedded researchers were not about teens or fostering?"
    )

    assert {"strand.none=adolescents", "focus.none=fostering"} <= {
        *body["interpretation"]["url"].partition("?")[2].split("&")
    }


def test_places_joined_by_and_the_are_all_left_out(client: TestClient) -> None:
    question = "Leaving aside Sheffield and the Wigan and Rochdale one, who lacked relevant data?"
    told = {row["project_id"] for row in asked(client, question)["projects"]}

    assert told.isdisjoint({"sheffield-syep", "wigan-rochdale-cse"})
    assert {"aycliffe", "st-christophers"} <= told


def test_the_other_sites_of_a_project_are_not_left_out(client: TestClient) -> None:
    body = asked(client, "How did the other TBAP sites come to understand it?")

    assert {row["project_id"] for row in body["projects"]} == {"tbap"}


def test_who_did_not_work_with_a_body_is_not_answered_with_who_did(client: TestClient) -> None:
    body = client.get(
        "/api/v1/ask", params={"q": "Which projects did not work with police?"}
    ).json()

    assert '"did not work with"' in body["answer"].partition(".")[0]


def test_what_an_answer_is_not_kept_to_is_said_first(client: TestClient) -> None:
    body = asked(
        client,
        "We are planning an adoption service. Which projects had trouble with Ofsted registration?",
    )

    first = 'This also tells of projects that are not about "adoption".'
    assert body["answer"].startswith(first)


@pytest.mark.parametrize(
    ("question", "others"),
    [
        (
            "Priory had to wait for its Ofsted registration. Who else did?",
            {"st-christophers", "surrey-extended-hope"},
        ),
        (
            "Did any other project wait for Ofsted registration, as Priory did?",
            {"st-christophers", "surrey-extended-hope"},
        ),
        (
            "Pause had inaccurate data on domestic abuse. Did another project find the same?",
            {"doncaster-growing-futures"},
        ),
    ],
)
def test_who_else_is_anybody_but_the_one_that_is_named(
    client: TestClient, question: str, others: set[str]
) -> None:
    projects = {row["project_id"] for row in asked(client, question)["projects"]}

    assert projects - {"pause"} == others


def test_who_else_takes_a_project_up_is_asked_of_that_project(client: TestClient) -> None:
    reply = asked(client, "Which other council is taking up Project Crewe?")

    assert {row["project_id"] for row in reply["projects"]} == {"catch22-project-crewe"}


def test_a_place_that_a_project_is_called_by_is_denied_with_another(client: TestClient) -> None:
    question = "Which projects with strong leadership were not in London or Leeds?"
    projects = {row["project_id"] for row in asked(client, question, source="tr4")["projects"]}

    assert projects >= {"hampshire", "nycc-no-wrong-door"}
    assert projects.isdisjoint({"leeds-family-valued", "triborough-focus-on-practice"})
