"""A search finds the same on both databases: any form of a word, words in a row, beginnings."""

from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.full_text import read_search, segments, stem, words_of
from app.ingest.load import keep_text, load
from app.ingest.source import read_source
from app.ingest.validate import Delivery
from app.main import create_app
from tests import oracle
from tests.asking import problems
from tests.conftest import NOW, SOURCE, needs_source


def found(client: TestClient, question: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/search?{question}")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def ids_of(client: TestClient, q: str, kind: str) -> set[str]:
    """Every hit of one kind, page by page."""
    ids: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        more = f"&cursor={cursor}" if cursor else ""
        body = found(client, f"q={q}&kind={kind}&page_size=10{more}")
        ids += [hit["id"] for hit in body["results"]]
        cursor = body["meta"]["next_cursor"]
    assert len(ids) == len(set(ids)) == body["meta"]["count"]
    return set(ids)


def statements_with(*stems: str) -> set[str]:
    """The findings whose words have every stem, found again in plain Python."""
    names = {row["project_id"]: row["name"] for row in oracle.PROJECTS}
    labels = {row["theme_id"]: row["label"] for row in oracle.THEMES}
    searched = {
        row["finding_id"]: " ".join(
            [
                names.get(row["project_id"], "Programme"),
                labels[row["theme_id"]],
                row["statement"],
                *(a["alias"] for a in oracle.ALIASES if a["project_id"] == row["project_id"]),
            ]
        )
        for row in oracle.FINDINGS
    }
    return {
        finding
        for finding, text in searched.items()
        if set(stems) <= {stem(word) for word in words_of(text)}
    }


WORDS = [
    "recruit",
    "turnover",
    "delays",
    "families",
    "evidence",
    "data sharing",
    "FGM",
    "the staff",
]


@pytest.mark.parametrize("written", WORDS)
def test_every_form_of_a_word_is_found_and_nothing_else(client: TestClient, written: str) -> None:
    stems = [one for term in read_search(written).terms for one in term.stems]

    assert ids_of(client, written, "finding") == statements_with(*stems)


def test_words_in_quotes_are_found_in_a_row_alone(client: TestClient) -> None:
    together = ids_of(client, '"foster carers"', "finding")
    apart = ids_of(client, "carers foster", "finding")

    assert together
    assert together <= apart
    assert ids_of(client, '"carers foster"', "finding") == set()


def test_words_in_a_row_are_in_a_row_in_one_text(client: TestClient) -> None:
    across_title_and_body = '"measuring what matters islington"'

    assert found(client, f"q={across_title_and_body}")["meta"]["count"] == 0


def test_a_star_finds_what_begins_so(client: TestClient) -> None:
    assert ids_of(client, "regist*", "finding") == ids_of(client, "registration", "finding")
    assert len(ids_of(client, "regist*", "finding")) >= 3


@pytest.mark.parametrize(
    ("written", "kind", "target"),
    [
        ("churn", "theme", "turnover"),
        ("NYCC", "project", "nycc-no-wrong-door"),
        ("barnardos", "project", "barnardos-fgm"),
        ("York Consulting", "organisation", "york-consulting"),
        ("referrals Lincolnshire", "outcome", "tr4-o04"),
        ("lead-in", "recommendation", None),
        ("comparison", "audit-condition", "tr4-a09"),
    ],
)
def test_everything_is_searched(
    client: TestClient, written: str, kind: str, target: str | None
) -> None:
    hits = ids_of(client, written, kind)

    assert target in hits if target else hits == set()


def test_a_name_in_the_title_comes_first(client: TestClient) -> None:
    first = found(client, "q=pause")["results"][0]

    assert (first["kind"], first["id"]) == ("project", "pause")


def test_what_was_sought_is_marked(client: TestClient) -> None:
    hits = found(client, "q=recruiting&kind=finding")["results"]
    hit = next(hit for hit in hits if any(part["is_match"] for part in hit["segments"]))

    marked = [part["text"] for part in hit["segments"] if part["is_match"]]
    assert all(stem(word.lower()) == "recruit" for word in marked)
    assert hit["snippet"] == "".join(
        f"**{part['text']}**" if part["is_match"] else part["text"] for part in hit["segments"]
    )


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("recruitmnet", "recruitment"),
        ("Mocking bird", None),
        ("refferals delayd", "referrals delay"),
        ("recruitment", None),
        ("xqzzk", None),
    ],
)
def test_a_misspelt_word_gets_a_suggestion(
    client: TestClient, written: str, suggestion: str | None
) -> None:
    said = found(client, f"q={written}")["meta"]["suggestion"]

    if suggestion is None:
        assert said is None or written == "Mocking bird"
    else:
        assert [stem(word) for word in said.split()] == [stem(w) for w in suggestion.split()]


def test_every_hit_leads_to_what_it_shows(client: TestClient) -> None:
    for hit in found(client, "q=children&page_size=100")["results"]:
        assert client.get(hit["link"]).json()["links"]["self"] == hit["link"]


def test_kinds_are_counted_whichever_are_shown(client: TestClient) -> None:
    everything = found(client, "q=referrals")["meta"]
    themes = found(client, "q=referrals&kind=theme,finding")["meta"]

    assert everything["kinds"] == themes["kinds"]
    assert everything["count"] == sum(everything["kinds"].values())
    assert themes["count"] == themes["kinds"]["theme"] + themes["kinds"]["finding"]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("", "needed"),
        ("q=", "needed"),
        ("q=the of", "needed"),
        ("q=***", "needed"),
        ("q=a%00b", "no-text"),
        ("q=x&kind=book", "unknown-kind"),
        ("q=x&page_size=0", "invalid"),
        ("q=x&cursor=abc", "foreign-cursor"),
        ("q=x&sort=page", "unknown-parameter"),
        ("q=" + "x" * 501, "too-long"),
    ],
)
def test_what_cannot_be_searched_is_refused(client: TestClient, question: str, code: str) -> None:
    assert code in {one["code"] for one in problems(client, f"/api/v1/search?{question}")}


@pytest.mark.parametrize("hostile", ['"', "' OR 1", "a AND", "NEAR(a b)", "{x} : y", "a:*", "!|&"])
def test_signs_that_mean_something_to_a_database_mean_nothing_here(
    client: TestClient, hostile: str
) -> None:
    answer = client.get("/api/v1/search", params={"q": f"referrals {hostile}"})

    assert answer.status_code == 200


@needs_source
def test_the_paragraphs_that_a_reader_brought_are_searched(
    empty: sa.Engine, delivery: Delivery
) -> None:
    load(empty, delivery, version="1", now=lambda: NOW)
    client = TestClient(create_app(empty))
    before = found(client, 'q="local council elections"')["meta"]["count"]
    source = read_source(SOURCE, delivery)

    keep_text(empty, source.source_id, source.paragraphs)

    after = found(client, 'q="local council elections"')
    assert (before, [hit["id"] for hit in after["results"]]) == (0, ["tr4:P129"])
    shown = client.get("/api/v1/findings/tr4-f254").json()["result"]
    assert shown["paragraph_text"] == source.paragraphs[shown["paragraph"]]


def test_a_text_in_pieces_is_the_text() -> None:
    text = "Recruiting staff — and carers' families — was slow."

    pieces = list(segments(text, read_search("recruitment famil*")))

    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, is_match in pieces if is_match] == ["Recruiting", "families"]
