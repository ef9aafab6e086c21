"""What stands on paper, printed by a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.pages import NewPage

pytestmark = pytest.mark.one_database


def test_what_is_folded_on_the_screen_is_whole_on_paper(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/worries/too-few-referrals")
    folded = page.locator(".rest:not([open]) .claim").first
    expect(folded).to_be_hidden()

    page.emulate_media(media="print")

    expect(folded).to_be_visible()


def test_a_page_for_a_board_fits_on_one_side(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/")
    boards = [f"{link.get_attribute('href')}/board" for link in page.locator(".tiles h3 a").all()]
    # As many as can be compared, and more, of which much is told.
    told = ["priory-belhaven", "surrey-extended-hope", "hampshire", "stockport", "match", "pause"]
    listed = page.request.get("/api/v1/projects?page_size=40").json()["results"]
    every = [row["project_id"] for row in listed]
    boards += [
        f"/shortlist/board?project={','.join(ids)}" for ids in (told[:4], told, every[:20], every)
    ]
    boards.append(f"{boards[-1]}&worry=data-and-proof")

    sides = {}
    for board in boards:
        page.goto(board)
        sides[board] = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))

    assert sides == dict.fromkeys(boards, 1)


def test_the_readiness_check_is_one_page_of_what_is_written_in_the_order_of_what_to_do(
    new_page: NewPage,
) -> None:
    page = new_page()
    page.goto("/audit")
    page.locator(".condition select").first.select_option("in-place")
    page.locator(".condition select").nth(4).select_option("not-started")
    page.get_by_label("Who leads").first.fill("Jo")

    page.emulate_media(media="print")

    tops = {
        each.get_attribute("id"): (each.bounding_box() or {"y": 0})["y"]
        for each in page.locator(".condition").all()
    }
    assert min(tops, key=tops.__getitem__) == "tr4-a05"
    assert max(tops, key=tops.__getitem__) == "tr4-a01"
    expect(page.locator(".printed", has_text="Jo")).to_be_visible()
    expect(page.locator(".condition textarea:visible")).to_have_count(0)
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1
