"""A question in English has an answer that rests on rows that are shown, or it is refused."""

import re
import time
from dataclasses import replace
from itertools import chain
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import Phase, example, given
from hypothesis import strategies as st
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.ask import ask
from app.database import reading
from app.evidence.answers import Release
from app.evidence.catalogue import Catalogue
from scripts.score_questions import Question, Score, by_kind, mean_f1, questions, scored
from tests.processor import is_within
from tests.queries import examples, ids

pytestmark = pytest.mark.one_database  # Every query is tried on both elsewhere.

ALL = questions()
REFUSED = [one for one in ALL if one.kind == "refuse"]
ROOT = "/api/v1"


def asked(client: TestClient, question: str, **parameters: str) -> dict[str, Any]:
    answer = client.get(f"{ROOT}/ask", params={"q": question, **parameters})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def names(body: dict[str, Any]) -> list[str]:
    return [project["project_id"] for project in body["projects"]]


@pytest.mark.parametrize(
    ("question", "address"),
    [
        ("nobody agreed what the goals were", "projects?barrier=objectives.unclear-or-changed"),
        ("councils pulled out", "projects?barrier=set-up.partner-withdrawal"),
        ("who cut turnover?", "outcomes?theme=turnover&direction=decrease"),
        ("which projects saved money?", "outcomes?kind=cost"),
        (
            "Who cut turnover by at least 20%?",
            "outcomes?theme=turnover&direction=decrease&change_size.gte=20",
        ),
        ("what more than halved?", "outcomes?direction=decrease&change_size.gt=50"),
        ("Mocking bird", "projects?project=mockingbird"),
        ("Calderdale", "projects?project=calderdale-right-home"),
        ("projects evaluated by York Consulting", "projects?evaluator=york-consulting"),
        ("which projects were about FGM?", "projects?focus=female-genital-mutilation"),
        ("mission-driven projects", "projects?principle=mission-driven"),
        ("barriers that were overcome", "findings?polarity=barrier&overcome=partly,yes"),
        ("what went wrong in Sefton?", "findings?project=sefton-cas&polarity=barrier"),
        ("Ofsted and buildings", "projects?barrier=set-up.premises,set-up.registration"),
        ("both Ofsted and buildings", "projects?barrier.all=set-up.premises,set-up.registration"),
        ("tell me about Pause", "projects?project=pause"),
        ("what does the report recommend on referrals?", "recommendations?theme=referrals"),
    ],
)
def test_everyday_words_become_the_query_that_they_mean(
    client: TestClient, question: str, address: str
) -> None:
    body = asked(client, question)

    assert (body["answered"], body["interpretation"]["url"]) == (True, f"{ROOT}/{address}")


@pytest.mark.parametrize("question", ALL[::20], ids=lambda one: str(one.question_id))
def test_every_part_of_an_answer_rests_on_the_rows_of_its_query(
    client: TestClient, question: Question
) -> None:
    body = asked(client, question.question)

    if not body["answered"]:
        assert body["projects"] == body["findings"] == body["outcomes"] == []
    for part in body["parts"]:
        address = urlsplit(part["url"])
        rows = ids(client, address.path.removeprefix(f"{ROOT}/"), parse_qsl(address.query))
        assert set(part["ids"]) <= set(rows)
        assert part["count"] == len(part["ids"])


@pytest.mark.parametrize("question", REFUSED, ids=lambda one: str(one.question_id))
def test_what_the_evidence_does_not_hold_is_refused(client: TestClient, question: Question) -> None:
    body = asked(client, question.question)

    assert not body["answered"] or "The nearest that is recorded" in body["answer"]


@pytest.mark.parametrize(
    "question", ["blockchain", "projects in Scotland", "asdf qwer zxcv", "the of and", "?", "42"]
)
def test_a_question_of_which_nothing_is_understood_is_never_answered_with_everything(
    client: TestClient, question: str
) -> None:
    body = asked(client, question)

    assert not body["answered"]
    assert body["interpretation"]["url"] is None
    assert body["projects"] == body["findings"] == body["outcomes"] == []


def test_what_was_not_understood_is_said(client: TestClient) -> None:
    body = asked(client, "Which projects hit delays and blockchain?")

    assert body["answered"]
    assert body["interpretation"]["not_understood"] == ["blockchain"]
    assert 'left out: "blockchain"' in body["answer"]


def test_none_is_never_said_while_words_were_left_out(client: TestClient) -> None:
    bodies = [asked(client, one.question) for one in ALL[::25]]

    said = [one for one in bodies if "Nothing is recorded" in one["answer"]]
    assert [one for one in said if one["interpretation"]["not_understood"]] == []


def test_a_project_without_such_a_claim_is_told_what_is_near(client: TestClient) -> None:
    body = asked(client, "did Pause have planning problems?")

    assert not body["answered"]
    assert body["interpretation"]["near"][0]["url"] == f"{ROOT}/findings?project=pause"


def test_a_claim_of_another_project_never_answers_for_the_one_that_is_named(
    client: TestClient,
) -> None:
    body = asked(client, "Was Leeds held up waiting for Ofsted registration?")

    assert not body["answered"]


def test_a_claim_of_an_authority_that_is_not_named_says_so(client: TestClient) -> None:
    body = asked(
        client,
        "Which authority's inspectors said the project was a distraction from front-line work?",
    )

    assert "does not name" in body["answer"]
    assert names(body) == []


def test_what_was_done_about_a_barrier_is_shown_as_chains(client: TestClient) -> None:
    body = asked(client, "how did they get round slow referrals?")

    assert "tr4-f232" in [chain["response_id"] for chain in body["chains"]]


def test_each_part_of_the_query_says_which_words_it_stands_for(client: TestClient) -> None:
    body = asked(client, "Which adoption projects were hit by national policy?")

    assert body["interpretation"]["understood"] == [
        {
            "words": "by national policy",
            "parameter": "barrier",
            "value": "pressures.national-policy",
            "label": "National policy",
        },
        {"words": "adoption", "parameter": "focus", "value": "adoption", "label": "Adoption"},
    ]


def test_a_question_is_kept_to_the_sources_that_are_asked_for(client: TestClient) -> None:
    body = asked(client, "what went wrong in Sefton?", source="tr4")

    assert {row["source_id"] for row in body["findings"]} == {"tr4"}


def test_an_unknown_source_is_refused(client: TestClient) -> None:
    refused = client.get(f"{ROOT}/ask", params={"q": "delays", "source": "tr99"})

    assert refused.status_code == 422
    assert refused.json()["problems"][0]["code"] == "unknown-source"


def test_the_csv_of_an_answer_is_the_csv_of_its_query(client: TestClient) -> None:
    question = {"q": "Which councils pulled out?"}
    address = client.get(f"{ROOT}/ask", params=question).json()["interpretation"]["url"]
    path, _, parameters = address.partition("?")

    assert client.get(f"{ROOT}/ask.csv", params=question).content == (
        client.get(f"{path}.csv?{parameters}").content
    )


def test_a_file_of_no_answer_is_refused_with_the_reason(client: TestClient) -> None:
    refused = client.get(f"{ROOT}/ask.csv", params={"q": "blockchain"})

    assert refused.status_code == 422
    [problem] = refused.json()["problems"]
    assert problem["code"] == "not-answered"
    assert "blockchain" in problem["message"]


@pytest.mark.parametrize("question", ["", "  ", "x" * 1_001])
def test_no_question_and_one_that_is_too_long_are_refused(
    client: TestClient, question: str
) -> None:
    assert client.get(f"{ROOT}/ask", params={"q": question}).status_code == 422


def test_a_long_question_is_read_to_its_last_word(client: TestClient) -> None:
    question = "We are a council. " * 35 + "Which projects met trouble with data sharing?"

    body = asked(client, question)

    assert len(question) > 500
    assert body["answered"]
    assert "data-use.data-sharing" in body["interpretation"]["url"]


def test_the_same_question_has_the_same_answer(evidence: Engine, catalogue: Catalogue) -> None:
    with reading(evidence) as session:
        first, again = (
            [ask(Release(session, each), one.question) for one in ALL[:15]]
            for each in (catalogue, replace(catalogue))
        )

    assert first == again


@pytest.fixture(scope="module")
def scores(evidence: Engine, catalogue: Catalogue) -> list[Score]:
    """The questions kept apart and a sixth of the others, each with its time of the processor."""
    chosen = [one for one in ALL if one.part == "test"]
    chosen += [one for one in ALL if one.part != "test"][::6]
    with reading(evidence) as session:
        return scored(Release(session, catalogue), chosen, time.thread_time)


@pytest.mark.one_database("postgresql")
@pytest.mark.parametrize(("part", "mean", "least"), [("tuning", 0.83, 0.60), ("test", 0.85, 0.60)])
def test_the_questions_are_understood_as_well_as_is_promised(
    scores: list[Score], part: str, mean: float, least: float
) -> None:
    of_part = [one for one in scores if one.question.part == part]

    assert mean_f1(of_part) >= mean
    assert {
        kind: f1 for kind, ones in by_kind(of_part).items() if (f1 := mean_f1(ones)) < least
    } == {}


WORDS = sorted({word for one in ALL for word in one.question.split()})
hostile = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
    st.text(alphabet="aeiou '\"%_;:<>()&|*\\/=-,.?!#$£0123456789", max_size=200),
    st.sampled_from(WORDS).map(lambda word: (word + " ") * (10_000 // (len(word) + 1))),
    st.sampled_from(WORDS).map(lambda word: (word + " ") * (990 // (len(word) + 1))),
    st.text(min_size=1, max_size=5).map(lambda text: text * (10_000 // len(text.encode()))),
)


@pytest.mark.one_database("postgresql")
@examples(120, phases=[Phase.explicit, Phase.generate])
@given(question=hostile)
@example(question="; DROP TABLE project; --")
@example(question="%s%n{0}\x00\ud800")
def test_no_question_is_a_fault_or_takes_long(client: TestClient, question: str) -> None:
    seconds = []
    for _ in range(3):
        started = time.process_time()
        answer = client.get(f"{ROOT}/ask", params={"q": _as_sent(question)})
        seconds.append(time.process_time() - started)
        if seconds[-1] < 0.3:
            break

    assert answer.status_code in (200, 414, 422)
    assert min(seconds) < 0.3


def _as_sent(question: str) -> str:
    return question.encode("utf-8", "replace").decode("utf-8")


def is_fast(scores: list[Score]) -> bool:
    return is_within([one.seconds for one in scores], half=0.015, nearly_all=0.040)


@pytest.mark.one_database("postgresql")
def test_questions_are_read_fast(
    evidence: Engine, catalogue: Catalogue, scores: list[Score]
) -> None:
    """In time of the processor: the machine that runs the checks does other things too."""
    with reading(evidence) as session:
        again = (scored(Release(session, catalogue), ALL[:300], time.thread_time) for _ in range(2))
        assert any(map(is_fast, chain([scores], again)))


def test_every_sentence_of_an_answer_ends_as_a_sentence_does(client: TestClient) -> None:
    answers = [asked(client, one.question)["answer"] for one in ALL[::25]]

    assert [one for one in answers if not re.search(r"[.?)]$", one) or ".." in one] == []
