"""The facts of a claim one by one, and what it drops of what the evidence says."""

from typing import Any

import pytest
from starlette.testclient import TestClient

pytestmark = pytest.mark.one_database  # Every query is tried on both elsewhere.


@pytest.mark.parametrize(
    ("claim", "verdict", "differences"),
    [
        ("86% of the families achieved their goals.", "supported", []),
        ("187 managers were trained in OBA.", "supported", []),
        ("Match reduced staff turnover.", "supported", []),
        ("In Hertfordshire days in care fell to 9.8 per child.", "differs", ["measure"]),
        ("In Hertfordshire days in care fell to 9.8 per family.", "supported", []),
        ("Turnover in North East Lincolnshire fell by 4.5%.", "differs", ["figure"]),
        (
            "NE Lincolnshire saw referrals fall by 25% and re-referrals by 11%.",
            "supported",
            [],
        ),
        ("NE Lincolnshire trained 187 managers and cut referrals by 40%.", "differs", ["figure"]),
        (
            "Hertfordshire halved the days children spent in care and saved £2.6m.",
            "differs",
            ["hedge"],
        ),
        ("Cambridgeshire created its mutual on time.", "differs", ["direction"]),
        ("TBAP recruited the families of its young people.", "differs", ["direction"]),
        ("Stoke's House Project was delayed by the legal framework.", "perhaps", ["wording"]),
        ("Sheffield recruited enough foster carers.", "differs", ["direction"]),
        ("Sheffield managed to recruit enough foster carers.", "differs", ["direction"]),
        (
            "Lower sickness rates changed the working climate in Triborough.",
            "not-found",
            ["wording"],
        ),
        (
            "Cambridgeshire's mutual took longer because elected members were slow to support it.",
            "supported",
            [],
        ),
        ("Residential innovations never work.", "not-found", []),
        ("Hackney met planning opposition and closed for good.", "in-part", ["wording"]),
        (
            "Hackney met planning opposition and went ahead with another model.",
            "supported",
            [],
        ),
        (
            "St Christopher's did not have problems recruiting residential staff.",
            "differs",
            ["direction"],
        ),
        ("The Innovation Programme cost £100m and funded 57 projects.", "supported", []),
        ("The five NIS schemes counted as one, 57 projects are 53.", "supported", []),
        ("The programme cost £110 million.", "differs", ["figure"]),
        (
            "Evaluators of the sexual exploitation projects found plentiful data.",
            "differs",
            ["scope", "direction"],
        ),
    ],
)
def test_each_fact_is_held_beside_what_the_evidence_says_of_it(
    client: TestClient, claim: str, verdict: str, differences: list[str]
) -> None:
    body: dict[str, Any] = client.get("/api/v1/check-claim", params={"claim": claim}).json()

    assert (body["verdict"], body["differences"]) == (verdict, differences)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (
            "The report says allow 6 to 12 months before you start.",
            ("? In part.", "you leave out “at least” and “where an innovation needs significant"),
        ),
        (
            "Hertfordshire halved the days children spent in care and saved £2.6m.",
            (
                "✗ Not as you wrote it.</strong> You wrote",
                "<q>Hertfordshire halved the days children spent in care</q> <strong>✓ Yes.",
                "<q>Hertfordshire saved £2.6m.</q> <strong>✗ Not as you wrote it.",
            ),
        ),
        ("TBAP failed to recruit families.", ("? Perhaps.",)),
        ("Stoke's House Project was delayed by the legal framework.", ("? Perhaps.",)),
    ],
)
def test_what_holds_only_in_part_is_told_with_what_does_not(
    client: TestClient, claim: str, told: tuple[str, ...]
) -> None:
    page = client.get("/check-claim", params={"claim": claim}).text

    assert [words for words in told if words not in page] == []


@pytest.mark.parametrize(
    ("claim", "verdict", "parts", "in_words"),
    [
        (
            "The report says allow 6 to 12 months before you start.",
            "in-part",
            [],
            "you leave out “at least” and “where an innovation needs significant restructuring, new"
            " commissioning or delivery models, or deregulation”",
        ),
        (
            "Turnover in North East Lincolnshire fell from 11.9% to 7.4% owing to better pay.",
            "in-part",
            [],
            "it says the rest, but no source says that this was “owing to better pay”",
        ),
        (
            "Hertfordshire halved the days children spent in care and saved £2.6m.",
            "differs",
            ["supported", "differs"],
            "how sure: the evidence says “estimated”, you wrote it without",
        ),
    ],
)
def test_the_api_tells_what_the_page_does_fact_by_fact(
    client: TestClient, claim: str, verdict: str, parts: list[str], in_words: str
) -> None:
    body: dict[str, Any] = client.get("/api/v1/check-claim", params={"claim": claim}).json()

    assert body["verdict"] == verdict
    assert [one["verdict"] for one in body["parts"]] == parts
    assert body["results"][0]["in_words"] == [in_words]


@pytest.mark.parametrize(
    ("claim", "verdict", "untold"),
    [
        (
            "St Christopher's had delays in Ofsted registration and planning permission.",
            "in-part",
            ["… and planning permission"],
        ),
        (
            "In Surrey, Ofsted registration was delayed and the home closed.",
            "in-part",
            ["the home closed."],
        ),
        (
            "In Hampshire, the vacancy rate, sickness and use of agency workers fell.",
            "in-part",
            ["… and sickness"],
        ),
        (
            "Sheffield found it hard to recruit specialist foster carers and teachers.",
            "in-part",
            ["… and teachers"],
        ),
        (
            "In Triborough sickness and caseloads fell in all boroughs.",
            "in-part",
            ["… and caseloads"],
        ),
        ("In Hampshire the vacancy rate and turnover fell.", "in-part", ["… and turnover fell"]),
        ("Priory, Surrey and Hackney had delays in Ofsted registration.", "in-part", ["Hackney"]),
        ("Priory and Surrey had delays in Ofsted registration.", "supported", []),
        ("Surrey had delays in Ofsted registration and building adaptations.", "supported", []),
        ("In Hampshire the vacancy rate and the use of agency workers fell.", "supported", []),
        (
            "Hackney was held up by the search for a house, buying it and planning permission.",
            "supported",
            [],
        ),
        (
            "Derbyshire's Reclaiming Social Work cut the number of children in care.",
            "not-found",
            [],
        ),
        ("Personal assistants in Hampshire cut social worker turnover.", "not-found", []),
    ],
)
def test_what_a_claim_lists_is_judged_thing_by_thing_and_project_by_project(
    client: TestClient, claim: str, verdict: str, untold: list[str]
) -> None:
    body: dict[str, Any] = client.get("/api/v1/check-claim", params={"claim": claim}).json()

    assert body["verdict"] == verdict
    assert [one["claim"] for one in body["parts"] if one["verdict"] != "supported"] == untold
