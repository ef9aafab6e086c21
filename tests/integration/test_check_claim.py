"""Claims beside the evidence: what is false is never called supported."""

import csv
from collections import Counter
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.check_claim import check_claim, evidence_of
from app.check_claim.readers import claims
from app.check_claim.wordings import KEYS
from app.database import reading
from app.evidence.answers import Release
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import grouped
from app.settings import ROOT
from tests import oracle

pytestmark = pytest.mark.one_database  # Every query is tried on both elsewhere.

CLAIMS = [(row["set"], row["claim"], row["is_true"] == "yes") for row in claims()]

ROW_IDS = {
    row[key]
    for name, key in KEYS.items()
    for row in oracle.rows(f"{name.replace('-', '_')}.csv".replace("events", "project_events"))
}

LEAST_SUPPORTED, MOST_SUPPORTED = 0.85, 0.02
"""Of the true claims, and of the false ones: of all 5,457 of these rows hold 103."""


def check(client: TestClient, claim: str, **more: str) -> dict[str, Any]:
    answer = client.get("/api/v1/check-claim", params={"claim": claim, **more})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def is_traced(row: dict[str, Any]) -> bool:
    """Whether a row says where it is from."""
    return bool(row.get("citation") or row.get("source_id") or row.get("source_url"))


@pytest.mark.slow
def test_most_true_claims_are_supported_and_hardly_any_false_one(
    evidence: sa.Engine, catalogue: Catalogue
) -> None:
    """Of an eighth of the false claims of readers and a sixteenth of the true ones: what its own
    reader wrote is left out.
    """
    with reading(evidence) as session:
        rows = evidence_of(Release(session, catalogue))
    false, true = ([one for one in CLAIMS if one[2] == is_true] for is_true in (False, True))
    of_each = grouped(false[::8] + true[::16], lambda one: one[0])

    verdicts = Counter(
        (is_true, check_claim(claim, judge).verdict)
        for reader, judge in rows.judges()
        for _, claim, is_true in of_each[reader]
    )

    assert (len(false[::8]), len(true[::16]), verdicts.total()) == (683, 333, 1016)
    assert verdicts[False, "supported"] <= MOST_SUPPORTED * 683
    assert verdicts[True, "supported"] >= LEAST_SUPPORTED * 333
    assert verdicts[True, "differs"] <= 0.03 * 333


@pytest.mark.parametrize(
    ("claim", "verdict", "differences"),
    [
        ("TBAP's building adaptations were delayed.", "supported", []),
        ("TBAP's building adaptations were not delayed.", "differs", ["direction"]),
        ("North East Lincolnshire trained 187 managers.", "supported", []),
        ("North East Lincolnshire trained 287 managers.", "differs", ["figure"]),
        (
            "Hampshire trained 187 managers in Outcomes Based Accountability.",
            "attributed-to-another-project",
            ["project"],
        ),
        ("Projects were not sent the kind of referrals that they wanted.", "differs", ["scope"]),
        (
            "In Sheffield, capacity to work across services grew with direct work.",
            "not-found",
            ["wording"],
        ),
        ("It was proved that parents' denial cut recruitment in MST-PSB.", "differs", ["hedge"]),
        ("Wandsworth's elected members delayed Cambridgeshire's mutual.", "not-found", ["wording"]),
        (
            "In Surrey, low numbers led to referrals going through the emergency duty team.",
            "differs",
            ["order"],
        ),
        (
            "Surrey's referrals were delayed because they went through the emergency duty team.",
            "supported",
            [],
        ),
        (
            "In NIS MST-PSB, social workers taught the therapists about the intervention.",
            "not-found",
            ["wording"],
        ),
        ("Ofsted appointed the practitioner researcher of Compass.", "not-found", ["wording"]),
        ("Martians landed in Kent's car parks.", "not-found", []),
        ("Delayed.", "not-found", []),
        ("The first wave put £100 million into 57 projects.", "supported", []),
        ("Three projects adapted buildings late: Surrey, RESuLT and TBAP.", "supported", []),
        ("St Christopher's had no trouble hiring residential staff.", "differs", ["direction"]),
        ("86% of families in the programme met their goals.", "differs", ["scope"]),
        ("In Hertfordshire 86% of social workers met their goals.", "differs", ["scope"]),
        ("In Hertfordshire 86% of families met their goals.", "supported", []),
        ("Hackney secured planning permission.", "differs", ["direction"]),
        ("Hertfordshire halved the days in care.", "supported", []),
        ("Hertfordshire doubled the days in care.", "differs", ["direction"]),
        ("In Triborough, turnover in one borough halved.", "supported", []),
        (
            "Referrals to social care in North East Lincolnshire rose by 25%.",
            "differs",
            ["direction"],
        ),
        (
            "North East Lincolnshire met all its targets.",
            "differs",
            ["scope", "direction"],
        ),
        ("Hertfordshire cut the days in care by more than half.", "supported", []),
        ("Turnover of social workers halved across the Triborough.", "differs", ["scope"]),
        (
            "Triborough cut turnover and absence in all three boroughs.",
            "differs",
            ["scope", "direction"],
        ),
        (
            "Focus on Practice halved social worker turnover across all three boroughs.",
            "differs",
            ["scope"],
        ),
        ("Referrals in North East Lincolnshire fell by 11%.", "differs", ["measure"]),
        ("Surrey and Priory were all delayed by Ofsted registration.", "supported", []),
        (
            "Longer-term placements were not a problem for young people leaving Right Home.",
            "differs",
            ["direction"],
        ),
        ("Absence fell in every one of the three Triborough boroughs.", "supported", []),
        ("57 projects were counted in the first wave.", "supported", []),
        ("Eight projects in all had embedded researchers.", "supported", []),
        ("Sheffield had difficulty finding specialist foster carers.", "supported", []),
        ("Absence in Triborough fell in only one of the three boroughs.", "differs", ["scope"]),
        ("Trusting relationships mattered little in Pause.", "differs", ["direction"]),
        (
            "Creating Strong Communities returned £6.80 for each £1.",
            "differs",
            ["scope", "hedge"],
        ),
        (
            "North East Lincolnshire's conferences were calculated to save £6.80 for each £1.",
            "supported",
            [],
        ),
        (
            "The yearly return on North East Lincolnshire's conferences is 18.2.",
            "differs",
            ["measure"],
        ),
        ("Families in Hertfordshire achieved 86% of their goals.", "differs", ["scope"]),
        (
            "29% of Daybreak's cases without a conference went to proceedings.",
            "differs",
            ["figure"],
        ),
        ("Sheffield's foster carer recruitment strategy worked.", "perhaps", ["wording"]),
        (
            "Ten projects, Match and FLIP among them, had new delivery models.",
            "supported",
            [],
        ),
        (
            "North East Lincolnshire held 154 conferences for 65 families.",
            "differs",
            ["figure"],
        ),
        ("Sheffield could not recruit specialist foster carers.", "differs", ["hedge"]),
        ("Sheffield recruited plenty of specialist foster carers.", "differs", ["direction"]),
        ("It was hard for Sheffield to recruit specialist foster carers.", "supported", []),
        ("Hertfordshire saved £26m.", "differs", ["figure", "hedge"]),
        ("Hackney saved £5 million.", "not-found", []),
        ("Ofsted registration was never a problem.", "differs", ["direction"]),
        ("A saving of £18.20 for every £1.", "supported", []),
        (
            "Surrey did not resolve the delays in its building adaptations.",
            "perhaps",
            ["wording"],
        ),
        ("FYI Surrey's refs were delayed because they went through EDT.", "supported", []),
    ],
)
def test_what_differs_is_named(
    client: TestClient, claim: str, verdict: str, differences: list[str]
) -> None:
    body = check(client, claim)

    assert (body["verdict"], body["differences"]) == (verdict, differences)
    assert all(match["link"] and is_traced(match["row"]) for match in body["results"])


@pytest.mark.parametrize(
    ("claim", "verdict", "link"),
    [
        (
            "Growing Futures was led by Doncaster Children's Services Trust.",
            "supported",
            "projects/doncaster-growing-futures",
        ),
        (
            "The funding of Growing Futures was £3.09 million.",
            "supported",
            "projects/doncaster-growing-futures",
        ),
        (
            "The funding of Growing Futures was £5 million.",
            "differs",
            "projects/doncaster-growing-futures",
        ),
        (
            "Project Crewe began in March 2015.",
            "supported",
            "events/catch22-project-crewe-e-crewenews-1",
        ),
        (
            "Project Crewe began in March 2014.",
            "not-found",
            "events/catch22-project-crewe-e-crewenews-1",
        ),
    ],
)
def test_events_and_facts_of_projects_bear_a_claim_out(
    client: TestClient, claim: str, verdict: str, link: str
) -> None:
    body = check(client, claim)

    assert (body["verdict"], body["results"][0]["link"]) == (verdict, f"/api/v1/{link}")
    assert client.get(body["results"][0]["link"]).status_code == 200
    assert client.get("/check-claim", params={"claim": claim}).status_code == 200


@pytest.mark.one_database("sqlite", "postgresql")
def test_a_project_beside_the_claim_is_the_one_that_it_is_about(client: TestClient) -> None:
    claim = "86% of the families achieved their goals."

    right = check(client, claim, project="hertfordshire-family-safeguarding")
    wrong = check(client, claim, project="pause")

    assert right["verdict"] == "supported"
    assert wrong["verdict"] == "attributed-to-another-project"
    assert right["results"][0]["link"] == "/api/v1/outcomes/tr4-o23"


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Turnover in Triborough halved.", "Social worker turnover rate (one of three boroughs)"),
        ("The programme cost £100 million.", "Investment: £100 million"),
        ("Evaluations lasted 19 months.", "Longest evaluation: 18 months"),
    ],
)
def test_rows_are_told_with_whom_they_are_about_and_in_their_unit(
    client: TestClient, claim: str, text: str
) -> None:
    assert text in client.get("/check-claim", params={"claim": claim}).text


def test_a_project_that_is_not_known_is_refused(client: TestClient) -> None:
    answer = client.get("/api/v1/check-claim?claim=Staff+left&project=pauze")

    assert answer.status_code == 422
    assert "Did you mean 'pause'" in answer.json()["detail"]


def test_each_further_wording_is_of_rows_that_exist_and_of_no_reader() -> None:
    file = ROOT / "app" / "check_claim" / "wordings.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        told = list(csv.DictReader(lines))
    read = {claim for _, claim, _ in CLAIMS}

    assert [row for row in told if not {*row["row_ids"].split()} <= ROW_IDS] == []
    assert [row for row in told if row["wording"] in read] == []
    assert len({row["wording"] for row in told}) == len(told)
