"""The page of questions: the answer is that of the API, and a refusal is a page that helps."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from app.exports import FORMATS
from app.web.ask import EXAMPLES
from app.web.blocks import MAX_CLAIMS
from app.web.labels import FIRST, FOR_READERS

pytestmark = pytest.mark.one_database

API = "/api/v1"
QUESTIONS = [question for _, question in EXAMPLES]
# Who met a problem, and results, are answered in a table, and not in sentences.
OF_PROBLEMS, OF_RESULTS = QUESTIONS[0], QUESTIONS[2]
TOLD = [question for question in QUESTIONS if question not in (OF_PROBLEMS, OF_RESULTS)]
CHIP = r'class="chip" href="([^"]+)"'
HALF = "staff leaving and electric cars"
REFUSED = ["pothole repairs", "What happened in Birmingham?", "Please help me"]


def asked(client: TestClient, question: str) -> str:
    answer = client.get("/ask", params={"q": question})
    assert answer.status_code == 200
    return answer.text


def twin(client: TestClient, question: str) -> dict[str, Any]:
    answer = client.get("/ask", params={"q": question})
    [address] = re.findall(r'<([^>]+)>; rel="alternate"', answer.headers["link"])
    body: dict[str, Any] = client.get(address).json()
    return body


def said(pattern: str, page: str) -> list[str]:
    return [unescape(found) for found in re.findall(pattern, page, re.S)]


def test_without_a_question_the_page_has_one_of_each_kind(client: TestClient) -> None:
    page = client.get("/ask").text

    assert said("<h1>(.*?)</h1>", page) == ["Ask in plain English"]
    assert said(r'<dd><a href="/ask\?q=[^"]*">(.*?)</a>', page) == QUESTIONS
    assert client.get("/ask?q=%20%0A").text == page


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_example_is_answered(client: TestClient, question: str) -> None:
    assert twin(client, question)["answered"]


@pytest.mark.parametrize("question", [*TOLD, HALF, *REFUSED])
def test_the_page_says_the_question_and_the_answer_of_the_api(
    client: TestClient, question: str
) -> None:
    page = asked(client, question)

    reply, told = twin(client, question), words_of(page)
    assert said("<h1>(.*?)</h1>", page) == [question]
    # What rows say, and whether it worked, stands beside them, and is not said before them too.
    for row in (row for name in ROWS for row in reply[name]):
        told += " ".join(str(row.get(cell, "")) for cell in SAID)
    sentences = re.split(r'(?<=[\w)%”"][.?]) (?=[A-Z\d])', without_pages(reply["answer"]))
    bare = [re.sub(r"^(?:[A-Z][^.:]*: )+", "", one) for one in sentences]
    assert [one for one in bare if one not in told and not re.match(BESIDE, one)] == []


BESIDE = r"Another |The same is said of |It (?:worked|did not work)"
ROWS = ("findings", "chains", "recommendations")
SAID = ("statement", "response_statement", "text_summary")


def without_pages(text: str) -> str:
    return re.sub(r" \(pp?\. [^)]*\)", "", text)


def words_of(page: str) -> str:
    """What a page says, without its marks."""
    return re.sub(
        r"\s+", " ", unescape(re.sub("<[^>]+>", "", re.sub(r" \(pp?\. [^)]*\)", "", page)))
    )


@pytest.mark.parametrize("question", [*QUESTIONS, HALF])
def test_the_rows_are_those_of_the_api(client: TestClient, question: str) -> None:
    page, reply = asked(client, question), twin(client, question)

    blocks, aside = page.split("<aside")
    shown = set(said(r'href="/findings/([^"]+)"', blocks))
    assert {row["finding_id"] for row in reply["findings"][:MAX_CLAIMS]} <= shown
    assert {row["response_id"] for row in reply["chains"]} <= shown
    # Projects that are themselves the answer are introduced; others stand beside it.
    names = said(r'<strong><a href="/projects/[^"]+">([^<]+)</a>', blocks)
    names = names or said(r'<li><a href="/projects/[^"]+">([^<]+)</a>', aside)
    assert question in {OF_PROBLEMS, OF_RESULTS} or names == [
        row["name"] for row in reply["projects"]
    ]
    figures = set(said(r'<a href="/outcomes/([^"]+)">', blocks))
    assert {row["outcome_id"] for row in reply["outcomes"]} <= figures
    advice = {row["text_summary"] for row in reply["recommendations"]}
    assert advice <= set(said("<li>([^<]+) <span class=.receipt", blocks))


@pytest.mark.parametrize("question", TOLD)
def test_each_part_of_an_answer_has_its_heading_and_three_statements_open(
    client: TestClient, question: str
) -> None:
    page, reply = asked(client, question).split("<aside")[0], twin(client, question)

    headings = said("<h2>(.*?)</h2>", page)
    opened = re.sub(r'<details class="rest">.*?</details>', "", page, flags=re.S)
    assert headings[-len(reply["parts"]) + 1 :] == [one["heading"] for one in reply["parts"][1:]]
    for block in opened.split("<h2>"):
        assert block.count('<li class="claim') <= 2 * FIRST


def test_of_many_claims_the_first_are_shown_and_the_rest_is_said(client: TestClient) -> None:
    page, reply = asked(client, "what helped?"), twin(client, "what helped?")

    count = len(reply["findings"])
    assert count > MAX_CLAIMS
    assert f">See all statements</a>: {count - MAX_CLAIMS} more" in page


@pytest.mark.parametrize("question", [*QUESTIONS, HALF])
def test_each_part_of_the_query_can_be_taken_off(client: TestClient, question: str) -> None:
    page, reply = asked(client, question), twin(client, question)

    off = said(CHIP, page)
    assert len(off) == len(reply["interpretation"]["understood"])
    assert [client.get(address).status_code for address in off] == [200] * len(off)
    assert reply["interpretation"]["url"].removeprefix(API) not in off


@pytest.mark.parametrize("question", [*QUESTIONS, HALF])
def test_the_query_can_be_opened_and_has_the_rows_of_the_answer(
    client: TestClient, question: str
) -> None:
    page, reply = asked(client, question), twin(client, question)

    url = reply["interpretation"]["url"]
    [opened] = said(r'<a href="([^"]+)">See all of this as a list', page)
    assert opened == url.removeprefix(API)
    assert client.get(opened).status_code == 200


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_list_of_the_answer_can_be_downloaded(client: TestClient, question: str) -> None:
    page, reply = asked(client, question), twin(client, question)

    files = said(r'<a href="([^"]+)" download>', page)
    path, _, parameters = reply["interpretation"]["url"].partition("?")
    marks = {"csv": "&bom=yes"}
    all_files = [f"{path}.{one}?{parameters}{marks.get(one, '')}" for one in FORMATS]
    assert sorted(files) == sorted(all_files)
    folded = page.split("<summary>For analysts</summary>")[1].split("</details>")[0]
    for_readers = [FORMATS[one].title in FOR_READERS for one in FORMATS]
    assert sorted(said(r'<a href="([^"]+)" download>', folded)) == sorted(
        file
        for file, is_for_readers in zip(all_files, for_readers, strict=True)
        if not is_for_readers
    )


def test_the_words_stand_beside_what_they_became(client: TestClient) -> None:
    page = asked(client, "CSE projects led by charities")

    read = dict(re.findall("<dt>“(.*?)”</dt><dd>(.*?)</dd>", page))
    assert read == {
        "CSE": "about Child sexual exploitation",
        "charities": "led by charities and other voluntary bodies",
    }


def test_what_was_not_understood_is_said_and_can_be_searched(client: TestClient) -> None:
    page = asked(client, HALF)

    assert "<dt>“electric cars”</dt><dd>Not understood, and left out." in page
    assert '<a href="/search?q=electric%20cars">' in page


@pytest.mark.parametrize("question", REFUSED)
def test_a_refused_question_is_a_page_that_helps(client: TestClient, question: str) -> None:
    page, reply = asked(client, question), twin(client, question)

    near = said(r'<li><a href="(/(?!api)[^"]+)">[^<]+</a></li>', page.split("<h1>")[1])
    assert near == [one["url"].removeprefix(API) for one in reply["interpretation"]["near"]]
    assert said(r'<dd><a href="/ask\?q=[^"]*">(.*?)</a>', page) == QUESTIONS
    assert 'href="/search?q=' in page
    assert "Take this very list" not in page


def test_what_is_understood_and_has_no_row_shows_its_query(client: TestClient) -> None:
    question = "Which projects in Bristol had Ofsted delays?"
    page, reply = asked(client, question), twin(client, question)

    assert not reply["answered"]
    assert len(said(CHIP, page)) == len(reply["interpretation"]["understood"]) > 0


def test_a_question_is_text_and_never_a_part_of_the_page(client: TestClient) -> None:
    page = asked(client, '<b>delays</b> "&')

    assert "<b>" not in page


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ({"q": "a" * 1001}, "Too many characters: 1,001 (at most 1,000)."),
        ({"q": "a\0b"}, "A NUL or a lone surrogate is not text."),
        ({"question": "delays"}, "There is no parameter 'question'. Known here: q, source,"),
    ],
)
def test_what_cannot_be_a_question_is_refused(
    client: TestClient, written: dict[str, str], right: str
) -> None:
    answer = client.get(f"/ask?{urlencode(written)}")

    assert answer.status_code == 422
    assert right in unescape(answer.text)


@pytest.mark.parametrize("question", ["What is Pause?", "What is Coram?"])
def test_what_is_answered_by_a_search_for_a_name_has_a_page(
    client: TestClient, question: str
) -> None:
    shown = client.get("/ask", params={"q": question})

    assert (shown.status_code, question in shown.text) == (200, True)


@pytest.mark.parametrize("project", ["stoke-house-project", "action-for-children-step-change"])
def test_what_became_of_a_project_is_shown_once_with_its_source(
    client: TestClient, project: str
) -> None:
    events = client.get(f"/api/v1/events?project={project}&kind.none=started").json()["results"]
    name = events[0]["project_name"]

    page = words_of(asked(client, f"What became of {name}?"))

    assert [page.count(row["statement"].removesuffix(".")) for row in events] == [1] * len(events)
    assert all(row["source_title"] in page for row in events)


def test_no_name_is_left_without_what_was_said_of_it(client: TestClient) -> None:
    page = words_of(asked(client, "Which projects closed?"))

    assert "(FASH):" not in page
    assert page.count("Budget cuts at the partner councils") == 1


def test_each_of_several_questions_has_its_own_answer_with_what_stands_beside_it(
    client: TestClient,
) -> None:
    question = "Which councils lost partners, and who ran Pause?"

    page = client.get("/ask", params={"q": question}).text

    headings = re.findall(r"<h([23])>([^<]+)</h[23]>", page)
    assert headings[:4] == [
        ("2", "Which councils lost partners?"),
        ("3", "What was done about it, and whether it worked"),
        ("3", "What is recommended"),
        ("2", "Who ran Pause?"),
    ]


def test_a_question_on_a_kind_of_council_names_the_councils(client: TestClient) -> None:
    page = client.get("/ask", params={"q": "Which unitary councils took part?"}).text

    areas = client.get("/api/v1/areas?kind=unitary-authority&page_size=1000").json()["results"]
    there = {
        key
        for project in client.get("/api/v1/projects?page_size=1000").json()["results"]
        for key in project["areas"]
    }
    named = re.findall(r'<a href="/places/([^"]+)">', page)
    assert named == [row["area_id"] for row in areas if row["area_id"] in there]
    assert f"{len(named)} councils: " in page


@pytest.mark.parametrize(
    ("finding_id", "tag"), [("tr4-f170", "◆ Result"), ("tr4-f086", "● Also reported")]
)
def test_what_neither_helped_nor_hindered_is_not_told_as_what_a_project_did(
    client: TestClient, finding_id: str, tag: str
) -> None:
    page = client.get(f"/findings/{finding_id}").text
    answer = client.get("/ask", params={"q": "How did Triborough cut turnover?"}).text

    row = client.get(f"{API}/findings/{finding_id}").json()["result"]
    did = " ".join(re.findall(r"What they did:</strong>(.*?)</td>", answer))
    assert (row["polarity"], tag in page, row["statement"] in did) == ("neutral", True, False)
