"""A search finds the same on both databases, however its words are written."""

from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.evidence.words import matches, stem, stems_in
from app.ingest.load import keep_text, load
from app.ingest.source import read_source
from app.ingest.validate import Delivery
from app.main import create_app
from tests import oracle
from tests.asking import problems
from tests.conftest import NOW, SOURCE, needs_source

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
    assert ids_of(client, f'"pause {pause["areas"].partition(";")[0]}"', "finding") == set()


def test_a_star_finds_what_begins_so(client: TestClient) -> None:
    assert ids_of(client, "regist*", "finding") == ids_of(client, "registration", "finding")
    assert len(ids_of(client, "regist*", "finding")) >= 3


@pytest.mark.parametrize("one", ["recruitment", '"data sharing"', "regist*", "CSE", "well-being"])
@pytest.mark.parametrize("other", ["referrals", "turnover"])
def test_or_finds_either_and_a_minus_leaves_out(client: TestClient, one: str, other: str) -> None:
    either, first, second = (ids_of(client, q) for q in (f"{one} OR {other}", one, other))
    both = ids_of(client, f"{one} {other}")

    assert either == first | second
    assert both == first & second
    assert ids_of(client, f"{one} -{other}") == first - second
    assert ids_of(client, f"{other} -{one}") == second - first


def test_or_joins_the_words_beside_it(client: TestClient) -> None:
    either = ids_of(client, "recruitment OR referrals")

    assert ids_of(client, "staff recruitment OR referrals") == ids_of(client, "staff") & either


SAME = [
    ("CSE", "child sexual exploitation", '"child sexual exploitation"'),
    ("FGM", "female genital mutilation"),
    ("LA", "LAs", "LA's", "la", "local authority", "local authorities", "Local-Authority"),
    ("LAC", "looked after children", "looked-after child", "children in care", "in care"),
    ("DfE", "Department for Education"),
    ("NSPCC", "National Society for the Prevention of Cruelty to Children"),
    ("domestic abuse", "domestic violence", "DV", "DA"),
    ("multiagency", "multi-agency", "multi‑agency", "multi–agency", '"multi agency"'),
    ("wellbeing", "well-being", '"well being"', "wel\u00adl-be\u200bing", "ｗｅｌｌｂｅｉｎｇ"),
    ("coproduction", "co-production", "Co-Production", '"co production"'),
    ("dropout", "drop-out", "drop-outs", '"drop out"'),
    ("staff turnover", "staff turn-over", 'staff "turn over"'),
    ("frontline", "front-line", "front line"),
    ("takeup", "take-up", '"take up"'),
    ("data-sharing", "datasharing", '"data sharing"'),
    ("coordinator", "co-ordinator", "coordinators"),
    ("facetoface", "face-to-face", "face to face and"),
    ("childrens", "children's", "children’s", "children`s", "childrenʼs", "children＇s"),
    ("Barnardos", "Barnardo's", "barnardo´s"),
    ("organisation", "organisations", "organization", "ORGANIZATIONS"),
    ("behaviour", "behavior", "behaviours"),
    ("programme", "program"),
    ("centre", "center", "centres"),
    ("counselling", "counseling"),
    ("practice", "practise"),
    ("25%", "25 per cent", "25 percent", "25 %"),
    ("staff, recruitment", "staff recruitment", "recruitment,staff"),
    ("Families", "familieś"),
]


@pytest.mark.parametrize("forms", SAME, ids=lambda forms: forms[0])
def test_however_it_is_written_the_same_is_found(
    client: TestClient, forms: tuple[str, ...]
) -> None:
    counts = {form: ids_of(client, form) for form in forms}

    assert {form for form, ids in counts.items() if ids != counts[forms[0]]} - APART == set()


APART = {"face to face and"}


@pytest.mark.parametrize(
    ("apart", "together"), [("multi agency", "multiagency"), ("well being", "wellbeing")]
)
def test_two_words_find_what_they_make_together_too(
    client: TestClient, apart: str, together: str
) -> None:
    assert set() < ids_of(client, together) <= ids_of(client, apart)


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
    spans = matches(text, set(stems_in(written)), ())

    assert [text[start:end] for start, end in spans] == marked


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("recruitmnet", "recruitment"),
        ("recruitmnet -turnover", "recruitment -turnover"),
        ("refferals delayd", "referrals delays"),
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


def test_a_list_says_what_was_understood(client: TestClient) -> None:
    meta = client.get("/api/v1/findings", params={"q": "delay -staff"}).json()["meta"]

    assert meta["query"] == 'Findings that mention "delay" but not "staff"'


def test_every_hit_leads_to_what_it_shows(client: TestClient) -> None:
    for hit in found(client, q="children", page_size="100")["results"]:
        assert client.get(hit["link"]).json()["links"]["self"] == hit["link"]


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
        ("q=x&page_size=0", "invalid"),
        ("q=x&cursor=abc", "foreign-cursor"),
        ("q=x&sort=page", "unknown-parameter"),
        ("q=" + "x" * 501, "too-long"),
        ("q=" + "x " * 60, "too-many"),
    ],
)
def test_what_cannot_be_searched_is_refused(client: TestClient, question: str, code: str) -> None:
    assert code in {one["code"] for one in problems(client, f"/api/v1/search?{question}")}


NOT_UNDERSTOOD = [
    *('"early help', "*", "***", "*ing", "re*ment", '"recruit* staff"', "-", "staff - turnover"),
    *("OR staff", "staff OR", "staff OR OR turnover", "staff OR -turnover", "staff AND turnover"),
    *("NOT staff", "(staff turnover)", "NEAR(a b)", "title:staff", "sta?f", "staff~2", "+staff"),
    *("staff || turnover", "{x} y", "staff -the", '""', "§"),
]


@pytest.mark.parametrize("written", NOT_UNDERSTOOD)
@pytest.mark.parametrize("path", ["search", "findings", "themes.csv"])
def test_what_the_grammar_has_not_is_refused_with_what_it_has(
    client: TestClient, path: str, written: str
) -> None:
    answer = client.get(f"/api/v1/{path}", params={"q": written})

    [problem] = answer.json()["problems"]
    assert answer.status_code == 422
    assert (problem["code"], problem["where"]) == ("not-understood", "query parameter q")


@pytest.mark.parametrize("written", ["the", "-staff", "of the", "-staff -turnover", "..."])
def test_a_word_to_look_for_is_needed(client: TestClient, written: str) -> None:
    lists = client.get("/api/v1/findings", params={"q": written}).json()
    everything = client.get("/api/v1/search", params={"q": written}).json()

    assert lists == everything
    assert [one["code"] for one in lists["problems"]] == ["needed"]


@needs_source
def test_the_paragraphs_that_a_reader_brought_are_searched(
    empty: sa.Engine, delivery: Delivery
) -> None:
    load(empty, delivery, version="1", now=lambda: NOW)
    client = TestClient(create_app(empty))
    before = found(client, q='"local council elections"')["meta"]["count"]
    source = read_source(SOURCE, delivery)

    keep_text(empty, source.source_id, source.paragraphs)

    after = found(client, q='"local council elections"')
    assert (before, [hit["id"] for hit in after["results"]]) == (0, ["tr4:P129"])
    shown = client.get("/api/v1/findings/tr4-f254").json()["result"]
    assert shown["paragraph_text"] == source.paragraphs[shown["paragraph"]]
