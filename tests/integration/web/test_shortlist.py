"""The shortlist: its address holds all of it, and it can be compared and taken as it stands."""

import io
import re
from html import unescape

import pytest
from docx import Document
from openpyxl import load_workbook
from starlette.testclient import TestClient

from app.web.labels import CAVEAT
from app.web.rendering import MAX_MARKED

pytestmark = pytest.mark.one_database

API = "/api/v1"
MARKED = "?project=match,hampshire&finding=tr4-f095,tr4-f166"


def test_the_page_shows_what_its_address_marks_in_the_order_of_marking(client: TestClient) -> None:
    page = client.get(f"/shortlist{MARKED}").text

    assert re.findall(r'<h3><a href="/projects/([^"]+)">', page) == ["match", "hampshire"]
    assert re.findall(r'<li class="claim \w+" id="([^"]+)"', page) == ["tr4-f095", "tr4-f166"]


def test_every_mark_can_be_taken_off(client: TestClient) -> None:
    page = unescape(client.get(f"/shortlist{MARKED}").text)

    assert re.findall(r'<a href="([^"]+)" data-drop="([^"]+)"', page) == [
        ("/shortlist?project=hampshire&finding=tr4-f095,tr4-f166", "project=match"),
        ("/shortlist?project=match&finding=tr4-f095,tr4-f166", "project=hampshire"),
        ("/shortlist?project=match,hampshire&finding=tr4-f166", "finding=tr4-f095"),
        ("/shortlist?project=match,hampshire&finding=tr4-f095", "finding=tr4-f166"),
    ]


def test_the_worry_goes_along_with_the_list(client: TestClient) -> None:
    page = unescape(client.get("/shortlist?project=match,hampshire&worry=staff-and-carers").text)

    kept = "project=match,hampshire&worry=staff-and-carers"
    assert [f'href="{path}?{kept}"' in page for path in ("/compare", "/shortlist/board")] == [
        True,
        True,
    ]
    assert 'data-marks="project=match project=hampshire worry=staff-and-carers"' in page
    assert 'href="/shortlist?project=hampshire&worry=staff-and-carers"' in page
    assert '<input type="hidden" name="worry" value="staff-and-carers">' in page
    assert 'href="/shortlist?project=match,hampshire" data-drop="worry=staff-and-carers"' in page
    assert client.get("/shortlist?project=match&worry=nothing").status_code == 422


def test_ticked_projects_come_as_a_browser_sends_them(client: TestClient) -> None:
    ticked = client.get("/shortlist?project=match&project=hampshire")
    written = client.get("/shortlist?project=match,hampshire")

    assert (
        ticked.text.split("<main")[1].split("<h1>")[1]
        == (written.text.split("<main")[1].split("<h1>")[1])
    )


def test_a_project_is_added_without_a_script(client: TestClient) -> None:
    page = client.get("/shortlist?project=match&finding=tr4-f095").text

    form = page.split('action="/shortlist"')[1].split("</form>")[0]
    assert re.findall('type="hidden" name="([^"]+)" value="([^"]+)"', form) == [
        ("project", "match"),
        ("finding", "tr4-f095"),
    ]
    assert '<option value="hampshire">' in form
    assert '<option value="match">' not in form


@pytest.mark.parametrize(
    ("marks", "can"),
    [("match", False), ("match,hampshire", True), ("match,hampshire,tbap,pause,fdac", False)],
)
def test_two_to_four_projects_can_be_compared(client: TestClient, marks: str, can: bool) -> None:
    page = client.get(f"/shortlist?project={marks}").text

    assert (f'href="/compare?project={marks}"' in page) == can


def test_the_workbook_has_the_marked_statements_and_no_other(client: TestClient) -> None:
    content = client.get(f"/shortlist/statements.xlsx{MARKED}").content

    rows = list(load_workbook(io.BytesIO(content))["findings"].iter_rows(values_only=True))
    key = rows[0].index("finding_id")
    assert [row[key] for row in rows[1:]] == ["tr4-f095", "tr4-f166"]


def test_the_board_s_page_and_its_document_have_the_same_points_with_the_caveat(
    client: TestClient,
) -> None:
    page = client.get(f"/shortlist/board{MARKED}").text
    content = client.get(f"/shortlist/board.docx{MARKED}").content

    paragraphs = Document(io.BytesIO(content)).paragraphs
    points = re.findall(r'<li>(.*?) <span class="receipt">(.*?)</span></li>', page)
    assert [
        each.text for each in paragraphs if each.style and each.style.name == "List Bullet"
    ] == [unescape(f"{text} ({place})" if place else text) for text, place in points]
    assert CAVEAT in [each.text for each in paragraphs]


THREE = "/shortlist/board?project=surrey-extended-hope,nycc-no-wrong-door,priory-belhaven"


def section(page: str, title: str) -> list[str]:
    """The points of a section of a board's page."""
    part = unescape(page).partition(f"<h2>{title}</h2>")[2].partition("</ul>")[0]
    return re.findall(r"<li>(.*?) <span", part)


def test_a_problem_of_each_kind_stands_on_the_board_s_page_in_the_order_of_the_work(
    client: TestClient,
) -> None:
    told = section(client.get(THREE).text, "What got in the way")

    kinds = ["nursing staff", "Ofsted", "Ofsted", "building adaptations"]
    assert [kind for kind, point in zip(kinds, told, strict=False) if kind in point] == kinds
    assert told[-1] == (
        "No source names a problem of No Wrong Door. That does not mean that there was none."
    )


def test_the_board_s_page_says_what_projects_share(client: TestClient) -> None:
    assert section(client.get(THREE).text, "In short") == [
        "Problems in common: waiting for Ofsted registration (Extended HOPE and Belhaven Service).",
        "No source says what they did about it.",
        "What helped more than one: Multi-professional working "
        "(Extended HOPE, No Wrong Door and Belhaven Service).",
    ]


def test_the_board_s_page_tells_marked_problems_of_projects_that_are_not_marked(
    client: TestClient,
) -> None:
    page = client.get("/shortlist/board?project=match,hampshire&finding=tr4-f220").text

    assert "It was hard for Sheffield to recruit specialist foster carers." in page


def test_what_has_no_room_on_the_board_s_page_is_counted(client: TestClient) -> None:
    page = client.get(THREE).text

    kept = ["surrey-extended-hope", "nycc-no-wrong-door", "priory-belhaven"]
    results = client.get(f"{API}/outcomes?project={','.join(kept)}").json()["meta"]["count"]
    [left] = section(page, "Left out here")
    assert left.endswith(" results: see the pages of these projects.")
    assert f"{results - len(section(page, 'Results'))} results" in left


def test_results_stand_for_each_project_with_a_figure_or_a_direction(client: TestClient) -> None:
    told = section(client.get(THREE).text, "Results")

    assert {point.partition(":")[0] for point in told} == {
        *("Surrey, Extended HOPE", "North Yorkshire, No Wrong Door", "Suffolk, Belhaven Service")
    }
    assert [point for point in told if not re.search(r"\d|rose|fell|stayed the same", point)] == []


def test_a_project_leads_to_a_shortlist_with_it(client: TestClient) -> None:
    page = client.get("/projects/match").text

    assert '<a class="keep" href="/shortlist?project=match" data-keep="project=match">' in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("?finding=tr4-f9999", "There is no 'tr4-f9999'."),
        ("?project=hampshir", "Did you mean"),
        ("?projects=hampshire", "There is no parameter"),
        (f"?finding={','.join(f'f{n}' for n in range(41))}", f"Too many marks: {MAX_MARKED + 1}"),
    ],
)
@pytest.mark.parametrize("path", ["/shortlist", "/shortlist/board", "/shortlist/board.docx"])
def test_what_is_not_known_is_refused(client: TestClient, path: str, asked: str, said: str) -> None:
    answer = client.get(f"{path}{asked}", headers={"accept": "text/html"})

    assert answer.status_code == 422
    assert said in unescape(answer.text)


def test_the_board_s_page_has_advice_and_no_count_of_people_among_the_results(
    client: TestClient,
) -> None:
    page = client.get(
        "/shortlist/board?project=st-christophers,action-for-children-step-change"
    ).text

    results = section(page, "Results")
    assert [point for point in results if "worked with" in point] == []
    assert results[-1].startswith("No source names a result of Safe Steps")
    assert section(page, "What the report recommends") != []
