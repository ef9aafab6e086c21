"""The page that checks a claim."""

import pytest
from starlette.testclient import TestClient


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
            "What differs: the figure.</strong>",
        ),
        (
            "claim=86%25+of+the+families+achieved+their+goals&project=pause",
            "The evidence says this of another project",
            "What differs: the project.",
        ),
        (
            "claim=No+Wrong+Door+kept+86%25+of+young+people+out+of+care",
            "Those who ran the project say this; it was not read in an evaluation",
            "<strong>Take care.</strong> The council&#39;s words on the evaluation report;",
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
