"""What a reader sees on a phone without moving sideways or far down."""

import pytest

from tests.pages import NARROW, NewPage

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("address", "first"),
    [
        ("/projects?barrier=set-up.registration,set-up.premises", ".cards > li"),
        ("/findings?theme=referrals&polarity=barrier", ".claims > li"),
    ],
)
def test_on_a_phone_the_first_result_is_in_sight(
    new_page: NewPage, address: str, first: str
) -> None:
    page = new_page(390)
    page.goto(address)

    place = page.locator(first).first.bounding_box()
    assert place is not None
    assert place["y"] < 500


@pytest.mark.parametrize("by", ["polarity", "strand", "focus"])
def test_on_a_phone_the_whole_map_is_in_sight(new_page: NewPage, by: str) -> None:
    page = new_page(NARROW)
    page.goto(f"/map?by={by}")

    cells = page.locator(".map td a:visible")
    edges = cells.evaluate_all("all => all.map((one) => one.getBoundingClientRect().right)")
    assert max(edges) <= NARROW
    assert len(edges) > 14


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/map?by=focus", 3_500),
        ("/themes", 2_500),
        ("/worries/delays/board", 2_500),
        ("/shortlist/board?project=hampshire,morning-lane-reclaiming,sefton-cas", 2_800),
    ],
)
def test_on_a_phone_what_is_beside_the_point_is_folded_and_can_be_opened(
    new_page: NewPage, address: str, most: int
) -> None:
    page = new_page(390)
    page.goto(address)
    height = "document.documentElement.scrollHeight"
    folded = page.evaluate(height)

    page.locator("[data-all-rows], main .unfolded > summary").first.click()

    assert folded < most
    assert page.evaluate(height) > folded + 300
