"""Each project on the page of a council says why it is like those of the council."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

pytestmark = pytest.mark.one_database


def test_each_project_says_why_it_is_like_those_of_the_council(client: TestClient) -> None:
    page = unescape(client.get("/places/salford").text)

    cards = re.findall(r'<li class="card">.*?</li>', page, re.S)
    said = {
        re.findall(r'<h3><a href="/projects/([^"]+)"', card)[0]: re.findall(
            r"Why like yours:</strong> (.*?)</p>", card
        )
        for card in cards
    }
    assert [key for key, reasons in said.items() if not reasons] == []
    assert said["newcastle-family-insights"] == [
        "Newcastle upon Tyne is number 4 of Salford’s ten statistical neighbours "
        "and a metropolitan borough too."
    ]
    assert said["sefton-cas"] == ["Sefton is in the same region and a metropolitan borough too."]
    assert said["catch22-project-crewe"] == ["Cheshire East is in the same region."]


def test_where_nothing_fits_worry_and_subject_those_that_the_subject_left_out_are_named(
    client: TestClient,
) -> None:
    page = unescape(client.get("/places/kent?worry=staff-and-carers&focus=residential-care").text)

    sections = re.findall(r'<section aria-labelledby="reason.*?</section>', page, re.S)
    heads = [re.findall(r"<h2[^>]*>(.*?)</h2>", section)[0] for section in sections]
    # Its own project has nothing to do with the worry, and comes last.
    assert [heads[0], heads[-1]] == [
        "In one of its ten statistical neighbours",
        "In Kent, on other things",
    ]
    assert (
        "<p>None about residential care. 1 on other subjects met it. "
        '<a href="/places/kent?worry=staff-and-carers">Show all without “Residential care”</a></p>'
        in sections[0]
    )
    # A neighbour is told with what it met or found.
    assert (
        '<li><a href="/projects/norfolk-suffolk-compass">Compass</a> (Suffolk): In Norfolk and '
        "Suffolk, it was hard for Compass to recruit specialist foster carers." in sections[0]
    )
    assert [
        head for head, body in zip(heads, sections, strict=True) if "/projects/" not in body
    ] == []


@pytest.mark.parametrize("query", ["worry=ofsted-and-buildings&focus=adoption", "focus=adoption"])
def test_no_heading_stands_without_a_project(client: TestClient, query: str) -> None:
    page = client.get(f"/places/kent?{query}").text

    sections = re.findall(r'<section aria-labelledby="reason.*?</section>', page, re.S)
    assert sections
    assert [each for each in sections if "/projects/" not in each] == []


def test_an_answer_on_a_council_gives_the_reason_for_each_project_and_leads_to_its_page(
    client: TestClient,
) -> None:
    page = unescape(client.get("/ask", params={"q": "projects like Salford"}).text)

    body = page.partition('<div class="body">')[2].partition("<aside")[0]
    [first, *_] = re.findall(r'<li class="claim">.*?</li>', body, re.S)
    assert 'href="/projects/newcastle-family-insights"' in first
    assert "Newcastle upon Tyne is number 4 of Salford’s ten statistical neighbours" in first
    assert 'href="/places/salford">Projects like those of Salford</a>' in body


def test_a_council_that_took_up_a_project_of_others_is_told_so(client: TestClient) -> None:
    coventry, leeds = (client.get(f"/places/{name}").text for name in ("coventry", "leeds"))

    assert "What is said of Coventry" in coventry
    assert "Project Crewe" in coventry.split("What is said of Coventry")[1].split("</section>")[0]
    assert "What is said of Leeds" not in leeds


def test_who_took_part_later_is_told_first_whatever_is_planned(client: TestClient) -> None:
    pages = [
        unescape(client.get(f"/places/{address}").text)
        for address in ("warrington", "warrington?focus=edge-of-care", "york", "sutton")
    ]

    said = [
        re.sub("<[^>]+>", "", re.findall(r'<p class="lead">(.*?)</p>', page)[0]) for page in pages
    ]
    assert said[:2] == [
        "Unitary authority in North West. In Warrington: no first-wave project. Later: No Wrong "
        "Door. Nearest neighbour with a project: Stockport (Stockport Family, Mockingbird Family "
        "Model).",
        "Unitary authority in North West. In Warrington: no first-wave project about edge of "
        "care. Later: No Wrong Door. No statistical neighbour has one either. Elsewhere in "
        "England, about edge of care: The Right Home, Cambridgeshire Multisystemic Therapy, "
        "Brighter Futures (Ealing), Family and Adolescent Support Hub (FASH) and 8 more.",
    ]
    # York Consulting and the University of York are not York.
    assert [re.findall(r"Later: ([^.]+)\.", each) for each in said] == [
        *[["No Wrong Door"]] * 3,
        ["New Orleans Intervention Model (NIM)"],
    ]
    firsts = [re.findall(r'<h3><a href="/projects/([^"]+)">', page)[0] for page in pages]
    assert firsts == [*["nycc-no-wrong-door"] * 2, "cdc", "nspcc-new-orleans"]
    assert pages[0].partition("What is said of Warrington")[2].count("Warrington were to") == 1


def test_a_page_says_first_whether_there_is_one_in_the_council_and_who_is_nearest(
    client: TestClient,
) -> None:
    plain = unescape(client.get("/places/bristol").text)
    narrow = unescape(client.get("/places/bristol?worry=delays&focus=edge-of-care").text)
    staff = unescape(client.get("/places/bristol?worry=staff-and-carers").text)

    said = [re.findall(r'<p class="lead">(.*?)</p>', page)[0] for page in (plain, narrow, staff)]
    assert [re.sub("<[^>]+>", "", each) for each in said] == [
        "Unitary authority in South West. In Bristol: Signs of Safety. Nearest neighbour with "
        "a project: Reading (Cornerstone Adoption Support Programme).",
        "Unitary authority in South West. In Bristol: no first-wave project about edge of care "
        "that tells of “Delays in starting”. 1 project on other things. No statistical "
        "neighbour has one either. Elsewhere in "
        "England, about edge of care, same worry: Cambridgeshire Multisystemic Therapy, NLCEP, "
        "Safe Families for Children, Step Change.",
        "Unitary authority in South West. In Bristol: no first-wave project that tells of “Staff, "
        "carers and adopters”. 1 project on other things. Nearest neighbour with a project: "
        "Reading (Cornerstone Adoption Support Programme).",
    ]
    # Beside its own four cards stand open where there is room; what is about the same says so.
    opened = re.sub(r'<details class="rest">.*?</details>', "", narrow, flags=re.S)
    assert opened.count('<li class="card">') == 5
    assert opened.count("It is about edge of care too.") == 4


def test_its_own_project_on_other_things_stands_last_with_what_came_of_it(
    client: TestClient,
) -> None:
    page = unescape(
        client.get("/places/derbyshire?worry=staff-and-carers&focus=residential-care").text
    )

    [first, *_, own] = re.findall(r'<section aria-labelledby="reason.*?</section>', page, re.S)
    assert re.findall(r'<h2[^>]*>(.*?)</h2>|<h3><a href="([^"]+)">', own) == [
        ("In Derbyshire, on other things", ""),
        ("", "/projects/morning-lane-reclaiming"),
    ]
    assert "<strong>What came of it:</strong> children who could stay safely" in own
    assert "other things" not in first
    [place] = re.findall(r'<a href="#(reason-\d)">1 project on other things</a>', page)
    assert f'<h2 id="{place}">In Derbyshire, on other things</h2>' in own


def test_who_met_a_delay_on_another_subject_is_named_with_it_and_no_example_is(
    client: TestClient,
) -> None:
    page = unescape(client.get("/places/derbyshire?worry=delays&focus=residential-care").text)

    [listed] = re.findall(r'<ul class="prose">(<li><a href="/projects/.*?)</ul>', page)
    assert re.findall('projects/([^"]+)', listed) == ["barnardos-fgm", "cambridgeshire"]
    assert "Only an example" not in listed
    assert "In general this worked well" not in listed


def test_a_reason_says_where_a_project_ran_and_not_that_it_worked(client: TestClient) -> None:
    page = unescape(client.get("/places/rotherham?worry=staff-and-carers").text)

    assert "<strong>Why like yours:</strong> It ran in Rotherham." in page
    assert "projects that the sources tell of on this, those above included" in page


def test_a_plan_may_be_about_either_of_two_subjects(client: TestClient) -> None:
    both = client.get("/places/devon?worry=delays&focus=edge-of-care&focus=residential-care").text
    listed = client.get("/places/devon?worry=delays&focus=edge-of-care,residential-care").text

    def cards_in(page: str) -> list[str]:
        return re.findall(r'<h3><a href="/projects/([^"]+)"', page)

    alone = [
        cards_in(client.get(f"/places/devon?worry=delays&focus={each}").text)
        for each in ("edge-of-care", "residential-care")
    ]
    assert cards_in(both) == cards_in(listed)
    assert {*alone[0], *alone[1]} <= {*cards_in(both)}
    assert "Devon; delays in starting; edge of care or residential care</h1>" in both
    assert "It is about edge of care and residential care too." in both
    chosen = re.findall(r'<option value="([^"]+)" selected>', both)
    assert chosen == ["delays", "edge-of-care", "residential-care"]


def test_who_met_the_same_with_the_same_plan_is_named_first_and_told_in_full(
    client: TestClient,
) -> None:
    page = client.get("/places/norfolk?worry=staff-and-carers&focus=residential-care").text

    [lead] = re.findall(r'<p class="lead">(.*?)</p>', page)
    assert re.sub("<[^>]+>", "", lead).endswith(
        "Elsewhere in England, about residential care, same worry: Safe Steps, Better by Design, "
        "TBAP Residence."
    )
    group = page.rpartition(">Elsewhere in England, about")[2].partition("</section>")[0]
    assert re.findall(r'<h3><a href="/projects/([^"]+)"', group) == [
        "st-christophers",
        "achieving-for-children",
        "tbap",
    ]
    # On a phone alone a part of it is folded.
    assert '<details class="rest">' not in group


def test_the_project_on_both_subjects_of_a_plan_comes_first_with_what_gave_it_the_capacity(
    client: TestClient,
) -> None:
    page = unescape(
        client.get("/places/coventry?worry=delays&focus=edge-of-care,residential-care").text
    )

    _, _, far = page.partition(
        "Elsewhere in England, about edge of care or residential care, same worry</h2>"
    )
    first, second = far.split('<li class="card">')[1:3]
    heads = [re.findall(r'<h3><a href="/projects/([^"]+)"', card) for card in (first, second)]
    assert heads == [["nlcep"], ["cambridgeshire"]]
    assert "<strong>What helped:</strong> Senior leaders gave NLCEP more project" in first
    kirklees = client.get("/places/kirklees?worry=delays&focus=edge-of-care,residential-care").text
    # A neighbour on the same subject that met other trouble is named as well.
    assert re.search(r"with other trouble: <a [^>]+>The Right Home</a> \(Calderdale\)", kirklees)
    assert "Only an example" not in first
    assert "<p>The source says that they got past it, but not how.</p>" in second
    assert "No source says that one of these" not in page


def test_delays_and_ofsted_point_to_each_other(client: TestClient) -> None:
    pages = (
        "/worries/delays",
        "/worries/ofsted-and-buildings",
        "/places/bradford?worry=delays&focus=edge-of-care",
        "/worries/data-and-proof",
    )
    said = [re.findall(r"<p>See also (.*?):", unescape(client.get(each).text)) for each in pages]

    assert said == [
        ['<a href="/worries/ofsted-and-buildings">Ofsted and buildings</a> (6 projects)'],
        ['<a href="/worries/delays">Delays in starting</a> (7 projects)'],
        [
            '<a href="/places/bradford?worry=ofsted-and-buildings&focus=edge-of-care">'
            "Ofsted and buildings</a> (3 projects about edge of care)"
        ],
        [],
    ]


def test_that_others_took_a_project_up_is_not_told_as_a_help(client: TestClient) -> None:
    page = client.get("/places/coventry").text

    _, _, told = page.partition("By July 2017 Coventry was implementing")
    assert re.findall(r'<span class="tag (\w+)">', told)[0] == "neutral"


def test_what_a_project_did_by_such_means_about_another_problem_stands_on_its_card(
    client: TestClient,
) -> None:
    page = unescape(client.get("/places/plymouth?worry=staff-and-carers").text)

    [card] = re.findall(
        r'<li class="card">(?:(?!</li>\s*<li class="card).)*?SYEP.*?Tick', page, re.S
    )
    assert "It was hard for Sheffield to recruit specialist foster carers." in card
    assert "<strong>Tried about another problem:</strong> Sheffield's SYEP overcame" in card
    assert "Whether it helped with this is not said." in card


def test_a_project_page_tells_who_took_it_up_beside_what_helped_and_its_course_in_order_of_time(
    client: TestClient,
) -> None:
    page = client.get("/projects/catch22-project-crewe").text

    helped = page.partition('id="facilitator"')[2].partition('id="tried"')[0]
    course = page.partition('id="later"')[2].partition("<h2")[0]
    assert "Coventry was implementing" not in helped
    assert re.findall(r"<li>(?:<time[^>]*>)?\w+ (\d{4})", course) == [
        "2015",
        "2017",
        "2017",
        "2020",
    ]


def test_a_project_that_a_subject_left_out_is_named_for_its_nearest_reason_alone(
    client: TestClient,
) -> None:
    page = client.get("/places/kent?worry=ofsted-and-buildings&focus=adoption").text

    named = re.findall(r'<li><a href="/projects/([^"]+)"', page)
    assert len(named) == len(set(named)) == 6
