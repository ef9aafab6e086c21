"""The examples of worries and their slides: the commonest cause, the nearest advice, the size."""

import io
import itertools
import re
from html import unescape

import pytest
import sqlalchemy as sa
from pptx import Presentation
from starlette.testclient import TestClient

from app.database import reading
from app.evidence.answers import Release, examples
from app.evidence.answers.worries import WORRIES, is_past
from app.evidence.catalogue import Catalogue
from app.web.lesson_words import IN_BRIEF, NO_HELP

pytestmark = pytest.mark.one_database

API = "/api/v1"


def test_the_example_of_a_worry_is_a_problem_with_an_answer_where_a_source_tells_one(
    client: TestClient, evidence: sa.Engine, catalogue: Catalogue
) -> None:
    with reading(evidence) as session:
        found = examples(Release(session, catalogue))

    assert list(found) == list(WORRIES)
    for worry, [best, *_] in found.items():
        themes = ",".join(WORRIES[worry].theme_ids)
        chains = client.get(f"{API}/chains?theme={themes}").json()["results"]
        assert best.is_answered == bool(chains)
        # None that is known to have worked is passed over for one that is not.
        told = {row["response_result"] for row in chains if row["project_id"]}
        if best.is_answered and best.answer:
            assert best.answer["response_result"] == "worked" or "worked" not in told


def test_no_worry_has_an_empty_piece_and_what_is_no_answer_to_just_that_says_so(
    client: TestClient, evidence: sa.Engine, catalogue: Catalogue
) -> None:
    with reading(evidence) as session:
        best = {
            worry: several[0] for worry, several in examples(Release(session, catalogue)).items()
        }

    assert [
        worry
        for worry, each in best.items()
        if not (each.answer or is_past(each.problem)) or not each.advice
    ] == []
    # The project's own, where nothing answers just that; a problem of many projects has none.
    others = [each for each in best.values() if each.answer and not each.is_answered]
    assert [
        (each.key, each.answer["finding_id"])
        for each in others
        if each.answer and each.problem["project_id"] not in {None, each.answer["project_id"]}
    ] == []
    assert best["staff-and-carers"].problem["theme_id"] == "turnover.staff-turnover"
    assert NO_HELP not in client.get("/overview").text
    assert "On setting up in general: Expect" in client.get("/overview").text


def test_what_worked_in_a_project_that_ended_is_told_with_its_end(client: TestClient) -> None:
    pages = ["/audit", "/chains", "/worries/leaders-and-partners"]
    pages += ["/compare?project=sheffield-syep,stockport", "/findings/tr4-f079"]
    [end] = client.get(f"{API}/events?project=sheffield-syep&kind=closed").json()["results"]

    said = f"{end['statement'].removesuffix('.')} (innovationcsc.co.uk)."
    told = {path: said in unescape(client.get(path).text) for path in pages}

    assert told == dict.fromkeys(pages, True)


def test_what_they_did_answers_just_the_problem_beside_it(
    evidence: sa.Engine, catalogue: Catalogue
) -> None:
    with reading(evidence) as session:
        found = [
            each for several in examples(Release(session, catalogue)).values() for each in several
        ]

    answered = [(each.problem, each.answer) for each in found if each.answer]
    others = [
        (problem["finding_id"], answer["finding_id"])
        for problem, answer in answered
        if answer["responds_to"] != problem["finding_id"]
        and answer["theme_id"] != problem["theme_id"]
        and answer["project_id"] != problem["project_id"]
    ]
    assert others == []
    assert len({each.key for each in found}) == len(found)


def test_home_page_overview_and_slide_show_the_same_example(
    client: TestClient, evidence: sa.Engine, catalogue: Catalogue
) -> None:
    with reading(evidence) as session:
        best = [several[0] for several in examples(Release(session, catalogue)).values()]
    slides = tables(client.get("/overview/lessons.pptx").content)

    on_slides = [row[1:3] for table in slides for row in table[1:]]
    home, overview = (unescape(client.get(path).text) for path in ("/", "/overview"))
    told = [[row for row in (each.problem, each.answer) if row] for each in best]
    # A card and a slide have the words of the page, or the few that stand for them.
    for rows, cells in zip(told, on_slides, strict=True):
        for row, cell in zip(rows, cells, strict=False):
            words = str(IN_BRIEF.get(row["finding_id"], row["statement"]))
            assert row["statement"] in overview
            assert words in home
            assert words in cell
            assert len(cell) < 330


def test_another_example_stands_in_the_address_of_the_page_and_of_the_slide(
    client: TestClient,
) -> None:
    page = client.get("/overview?worries=delays").text
    row = page.split('<tr id="ofsted-and-buildings">')[1].split("</tr>")[0]
    [other] = re.findall(r'name="example" value="([^"]+)"', row)
    statement = client.get(f"{API}/findings/{other}").json()["result"]["statement"]

    # The button of the form that was pressed stands behind what was chosen before.
    swapped = client.get(f"/overview?example=tr4-f209&worries=delays&example={other}").text
    [[_, row_of_slide]] = tables(
        client.get(f"/overview/lessons.pptx?worries=ofsted-and-buildings&example={other}").content
    )

    assert statement not in unescape(page)
    assert statement in unescape(swapped)
    # The next choice keeps what is chosen: this one, and the worries that are ticked.
    assert f'<input type="hidden" name="example" value="{other}">' in swapped
    assert re.findall(r'value="([^"]+)" checked', swapped) == ["delays"]
    # The cause is that of the example; the others of the worry stand after it.
    assert row_of_slide[1].startswith(f"Buildings that were not ready (4): {statement}")
    assert row_of_slide[1].endswith("Also: waiting for Ofsted registration (3).")


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
    chosen = "worries=too-few-referrals&worries=delays&worries=ofsted-and-buildings"
    [[head, *rows]] = tables(client.get(f"/overview/lessons.pptx?{chosen}").content)

    assert head == [
        *("Worry", "What went wrong", "What they did, or what helped", "What the report advises")
    ]
    assert [row[0].split("\n")[0] for row in rows] == [
        *("Delays in starting", "Ofsted and buildings", "Too few referrals")
    ]
    # Who got past it stands there, though no source says how.
    assert rows[0][2].startswith("The source says that they got past it, but not how.")
    assert rows[0][3].startswith("Allow at least 6 to 12 months")
    assert rows[1][3].startswith("On setting up in general: Allow at least")
    named = "It worked. ("
    assert named in rows[2][2]
    said = [text for row in rows for text in row[1:] if text != rows[0][2]]
    assert [
        text
        for text in said
        if not re.search(r"\((p\.\s\d+|innovationcsc.co.uk)\)( Also: [^.]+\.)?$", text)
    ] == []


def test_no_two_rows_of_the_slides_say_nearly_the_same_went_wrong_or_helped(
    client: TestClient,
) -> None:
    found = tables(client.get("/overview/lessons.pptx").content)

    told = [text for table in found for row in table[1:] for text in row[1:3]]
    words = [{*re.findall("[a-z]+", text.lower())} for text in told if text != NO_HELP]
    pairs = itertools.combinations(words, 2)
    assert max(len(one & other) / len(one | other) for one, other in pairs) < 0.5


def test_all_worries_stand_on_three_slides_in_letters_that_are_read_from_a_back_seat(
    client: TestClient,
) -> None:
    content = client.get("/overview/lessons.pptx").content
    found = tables(content)

    assert [len(table) - 1 for table in found] == [3, 3, 2]
    named = [row[0].split("\n")[0] for table in found for row in table[1:]]
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
    ("chosen", "message", "rows"),
    [
        (
            "delays,staff-and-carers,ofsted-and-buildings",
            "Few projects that had trouble with delays, staffing or premises "
            "are known to have solved it",
            [
                "12 projects, 5 of them named only as examples; 1 got past it.",
                "8 projects; none of them is known to have got past it; 4 others did better.",
                "6 projects; 1 got past it in part.",
            ],
        ),
        (
            "data-and-proof",
            "No project that had trouble with data is known to have solved it in full",
            ["27 projects; 1 got past it in part."],
        ),
        (
            "wrong-referrals",
            "No project that had trouble with wrong referrals is known to have solved it",
            ["7 projects; none of them is known to have got past it."],
        ),
    ],
)
def test_a_slide_has_a_message_to_say_aloud_and_the_counts_of_the_other_pages(
    client: TestClient, chosen: str, message: str, rows: list[str]
) -> None:
    content = client.get(f"/overview/lessons.pptx?worries={chosen}").content
    [slide] = Presentation(io.BytesIO(content)).slides
    home = unescape(re.sub("<[^>]+>", "", client.get("/").text))

    title = slide.shapes.title.text_frame
    [[_, *told]] = tables(content)
    assert title.text == message
    assert [row[0].split("\n")[1] for row in told] == rows
    for row in rows:
        met, _, only = row.partition(";")[0].partition(", ")
        assert f"{met}: " in home
        assert only in home
    # At most two lines, in letters as large as those of the chart: below them it says what it is.
    letter = title.paragraphs[0].font.size.pt * 0.6
    assert title.paragraphs[0].font.size.pt >= 24
    assert len(title.text) * letter < slide.shapes.title.width.pt * 2


def test_a_row_that_stands_alone_on_a_slide_has_larger_letters(client: TestClient) -> None:
    sizes = {}
    for chosen in ("delays", "delays,too-few-referrals"):
        content = client.get(f"/overview/lessons.pptx?worries={chosen}").content
        [slide] = Presentation(io.BytesIO(content)).slides
        [table] = [shape.table for shape in slide.shapes if shape.has_table]
        sizes[chosen] = table.cell(1, 1).text_frame.paragraphs[0].font.size.pt

    assert sizes == {"delays": 18, "delays,too-few-referrals": 15}


def test_where_a_worry_is_measured_itself_it_stands_that_it_grew_less(client: TestClient) -> None:
    [row] = re.findall(r'<tr id="staff-and-carers">(.*?)</tr>', client.get("/overview").text, re.S)

    changed = (
        "Staff turnover: Creating Strong Communities fell from 11.9% to 7.4% (p.\u00a016); "
        "Focus on Practice fell from 21.7% to 10.6% (one of three boroughs), rose (second of three "
        "boroughs), stayed the same (third of three boroughs) (p.\u00a017)."
    )
    assert changed in row
    [slide] = tables(client.get("/overview/lessons.pptx?worries=staff-and-carers").content)
    assert slide[1][0].endswith("none of them is known to have got past it; 4 others did better.")
    # Staff turnover is told of no named project: no count stands before it.
    assert slide[1][1].startswith("Staff turnover was high in many projects")
    assert slide[1][2].endswith(changed)
    assert slide[1][3].endswith("(its self-audit, p.\u00a023)")


@pytest.mark.parametrize("chosen", ["", "?worries=delays,staff-and-carers,too-few-referrals"])
def test_the_rows_of_a_slide_end_above_its_notes(client: TestClient, chosen: str) -> None:
    content = client.get(f"/overview/lessons.pptx{chosen}").content

    for slide in Presentation(io.BytesIO(content)).slides:
        [table] = [shape for shape in slide.shapes if shape.has_table]
        notes = max(shape.top for shape in slide.shapes if shape.has_text_frame)
        assert table.top + sum(row.height for row in table.table.rows) <= notes
