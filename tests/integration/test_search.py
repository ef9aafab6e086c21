"""A search finds the same on both databases, however its words are written."""

from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.evidence.words import marks_of, matches, pattern_of, stem, stems_in
from app.ingest.load import keep_text, load
from app.ingest.source import read_sources
from app.ingest.validate import Dataset
from app.main import create_app
from tests import oracle
from tests.conftest import NOW, SOURCE, needs_source
from tests.queries import problems

LISTS = {
    "project": "projects",
    "finding": "findings",
    "outcome": "outcomes",
    "theme": "themes",
    "organisation": "organisations",
    "evaluation": "evaluations",
    "recommendation": "recommendations",
    "audit-condition": "audit-conditions",
}


def found(client: TestClient, **asked: str) -> dict[str, Any]:
    answer = client.get("/api/v1/search", params=asked)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def ids_of(client: TestClient, q: str, kind: str = ",".join(LISTS)) -> set[str]:
    """Every hit of some kinds, page by page."""
    ids: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        body = found(
            client, q=q, kind=kind, page_size="40", **({"cursor": cursor} if cursor else {})
        )
        ids += [f"{hit['kind']}:{hit['id']}" for hit in body["results"]]
        cursor = body["meta"]["next_cursor"]
    assert len(ids) == len(set(ids)) == body["meta"]["count"]
    return set(ids)


def findings_with(*stems: str) -> set[str]:
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
        f"finding:{finding}"
        for finding, text in searched.items()
        if set(stems) <= set(stems_in(text))
    }


@pytest.mark.parametrize(
    "written",
    [
        "recruit",
        "turnover",
        "delays",
        "families",
        "evidence",
        "data sharing",
        "the staff",
        "staff,,delay",
    ],
)
def test_every_form_of_every_word_is_found_and_nothing_else(
    client: TestClient, written: str
) -> None:
    stems = [one for one in stems_in(written) if one != "the"]

    assert ids_of(client, written, "finding") == findings_with(*stems)


def test_words_in_quotes_are_found_in_a_row_alone(client: TestClient) -> None:
    together = ids_of(client, '"foster carers"', "finding")
    apart = ids_of(client, "carers foster", "finding")

    assert together
    assert together <= apart
    assert ids_of(client, '"carers foster"', "finding") == set()


def test_words_in_a_row_are_in_a_row_in_one_text(client: TestClient) -> None:
    [pause] = [row for row in oracle.PROJECTS if row["project_id"] == "pause"]

    assert ids_of(client, f'"{pause["summary"]}"') == {"project:pause"}
    first = oracle.FINDINGS[0]
    [label] = [row["label"] for row in oracle.THEMES if row["theme_id"] == first["theme_id"]]
    assert ids_of(client, f'"{label}"', "finding") & ids_of(client, f'"{first["statement"]}"')
    assert ids_of(client, f'"{label} {first["statement"]}"') == set()


def test_a_star_finds_what_begins_so(client: TestClient) -> None:
    assert ids_of(client, "regist*", "finding") == ids_of(client, "registration", "finding")
    assert len(ids_of(client, "regist*", "finding")) >= 3


WRITTEN = [
    *(
        "recruitment",
        "childrens",
        '"early help"',
        "recruit*",
        "organisations",
        "staff, recruitment",
    ),
    *("staff OR turnover", "recruitment -staff", "CSE", "25%", "multiagency", "Cornwall"),
]


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("kind", LISTS)
def test_a_list_is_narrowed_to_what_the_search_finds(
    client: TestClient, kind: str, written: str
) -> None:
    rows = client.get(f"/api/v1/{LISTS[kind]}", params={"q": written, "page_size": "1000"}).json()
    key = next(iter(rows["results"][0])) if rows["results"] else ""

    assert {f"{kind}:{row[key]}" for row in rows["results"]} == ids_of(client, written, kind)


@pytest.mark.parametrize("kind", ["finding", "theme"])
def test_a_list_can_do_without_what_a_search_finds(client: TestClient, kind: str) -> None:
    counts = [
        client.get(f"/api/v1/{LISTS[kind]}", params=asked).json()["meta"]["count"]
        for asked in ({}, {"q": "staff"}, {"q.none": "staff"}, {"q": ["staff", "children"]})
    ]

    either = found(client, q="staff OR children", kind=kind)["meta"]["count"]
    assert (counts[0] - counts[1], counts[3]) == (counts[2], either)


@pytest.mark.parametrize(
    ("written", "kind", "target"),
    [
        ("churn", "theme", "turnover"),
        ("NYCC", "project", "nycc-no-wrong-door"),
        ("barnardos", "project", "barnardos-fgm"),
        ("York Consulting", "organisation", "york-consulting"),
        ("York Consulting", "evaluation", None),
        ("referrals Lincolnshire", "outcome", "tr4-o04"),
        ("comparison", "audit-condition", "tr4-a09"),
    ],
)
def test_everything_is_searched(
    client: TestClient, written: str, kind: str, target: str | None
) -> None:
    hits = ids_of(client, written, kind)

    assert f"{kind}:{target}" in hits if target else hits


@pytest.mark.parametrize("name", ["pause", "mockingbird", "Cornerstone", "Frontline"])
def test_who_types_the_name_of_a_project_finds_it_first(client: TestClient, name: str) -> None:
    assert found(client, q=name)["results"][0]["kind"] == "project"


def test_hits_that_are_as_good_are_in_the_order_of_their_ids(client: TestClient) -> None:
    hits = found(client, q="staff", page_size="100")["results"]

    ranked = [(-hit["score"], hit["kind"], hit["id"]) for hit in hits]
    assert ranked == sorted(ranked)


def test_what_was_sought_is_marked(client: TestClient) -> None:
    hits = found(client, q="recruiting", kind="finding")["results"]
    hit = next(hit for hit in hits if any(part["is_match"] for part in hit["segments"]))

    marked = [part["text"] for part in hit["segments"] if part["is_match"]]

    assert all(stem(word.lower()) == "recruit" for word in marked)
    assert hit["snippet"] == "".join(
        f"**{part['text']}**" if part["is_match"] else part["text"] for part in hit["segments"]
    )


@pytest.mark.parametrize(
    ("text", "written", "marked"),
    [
        ("Recruiting staff — and carers' families", "recruitment", ["Recruiting"]),
        (
            "the children’s multi-agency hub",
            "multiagency childrens",
            ["children’s", "multi-agency"],
        ),
    ],
)
def test_words_are_marked_as_they_stand_in_the_text(
    text: str, written: str, marked: list[str]
) -> None:
    spans = matches(text, marks_of(text), pattern_of(stems_in(written)))

    assert [text[start:end] for start, end in spans] == marked


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("recruitmnet", "recruitment"),
        ("recruitmnet -turnover", "recruitment -turnover"),
        ("refferals delayd", "referrals delayed"),
        *(
            (written, None)
            for written in ("recruitment", "xqzzk", "C++", "é", "LAs", "LAC", "email")
        ),
        *((written, None) for written in ("CAMHS", "NQSW", "ist", "zz OR yy", "-zz qqqqqq")),
    ],
)
def test_only_a_spelling_that_has_hits_is_suggested(
    client: TestClient, written: str, suggestion: str | None
) -> None:
    assert found(client, q=written)["meta"]["suggestion"] == suggestion
    assert not suggestion or ids_of(client, suggestion)


def test_what_was_understood_is_said(client: TestClient) -> None:
    meta = found(client, q="the CSE recruit* OR multi-agency -staff", kind="finding")["meta"]

    assert [one["words"] for one in meta["understood"]] == [
        *("CSE", "recruit*", "multi-agency", "-staff", "the")
    ]
    assert meta["query"] == (
        'What mentions "CSE" (also "child sexual exploitation" or "sexual exploitation of '
        'children") and (words that begin with "recruit" or "multi-agency" (also "multiagency")) '
        'but not "staff" (passed over: the) among finding'
    )


def test_every_hit_leads_to_what_it_shows(client: TestClient) -> None:
    links = [hit["link"] for hit in found(client, q="children", page_size="100")["results"]]

    assert len(links) == 100
    assert [client.get(link).json()["links"]["self"] for link in links] == links


def test_kinds_are_counted_whichever_are_shown(client: TestClient) -> None:
    everything = found(client, q="referrals")["meta"]
    themes = found(client, q="referrals", kind="theme,finding")["meta"]

    assert everything["kinds"] == themes["kinds"]
    assert everything["count"] == sum(everything["kinds"].values())
    assert themes["count"] == themes["kinds"]["theme"] + themes["kinds"]["finding"]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("", "needed"),
        ("q=", "needed"),
        ("q=the of", "needed"),
        ("q=a%00b", "no-text"),
        ("q=x&kind=book", "unknown-kind"),
        ("q=x&page_size=0", "invalid-page-size"),
        ("q=x&cursor=abc", "foreign-cursor"),
        ("q=x&sort=page", "unknown-parameter"),
        ("q=" + "x" * 501, "too-long"),
        ("q=" + "x " * 60, "not-understood"),
    ],
)
def test_what_cannot_be_searched_is_refused(client: TestClient, question: str, code: str) -> None:
    assert code in {one["code"] for one in problems(client, f"/api/v1/search?{question}")}


@needs_source
def test_the_paragraphs_that_a_reader_brought_are_searched(
    empty: sa.Engine, dataset: Dataset
) -> None:
    load(empty, dataset, version="1", now=lambda: NOW)
    client = TestClient(create_app(empty))
    before = found(client, q='"local council elections"')["meta"]["count"]
    [source] = read_sources(SOURCE, dataset)

    keep_text(empty, source.source_id, source.paragraphs)

    after = found(client, q='"local council elections"')
    assert (before, [hit["id"] for hit in after["results"]]) == (0, ["tr4:P129"])
    shown = client.get("/api/v1/findings/tr4-f254").json()["result"]
    assert shown["paragraph_text"] == source.paragraphs[shown["paragraph"]]
