"""Sentences of claims: what leads to what in them, and their parts."""

import pytest
from starlette.testclient import TestClient

from app.check_claim.drafts import sentences_of
from app.check_claim.order import links
from app.check_claim.sentences import sentence

pytestmark = pytest.mark.one_database  # Every query is tried on both elsewhere.


@pytest.mark.parametrize(
    ("text", "leading", "following"),
    [
        ("delays led to low numbers", "delays", "low numbers"),
        ("low numbers because of delays", "delays", "low numbers"),
        ("after delays, numbers fell", "delays", "numbers fell"),
        ("numbers were put down to delays", "delays", "numbers"),
        ("the more delays, the fewer referrals", "delays", "fewer referrals"),
    ],
)
def test_what_leads_to_what_is_read(text: str, leading: str, following: str) -> None:
    read = [[" ".join(t.word for t in side) for side in one] for one in links(sentence(text))]

    assert [leading, following] in read


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Hackney opened a residential home in spite of local planning opposition.", "not-found"),
        ("Surrey built its unit although Ofsted registration was delayed.", "not-found"),
        ("Hackney went ahead with a different model despite planning opposition.", "supported"),
    ],
)
def test_what_stood_in_the_way_does_not_show_that_a_thing_was_done(
    client: TestClient, claim: str, verdict: str
) -> None:
    found = client.get("/api/v1/check-claim", params={"claim": claim}).json()["verdict"]

    assert (found == "supported") == (verdict == "supported")


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (
            "Ofsted registration was delayed at Priory, Surrey and St Christopher's, while building"
            " adaptations were delayed at Surrey, RESuLT and TBAP.",
            "supported",
        ),
        (
            "Ofsted registration was delayed at Priory, while building adaptations were delayed at"
            " Sheffield.",
            "not supported",
        ),
    ],
)
def test_a_sentence_is_supported_where_each_of_its_parts_is(
    client: TestClient, claim: str, verdict: str
) -> None:
    found = client.get("/api/v1/check-claim", params={"claim": claim}).json()["verdict"]

    assert (found == "supported") == (verdict == "supported")


@pytest.mark.parametrize(
    ("draft", "sentences"),
    [
        (
            "Turnover fell to 7.4%. Three projects cut it.",
            ["Turnover fell to 7.4%.", "Three projects cut it."],
        ),
        ("TBAP was late (p. 17). Match grew.", ["TBAP was late (p. 17).", "Match grew."]),
        ("It saved £2.6m. 86% met goals.", ["It saved £2.6m.", "86% met goals."]),
        (
            "St. Helens and J. Smith, e.g. Match, p. 17.",
            ["St. Helens and J. Smith, e.g. Match, p. 17."],
        ),
        ("It hoped for figures. They did.", ["It hoped for figures. They did."]),
        (
            "“It was late.” Sebba et al. (2017) say so.",
            ["“It was late.”", "Sebba et al. (2017) say so."],
        ),
    ],
)
def test_a_draft_is_cut_where_its_sentences_end(draft: str, sentences: list[str]) -> None:
    assert sentences_of(draft) == sentences


@pytest.mark.parametrize(
    ("claim", "is_supported"),
    [
        ("Every project in Wave 1 refined its theory of change with staff, as Leeds did.", False),
        ("West Sussex was the only project with new commissioning models.", False),
        ("Every project had to hand in a theory of change with its bid.", True),
        ("Leeds refined its theory of change with staff.", True),
    ],
)
def test_what_one_project_did_is_not_said_of_every_one_nor_of_it_alone(
    client: TestClient, claim: str, is_supported: bool
) -> None:
    found = client.get("/api/v1/check-claim", params={"claim": claim}).json()["verdict"]

    assert (found == "supported") == is_supported
