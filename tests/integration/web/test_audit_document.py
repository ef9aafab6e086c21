"""The document of the self-audit: made of what is posted, kept nowhere, refused with reasons."""

import io
import logging
import re
from collections.abc import Iterable
from typing import Any

import pytest
from docx import Document
from starlette.testclient import TestClient

from app.web.audit import QUESTIONS
from app.web.labels import READINESS

pytestmark = pytest.mark.one_database

FORM = "application/x-www-form-urlencoded"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCUMENT = "/audit/document"
EVIDENCE = f"{DOCUMENT}/evidence"


def document_of(answer: Any) -> Any:
    assert (answer.status_code, answer.headers["content-type"]) == (200, DOCX)
    return Document(io.BytesIO(answer.content))


def lines(answer: Any) -> list[str]:
    return [paragraph.text for paragraph in document_of(answer).paragraphs]


def tables(answer: Any) -> list[list[list[str]]]:
    """The rows of each table: where the service stands, and its plan."""
    return [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in document_of(answer).tables
    ]


def problems(answer: Any) -> str:
    """What a refusal says, without its marks."""
    found = re.search(r'<div class="notice wrong">(.*?)</div>', answer.text, re.S)
    assert found
    return " ".join(re.sub(r"<[^>]+>", "", found[1]).split())


def test_the_document_holds_what_was_posted(client: TestClient) -> None:
    said = {
        "service": "Cumbria children's services",
        "date": "14 March 2027",
        "tr4-a02.now": "Two teams are short of staff.\r\nA third is new.",
        "tr4-a02.needed": "=1+1 posts <b>filled</b> & kept",
        "tr4-a02.progress": "Żółć, 漢字, 👩‍🔧",
        "tr4-a02.readiness": "under-way",
        "tr4-a02.owner": "Head of service",
        "tr4-a02.by": "1 May 2027",
    }

    answer = client.post(DOCUMENT, data=said)

    condition = f"2. {READINESS['tr4-a02']['action']}"
    [stand, plan] = tables(answer)
    assert lines(answer)[1:3] == ["Service: Cumbria children's services", "Date: 14 March 2027"]
    what, *rest = stand[1]
    assert (what.split("\n")[0], rest) == (
        condition,
        ["Under way", "Head of service", "1 May 2027"],
    )
    # A board reads why: what got in the way of one project there, and what went well at one.
    [_, wrong, well] = what.split("\n")
    assert re.fullmatch(r"Elsewhere: .+ \(p\.\u00a0\d+\)", wrong)
    assert re.fullmatch(r"Went well: .+ \(p\.\u00a0\d+\)", well)
    assert plan == [
        ["What to do", *QUESTIONS.values()],
        [
            condition,
            "Two teams are short of staff.\nA third is new.",
            "=1+1 posts <b>filled</b> & kept",
            "Żółć, 漢字, 👩‍🔧",
        ],
    ]
    assert "No plan is written yet for 9 of the 10 conditions that are not in place." in lines(
        answer
    )


def test_what_has_not_begun_comes_first_in_the_order_of_the_report(client: TestClient) -> None:
    conditions = client.get("/api/v1/audit-conditions").json()["results"]
    states = {f"{one['condition_id']}.readiness": "in-place" for one in conditions}
    states |= {"tr4-a01.readiness": "under-way", "tr4-a08.readiness": "not-started"}
    states |= {"tr4-a06.readiness": "not-started"}

    answer = client.post(DOCUMENT, data=states)

    [stand] = tables(answer)
    # What is in place is not to be done: it is told below.
    assert numbers(row[0] for row in stand[1:]) == ["6", "8", "1"]
    done = lines(answer)
    rest = done[done.index("In place") + 1 : done.index("Our plan")]
    assert numbers(rest) == ["2", "3", "4", "5", "7", "9", "10"]


def numbers(titles: Iterable[str]) -> list[str]:
    """The numbers of conditions, as their titles begin."""
    return [title.partition(".")[0] for title in titles]


def test_evidence_is_told_only_where_it_is_asked_for(client: TestClient) -> None:
    short = lines(client.post(DOCUMENT, data={"service": "Ours"}))
    whole = lines(client.post(EVIDENCE, data={"service": "Ours"}))

    head = "Examples: what other projects met and tried"
    assert (head in short, head in whole) == (False, True)


def test_a_condition_on_recruiting_tells_of_projects_that_did_not_find_staff(
    client: TestClient,
) -> None:
    found = lines(client.post(EVIDENCE, data={"service": "Ours"}))

    [place] = [number for number, line in enumerate(found) if line.startswith("6. ")]
    told = " ".join(found[place : place + 12])
    assert "hard for Achieving for Children to recruit education professionals" in told
    assert "more on the site's page of this condition." in " ".join(found[place:])


def test_the_examples_of_the_document_fit_what_is_planned_or_say_what_they_are_about(
    client: TestClient,
) -> None:
    whole = lines(client.post(EVIDENCE, data={"service": "Ours"}))
    plan = {"service": "Ours", "focus": "residential-care,care-leavers"}
    fitting = lines(client.post(EVIDENCE, data=plan))

    [line] = [each for each in whole if each.startswith("In Norfolk and Suffolk, it was hard")]
    assert line.endswith("(p.\u00a018; on mental health and edge of care)")
    assert (
        "Examples: what other projects on residential care or care leavers met and tried" in fitting
    )
    assert "Plan: Residential care or care leavers" in fitting
    assert [each for each in fitting if "Norfolk" in each or "; on " in each] == []
    # What names the plan in its words comes first.
    [staff] = [each for each in fitting if "St Christopher's found it hard" in each]
    assert staff.endswith("to recruit residential staff. (p.\u00a018)")
    refused = client.post(EVIDENCE, data={"focus": "residential"})
    assert (refused.status_code, "residential-care" in refused.text) == (422, True)


def test_a_condition_has_two_examples_of_what_was_met_and_tried_and_advised(
    client: TestClient,
) -> None:
    document = Document(io.BytesIO(client.post(EVIDENCE, data={"service": "Ours"}).content))

    parts: list[int] = []
    for paragraph in document.paragraphs:
        is_point = paragraph.style is not None and paragraph.style.name == "List Bullet"
        if is_point:
            parts[-1] += 1
        else:
            parts.append(0)
    assert max(parts) == 2


def test_the_document_tells_what_projects_met_and_tried(client: TestClient) -> None:
    rows = client.get("/api/v1/findings?theme=data-use&polarity=barrier").json()["results"]
    tried = client.get("/api/v1/chains?theme=data-use").json()["results"]

    found = "\n".join(lines(client.post(EVIDENCE, data={"service": "Ours"})))

    assert [row for row in rows if row["statement"] in found] != []
    assert [row for row in tried if row["response_statement"] in found] != []


def test_the_document_says_what_is_recommended_and_on_which_page(client: TestClient) -> None:
    [row] = client.get("/api/v1/recommendations?theme=attribution.comparison").json()["results"]

    found = lines(client.post(EVIDENCE, data={"service": "Ours"}))

    assert f"{row['text_summary']} (p.\u00a0{row['page']})" in found


def test_evidence_is_told_only_where_a_service_is_not_ready(client: TestClient) -> None:
    states = {f"tr4-a{number:02}.readiness": "in-place" for number in range(1, 10)}

    found = lines(client.post(EVIDENCE, data=states))

    assert "Of 10 conditions: 1 not answered, 9 in place." in found
    told = found[found.index("Examples: what other projects met and tried") :]
    assert [line.split(".")[0] for line in told if re.match(r"\d+\. ", line)] == ["10"]


def test_what_is_blank_is_said_to_be_not_answered(client: TestClient) -> None:
    answer = client.post(DOCUMENT, data={"service": " ", "tr4-a01.readiness": ""})

    [stand] = tables(answer)
    assert lines(answer)[1:3] == ["Service: Not answered", "Date: Not answered"]
    assert [row[1:] for row in stand[1:]] == [["Not answered", "", ""]] * 10


def test_what_is_under_way_stands_before_what_is_not_answered(client: TestClient) -> None:
    states = {"tr4-a01.readiness": "under-way", "tr4-a03.readiness": "in-place"}

    answer = client.post(DOCUMENT, data=states | {"tr4-a05.owner": "Ms Oak"})

    [stand] = tables(answer)
    assert numbers(row[0] for row in stand[1:]) == ["1", "2", "4", "5", "6", "7", "8", "9", "10"]
    # Who leads is no plan yet.
    assert [row[2] for row in stand[1:]].index("Ms Oak") == 3
    assert "No plan is written yet for any condition that is not in place." in lines(answer)
    told = lines(answer)
    assert numbers(told[told.index("In place") + 1 : told.index("Our plan")]) == ["3"]


def test_what_is_in_place_is_told_as_it_is_and_nothing_is_to_be_written_on_it(
    client: TestClient,
) -> None:
    said = {"tr4-a03.readiness": "in-place", "tr4-a03.owner": "Ms Oak", "tr4-a03.now": "Led well."}

    answer = client.post(DOCUMENT, data=said | {"tr4-a05.needed": "Ask them."})

    condition = client.get("/api/v1/audit-conditions/tr4-a03").json()["result"]
    assert f"3. {condition['text_summary']} (Ms Oak)" in lines(answer)
    [stand, plan] = tables(answer)
    assert numbers(row[0] for row in stand[1:]) == ["1", "2", "4", "5", "6", "7", "8", "9", "10"]
    assert [row[0] for row in stand if "?" in row[0].split("\n")[0]] == []
    assert [row[1:] for row in plan[1:]] == [
        ["Not written yet", "Ask them.", "Not written yet"],
        ["Led well.", "", ""],
    ]


def test_where_all_is_in_place_nothing_is_to_be_done_first(client: TestClient) -> None:
    states = {f"tr4-a{number:02}.readiness": "in-place" for number in range(1, 11)}

    answer = client.post(DOCUMENT, data=states)

    assert tables(answer) == []
    assert "Of 10 conditions: 10 in place." in lines(answer)


def test_the_document_ends_with_its_sources_and_the_day_of_the_evidence(
    client: TestClient,
) -> None:
    found = lines(client.post(DOCUMENT, data={"service": "Ours"}))

    assert "Sebba et al. (2017)" in found[-1]
    assert "Wave 1 Evidence, evidence of 30 November 2026." in found[-1]


def test_the_document_has_headings_a_title_and_a_language(client: TestClient) -> None:
    answer = client.post(DOCUMENT, data={"service": "Ours"})
    document = Document(io.BytesIO(answer.content))

    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert (styles.count("Heading 1"), styles.count("Heading 2")) == (1, 3)
    assert document.core_properties.title == "Readiness check: are we ready to start?"
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.author == ""


def test_control_characters_are_cleaned(client: TestClient) -> None:
    said = {"service": "O\x00u\x0br\x1bs\ufffe \x85now", "tr4-a01.now": "one\ttwo\r\nthree"}

    answer = client.post(DOCUMENT, data=said)

    assert lines(answer)[1] == "Service: Ours now"
    assert tables(answer)[1][1][1] == "one\ttwo\nthree"


def test_the_document_is_kept_nowhere(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = client.post(DOCUMENT, data={"service": "a secret of ours"})

    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    name = r'attachment; filename="Readiness check, \d{4}-\d\d-\d\d\.docx"'
    assert re.fullmatch(name, answer.headers["content-disposition"])
    longer = client.post(EVIDENCE, data={"service": "a secret of ours"})
    assert "Readiness check for the team, 20" in longer.headers["content-disposition"]
    assert "secret" not in caplog.text


def test_a_field_of_200_lines_is_read_and_one_more_is_refused(client: TestClient) -> None:
    whole = client.post(DOCUMENT, data={"tr4-a03.now": "a\r\n" * 199 + "a"})
    longer = client.post(DOCUMENT, data={"tr4-a03.now": "a\r\n" * 200 + "a"})

    assert (whole.status_code, longer.status_code) == (200, 422)
    assert "Condition 3, What happens now: Too many lines: 201 (at most 200)." in problems(longer)


def test_a_field_of_5_000_characters_is_read_and_one_more_is_refused(client: TestClient) -> None:
    full = f"{'a' * 99}\r\n" * 50
    right = client.post(DOCUMENT, data={"tr4-a03.now": full})
    wrong = client.post(DOCUMENT, data={"tr4-a03.now": full + "b"})

    assert right.status_code == 200
    assert (wrong.status_code, wrong.headers["cache-control"]) == (422, "no-store")
    assert problems(wrong) == (
        "Condition 3, What happens now: Too many characters: 5,001 (at most 5,000)."
    )
