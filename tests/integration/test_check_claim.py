"""Claims beside the evidence: what is false is never called supported."""

import csv
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.check_claim.sentences import sentence

with (Path(__file__).parent.parent / "claims.csv").open(encoding="utf-8", newline="") as file:
    CLAIMS = [(row["claim"], row["is_true"] == "yes") for row in csv.DictReader(file)]

LEAST_SUPPORTED = 0.8
"""Of the true claims: the rest is said to differ in wording, which is no harm."""


def check(client: TestClient, claim: str, **more: str) -> dict[str, Any]:
    answer = client.get("/api/v1/check-claim", params={"claim": claim, **more})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


@pytest.mark.one_database
def test_no_false_claim_is_supported(client: TestClient) -> None:
    false = [claim for claim, is_true in CLAIMS if not is_true]

    supported = [claim for claim in false if check(client, claim)["verdict"] == "supported"]

    assert len(false) == 60
    assert supported == []


@pytest.mark.one_database
def test_most_true_claims_are_supported(client: TestClient) -> None:
    true = [claim for claim, is_true in CLAIMS if is_true]

    supported = [claim for claim in true if check(client, claim)["verdict"] == "supported"]

    assert len(true) == 60
    assert len(supported) >= LEAST_SUPPORTED * len(true)


@pytest.mark.parametrize(
    ("claim", "verdict", "differences"),
    [
        ("TBAP's building adaptations were delayed.", "supported", []),
        ("TBAP's building adaptations were not delayed.", "differs", ["negation", "wording"]),
        ("North East Lincolnshire trained 187 managers.", "supported", []),
        ("North East Lincolnshire trained 287 managers.", "differs", ["figure"]),
        (
            "Hampshire trained 187 managers in Outcomes Based Accountability.",
            "attributed-to-another-project",
            ["project"],
        ),
        ("Projects were not sent the kind of referrals that they wanted.", "differs", ["hedge"]),
        ("Martians landed in Kent's car parks.", "not-found", []),
        ("Delayed.", "not-found", []),
        ("86% of the families achieved their goals.", "differs", ["scope"]),
    ],
)
def test_what_differs_is_named(
    client: TestClient, claim: str, verdict: str, differences: list[str]
) -> None:
    body = check(client, claim)

    assert (body["verdict"], body["differences"]) == (verdict, differences)
    assert all(match["row"]["citation"] and match["link"] for match in body["results"])


def test_a_project_beside_the_claim_is_the_one_that_it_is_about(client: TestClient) -> None:
    claim = "86% of the families achieved their goals."

    right = check(client, claim, project="hertfordshire-family-safeguarding")
    wrong = check(client, claim, project="pause")

    assert right["verdict"] == "supported"
    assert wrong["verdict"] == "attributed-to-another-project"
    assert right["results"][0]["link"] == "/api/v1/outcomes/tr4-o23"


def test_a_project_that_is_not_known_is_refused(client: TestClient) -> None:
    answer = client.get("/api/v1/check-claim?claim=Staff+left&project=pauze")

    assert answer.status_code == 422
    assert "Did you mean 'pause'" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("fell from 11.9% to 7.4 per cent", ["11.9%", "7.4%"]),
        ("saved £2.6m, or £2.6 million", ["2600000", "2600000"]),
        ("five providers, 1,700 children and half", ["5", "1700", "1/2"]),
        ("in 2015, in Wave 1", []),
    ],
)
def test_figures_are_read_with_their_units(text: str, figures: list[str]) -> None:
    assert sentence(text).figures == figures
