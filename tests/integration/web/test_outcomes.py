"""The pages of outcomes and of what was done about barriers: the same rows as the API."""

import re
from html import escape, unescape

import pytest
from starlette.testclient import TestClient

from app.charts import MEDIA_TYPE as SLIDES
from tests import oracle

pytestmark = pytest.mark.one_database

OUTCOMES = [
    "",
    "?theme=turnover",
    "?direction=decrease&desirability=improvement",
    "?kind=comparison",
    "?strand=adolescents&focus=fostering",
    "?sort=-page",
    "?lead_type=local-authority-partnership",
]
CHAINS = ["", "?theme=referrals", "?overcome=yes"]


def count(name: str, value: str) -> int:
    """How many outcomes plain Python finds."""
    return len(oracle.ids("outcomes", [(name, value)]))


def heading(page: str) -> str:
    [found] = re.findall(r"<h1>(.*?)</h1>", page, re.S)
    return unescape(found)


def listed(page: str) -> list[tuple[str, str]]:
    """The tables of results, open and folded: of each row its project and its id."""
    table = page.partition('<table class="outcomes')[2]
    found: list[tuple[str, str]] = []
    for row in re.findall(r'<th scope="row">.*?</th>', table):
        # Of several results of one project only the first names it.
        project = re.findall(r'<a class="plain" href="/projects/([^"]+)">', row)
        [key] = re.findall(r'<a href="/outcomes/([^"]+)">', row)
        found.append((project[0] if project else found[-1][0], key))
    return found


@pytest.mark.parametrize("question", OUTCOMES)
def test_the_page_lists_the_outcomes_of_its_twin(client: TestClient, question: str) -> None:
    page = client.get(f"/outcomes{question}")
    twin = client.get(f"/api/v1/outcomes{question}").json()

    assert listed(page.text) == [(row["project_id"], row["outcome_id"]) for row in twin["results"]]
    assert heading(page.text).removeprefix("All ").split()[0] == str(twin["meta"]["count"])


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", f"All {len(oracle.OUTCOMES)} results"),
        ("?theme=turnover", f"{count('theme', 'turnover')} results on Turnover of staff"),
        ("?direction=no-change", f"{count('direction', 'no-change')} results that show no change"),
    ],
)
def test_the_heading_is_the_question_in_english(
    client: TestClient, question: str, said: str
) -> None:
    assert heading(client.get(f"/outcomes{question}").text) == said


def text_of(client: TestClient, address: str) -> str:
    """What the main part of a page says."""
    page = client.get(address).text.partition("<main")[2].partition("</main>")[0]
    return unescape(" ".join(re.sub("<[^>]+>", " ", page).split()))


def written(client: TestClient, question: str) -> str:
    """What is written in a picture, its lines joined."""
    svg = client.get(f"/outcomes/picture.svg?{question}").text
    return unescape(" ".join(re.findall(r"<text [^>]*>(.*?)</text>", svg)))


def test_a_figure_of_one_borough_says_so_with_what_the_others_report(client: TestClient) -> None:
    also = (
        "Also reported for Focus on Practice: social worker turnover rate (second of three "
        "boroughs) rose (for the worse)."
    )

    assert "21.7% → 10.6% −11.1 points" in text_of(client, "/outcomes?theme=turnover")
    for said in (
        text_of(client, "/outcomes?theme=turnover"),
        written(client, "theme=turnover&axis=percent"),
    ):
        assert "Holds for a single borough, which reported it. Also reported" in said
        assert also in said
        assert "Fell, for the better" in said
    assert (
        "Source: Sebba et al. (2017) Systemic conditions for innovation in children's social "
        "care. Wave 1 Evidence, 30 November 2026."
    ) in written(client, "theme=turnover&axis=percent")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "theme=turnover&direction=increase",
            "Also reported for Focus on Practice: social worker turnover rate "
            "(one of three boroughs) fell from 21.7% to 10.6% (for the better).",
        ),
        (
            "project=hertfordshire-family-safeguarding&desirability=improvement&unit.none=percent",
            "Also reported for Family Safeguarding Hertfordshire: observed quality of practice "
            "(practitioners) stayed the same.",
        ),
    ],
)
def test_a_filter_hides_no_contrary_result(client: TestClient, question: str, said: str) -> None:
    assert said in text_of(client, f"/outcomes?{question}")
    assert said in written(client, f"{question}&axis=directions")


def test_every_figure_of_a_picture_has_a_bar_in_the_table(client: TestClient) -> None:
    page = client.get("/projects/triborough-focus-on-practice").text

    [before, after] = re.findall(
        r'<rect class="(?:before|improvement)" x="0.0" width="([^"]+)"', page
    )
    assert (before, after) == ("100.0", "48.8")


@pytest.mark.parametrize(
    ("ending", "media_type", "first"),
    [
        ("svg", "image/svg+xml", b"<svg "),
        ("png", "image/png", b"\x89PNG"),
        ("pptx", SLIDES, b"PK"),
    ],
)
def test_a_picture_can_be_saved_by_the_query_of_its_page(
    client: TestClient, ending: str, media_type: str, first: bytes
) -> None:
    page = client.get("/outcomes/picture?theme=turnover&sort=-page&axis=percent").text
    address = f"/outcomes/picture.{ending}?theme=turnover&sort=-page&axis=percent"

    file = client.get(address)

    assert f'href="{escape(address)}" download' in page
    assert file.status_code == 200
    assert file.headers["content-type"] == media_type
    assert file.headers["content-disposition"] == (
        f'attachment; filename="turnover-percent-2026-11-30.{ending}"'
    )
    assert file.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert file.content.startswith(first)
    known = {"If-None-Match": file.headers["etag"]}
    assert client.get(address, headers=known).status_code == 304


def test_the_picture_on_its_page_is_its_file(client: TestClient) -> None:
    for axis in ("percent", "directions"):
        question = f"theme=turnover&axis={axis}"
        assert client.get(f"/outcomes/picture.svg?{question}").text in (
            client.get(f"/outcomes/picture?{question}").text
        )


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("picture.gif?axis=percent", 404, "There is no format “gif”."),
        ("picture.svg", 422, "There is no axis ''. Expected one of: '"),
        ("picture.svg?axis=percents", 422, "Did you mean 'percent'?"),
        ("picture.svg?axis=percent&axis=changes", 422, "There is no axis 'percent changes'."),
        ("picture.svg?axis=percent&theme=pressures", 422, "Expected one of: 'directions'."),
        ("picture.svg?axis=percent&theme=sustainability", 422, "None is known."),
        ("picture.svg?axis=percent&page_size=5", 422, "leave the rest out"),
        ("picture.svg?axis=percent&them=turnover", 422, "Did you mean 'theme'"),
    ],
)
def test_a_picture_that_is_not_there_is_refused_with_what_would_be_right(
    client: TestClient, address: str, status: int, said: str
) -> None:
    page = client.get(f"/outcomes/{address}", headers={"accept": "text/html"})

    assert page.status_code == status
    assert said in unescape(page.text)


@pytest.mark.parametrize("question", ["kind=reach", "theme=turnover&unit=gbp"])
def test_a_list_with_nothing_to_compare_has_no_picture(client: TestClient, question: str) -> None:
    page = client.get(f"/outcomes?{question}").text
    assert ("As a picture" in page, "<svg" in page) == (False, False)


def test_the_next_page_goes_on_with_the_list_alone(client: TestClient) -> None:
    first = client.get("/outcomes").text
    [following] = re.findall(r'rel="next" href="([^"]+)"', first)

    second = client.get(unescape(following)).text

    rows = client.get("/api/v1/outcomes?page_size=50").json()["results"]
    assert listed(first) + listed(second) == [
        (row["project_id"], row["outcome_id"]) for row in rows
    ]
    assert "As a picture: " in first
    assert "As a picture: " not in second


def test_an_empty_list_of_outcomes_helps(client: TestClient) -> None:
    page = client.get("/outcomes?theme=turnover&unit=gbp")

    assert page.status_code == 200
    assert heading(page.text) == "0 results on Turnover of staff, in pounds"
    assert "Something may have changed all the same" in page.text


@pytest.mark.parametrize("path", ["/outcomes", "/chains"])
def test_an_unknown_parameter_is_refused_as_a_page(client: TestClient, path: str) -> None:
    page = client.get(f"{path}?them=turnover", headers={"accept": "text/html"})

    assert page.status_code == 422
    assert "Did you mean &#39;theme&#39;" in page.text


@pytest.mark.parametrize("path", ["/outcomes?theme=turnover", "/chains?theme=referrals"])
def test_downloads_are_of_this_very_list(client: TestClient, path: str) -> None:
    name, _, question = path.removeprefix("/").partition("?")

    page = client.get(path).text

    assert f'href="/api/v1/{name}.csv?{question}&amp;bom=yes" download' in page
    assert f'href="/api/v1/{name}.xlsx?{question}" download' in page


@pytest.mark.parametrize("question", CHAINS)
def test_the_page_of_chains_shows_the_chains_of_its_twin(client: TestClient, question: str) -> None:
    page = unescape(client.get(f"/chains{question}").text)
    twin = client.get(f"/api/v1/chains{question}").json()

    assert re.findall(r"</a>\): (.*?) <span class=\"receipt\">", page) == [
        statement
        for row in twin["results"]
        for statement in (row["barrier_statement"], row["response_statement"])
    ]
    assert page.count('<ol class="chain">') == twin["meta"]["count"]


def test_a_chain_of_no_named_project_leads_to_none(client: TestClient) -> None:
    assert "/projects/None" not in client.get("/chains").text


def test_an_empty_list_of_chains_helps(client: TestClient) -> None:
    page = client.get("/chains?theme=turnover")

    assert page.status_code == 200
    assert '<a href="/chains">see all that was tried</a>' in page.text
