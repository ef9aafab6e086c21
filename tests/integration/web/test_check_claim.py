"""The page that checks a claim."""

import re

import pytest
from starlette.testclient import TestClient

from app.web.check_claim import cautions

pytestmark = pytest.mark.one_database  # Every query is tried on both elsewhere.


def test_the_form_stands_alone_without_a_claim(client: TestClient) -> None:
    page = client.get("/check-claim").text

    assert "<h1>Check a sentence</h1>" in page
    assert "What differs" not in page


@pytest.mark.parametrize(
    ("query", "heading", "row"),
    [
        (
            "claim=North+East+Lincolnshire+trained+187+managers",
            "The evidence says this",
            '<a href="/outcomes/tr4-o03">',
        ),
        (
            "claim=North+East+Lincolnshire+trained+287+managers",
            "The evidence says something else",
            "What differs: the figure: you wrote 287, the evidence has 187.</strong>",
        ),
        (
            "claim=86%25+of+the+families+achieved+their+goals&project=pause",
            "The evidence says this of another project",
            "What differs: the project: the evidence says this of ",
        ),
        (
            "claim=86%25+of+the+young+people+referred+to+No+Wrong+Door+stayed+out+of+care",
            "Those who ran the project say this; it was not read in an evaluation",
            "<strong>Take care.</strong> The council&#39;s words on the evaluation report;",
        ),
        (
            "claim=Cambridgeshire+took+for+ever+to+bring+councillors+on+side",
            "The evidence may say this: compare the two",
            "? Perhaps.",
        ),
        (
            "claim=Turnover+in+North+East+Lincolnshire+fell+from+11.9%25+to+7.4%25+owing+to+better+pay",
            "The evidence says a part of this",
            "it says the rest, but no source says that this was “owing to better pay”.",
        ),
        (
            "claim=Martians+landed+in+Kent",
            "We cannot tell from the evidence",
            "Search for the words",
        ),
    ],
)
def test_the_verdict_is_the_heading_and_the_rows_lead_to_their_places(
    client: TestClient, query: str, heading: str, row: str
) -> None:
    page = client.get(f"/check-claim?{query}").text

    assert f"<h1>{heading}</h1>" in page
    assert page.index('class="notice verdict') < page.index("<form")
    assert row in page


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (
            "North East Lincolnshire trained 287 managers.",
            "the figure: you wrote 287, the evidence has 187",
        ),
        (
            "Hertfordshire doubled the days in care.",
            "which way it went: the evidence has “decrease”",
        ),
        (
            "It was proved that parents' denial cut recruitment in MST-PSB.",
            "how sure: the evidence is less sure, you wrote “proved”",
        ),
        (
            "Projects were not sent the kind of referrals that they wanted.",
            "how many: the evidence says",
        ),
        (
            "St Christopher's failed to recruit residential staff.",
            "how sure: the evidence says only “hard”",
        ),
        (
            "Ofsted appointed the practitioner researcher of Compass.",
            "it does not mention “ofsted”",
        ),
        ("Absence fell in one Triborough borough.", "the evidence is about all three boroughs"),
        (
            "86% of families in the programme met their goals.",
            "the project: the evidence says this of",
        ),
        (
            "Hertfordshire cut the number of children in care by half.",
            "what was counted: days in care per family, not children in care",
        ),
        (
            "Safe Families supported 1055 children.",
            "what was counted: families supported, not children",
        ),
        (
            "Growing Futures saved £3.09 million.",
            "what was counted: money given to it, not savings",
        ),
        (
            "The programme saved £100 million.",
            "what was counted: it does not mention savings",
        ),
        (
            "Pause saved £2.1 million a year.",
            "£2.1 million is the top of an estimated range of £1.2 million to £2.1 million a year",
        ),
        (
            "No Wrong Door saved £2.6 million in its first year.",
            "the project: £2.6 million is an estimate for Family Safeguarding Hertfordshire",
        ),
        (
            "Families in Hertfordshire achieved 86% of their goals.",
            "of what: 86% of families, not of goals",
        ),
        (
            "In North East Lincolnshire referrals fell by 11% and re-referrals by 25%.",
            "the figures are swapped: each is what the evidence has of the other",
        ),
        (
            "29% of Daybreak's cases without a conference led to proceedings.",
            "the figure: it is swapped with that of the others",
        ),
        (
            "Three projects reduced social worker turnover.",
            "What differs: it adds “two of them in only part of the project”.",
        ),
        ("The police say No Wrong Door cut crime.", "it does not mention “police”."),
        (
            "In North East Lincolnshire every £1 spent saved £6.80.",
            "of whom or where: the evidence is about family group conference service",
        ),
        ("Hampshire's vacancies halved.", "the figure: you wrote 50%, which it does not have"),
    ],
)
def test_the_page_says_plainly_what_the_evidence_has_otherwise(
    client: TestClient, claim: str, told: str
) -> None:
    assert told in client.get("/check-claim", params={"claim": claim}).text


def test_what_differs_is_told_in_words_that_were_typed(client: TestClient) -> None:
    """Children who are looked after are compared as CLA."""
    claim = "Hampshire cut 58 looked after children."
    page = client.get("/check-claim", params={"claim": claim}).text

    assert "you wrote 58, which it does not have" in page
    assert "“cla”" not in page


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"outcome_id": "x-o01", "caveat": None, "strength": "Few people"}, ["Few people"]),
        ({"finding_id": "x-f01", "strength": "hedged"}, []),
        ({"fact": "projects", "note": "Five count singly."}, ["Five count singly."]),
    ],
)
def test_outcomes_and_facts_are_told_with_how_far_they_go(
    row: dict[str, str | None], told: list[str]
) -> None:
    assert cautions(row) == told


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("57 projects shared £100m.", "Projects and their evaluations."),
        (
            "SYEP was evaluated by DMSS Research, the University of Bedfordshire and NatCen.",
            "No source here says who evaluated it: that is inferred.",
        ),
    ],
)
def test_what_is_so_only_in_a_way_is_told_with_care(
    client: TestClient, claim: str, told: str
) -> None:
    page = client.get("/check-claim", params={"claim": claim}).text

    assert "✓ Yes." in page
    assert f"<strong>Take care.</strong> {told}" in page


def test_what_the_evidence_says_can_be_copied_with_its_source(client: TestClient) -> None:
    claim = "In Hertfordshire, 86% of families met their goals."
    page = client.get("/check-claim", params={"claim": claim}).text

    rows = re.findall(r'<div id="(row-\d)">(.*?)</div>', page, re.S)
    assert rows
    for key, said in rows:
        assert f'data-copy="{key}"' in page
        assert "Sebba et al. (2017)" in said or "/outcomes/" not in said
    # Whose it is and what limits a figure go with it.
    assert "<span hidden>Family Safeguarding Hertfordshire: </span>" in rows[0][1]
    assert "Take care." in rows[0][1]


def test_a_figure_is_told_once_and_not_as_a_statement_too(client: TestClient) -> None:
    claim = "Turnover fell in North East Lincolnshire from 11.9% to 7.4%"
    page = client.get("/check-claim", params={"claim": claim}).text
    [key] = re.findall(r'<div id="row-1">\s*<p>.*?<a href="/outcomes/([^"]+)"', page)

    result = client.get(f"/api/v1/outcomes/{key}").json()["result"]
    assert [each for each in result["finding_ids"] if f"/findings/{each}" in page] == []


def test_rows_that_are_no_proof_are_not_shown_beside_those_that_are(client: TestClient) -> None:
    claim = "Ofsted registration was delayed at Priory, Surrey and St Christopher's."

    found = client.get("/api/v1/check-claim", params={"claim": claim}).json()["results"]

    assert sorted((one["row"]["project_id"], one["row"]["theme_id"]) for one in found) == [
        (project, "set-up.registration")
        for project in ("priory-belhaven", "st-christophers", "surrey-extended-hope")
    ]


def test_a_figure_of_the_report_is_cited_from_it_before_a_page_of_the_provider(
    client: TestClient,
) -> None:
    claim = "Proceedings began in 29% of Daybreak's cases with a conference."
    page = client.get("/check-claim", params={"claim": claim}).text

    assert "<h1>The evidence says this</h1>" in page
    assert page.index("/outcomes/tr4-o46") < page.index("/outcomes/daybreak-fgc-innovationcsc-o04")


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Turnover at Match fell by 20%.", "the figure: you wrote 20%, which it does not have"),
        (
            "Family group conferences cut care proceedings from 50% to 29%.",
            "what it is: one group set against another, not a change",
        ),
        (
            "Focus on Practice halved social worker turnover.",
            "of whom or where: the evidence is about one of several",
        ),
    ],
)
def test_what_differs_is_told_in_the_words_that_matter(
    client: TestClient, claim: str, told: str
) -> None:
    page = client.get("/check-claim", params={"claim": claim}).text

    assert f"What differs: {told}." in page


def test_rows_that_only_are_near_a_claim_are_no_proof_of_it(client: TestClient) -> None:
    claim = "86% of families in Hertfordshire met their goals"

    results = client.get("/api/v1/check-claim", params={"claim": claim}).json()["results"]

    assert {one["row"]["value"] for one in results} == {86}


def test_a_draft_is_judged_sentence_by_sentence_and_its_heading_counts_them(
    client: TestClient,
) -> None:
    draft = (
        "In North East Lincolnshire turnover fell from 11.9% to 7.4%. Aycliffe got enough local"
        " referrals. It trained 187 managers. Allow 6 to 12 months. Martians landed in Kent."
    )
    page = client.get("/check-claim", params={"claim": draft}).text

    assert "<h1>Of 5 sentences: 1 right, 1 in part, 2 wrong, 1 without an answer</h1>" in page
    assert (
        "<q>Aycliffe got enough local referrals.</q> <strong>✗ Not as you wrote it.</strong>"
        in page
    )


def test_a_page_that_a_claim_cites_is_no_figure_of_it(client: TestClient) -> None:
    claim = "North East Lincolnshire trained 187 managers (p. 17)."
    body = client.get("/api/v1/check-claim", params={"claim": claim}).json()

    assert body["verdict"] == "supported"
