"""The overview: its table counts what the lists count, and its slide can be edited."""

import io
import re
from html import unescape

import pytest
from pptx import Presentation
from starlette.testclient import TestClient

from app.evidence.answers.worries import WORRIES
from app.web.labels import CAVEAT, RESULTS, came_of

pytestmark = pytest.mark.one_database

API = "/api/v1"


def rows(page: str) -> dict[str, list[int]]:
    """The counts of each worry in the first table."""
    table = page.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
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

    claims = re.findall(r'</strong>([^<]+) <a class="small" href="/findings/([^"]+)"', page)
    for told, key in claims:
        claim = client.get(f"{API}/findings/{key}").json()["result"]
        results = {f"{RESULTS[claim['response_result'] or 'not-said']}."}
        results |= {came_of(claim, {}, is_close=True)}
        after = [f" {each}" if claim["responds_to"] else "" for each in results]
        said = unescape(told).strip().removeprefix("On setting up in general: ")
        # The cause of the example, with how many projects met it, stands before it.
        assert re.sub(r"^[^.:]* \(\d projects\): ", "", said).startswith(
            tuple(claim["statement"] + each for each in after)
        )


def test_a_picture_finds_what_was_named_most_and_says_from_which_sources_and_why_it_is_pale(
    client: TestClient,
) -> None:
    page, picture = (client.get(f"/overview{end}").text for end in ("", "/got-in-the-way.svg"))
    [slide] = Presentation(io.BytesIO(client.get("/overview/got-in-the-way.pptx").content)).slides

    counts = {worry: cells[0] for worry, cells in rows(page).items()}
    most = max(counts, key=counts.__getitem__)
    title = (
        f"{WORRIES[most].label} troubled {counts[most]} projects, more than any other worry. "
        "For most of them no source says how it ended"
    )
    said = "How many projects met each worry, from 115 sources. Pale: no source says how it ended"
    assert slide.shapes.title is not None
    assert slide.shapes.title.text == title
    # The page begins with it, as its heading.
    most_said, _, ended = title.partition(". ")
    said_first = (f"{most_said}</h1>", f'"lead">{ended}.')
    later = ("<svg", "Download this picture", "<table")
    places = [page.index(each) for each in (*said_first, *later)]
    assert places == sorted(places)
    assert [f">{each}<" in picture for each in (title[:60], said)] == [False, True]
    assert title in picture
    assert said in page
    next_most = f"Next: Too few referrals, Leaders and partners ({sorted(counts.values())[-2]} "
    assert f"{next_most}projects each)." in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("worries=delay", "delays"),
        ("worries=delays,population", "query parameter worries"),
        ("example=tr4-f0000", "query parameter example"),
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
    assert [len(each) for each in crests] == [1, 1, 1]


def test_a_slide_has_a_chart_to_edit_with_the_figures_of_the_table_and_the_caveat(
    client: TestClient,
) -> None:
    counts = rows(client.get("/overview").text)
    [slide] = Presentation(io.BytesIO(client.get("/overview/got-in-the-way.pptx").content)).slides

    [chart] = [shape.chart for shape in slide.shapes if shape.has_chart]
    labels = [WORRIES[worry].label for worry in counts]
    labels[0] += " (5 of them named only as examples)"
    labels = [f"{c[0]}  {label}" for c, label in zip(counts.values(), labels, strict=True)]
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


@pytest.mark.parametrize(("ticked", "slides"), [(1, 1), (3, 1), (4, 2), (6, 2), (0, 3)])
def test_the_page_says_on_how_many_slides_the_ticked_worries_come(
    client: TestClient, ticked: int, slides: int
) -> None:
    asked = f"?worries={','.join([*WORRIES][:ticked])}" if ticked else ""

    page = client.get("/overview").text
    content = client.get(f"/overview/lessons.pptx{asked}").content

    assert len(Presentation(io.BytesIO(content)).slides) == slides
    assert "three fit on one slide, six on two. With none ticked you get all, on three." in page


def test_what_a_slide_says_in_few_words_stands_in_full_in_the_notes_of_the_speaker(
    client: TestClient,
) -> None:
    content = client.get("/overview/lessons.pptx?worries=wrong-referrals").content

    [slide] = Presentation(io.BytesIO(content)).slides
    head, met, wrong, did, advised, *_ = slide.notes_slide.notes_text_frame.text.splitlines()
    assert (head, met) == (
        "The wrong referrals",
        "7 projects; none of them is known to have got past it.",
    )
    cause = "People with other needs than planned for (5 projects)"
    assert wrong.startswith(f"What went wrong: {cause}: The role of its new teams was not clear")
    assert did.endswith("The source does not say what came of it. (p.\u00a019)")
    assert advised.startswith("What the report advises: Define the target population clearly")


def test_a_card_names_who_got_past_its_worry_as_the_bar_counts_them(client: TestClient) -> None:
    page = client.get("/").text

    bars = re.findall(r"projects, (\d+|none) of them known to have got past it", page)
    cards = re.findall(r'<p class="tile-count">.*?</p>', page, re.S)
    named = [card.partition("at least in part: ")[2].removesuffix("</p>") for card in cards]
    assert [name.count(",") + bool(name) for name in named] == [
        int(bar) if bar != "none" else 0 for bar in bars
    ]
    assert named[0] == "Cambridgeshire Multisystemic Therapy"
    others = [card.partition("others did better: ")[2].removesuffix("</p>") for card in cards]
    assert [each for each in others if each] == [
        "Hampshire and the Isle of Wight, Match, Creating Strong Communities, Focus on Practice"
    ]
    # What no source says to have answered the problem is not said to have helped.
    told = re.findall(r"<strong>(What [a-z ]+):</strong> ([^<]*)</p>", page)
    assert not [head for head, said in told if "No source says" in said and "helped" in head]
