"""What is told of each half of a claim, and what a row is said to have otherwise."""

from typing import Any

import pytest
from starlette.testclient import TestClient

pytestmark = pytest.mark.one_database  # Every query is tried on both elsewhere.


@pytest.mark.parametrize(
    ("claim", "verdicts", "in_words"),
    [
        (
            "In Hertfordshire 86% of families achieved their goals and quality of practice improved"
            " a great deal.",
            ["supported", "differs"],
            "how sure: the evidence is less sure",
        ),
        (
            "Aycliffe took young people from far away, and this made follow-up easier.",
            ["supported", "differs"],
            "which way it went: you wrote “easier”, the evidence says “impossible”",
        ),
        (
            "In North East Lincolnshire referrals fell by 25% and turnover went up.",
            ["supported", "differs"],
            "which way it went: the evidence has “decrease”",
        ),
        (
            "In Triborough absence fell in all three boroughs and turnover fell in all three.",
            ["supported", "differs"],
            "of whom or where: the evidence is about one of three boroughs",
        ),
        (
            "In Hertfordshire days in care more than halved, from 20.5 to 9.8 per family, and the"
            " quality of practice improved.",
            ["supported", "differs"],
            "which way it went: the evidence has “no change”",
        ),
        (
            "In Leeds leadership was strong and the vision kept changing.",
            ["supported", "not-found"],
            "it does not mention “changing”",
        ),
    ],
)
def test_of_two_facts_each_is_told_by_itself(
    client: TestClient, claim: str, verdicts: list[str], in_words: str
) -> None:
    body: dict[str, Any] = client.get("/api/v1/check-claim", params={"claim": claim}).json()

    assert [one["verdict"] for one in body["parts"]] == verdicts
    assert body["results"][0]["in_words"][0] == in_words


@pytest.mark.parametrize(
    ("claim", "verdict", "in_words"),
    [
        (
            "The report recommends 12 months' lead-in for all innovations.",
            "differs",
            "how many: you wrote “all”, the evidence says “where an innovation needs significant"
            " restructuring, new commissioning or delivery models, or deregulation”",
        ),
        (
            "Personal assistants in Hampshire cut social worker turnover from 34% to 58%.",
            "differs",
            "what was counted: share of working time given to families, not turnover",
        ),
        (
            "In Hampshire time with families went from 58% to 34%.",
            "differs",
            "the figure: the evidence has the change the other way round",
        ),
        (
            "Three projects reduced social worker turnover.",
            "supported",
            "it adds “two of them in only part of the project”",
        ),
        (
            "Three projects reduced social worker turnover in every part of the project.",
            "differs",
            "how many: you wrote “every”, the evidence says “two of them in only part of the"
            " project”",
        ),
        (
            "Hackney opened its home as planned.",
            "differs",
            "which way it went: the evidence says the opposite",
        ),
        (
            "Cambridgeshire never created its mutual.",
            "differs",
            "which way it went: the evidence says the opposite",
        ),
        (
            "In Hertfordshire 86% of families achieved their goals because of Signs of Safety.",
            "in-part",
            "it says the rest, but no source says that this was “because of Signs of Safety”",
        ),
        (
            "North East Lincolnshire's referrals fell because of Signs of Safety.",
            "in-part",
            "it says the rest, but no source says that this was “because of Signs of Safety”",
        ),
        (
            "FDAC saved £6.80 for every £1.",
            "differs",
            "the project: £6.80 is an estimate for Creating Strong Communities",
        ),
        (
            "NLCEP became slower once senior leaders gave it project management capacity.",
            "differs",
            "which way it went: you wrote “slower”, the evidence says “swifter”",
        ),
        (
            "Nobody overcame the recruitment difficulties.",
            "perhaps",
            "which way or how much: it does not say “overcame”",
        ),
    ],
)
def test_the_reason_is_what_the_row_has_otherwise(
    client: TestClient, claim: str, verdict: str, in_words: str
) -> None:
    body: dict[str, Any] = client.get("/api/v1/check-claim", params={"claim": claim}).json()

    assert body["verdict"] == verdict
    assert body["results"][0]["in_words"] == [in_words]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Allow at least six months to start.", "not-found"),
        ("In Hertfordshire the quality of practice improved.", "differs"),
        (
            "In Wigan and Rochdale four months of co-design gave a shared mission and cut child"
            " sexual exploitation.",
            "in-part",
        ),
        (
            "Stockport's embedded researchers were trusted and access to schools was slower.",
            "in-part",
        ),
        ("Aycliffe took young people from far away.", "supported"),
        ("North East Lincolnshire cut referrals by 25%.", "supported"),
        ("Most projects ran with lower numbers than intended.", "supported"),
        ("Coram's time to place a child became shorter.", "supported"),
        ("TBAP never adapted its buildings.", "not-found"),
        (
            "TBAP's alternative provisions communicated better and pupils' grades went up.",
            "in-part",
        ),
        ("Coram never cut the time to place a child.", "differs"),
        ("Focus on Practice worked with families without children.", "not-found"),
        ("Triborough halved absence in all three boroughs.", "differs"),
        ("Better by Design found it hard to recruit education professionals.", "supported"),
        (
            "Better by Design found it hard to recruit education professionals and social workers.",
            "in-part",
        ),
    ],
)
def test_what_a_row_says_bears_a_claim_out_and_what_stands_beside_it_does_not(
    client: TestClient, claim: str, verdict: str
) -> None:
    body: dict[str, Any] = client.get("/api/v1/check-claim", params={"claim": claim}).json()

    assert body["verdict"] == verdict


def test_the_row_that_states_a_claim_stands_before_those_that_imply_it(client: TestClient) -> None:
    claim = "Safe Families and Match were delayed."

    body: dict[str, Any] = client.get("/api/v1/check-claim", params={"claim": claim}).json()

    assert body["verdict"] == "supported"
    assert [row["link"] for row in body["results"]][:2] == [
        "/api/v1/findings/tr4-f003",
        "/api/v1/findings/tr4-f001",
    ]
