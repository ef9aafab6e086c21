"""What a form shows as it is filled in, in a real browser."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.pages import NewPage

pytestmark = pytest.mark.one_database


def edges(part: Locator) -> tuple[float, float]:
    """Where a part of a page begins and ends, from the top."""
    box = part.bounding_box()
    assert box
    return box["y"], box["y"] + box["height"]


def test_what_others_met_stays_beneath_the_state_when_a_plan_is_opened(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/audit")
    condition = page.locator("#tr4-a03")

    condition.get_by_text("Your plan: now, next and how").click()

    _, state = edges(condition.locator("> p:has(select)"))
    help_, _ = edges(condition.locator(".help"))
    _, plan = edges(condition.locator(".plan"))
    assert (help_ - state < 20, plan - help_ > 200) == (True, True)


def test_the_overview_says_how_many_slides_the_ticked_worries_fill(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/overview")
    boxes, told = page.get_by_label("For my slide").all(), page.locator("[data-a-slide]")

    said = [told.inner_text()]
    for box in boxes[:4]:
        box.check()
        said.append(told.inner_text())

    assert said == [
        "",
        "1 ticked: one slide",
        "2 ticked: one slide",
        "3 ticked: one slide",
        "4 ticked: two slides",
    ]


def test_a_copied_link_keeps_the_projects_that_are_ticked(new_page: NewPage) -> None:
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/places/doncaster?worry=staff-and-carers")
    boxes = page.locator("input[form=compare]")
    ticked = [boxes.nth(place).get_attribute("value") for place in (0, 1)]

    for place in (0, 1):
        boxes.nth(place).check()
    page.get_by_role("button", name="Copy link").first.click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    other = new_page()
    other.goto(page.evaluate("navigator.clipboard.readText()"))

    checked = other.locator("input[form=compare]:checked")
    assert [checked.nth(place).get_attribute("value") for place in (0, 1)] == ticked
    expect(checked).to_have_count(2)


def test_of_two_boxes_of_one_name_the_one_that_is_chosen_is_sent(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/")
    page.get_by_label("Your council").fill("Norfolk")
    page.get_by_label("What is it about?").select_option("residential-care")

    page.get_by_role("button", name="Show projects").click()

    expect(page.locator("h1")).to_have_text("Projects like yours: Norfolk; residential care")
    assert page.url.endswith("/places/norfolk?focus=residential-care")


def test_what_to_do_first_is_folded_until_a_condition_is_answered(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/audit")
    listed = page.locator("[data-first] li").first
    expect(listed).to_be_hidden()

    page.locator(".condition select").first.select_option("not-started")
    expect(page.get_by_text(re.compile("Saved in this browser at")).first).to_be_visible()
    page.reload()

    expect(listed).to_be_visible()


def test_what_is_planned_is_kept_with_the_audit_and_examples_fit_it(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/audit")
    page.get_by_label("Name of the service").fill("Ours")

    page.get_by_label("What do you plan?").select_option("residential-care")
    page.get_by_label("Or also").select_option("care-leavers")
    page.get_by_role("button", name="Show examples that fit").click()
    expect(page).to_have_url(re.compile("focus=residential-care&focus=care-leavers$"))
    expect(page.get_by_label("Or also")).to_have_value("care-leavers")
    # Its script notes the plan: who leaves before it ran has noted none.
    page.wait_for_load_state()
    page.goto("/audit")

    expect(page).to_have_url(re.compile("focus=residential-care%2Ccare-leavers$"))
    expect(page.get_by_label("What do you plan?")).to_have_value("residential-care")
    expect(page.get_by_label("Name of the service")).to_have_value("Ours")
    expect(page.locator("#tr4-a06 .help")).to_contain_text("Safe Steps met: St Christopher's")


def test_what_is_copied_of_a_comparison_has_its_project_and_one_full_source(
    new_page: NewPage,
) -> None:
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/compare?project=hampshire,surrey-extended-hope&worry=staff-and-carers")

    page.get_by_role("button", name="Copy results with pages").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()

    first, *_ = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert first == (
        "Extended HOPE: Surrey found it hard to recruit out-of-hours nursing staff. (Sebba et al. "
        "(2017) Systemic conditions for innovation in children's social care, p. 18)"
    )


def test_a_shortlist_keeps_the_worry_until_it_is_put_aside(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/places/norfolk?worry=staff-and-carers")
    for box in page.get_by_role("checkbox").all()[:2]:
        box.check()
    page.get_by_role("button", name="Shortlist").click()
    expect(page.get_by_role("link", name="Your shortlist (2)")).to_be_visible()
    page.goto("/")

    page.get_by_role("link", name="Your shortlist (2)").click()
    expect(page.get_by_text("What is on “Staff, carers and adopters” comes first")).to_be_visible()
    page.get_by_role("link", name="Leave this worry out").click()
    expect(page.get_by_role("link", name="Leave this worry out")).to_have_count(0)
    page.goto("/")

    page.get_by_role("link", name="Your shortlist (2)").click()
    expect(page.get_by_role("link", name="Leave this worry out")).to_have_count(0)


def test_what_is_ticked_is_added_to_the_shortlist_and_of_nothing_ticked_nothing_is_lost(
    new_page: NewPage,
) -> None:
    page = new_page()
    put = page.get_by_role("button", name="Shortlist")
    page.goto("/places/norfolk?worry=staff-and-carers")
    put.click()
    expect(page.get_by_text("Nothing is on it yet")).to_be_visible()

    for first, number in ((0, 2), (2, 4)):
        page.goto("/places/norfolk?worry=staff-and-carers")
        for box in page.get_by_role("checkbox").all()[first : first + 2]:
            box.check()
        put.click()
        expect(page.locator("h1")).to_have_text(f"Your shortlist: {number} projects")
    page.goto("/places/norfolk?worry=delays")
    put.click()

    expect(page.locator("h1")).to_have_text("Your shortlist: 4 projects")
    expect(page.get_by_text("What is on “Staff, carers and adopters” comes first")).to_be_visible()


def test_the_list_of_a_colleague_is_added_to_ones_own_only_if_asked_to(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/shortlist?project=match")
    page.goto("/shortlist?project=hampshire,pause")
    expect(page.get_by_role("link", name="Your shortlist (1)")).to_be_visible()

    page.get_by_role("button", name="Add these to your own shortlist").click()

    expect(page.locator("h1")).to_have_text("Your shortlist: 3 projects")
    expect(page.get_by_role("link", name="Your shortlist (3)")).to_be_visible()


def test_what_is_taken_off_stays_off_and_off_the_list_of_a_colleague_alone(
    new_page: NewPage,
) -> None:
    page = new_page()
    page.goto("/shortlist?project=pause")
    page.goto("/shortlist?project=hampshire,pause")
    page.locator("[data-drop='project=pause']").click()
    expect(page.locator("h1")).to_have_text("Your shortlist: 1 project")
    page.get_by_role("link", name="Your shortlist (1)").click()
    page.locator("[data-drop='project=pause']").click()
    expect(page.get_by_text("Nothing is on it yet")).to_be_visible()

    page.go_back()

    expect(page.get_by_role("button", name="Add these to your own shortlist")).to_be_visible()
    expect(page.get_by_role("link", name="Your shortlist", exact=True)).to_be_visible()


def test_a_browser_that_stores_nothing_adds_to_the_list_of_the_address(
    new_page: NewPage,
) -> None:
    page = new_page()
    page.goto("/shortlist?project=hampshire,pause")
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error(); }; }")
    page.evaluate("localStorage.clear()")
    page.get_by_label("Project").select_option("match")

    page.get_by_role("button", name="Add", exact=True).click()

    expect(page.locator("h1")).to_have_text("Your shortlist: 3 projects")


def test_an_answer_is_copied_with_its_pages_its_question_and_its_address(
    new_page: NewPage,
) -> None:
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/ask?q=Who+cut+staff+turnover%3F")

    page.get_by_role("button", name="Copy this answer with its pages").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()

    first, *_, last = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert first.endswith(
        "turnover, two of them in only part of the project (p. 16). The source does not say which."
    )
    assert f"Asked of Wave 1 Evidence: “Who cut staff turnover?” {page.url} Pages" in last
