"""Projects like mine: every council is known, and each project stands for its nearest reason."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from app.evidence.answers.worries import WORRIES
from tests import oracle

API = "/api/v1"
pytestmark = pytest.mark.one_database


def projects_in(page: str) -> list[str]:
    return re.findall(r'<h3><a href="/projects/([a-z0-9-]+)">', page)


def test_projects_there_come_first_those_of_few_places_in_front_then_those_of_neighbours(
    client: TestClient,
) -> None:
    page = client.get("/places/norfolk").text

    here = oracle.ids("projects", [("area", "norfolk")])
    near = [key for key in oracle.ids("projects", [("near", "norfolk")]) if key not in here]
    places = {row["project_id"]: len(row["areas"]) for row in oracle.PROJECTS}
    shown = projects_in(page)
    assert shown[: len(here)] == sorted(here, key=lambda key: places[key])
    # A trial of No Wrong Door had a site there.
    assert shown[len(here)] == "nycc-no-wrong-door"
    assert set(shown[len(here) + 1 :][: len(near)]) == set(near)
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize(
    "area_id", [row["area_id"] for row in oracle.AREAS if row["kind"] == "unitary-authority"][::8]
)
def test_a_council_without_a_project_is_known_all_the_same(
    client: TestClient, area_id: str
) -> None:
    answer = client.get(f"/places/{area_id}")

    neighbours = [row for row in oracle.NEIGHBOURS if row["area_id"] == area_id]
    assert answer.status_code == 200
    assert all(f'href="/places/{row["neighbour_id"]}"' in answer.text for row in neighbours)


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        *(("Hull", "kingston-upon-hull"), ("norfolk", "norfolk"), ("Norf", "norfolk")),
        *(("Kent County Council", "kent"), ("Essex CC", "essex"), ("leeds city council", "leeds")),
        *(("London Borough of Hackney", "hackney"), ("Royal Borough of Greenwich", "greenwich")),
        *(("City of York Council", "york"), ("Wigan Metropolitan Borough Council", "wigan")),
        ("City of London", "city-of-london"),
    ],
)
def test_a_name_that_is_typed_leads_to_its_page(client: TestClient, typed: str, there: str) -> None:
    answer = client.get("/places", params={"q": typed}, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, f"/places/{there}")


def test_a_name_that_is_misspelt_is_answered_with_names_of_councils(client: TestClient) -> None:
    page = unescape(client.get("/places?q=Hampshyre").text)

    assert "Did you mean one of these?" in page
    assert '<a href="/places/hampshire">Hampshire</a>' in page
    assert "District" not in page


def test_a_worry_goes_along_with_the_council(client: TestClient) -> None:
    answer = client.get("/places?q=Norfolk&worry=delays", follow_redirects=False)

    assert answer.headers["location"] == "/places/norfolk?worry=delays"


def test_a_council_and_a_worry_give_the_projects_that_met_it_with_what_they_met_and_tried(
    client: TestClient,
) -> None:
    page = client.get("/places/norfolk?worry=ofsted-and-buildings").text

    themes = ",".join(WORRIES["ofsted-and-buildings"].theme_ids)
    met = client.get(f"{API}/projects?area_kind=county-council&barrier={themes}").json()["results"]
    shown = projects_in(page)
    claims = client.get(f"{API}/findings?theme={themes}&polarity=barrier").json()["results"]
    assert {row["project_id"] for row in met} <= set(shown)
    assert set(re.findall(r'class="claim barrier" id="([^"]+)"', page)) <= {
        row["finding_id"] for row in claims if row["project_id"] in shown
    }


def test_what_is_said_of_a_project_comes_before_what_is_implied_which_is_folded(
    client: TestClient,
) -> None:
    page = client.get("/places/dorset?worry=delays").text
    themes = WORRIES["delays"].theme_ids

    near = page.partition("statistical neighbours</h2>")[2].partition("</section>")[0]
    opened, _, folded = near.partition('<details class="rest">')
    said = {
        row["project_id"]
        for row in oracle.FINDINGS
        if (row["polarity"], row["certainty"] != "implied") == ("barrier", True)
        and row["theme_id"] in themes
    }
    assert (set(projects_in(opened)) <= said, set(projects_in(folded)) & said) == (True, set())
    assert ["Only an example" in part for part in (folded, opened)] == [True, False]


def test_only_what_helped_with_the_worry_is_told_as_a_help(client: TestClient) -> None:
    page = unescape(client.get("/places/hackney?worry=data-and-proof").text)

    themes = ",".join(WORRIES["data-and-proof"].theme_ids)
    query = f"{API}/findings?theme={themes}&polarity=facilitator&page_size=100"
    helped = {row["statement"] for row in client.get(query).json()["results"]}
    told = set(re.findall(r"<strong>What helped with this:</strong> (.*?) <a", page))
    assert set() < told <= helped
    assert "What helped with this" not in client.get("/places/hackney").text


def test_a_neighbour_that_did_better_on_a_worry_stands_there_though_it_never_met_it(
    client: TestClient,
) -> None:
    page = unescape(client.get("/places/rotherham?worry=staff-and-carers").text)

    near = page.partition("statistical neighbours</h2>")[2].partition("</section>")[0]
    met = oracle.ids("projects", [("barrier", WORRIES["staff-and-carers"].theme_ids[0])])
    assert projects_in(near) == ["ne-lincolnshire-csc"]
    assert "ne-lincolnshire-csc" not in met
    assert "Did better on this:</strong> Social worker turnover in North East Lincolnshire" in near
    assert "North East Lincolnshire is number 9 of Rotherham’s ten statistical neighbours" in near


def test_where_boroughs_differ_a_card_tells_each_of_them(client: TestClient) -> None:
    page = unescape(client.get("/places/westminster?worry=staff-and-carers").text)

    [card] = re.findall(r'projects/triborough-focus-on-practice">.*?</li>', page, re.S)
    assert "/findings/tr4-f169" in card
    assert "/findings/tr4-f170" in card


@pytest.mark.parametrize(
    ("address", "is_wide"),
    [
        ("/places/rotherham?worry=staff-and-carers", True),
        ("/places/rotherham?worry=data-and-proof", True),
        ("/places/wakefield?focus=residential-care", True),
        ("/places/rotherham", False),
    ],
)
def test_of_a_plan_all_of_england_is_shown_and_a_group_of_none_says_so(
    client: TestClient, address: str, is_wide: bool
) -> None:
    page = client.get(address).text

    groups = re.findall(r'<section aria-labelledby="reason-\d+">(.*?)</section>', page, re.S)
    of_each = [projects_in(group) for group in groups]
    # What is of the council, and not of the plan, stands last.
    [*_, last] = (each for each in groups if ", on other things" not in each)
    assert bool(re.search("Elsewhere in England, (about|same)", last)) == is_wide
    blank = ["The sources name no" in each for each in groups]
    assert blank == [not keys for keys in of_each]


def test_a_card_says_what_came_of_a_project_or_what_helped_it(client: TestClient) -> None:
    page = unescape(client.get("/places/north-east-lincolnshire").text)

    [card] = re.findall(r'projects/ne-lincolnshire-csc">.*?</li>', page, re.S)
    [(text, key)] = re.findall(r'came of it:</strong> (.*?) <a href="/outcomes/([^"]+)"', card)
    row = client.get(f"{API}/outcomes/{key}").json()["result"]
    assert text.startswith(
        f"{row['measure']} ({row['population']}) {row['value_reported']} (for the"
    )
    assert (row["desirability"], row["reported_by"]) == ("improvement", "evaluator")


def test_the_neighbours_of_a_council_come_first_among_the_places_of_a_project(
    client: TestClient,
) -> None:
    page = client.get("/places/devon").text

    assert re.search(
        r"<strong>Norfolk</strong>, <strong>Suffolk</strong>.*?, Brent",
        page,
    )


def test_an_unknown_worry_is_refused_with_the_nearest(client: TestClient) -> None:
    answer = client.get("/places/norfolk?worry=delay", headers={"accept": "text/html"})

    assert answer.status_code == 422
    assert '<a href="/places/norfolk?worry=delays">Delays</a>' in answer.text


def test_part_of_a_name_offers_councils_and_nonsense_says_so(client: TestClient) -> None:
    some = client.get("/places", params={"q": "bed"}).text
    none = client.get("/places", params={"q": "xqzzk"}).text

    assert 'href="/places/central-bedfordshire"' in some
    assert "We know no council called" in none


def test_the_map_and_its_table_count_the_projects_of_each_region(client: TestClient) -> None:
    page = client.get("/places").text

    rows = client.get("/api/v1/projects?facet=region").json()["facets"]["region"]
    counts = {row["label"]: str(row["count"]) for row in rows if row["value"]}
    row = r'region=[^"]+">([^<]+)</a></th><td class="number">(\d+)<'
    assert dict(re.findall(row, page)) == counts
    assert re.findall(r'font-size="30"[^>]*>(\d+)<', page) != []
    assert "; ".join(f"{name}: {count}" for name, count in counts.items()) in page


def test_projects_are_narrowed_by_what_they_were_about(client: TestClient) -> None:
    page = client.get("/places/devon?focus=residential-care").text

    ids = set(projects_in(page))
    about = {
        row["project_id"]
        for row in oracle.PROJECTS
        if "residential-care" in row["focus"].split(";")
    }
    assert ids
    assert ids <= about
    assert client.get("/places/devon?focus=residential").status_code == 422


def test_the_project_of_the_nearest_neighbour_comes_first(client: TestClient) -> None:
    near = client.get("/api/v1/areas/devon").json()["result"]["neighbour_ids"]
    page = client.get("/places/devon").text
    group = page.partition("statistical neighbours</h2>")[2].partition("</section>")[0]

    areas = {row["project_id"]: row["areas"].split(";") for row in oracle.PROJECTS}
    ranks = [
        min(near.index(area) for area in areas[project] if area in near)
        for project in projects_in(group)
    ]
    assert ranks == sorted(ranks)


def test_where_nobody_did_better_the_page_says_so_and_asks_what_the_plan_is_about(
    client: TestClient,
) -> None:
    nobody = client.get("/places/devon?worry=wrong-referrals").text
    somebody = client.get("/places/devon?worry=staff-and-carers").text

    told = "No source says that one of these got past “The wrong referrals” or did better."
    assert (told in nobody, "No source says that one of these" in somebody) == (True, False)
    assert "<summary>Change what you plan</summary>" in nobody
    assert "who got past it or did better" not in nobody
    assert "who got past it or did better" in somebody


def test_the_home_page_asks_for_a_council_a_worry_and_what_the_plan_is_about(
    client: TestClient,
) -> None:
    page = client.get("/").text

    form = page.partition('action="/places"')[2].partition("</form>")[0]
    assert re.findall(r'name="(\w+)"', form) == ["q", "worry", "focus", "focus"]
    assert '<option value="residential-care">' in form


def test_a_plan_without_a_council_shows_the_projects_of_all_england_who_did_better_first(
    client: TestClient,
) -> None:
    page = unescape(client.get("/places?worry=staff-and-carers").text)
    narrow = client.get("/places?worry=staff-and-carers&focus=residential-care").text

    themes = ",".join(WORRIES["staff-and-carers"].theme_ids)
    met = client.get(f"{API}/projects?barrier={themes}&focus=residential-care").json()["results"]
    assert {row["project_id"] for row in met} <= set(projects_in(narrow))
    assert "Add your council to see the nearest first." in narrow
    cards = re.findall(r'<li class="card">(.*?)</li>\s*(?=<li class="card">|</ul>)', page, re.S)
    better = ["Did better on this:" in card for card in cards]
    assert any(better)
    assert better[:4] == sorted(better[:4], reverse=True)
    assert "Add your council" not in client.get("/places").text


def test_who_did_better_elsewhere_is_shown_after_those_that_are_near(client: TestClient) -> None:
    page = client.get("/places/norfolk?worry=staff-and-carers").text

    _, _, far = page.partition("Elsewhere in England, same worry</h2>")
    assert {"ne-lincolnshire-csc", "triborough-focus-on-practice"} <= set(projects_in(far))
    assert len(projects_in(page)) == len(set(projects_in(page)))
    better = ["Did better on this:" in card for card in far.split('<li class="card">')[1:]]
    assert better == sorted(better, reverse=True)


def test_a_card_tells_of_whom_a_result_is_and_of_how_many_only_once(client: TestClient) -> None:
    page = unescape(client.get("/projects?project=action-for-children-step-change").text)

    [text] = re.findall(r"came of it:</strong> (.*?) <a", page)
    assert text == (
        "quality of life, as families saw it: improved. Views of most of 15 "
        "families, as the programme site sums up the evaluation. After only."
    )
