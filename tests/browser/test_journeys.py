"""What people come for, from the first page to the file they take home, in a real browser."""

import codecs
import re

import docx
import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from tests import formats
from tests.pages import NARROW, WIDE, NewPage, downloaded, heading

pytestmark = pytest.mark.one_database

API = "/api/v1"
QUESTION = "Which projects hit recruitment delays?"
IN_THE_DOCUMENT = {"Service: Harbour Fostering", "Ask the foster carers.", "Under way", "Ms Oak"}
in_both_widths = pytest.mark.parametrize(
    "width", [WIDE, pytest.param(NARROW, marks=pytest.mark.slow)]
)
with_and_without_script = pytest.mark.parametrize(
    ("width", "has_script"),
    [
        pytest.param(WIDE, True, id="1280"),
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
    new_page: NewPage, client: TestClient, width: int, has_script: bool
) -> None:
    page = new_page(width, has_script=has_script)
    page.goto("/")

    page.get_by_label("Ask in plain English").fill(QUESTION)
    page.get_by_role("button", name="Ask").click()
    assert heading(page) == QUESTION

    first = page.locator("#answer li > a[href^='/projects/']:visible").first
    name = first.inner_text()
    first.click()
    assert heading(page) == name

    page.locator(".claim .receipt a[href^='/findings/']").first.click()
    claim = page.url.rpartition("/")[2]
    expect(page.get_by_role("heading", name="Where it is said")).to_be_visible()

    page.go_back()
    project = page.url.rpartition("/")[2]
    folded = page.get_by_text("Statements and reference")
    if folded.is_visible():
        folded.click()
    file = downloaded(page, page.get_by_role("main").get_by_role("link", name="CSV"))
    rows = formats.from_csv(file.read_bytes().removeprefix(codecs.BOM_UTF8))
    assert claim in [row["finding_id"] for row in rows]
    assert {row["project_name"] for row in rows} == {name}
    assert [row["finding_id"] for row in rows] == ids_of(client, f"/findings?project={project}")
    assert all(row["paragraph"] and row["anchor"] for row in rows)


@with_and_without_script
def test_a_planner_narrows_by_a_barrier_and_takes_two_projects_to_a_meeting_on_paper(
    new_page: NewPage, width: int, has_script: bool
) -> None:
    page = new_page(width, has_script=has_script)
    page.goto("/projects")

    page.get_by_text("Filter", exact=True).click()
    filters = page.get_by_role("form", name="Narrow the list")
    filters.locator("summary").first.click()
    filters.locator("input[name=barrier][value=referrals]").check()
    filters.get_by_role("button", name="Show").click()
    assert re.fullmatch(r"\d+ projects where Referrals got in the way", heading(page))

    cards = page.locator(".cards > li")
    names = cards.get_by_role("heading").all_inner_texts()[:2]
    cards.nth(0).get_by_role("checkbox").check()
    cards.nth(1).get_by_role("checkbox").check()
    page.get_by_role("button", name="Compare", exact=True).click()
    assert heading(page) == "2 projects side by side"
    assert page.locator("thead").first.locator("a").all_text_contents() == names

    page.emulate_media(media="print")
    printed = page.get_by_text(re.compile(r"evidence of \d+ \w+ \d{4}, .*compare\?"))
    expect(page.locator("footer").get_by_text("The words are ours.")).to_be_visible()
    expect(printed).to_be_visible()
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

    condition = page.locator(".condition").nth(1)
    assert page.get_by_label("Name of the service").input_value() == "Harbour Fostering"
    assert condition.get_by_label("What needs to happen").input_value() == "Ask the foster carers."
    assert condition.get_by_label("State").input_value() == "under-way"
    assert condition.get_by_label("Who leads").input_value() == "Ms Oak"
    expect(page.get_by_text("1 of 10 answered: 0 in place, 1 under way")).to_be_visible()
    expect(
        page.get_by_text(re.compile("Saved in this browser at [0-9]{2}:[0-9]{2}")).first
    ).to_be_visible()
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
    condition = page.locator(".condition").nth(1)
    condition.get_by_label("State").select_option("Under way")
    folded = condition.get_by_text("Who, by when, and your plan")
    if folded.is_visible():
        folded.click()
    condition.get_by_label("Who leads").fill("Ms Oak")
    condition.get_by_text("Your plan: now").click()
    condition.get_by_label("What needs to happen").fill("Ask the foster carers.")


def lines_of(page: Page) -> set[str]:
    """Every line of the Word document that the audit gives."""
    file = downloaded(page, page.get_by_role("button", name="Word, for the board"))
    document = docx.Document(str(file))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    return cells | {paragraph.text for paragraph in document.paragraphs}


@in_both_widths
def test_a_planner_keeps_projects_on_a_shortlist_and_finds_them_again(
    new_page: NewPage, width: int
) -> None:
    page = new_page(width)
    for project in ("match", "hampshire"):
        page.goto(f"/projects/{project}")
        page.get_by_role("link", name="Put on your shortlist").click()
        expect(page.get_by_role("link", name="On your shortlist. See it")).to_be_visible()

    page.get_by_role("link", name="Your shortlist (2)").click()
    page.get_by_role("link", name=re.compile("Take off the list.*Match")).click()

    assert page.url.endswith("/shortlist?project=hampshire")
    expect(page.get_by_role("link", name="Your shortlist (1)")).to_be_visible()
    page.goto("/shortlist")
    expect(page.locator("h1")).to_have_text("Your shortlist: 1 project")


@in_both_widths
def test_a_council_and_a_worry_lead_to_projects_and_a_slide_in_five_clicks(
    new_page: NewPage, width: int
) -> None:
    page = new_page(width)
    page.goto("/")

    page.get_by_label("Your council").fill("Norfolk")
    page.get_by_label("What worries you?").select_option("Delays in starting")
    page.get_by_role("button", name="Show projects").click()
    assert heading(page) == "Projects like yours: Norfolk; delays in starting"
    assert page.locator("h3 a[href^='/projects/']").count() >= 3
    assert page.locator(".claim").count() >= 3
    page.get_by_role("link", name="All projects that met this").click()
    file = downloaded(page, page.get_by_role("link", name="PowerPoint").first)

    assert file.read_bytes().startswith(b"PK")


@in_both_widths
def test_projects_of_a_council_are_ticked_there_and_compared_or_taken_to_a_board(
    new_page: NewPage, width: int
) -> None:
    page = new_page(width)
    page.goto("/places/norfolk?worry=delays")
    for fold in page.get_by_text("named only as").all():
        fold.click()
    names = page.locator(".cards h3").all_inner_texts()[:2]

    for number in range(2):
        page.locator(".card").nth(number).get_by_role("checkbox").check()
    # What can be done with them stays in sight.
    expect(page.get_by_role("button", name="Shortlist")).to_be_in_viewport()
    page.get_by_role("button", name="Compare", exact=True).click()
    assert heading(page) == "2 projects side by side"

    page.go_back()
    assert page.get_by_label("What worries you?").input_value() == "delays"
    page.get_by_role("button", name="Board page").click()
    assert heading(page).startswith("1 of 2 projects met “Delays in starting”; ")
    assert all(name in page.locator("main").inner_text() for name in names)


@in_both_widths
def test_a_researcher_goes_from_the_map_to_a_claim_and_cites_it(
    new_page: NewPage, width: int
) -> None:
    page = new_page(width)
    page.goto("/map")

    cell = page.locator("a[href^='/findings?theme=referrals&polarity=barrier']").first
    count = cell.inner_text()
    cell.click()
    assert heading(page).startswith(f"{count} statements ")

    page.locator(".claim .receipt a[href^='/findings/']").first.click()
    # The script puts the host before the address a moment after the page has come.
    reference = page.locator("#reference")
    expect(reference).to_have_text(
        re.compile(r"\. In: Wave 1 Evidence, \d+ \w+ \d{4}\. http://\S+/findings/[\w-]+$")
    )

    page.get_by_text("Details for researchers").click()
    file = downloaded(page, page.get_by_role("main").get_by_role("link", name="RIS").first)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert (lines[0][:6], lines[-1].strip()) == ("TY  - ", "ER  -")
    assert str(page.locator("body").get_attribute("data-release")) in "\n".join(lines)


@pytest.mark.parametrize(
    ("title", "ending"), [("CSV", "csv"), ("Excel", "xlsx"), ("Parquet", "parquet")]
)
def test_an_analyst_takes_every_claim_in_the_format_of_the_tool(
    new_page: NewPage, client: TestClient, title: str, ending: str
) -> None:
    page = new_page()
    page.goto("/")
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Data").click()

    file = downloaded(
        page, page.get_by_role("link", name=re.compile(rf"^{title} \(.*\) of Findings$"))
    )

    assert re.fullmatch(rf".*findings.*\.{ending}", file.name)
    rows = formats.READ[ending](file.read_bytes())
    assert [row["finding_id"] for row in rows] == ids_of(client, "/findings")


def test_a_copied_link_names_the_release_and_is_otherwise_the_address(
    new_page: NewPage, client: TestClient
) -> None:
    release = client.get(f"{API}/release").json()["release"]
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/projects?barrier=referrals,recruitment&release=0.1.0%2B000000000000#top")

    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()

    copied = page.evaluate("navigator.clipboard.readText()")
    short = release.partition("+")[2][:6]
    address = f"/projects?barrier=referrals,recruitment&release={short}#top"
    assert copied.endswith(address)
