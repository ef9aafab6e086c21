"""The overview: its table counts what the lists count, and its slide can be edited."""

import io
import itertools
import re
from html import unescape

import pytest
import sqlalchemy as sa
from pptx import Presentation
from starlette.testclient import TestClient

from app.database import reading
from app.evidence.answers.planning import WORRIES, examples
from app.evidence.catalogue import Catalogue
from app.web.overview import NO_HELP
from app.web.words import CAVEAT, RESULTS

pytestmark = pytest.mark.one_database

API = "/api/v1"


def rows(page: str) -> dict[str, list[int]]:
    """The counts of each worry in the second table."""
    table = page.split("<tbody>")[2].split("</tbody>", maxsplit=1)[0]
    return {
        worry: [int(cell) for cell in re.findall(r'<td class="number">(?:<a[^>]*>)?(\d+)', cells)]
        for worry, cells in re.findall(r'href="/worries/([^"]+)">(.*?)</tr>', table)
    }


def test_a_worry_has_as_many_projects_as_the_list_and_each_is_counted_once(
    client: TestClient,
) -> None:
    counts = rows(client.get("/overview").text)

    assert {worry: cells[0] for worry, cells in counts.items()} == {
        worry.worry_id: client.get(f"{API}/projects?barrier={','.join(worry.theme_ids)}").json()[
            "meta"
        ]["count"]
        for worry in WORRIES.values()
    }
    assert {worry: sum(cells[1:]) for worry, cells in counts.items()} == {
        worry: cells[0] for worry, cells in counts.items()
    }


def test_only_what_a_source_says_was_got_past_counts_as_got_past(client: TestClient) -> None:
    counts = rows(client.get("/overview").text)

    for worry in WORRIES.values():
        query = f"theme={','.join(worry.theme_ids)}&polarity=barrier&overcome=yes"
        said = client.get(f"{API}/findings?{query}").json()["results"]
        assert counts[worry.worry_id][1] == len({row["project_id"] for row in said})


def test_worries_are_in_the_order_of_the_work_and_not_ranked(client: TestClient) -> None:
    assert list(rows(client.get("/overview").text)) == list(WORRIES)


def test_a_problem_and_the_answer_to_it_stand_with_their_pages_and_the_result(
    client: TestClient,
) -> None:
    page = client.get("/overview").text

    claims = re.findall(r'</strong>(.+?) <a class="small" href="/findings/([^"]+)"', page)
    for told, key in claims:
        claim = client.get(f"{API}/findings/{key}").json()["result"]
        result = RESULTS[claim["response_result"] or "not-said"]
        after = f" {result}." if claim["responds_to"] else ""
        assert unescape(told) == claim["statement"] + after


def test_the_example_of_a_worry_is_a_problem_with_an_answer_where_a_source_tells_one(
    client: TestClient, evidence: sa.Engine, catalogue: Catalogue
) -> None:
    with reading(evidence) as session:
        found = examples(session, catalogue)

    assert [lesson.worry for lesson, _, _ in found] == list(WORRIES.values())
    for lesson, problem, answer in found:
        themes = ",".join(lesson.worry.theme_ids)
        chains = client.get(f"{API}/chains?theme={themes}").json()["results"]
        if chains:
            assert answer
            assert answer["responds_to"] == problem["finding_id"]
            assert answer["project_id"] == problem["project_id"]
            # None that is known to have worked is passed over for one that is not.
            told = {row["response_result"] for row in chains if row["project_id"]}
            assert answer["response_result"] == "worked" or "worked" not in told
        else:
            assert answer == lesson.help


def tables(content: bytes) -> list[list[list[str]]]:
    """The table of each slide."""
    return [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for slide in Presentation(io.BytesIO(content)).slides
        for shape in slide.shapes
        if shape.has_table
    ]


def test_a_slide_of_chosen_worries_says_what_went_wrong_what_helped_and_on_which_page(
    client: TestClient,
) -> None:
    chosen = "worries=too-few-referrals&worries=delays"
    [[head, *rows]] = tables(client.get(f"/overview/lessons.pptx?{chosen}").content)

    assert head == [
        *("Worry", "What went wrong", "What helped, or what one did", "What the report advises")
    ]
    assert [row[0] for row in rows] == ["Delays in starting", "Too few referrals"]
    # Where no source says what helped, what is advised has the room of both.
    assert rows[0][2].startswith(f"{NO_HELP} The report advises: Expect a lead-in of at least 6")
    assert rows[0][3] == ""
    assert "It worked. (" in rows[1][2]
    said = [*rows[0][1:3], *rows[1][1:]]
    assert [text for text in said if not re.search(r"\(p\.\s\d+\)$", text)] == []


def test_a_slide_advises_on_just_the_worry_that_the_report_ties_its_advice_to(
    client: TestClient,
) -> None:
    chosen = "worries=ofsted-and-buildings,delays"
    [[_, *rows]] = tables(client.get(f"/overview/lessons.pptx?{chosen}").content)

    assert ["lead-in" in " ".join(row) for row in rows] == [True, False]


def test_no_two_rows_of_the_slides_say_nearly_the_same_went_wrong_or_helped(
    client: TestClient,
) -> None:
    found = tables(client.get("/overview/lessons.pptx").content)

    told = [text for table in found for row in table[1:] for text in row[1:3]]
    words = [{*re.findall("[a-z]+", text.lower())} for text in told]
    pairs = itertools.combinations(words, 2)
    assert max(len(one & other) / len(one | other) for one, other in pairs) < 0.5


def test_all_worries_stand_on_two_slides_in_letters_that_are_read_from_a_back_seat(
    client: TestClient,
) -> None:
    content = client.get("/overview/lessons.pptx").content
    found = tables(content)

    assert [len(table) - 1 for table in found] == [4, 4]
    assert {tuple(table[0]) for table in found} == {
        ("Worry", "What went wrong", "What helped, or what is advised")
    }
    named = [row[0] for table in found for row in table[1:]]
    assert named == [worry.label for worry in WORRIES.values()]
    assert [cell for table in found for row in table for cell in row if not cell] == []
    sizes = [
        paragraph.font.size.pt
        for slide in Presentation(io.BytesIO(content)).slides
        for shape in slide.shapes
        for frame in (
            [cell.text_frame for row in shape.table.rows for cell in row.cells]
            if shape.has_table
            else [shape.text_frame]
        )
        for paragraph in frame.paragraphs
        if paragraph.text
    ]
    assert min(sizes) >= 12


@pytest.mark.parametrize(
    ("chosen", "title"),
    [("staff-and-carers,delays", "and what they did about it"), ("delays", "and what to do")],
)
def test_the_title_of_a_slide_is_its_message(client: TestClient, chosen: str, title: str) -> None:
    content = client.get(f"/overview/lessons.pptx?worries={chosen}").content
    [slide] = Presentation(io.BytesIO(content)).slides

    assert slide.shapes.title.text_frame.text == f"What held other projects up, {title}"


def test_what_helped_has_bars_that_count_the_projects_of_the_list(client: TestClient) -> None:
    page = client.get("/overview").text
    table = page.split('<table class="counts facilitator">')[1].split("</table>")[0]

    bars = re.findall(r'href="/worries/([^"#]+)#helped">.*?<td class="number">(\d+)<', table)
    assert [worry for worry, _ in bars] == list(WORRIES)
    for worry, number in bars:
        themes = ",".join(WORRIES[worry].theme_ids)
        rows = client.get(f"{API}/projects?facilitator={themes}").json()
        assert int(number) == rows["meta"]["count"]
    # Where fewer staff left counts as it does on the page of the worry, and the heading says so.
    [named] = re.findall(r"What helped, or where fewer left: (\d+) projects", page)
    assert named == dict(bars)["staff-and-carers"]
    assert "also where fewer left" in client.get("/overview/what-helped.svg").text


def test_a_picture_that_is_mostly_pale_says_why(client: TestClient) -> None:
    picture = client.get("/overview/got-in-the-way.svg").text

    assert "the report seldom says how a problem ended" in picture
    assert "the report seldom says how a problem ended" in client.get("/overview").text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("worries=delay", "delays"),
        ("worries=delays,population", "query parameter worries"),
    ],
)
def test_what_is_no_choice_for_a_slide_is_refused(
    client: TestClient, asked: str, said: str
) -> None:
    answer = client.get(f"/overview/lessons.pptx?{asked}")

    assert answer.status_code == 422
    assert said in answer.text


def test_a_slide_has_a_place_for_a_crest(client: TestClient) -> None:
    slides = Presentation(io.BytesIO(client.get("/overview/lessons.pptx").content)).slides

    crests = [[each for each in slide.placeholders if "crest" in each.name] for slide in slides]
    assert [len(each) for each in crests] == [1, 1]


def test_a_slide_has_a_chart_to_edit_with_the_figures_of_the_table_and_the_caveat(
    client: TestClient,
) -> None:
    counts = rows(client.get("/overview").text)
    [slide] = Presentation(io.BytesIO(client.get("/overview/got-in-the-way.pptx").content)).slides

    [chart] = [shape.chart for shape in slide.shapes if shape.has_chart]
    labels = [WORRIES[worry].label for worry in counts]
    labels[0] += " (5 of them named only as examples)"
    assert list(chart.plots[0].categories) == labels
    series = [list(one.values) for one in chart.plots[0].series]
    assert series == [
        list(column) for column in zip(*(c[1:] for c in counts.values()), strict=True)
    ]
    words = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert CAVEAT in words
    assert "Sebba et al. (2017)" in words


@pytest.mark.parametrize("ending", ["svg", "png", "pptx"])
def test_every_picture_can_be_taken(client: TestClient, ending: str) -> None:
    answer = client.get(f"/overview/got-in-the-way.{ending}")

    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]


def test_the_caveat_is_in_the_picture(client: TestClient) -> None:
    assert CAVEAT in client.get("/overview/got-in-the-way.svg").text


def test_a_picture_that_is_not_there_is_not_found(client: TestClient) -> None:
    answer = client.get("/overview/got-in-the-way.gif")

    assert answer.status_code == 404
    assert "got-in-the-way.p" in answer.text


def test_the_projects_that_got_past_a_problem_are_those_of_its_statements(
    client: TestClient,
) -> None:
    page = client.get("/overview").text

    for told, count in re.findall(r'<a href="(/findings[^"]+)">(\d+)<span', page):
        rows = client.get(f"{API}{unescape(told)}&page_size=1000").json()["results"]
        assert len({row["project_id"] for row in rows}) == int(count)
