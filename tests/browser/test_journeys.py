"""What people come for, from the first page to the file they take home, in a real browser."""

import re

import docx
import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from tests import formats
from tests.pages import NARROW, WIDE, NewPage, downloaded, heading, tab_to

pytestmark = pytest.mark.one_database

API = "/api/v1"
QUESTION = "Which projects hit recruitment delays?"
IN_THE_DOCUMENT = {"Service: Harbour Fostering", "Ask the foster carers.", "Readiness: Under way"}
in_both_widths = pytest.mark.parametrize(
    "width", [WIDE, pytest.param(NARROW, marks=pytest.mark.slow)]
)
with_and_without_script = pytest.mark.parametrize(
    ("width", "has_script"),
    [
        pytest.param(WIDE, True, id="1280"),
        pytest.param(NARROW, True, id="375", marks=pytest.mark.slow),
        pytest.param(WIDE, False, id="1280, no script", marks=pytest.mark.slow),
        pytest.param(NARROW, False, id="375, no script"),
    ],
)


def ids_of(client: TestClient, address: str) -> list[str]:
    """The ids of a whole list, from its JSON."""
    joint = "&" if "?" in address else "?"
    answer = client.get(f"{API}{address}{joint}page_size=1000").json()
    assert answer["meta"]["next_cursor"] is None
    key = next(iter(answer["results"][0]))
    return [row[key] for row in answer["results"]]


@with_and_without_script
def test_a_planner_asks_and_goes_home_with_the_claims_of_a_project(
    new_page: NewPage, visitor: TestClient, width: int, has_script: bool
) -> None:
    page = new_page(width, has_script=has_script)
    page.goto("/")

    page.get_by_label("Ask in plain English").fill(QUESTION)
    page.get_by_role("button", name="Ask").click()
    assert heading(page) == QUESTION

    first = page.locator("main li > a[href^='/projects/']").first
    name = first.inner_text()
    first.click()
    assert heading(page) == name

    page.locator(".claim .receipt a").first.click()
    claim = page.url.rpartition("/")[2]
    expect(page.get_by_role("heading", name="Where it is said")).to_be_visible()

    page.go_back()
    project = page.url.rpartition("/")[2]
    file = downloaded(page, page.get_by_role("main").get_by_role("link", name="CSV"))
    rows = formats.from_csv(file.read_bytes())
    assert claim in [row["finding_id"] for row in rows]
    assert {row["project_name"] for row in rows} == {name}
    assert [row["finding_id"] for row in rows] == ids_of(visitor, f"/findings?project={project}")
    assert all(row["paragraph"] and row["anchor"] for row in rows)


@with_and_without_script
def test_a_planner_narrows_by_a_barrier_and_takes_two_projects_to_a_meeting_on_paper(
    new_page: NewPage, width: int, has_script: bool
) -> None:
    page = new_page(width, has_script=has_script)
    page.goto("/projects")

    if width == NARROW:
        page.get_by_text("Filter", exact=True).click()
    filters = page.get_by_role("form", name="Narrow the list")
    filters.locator("input[name=barrier][value=referrals]").check()
    filters.get_by_role("button", name="Show").click()
    assert re.fullmatch(r"\d+ projects that met barriers in Referrals", heading(page))

    cards = page.locator(".cards > li")
    names = cards.get_by_role("heading").all_inner_texts()[:2]
    cards.nth(0).get_by_role("checkbox").check()
    cards.nth(1).get_by_role("checkbox").check()
    page.get_by_role("button", name="Compare the chosen").click()
    assert heading(page) == f"{names[0]} and {names[1]}, side by side"

    page.emulate_media(media="print")
    release = page.locator("footer").get_by_text(re.compile(r"Release \d+\.\d+\.\d+\+[0-9a-f]{12}"))
    expect(page.locator("footer").get_by_text("Rees Centre, 2017")).to_be_visible()
    expect(release).to_be_visible()
    expect(page.get_by_role("navigation", name="Site")).to_be_hidden()
    expect(page.get_by_role("form")).to_have_count(0)
    assert is_printed(page.pdf(format="A4"))


def is_printed(pdf: bytes) -> bool:
    """Whether a PDF is whole, and has pages with something on them."""
    has_pages = len(re.findall(rb"/Type\s*/Page\b", pdf)) >= 1
    return pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF") and has_pages


@in_both_widths
def test_the_answers_of_an_audit_survive_a_reload_and_can_be_downloaded_as_a_word_document(
    new_page: NewPage, width: int
) -> None:
    page = new_page(width)
    page.goto("/audit")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    fill_in(page)
    assert [one for one in sent if "/static/" not in one] == []

    page.reload()

    second = page.locator("fieldset.condition").nth(1)
    assert page.get_by_label("Name of the service").input_value() == "Harbour Fostering"
    assert second.get_by_label("What needs to happen").input_value() == "Ask the foster carers."
    assert second.get_by_label("Under way").is_checked()
    assert lines_of(page) >= IN_THE_DOCUMENT


def test_an_audit_can_be_downloaded_as_a_word_document_without_script(new_page: NewPage) -> None:
    page = new_page(NARROW, has_script=False)
    page.goto("/audit")
    expect(page.locator("noscript")).to_be_visible()

    fill_in(page)

    assert lines_of(page) >= IN_THE_DOCUMENT


def fill_in(page: Page) -> None:
    """Answer a part of the audit."""
    page.get_by_label("Name of the service").fill("Harbour Fostering")
    second = page.locator("fieldset.condition").nth(1)
    second.get_by_label("What needs to happen").fill("Ask the foster carers.")
    second.get_by_label("Under way").check()


def lines_of(page: Page) -> set[str]:
    """Every line of the Word document that the audit gives."""
    file = downloaded(page, page.get_by_role("button", name="Download as a Word document"))
    return {paragraph.text for paragraph in docx.Document(str(file)).paragraphs}


@in_both_widths
def test_a_researcher_goes_from_the_map_to_a_claim_and_cites_it(
    new_page: NewPage, width: int
) -> None:
    page = new_page(width)
    page.goto("/map")

    cell = page.locator("a[href^='/findings?theme=referrals&polarity=barrier']").first
    count = cell.inner_text()
    cell.click()
    assert heading(page).startswith(f"{count} claims ")

    page.locator(".claim .receipt a").first.click()
    cited = page.locator("#reference").inner_text()
    assert re.search(r"\. In: Wave 1 Evidence, release ", cited)

    page.get_by_text("Details for researchers").click()
    file = downloaded(page, page.get_by_role("main").get_by_role("link", name="RIS").first)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert (lines[0][:6], lines[-1].strip()) == ("TY  - ", "ER  -")
    release = re.search(r"Release (\S+)\. ", page.locator("footer").inner_text())
    assert release
    assert release[1] in "\n".join(lines)


@pytest.mark.parametrize(
    ("title", "ending"), [("CSV", "csv"), ("Excel", "xlsx"), ("Parquet", "parquet")]
)
def test_an_analyst_takes_every_claim_in_the_format_of_the_tool(
    new_page: NewPage, visitor: TestClient, title: str, ending: str
) -> None:
    page = new_page()
    page.goto("/")
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Data").click()

    file = downloaded(page, page.get_by_role("link", name=f"{title} of Findings"))

    assert re.fullmatch(rf".*findings.*\.{ending}", file.name)
    rows = formats.READ[ending](file.read_bytes())
    assert [row["finding_id"] for row in rows] == ids_of(visitor, "/findings")


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

    first = page.locator("main li > a[href^='/projects/']").first
    name = first.inner_text()
    tab_to(page, first)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(name)


@in_both_widths
def test_a_filter_can_be_chosen_by_keyboard_alone(new_page: NewPage, width: int) -> None:
    page = new_page(width)
    page.goto("/")

    tab_to(page, page.get_by_role("navigation", name="Site").get_by_role("link", name="Projects"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile("All .* projects"))
    if width == NARROW:
        tab_to(page, page.locator(".filter-panel > summary"))
        page.keyboard.press("Enter")
    tab_to(page, page.locator("input[name=barrier][value=referrals]"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Show"))
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text(re.compile("projects that met barriers in Referrals"))


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


def focused(page: Page) -> str:
    """What has the focus."""
    return str(page.evaluate("document.activeElement.textContent"))
