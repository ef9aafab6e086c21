"""The head of a comparison: what each project met, tried and found, of a worry on just that."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

pytestmark = pytest.mark.one_database


def cells(page: str, row: str) -> list[str]:
    """The words of a row of the table at the head of the page, without its folded parts."""
    table = unescape(page.partition("<tbody>")[2].partition("</tbody>")[0])
    found = table.partition(f'scope="row">{row}</th>')[2].partition("</tr>")[0]
    words = (
        re.sub(
            r'<strong class="of".*?</strong>|<details.*?</details>|<span hidden.*?</span>|<[^>]+>',
            "",
            each,
        )
        for each in re.split("<td[^>]*>", found)[1:]
    )
    return [" ".join(unescape(each).split()) for each in words]


def test_the_page_begins_with_what_each_met_and_what_they_have_in_common(
    client: TestClient,
) -> None:
    ids = "surrey-extended-hope,nycc-no-wrong-door,priory-belhaven"
    page = client.get(f"/compare?project={ids}").text

    # Beside the captions, which narrow screens leave out.
    assert "<p><strong>Do not set one figure against another:" in page.partition("<table")[0]
    assert cells(page, "What got in the way") == [
        "In common: waiting for Ofsted registration. Staff who were hard to recruit, buildings "
        "that were not ready, referrals that were late or went wrong, low numbers of people, "
        "work with families that was not good enough",
        "No source names a problem. That does not mean that there was none.",
        "In common: waiting for Ofsted registration. People with other needs than planned for, "
        "nowhere to move on to",
    ]
    assert (
        "<p>Problems in common: waiting for Ofsted registration (Extended HOPE and Belhaven "
        "Service). No source says what they did about it. What helped more than one: "
        "Multi-professional working "
        "(Extended HOPE, No Wrong Door and Belhaven Service).</p>"
    ) in page


def test_a_comparison_under_a_worry_begins_with_what_each_found_on_just_that(
    client: TestClient,
) -> None:
    ids = "ne-lincolnshire-csc,hampshire,daybreak-fgc"
    lists = (
        client.get("/places/salford?worry=staff-and-carers").text,
        client.get("/projects?facilitator=turnover").text,
    )

    page = client.get(f"/compare?project={ids}&worry=staff-and-carers").text

    caution = (
        "When personal assistants were introduced; no figure is given; "
        "may hold for part of the project only."
    )
    assert cells(page, "Results on “Staff, carers and adopters”") == [
        "Social worker turnover rate, social workers: 11.9% → 7.4% (for the better). "
        "May hold for part of the project only; the period is not given. p. 16",
        f"Vacancy rate, social workers: ↓ down (for the better). {caution} p. 17 "
        f"Use of agency workers, social workers: ↓ down (for the better). {caution} p. 17",
        "Nothing said on this",
    ]
    chosen = '<input type="hidden" name="worry" value="staff-and-carers"><span>With those ticked'
    assert [chosen in each for each in lists] == [True, True]
    assert client.get(f"/compare?project={ids}&worry=nothing").status_code == 422


def test_under_a_worry_what_was_done_stands_as_on_the_page_of_the_worry(
    client: TestClient,
) -> None:
    ids = "sheffield-syep,ne-lincolnshire-csc,match"
    page = client.get(f"/compare?project={ids}&worry=staff-and-carers").text

    [other, unknown, merged] = cells(page, "What they tried against it")
    results = cells(page, "Results on “Staff, carers and adopters”")

    assert "strategy to recruit them. It helped services to work together." in other
    assert "Whether it helped with this is not said. SYEP ended after March 2017" in other
    assert unknown == "Nothing said on this"
    assert merged == (
        "What they did: Merged the role of supervising social worker with most functions of the "
        "child's social worker. p. 17"
    )
    assert "Numbers were too small for robust conclusions. p. 17" in results[2]


def test_different_problems_on_one_subject_are_told_together(client: TestClient) -> None:
    ids = "ne-lincolnshire-csc,sheffield-syep,achieving-for-children"

    page = unescape(client.get(f"/compare?project={ids}").text)

    differ = (
        "Different problems with recruitment: staff who were hard to recruit (Better by Design); "
        "carers who were hard to recruit (SYEP)."
    )
    assert differ in page
    assert "No source names a problem that two of them shared." not in page


def test_where_no_two_projects_had_the_same_problem_the_page_says_so(
    client: TestClient,
) -> None:
    page = unescape(client.get("/compare?project=pause,nis-result").text)

    assert "No source names a problem that two of them shared." in page


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        ("pause,nis-result", "Nothing said of either of the two"),
        ("pause,nis-result,safe-families", "Nothing said of any of the three"),
    ],
)
def test_a_row_in_which_nothing_is_said_of_any_says_so_once(
    client: TestClient, ids: str, said: str
) -> None:
    page = client.get(f"/compare?project={ids}").text

    assert cells(page, "What they tried") == [said]


def test_a_comparison_begins_with_the_worry_what_was_said_of_it_and_what_was_tried(
    client: TestClient,
) -> None:
    ids = "surrey-extended-hope,tbap,hackney-flip"

    page = client.get(f"/compare?project={ids}&worry=ofsted-and-buildings").text
    table = unescape(page.partition("<tbody>")[2].partition("</tbody>")[0])

    rows = re.findall(r'<tr><th scope="row">(.*?)</th>', table)
    assert rows[:3] == [
        "What it was",
        "Ofsted and buildings: what got in the way",
        "What they tried against it",
    ]
    was, met, tried = (cells(page, each) for each in rows[:3])
    assert was[2].startswith(("Set out", "Aimed"))
    assert "In Surrey, Ofsted registration was delayed." in met[0]
    assert tried[0] == "Nothing said on this"
    assert "TBAP gradually came closer to the plan" in tried[1]
    assert "In part it helped with the building." in tried[1]
    # What is on other problems, and no result is, is none of this.
    assert "66%" not in table


def test_where_nothing_is_told_the_reader_is_led_to_what_is(client: TestClient) -> None:
    page = client.get("/compare?project=doncaster-growing-futures,sheffield-syep").text
    project = client.get("/projects/doncaster-growing-futures").text

    assert "No source tells how it answered a problem. What it did stands above." in page
    link = '<a href="/projects/doncaster-growing-futures#reports">evaluation report 29</a>'
    assert f"No result in these sources: see its {link}" in page
    assert 'See its <a href="#reports">evaluation report 29</a>.' in project
    assert "which team evaluated it" in project


def test_where_nothing_is_said_on_the_worry_what_was_tried_on_others_stands_open(
    client: TestClient,
) -> None:
    page = client.get("/compare?project=hampshire,tbap&worry=staff-and-carers").text

    _, tried = cells(page, "What they tried against it")
    assert tried.startswith("Nothing said on this On other problems:")
    assert "as it was first planned. What they did: TBAP gradually came closer" in tried


def test_what_helped_a_delayed_project_and_who_got_past_it_stand_on_compare_and_the_board_page(
    client: TestClient,
) -> None:
    chosen = "project=cambridgeshire,action-for-children-step-change,nlcep&worry=delays"
    page, board = (
        unescape(client.get(f"{path}?{chosen}").text) for path in ("/compare", "/shortlist/board")
    )

    assert cells(page, "What they tried against it") == [
        "The source says that they got past it, but not how. p. 17",
        "Nothing said on this",
        "What helped: Senior leaders gave NLCEP more project management capacity. From then on it "
        "made swifter progress. p. 11",
    ]
    assert "No source says what they did" not in page
    _, _, told = board.partition("<h2>What they tried</h2>")
    assert "<li>Senior leaders gave NLCEP more" in told.partition("</ul>")[0]
    assert "elected members. Got past it: in the end." in board
    assert "Only an example" not in board


def test_a_comparison_on_delays_leads_to_that_on_ofsted_and_a_shortlist_says_who_got_past_it(
    client: TestClient,
) -> None:
    chosen = "project=nlcep,cambridgeshire"
    page = unescape(client.get(f"/compare?{chosen}&worry=delays").text)
    marked = unescape(client.get(f"/shortlist?{chosen}&worry=delays").text)

    assert (
        f'<a href="/compare?{chosen}&worry=ofsted-and-buildings">Ofsted and buildings</a>' in page
    )
    assert "elected members. Got past it: in the end." in marked


def test_what_got_in_the_way_and_what_was_tried_come_before_results_and_reach_is_no_result(
    client: TestClient,
) -> None:
    page = client.get("/compare?project=tbap,st-christophers,surrey-extended-hope").text

    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>', table)
    assert rows == ["What it was", "What got in the way", "What they tried", "Results"]
    [understood, nothing, needs] = cells(page, "Results")
    assert "15 children" not in understood
    assert nothing == "No result in these sources: see its evaluation report 21"
    # A share of contacts that prevented nobody knows what comes after what is plain.
    assert needs.startswith("How far mental health needs at night and at weekends were met")
    assert "66%" not in needs
    reached = page.partition('scope="row">How many it reached</th>')[2].partition("</tr>")[0]
    assert reached.count("<strong>15 children</strong>") == 2


def test_what_is_on_a_worry_stands_at_the_head_and_not_again(client: TestClient) -> None:
    ids = "nlcep,cambridgeshire"
    page = unescape(client.get(f"/compare?project={ids}&worry=delays").text)

    claims = client.get(f"/api/v1/findings?project={ids}&theme=set-up.late-start").json()["results"]
    assert claims != []
    assert [page.count(row["statement"]) for row in claims] == [1] * len(claims)
