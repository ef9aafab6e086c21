"""What people come for, by keyboard alone, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.pages import NARROW, WIDE, NewPage, tab_to

pytestmark = pytest.mark.one_database

QUESTION = "Which projects hit recruitment delays?"


def test_a_question_can_be_asked_and_its_first_project_opened_by_keyboard_alone(
    new_page: NewPage,
) -> None:
    page = new_page()
    page.goto("/")

    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Ask in plain English"), most=1)
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(QUESTION)

    first = page.locator("#answer li > a[href^='/projects/']:visible").first
    name = first.inner_text()
    tab_to(page, first)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(name)


@pytest.mark.parametrize("width", [WIDE, pytest.param(NARROW, marks=pytest.mark.slow)])
def test_a_filter_can_be_chosen_by_keyboard_alone(new_page: NewPage, width: int) -> None:
    page = new_page(width)
    page.goto("/")

    tab_to(page, page.get_by_role("navigation", name="Site").get_by_role("link", name="Projects"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile("All .* projects"))
    tab_to(page, page.locator(".filter-panel > summary"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator(".filters summary").first)
    page.keyboard.press("Enter")
    tab_to(page, page.locator("input[name=barrier][value=referrals]"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Show"))
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text(re.compile("projects where Referrals got in the way"))
    assert page.url.endswith("/projects?barrier=referrals")
    expect(page.locator("h1")).to_be_focused()


def test_escape_closes_the_menu_and_leaves_the_focus_on_its_button(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/")

    button = page.locator(".menu > summary")
    tab_to(page, button)
    page.keyboard.press("Enter")
    expect(page.locator(".menu a").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    expect(page.locator(".menu a").first).to_be_hidden()
    expect(button).to_be_focused()


@pytest.mark.parametrize("width", [pytest.param(WIDE, marks=pytest.mark.slow), 390])
@pytest.mark.parametrize(
    ("address", "first"),
    [
        ("/projects", ".cards h2 a"),
        ("/projects?barrier=referrals&focus=fostering", ".cards h2 a"),
        ("/findings?theme=referrals&polarity=barrier", ".claims a"),
        ("/outcomes?theme=turnover", ".outcomes tbody a"),
        ("/chains", ".chain a"),
        ("/sources", ".results a"),
        ("/worries/delays", ".body .prose a:visible"),
        ("/themes/referrals", ".body .prose a:visible"),
        ("/themes/set-up.registration", ".body .prose a:visible"),
        ("/places/norfolk", ".cards h3 a"),
        ("/places/norfolk?worry=delays", ".cards h3 a"),
        ("/ask?q=Which+projects+hit+recruitment+delays%3F", "main .body .prose a, main .claim a"),
    ],
)
def test_the_first_result_is_at_most_eleven_stops_of_the_keyboard_away(
    new_page: NewPage, width: int, address: str, first: str
) -> None:
    page = new_page(width)
    page.goto(address)

    tab_to(page, page.locator(first).first, most=11)


@pytest.mark.parametrize("address", ["/projects", "/places/salford?worry=staff-and-carers"])
def test_the_box_of_the_first_card_is_near_and_projects_are_ticked_and_compared(
    new_page: NewPage, address: str
) -> None:
    page = new_page()
    page.goto(address)

    links, boxes = page.locator(".card :is(h2, h3) a"), page.locator(".card input[type=checkbox]")
    skip = page.get_by_text("Skip the other projects")
    tab_to(page, links.first, most=14)
    # Every reference of a card is a stop on the way to its box.
    references = page.locator(".card").first.locator("a").count() - 1
    tab_to(page, boxes.first, most=references)
    page.keyboard.press("Space")
    tab_to(page, skip.first, most=1)
    tab_to(page, links.nth(1), most=1)
    references = page.locator(".card").nth(1).locator("a").count() - 1
    tab_to(page, boxes.nth(1), most=references + 1)
    page.keyboard.press("Space")

    # Who has ticked enough goes straight on from there.
    tab_to(page, skip.nth(1), most=1)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Compare"), most=1)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("2 projects side by side")


def test_to_compare_with_nothing_ticked_says_so(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/projects")

    page.get_by_role("button", name="Compare").press("Enter")

    expect(page.locator(".notice")).to_contain_text("No project is ticked.")


def focused(page: Page) -> str:
    """What has the focus."""
    return str(page.evaluate("document.activeElement.textContent"))
