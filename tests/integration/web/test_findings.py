"""The pages of claims: the list is that of the API, and each claim has its receipt."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.database import connect
from app.database.migrate import upgrade
from app.ingest.load import keep_text, load
from app.ingest.validate import Dataset
from app.main import create_app
from app.settings import VERSION
from tests import oracle
from tests.clients import Client
from tests.conftest import NOW
from tests.databases import NewDatabase

pytestmark = pytest.mark.one_database

API = "/api/v1"
CLAIM = r'<li class="claim \w+" id="([^"]+)"'


@pytest.fixture(scope="module")
def reader(new_database: NewDatabase, dataset: Dataset) -> Iterator[TestClient]:
    """The pages of somebody who loaded a copy of the source; here one paragraph of it, made up."""
    engine = connect(new_database())
    upgrade(engine)
    load(engine, dataset, version=VERSION, now=lambda: NOW)
    written = "*Made* up<sup>3</sup> <b>for</b> example in\nNYCC’s No [Wrong](a.html) Door & so on."
    keep_text(engine, "tr4", {"P077": written, "P028": "Nothing of the kind."})
    with Client(create_app(engine)) as client:
        yield client
    engine.dispose()


def twin(answer: Any) -> str:
    [address] = re.findall(r'<([^>]+)>; rel="alternate"', answer.headers["link"])
    return str(address)


def facts(page: str) -> dict[str, str]:
    """What the page says of the claim, without its marks."""
    found = re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", page, re.S)
    return {name: unescape(re.sub("<[^>]+>", "", said)) for name, said in found}


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "?theme=referrals&polarity=barrier",
        "?scope=programme&sort=-page",
        "?strand=adolescents&overcome=yes,partly",
        "?q=recruit&page_size=5",
        "?project=safe-families",
    ],
)
def test_the_list_is_that_of_the_api(client: TestClient, asked: str) -> None:
    answer = client.get(f"/findings{asked}")

    rows = client.get(twin(answer)).json()
    assert re.findall(CLAIM, answer.text) == [row["finding_id"] for row in rows["results"]]
    [heading] = re.findall("<h1>(.*?)</h1>", answer.text)
    assert re.findall(r"\d+ statements?", heading)[0].split()[0] == str(rows["meta"]["count"])


ON_REFERRALS = len(oracle.ids("findings", [("theme", "referrals")]))


@pytest.mark.parametrize(
    ("asked", "heading"),
    [
        ("", f"All {len(oracle.FINDINGS)} statements"),
        (
            "?theme=referrals",
            f"{ON_REFERRALS} statements on Referrals",
        ),
        ("?theme=set-up&overcome=no&polarity=neutral", None),
    ],
)
def test_the_heading_says_the_question(client: TestClient, asked: str, heading: str | None) -> None:
    page = client.get(f"/findings{asked}").text

    empty = "0 statements on Setting up, on what else is reported, where they did not get past it"
    assert re.findall("<h1>(.*?)</h1>", page) == [heading or empty]


def test_the_pages_follow_each_other_to_the_end(client: TestClient) -> None:
    first = client.get("/findings?page_size=200").text
    pages = [first]
    while following := re.findall('rel="next" href="([^"]+)"', pages[-1]):
        pages.append(client.get(unescape(following[0])).text)

    rows = client.get(f"{API}/findings?page_size=1000").json()["results"]
    assert re.findall(CLAIM, "".join(pages)) == [row["finding_id"] for row in rows]
    assert len(pages) == -(-len(oracle.FINDINGS) // 200)


@pytest.mark.parametrize(
    "group",
    ["polarity", "theme", "scope", "overcome", "strand", "focus", "lead_type", "evaluator"],
)
def test_every_filter_offers_its_choices_with_the_counts_of_the_api(
    client: TestClient, group: str
) -> None:
    page = client.get("/findings?theme=referrals").text

    offered = re.findall(
        rf'name="{group}" value="([^"]+)"[^>]*> <span>.*?</span> <span class="count">(\d+)<', page
    )
    rows = client.get(f"{API}/findings?theme=referrals&facet={group}").json()["facets"][group]
    values = [row for row in rows if row["value"] and row["count"]]
    assert offered == [(row["value"], str(row["count"])) for row in values]


def test_the_list_can_be_taken_along_as_it_stands(client: TestClient) -> None:
    page = client.get("/findings?theme=referrals&polarity=barrier&page_size=5").text

    assert f'href="{API}/findings.csv?theme=referrals&amp;polarity=barrier' in page


def test_no_claim_is_a_page_that_helps(client: TestClient) -> None:
    answer = client.get("/findings?polarity=neutral&overcome=no")

    assert answer.status_code == 200
    assert "No statements match" in answer.text
    assert '<a class="chip" href="/findings?polarity=neutral">' in answer.text


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/findings?polarity=barier", 'Did you mean <a href="/findings?polarity=barrier">'),
        ("/findings?barrier=referrals", "no parameter 'barrier'"),
        ("/findings/tr4-f001?q=a", "no parameter 'q'"),
    ],
)
def test_what_is_not_known_is_refused(client: TestClient, address: str, near: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 422
    assert near in unescape(answer.text)


def test_a_claim_has_its_receipt(client: TestClient) -> None:
    answer = client.get("/findings/tr4-f001")

    row = client.get(twin(answer)).json()["result"]
    said = facts(answer.text)
    assert re.findall("<h1>(.*?)</h1>", answer.text) == [row["statement"]]
    assert twin(answer) == f"{API}/findings/tr4-f001"
    assert unescape(row["statement"]) in unescape(answer.text)
    assert said["Project"] == row["project_name"] == "Safe Families for Children"
    assert said["Theme"] == f"{row['parent_theme_label']}, {row['theme_label']}"
    assert row["source_title"] in said["Source"]
    assert (said["Page"], said["Paragraph"]) == (str(row["page"]), row["paragraph"])
    assert said["Section"] == row["section_heading"]
    assert said["Words to look for"] == f"“{row['anchor']}”"
    assert said["Coded by"] == "Both coders: Two independent coders had the claim."
    assert said["Did they get past it?"] == "The source does not say"


def test_a_claim_says_what_answers_it_and_what_it_answers(client: TestClient) -> None:
    [chain, *_] = client.get(f"{API}/chains").json()["results"]
    barrier = client.get(f"/findings/{chain['barrier_id']}").text
    response = client.get(f"/findings/{chain['response_id']}").text

    assert chain["response_id"] in re.findall(CLAIM, barrier.split("What they tried")[1])
    against = response.split("<dt>Tried against</dt>")[1].partition("</dd>")[0]
    assert f'href="/findings/{chain["barrier_id"]}"' in against


def test_a_claim_of_the_programme_says_that_it_is_of_no_one_project(client: TestClient) -> None:
    [row, *_] = client.get(f"{API}/findings?scope=programme").json()["results"]

    said = facts(client.get(f"/findings/{row['finding_id']}").text)
    assert said["Project"] == "Several or all projects"


def test_without_a_copy_of_the_source_the_page_says_how_to_load_one(client: TestClient) -> None:
    page = client.get("/findings/tr4-f001").text

    assert "<code>wave1 load --source FILE</code>" in page
    assert "<blockquote" not in page


def test_with_a_copy_of_the_source_the_claim_is_shown_in_its_place(reader: TestClient) -> None:
    page = reader.get("/findings/tr4-f045").text

    assert facts(page)["Words to look for"] == "“for example in NYCC's No Wrong Door”"
    assert re.findall("<blockquote.*?><p>(.*?)</p>", page, re.S) == [
        "Made up <mark>for example in\nNYCC’s No Wrong Door</mark> &amp; so on."
    ]
    assert "wave1 load" not in page


def test_where_the_words_are_not_in_the_copy_nothing_is_marked(reader: TestClient) -> None:
    page = reader.get("/findings/tr4-f001").text

    assert re.findall("<blockquote.*?><p>(.*?)</p>", page, re.S) == ["Nothing of the kind."]


def test_every_way_to_cite_a_claim_answers(client: TestClient) -> None:
    page = client.get("/findings/tr4-f001").text
    links = re.findall(rf'href="({API}/[^"]+\.(?:ris|bib))"', page)

    assert links == [
        f"{API}/citation.ris",
        f"{API}/citation.bib",
        f"{API}/projects/safe-families.ris",
        f"{API}/projects/safe-families.bib",
    ]
    assert {client.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize("asked", ["zz", "tr4-f001.csv", "%00", "TR4-F001"])
def test_an_unknown_claim_is_not_found(client: TestClient, asked: str) -> None:
    answer = client.get(f"/findings/{asked}")

    assert answer.status_code == 404
    assert "/findings lists all of them" in answer.text


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/findings/tr4-f166", "statement"),
        ("/recommendations/tr4-r07", "text_summary"),
    ],
)
def test_a_claim_is_the_heading_of_its_own_page(
    client: TestClient, address: str, field: str
) -> None:
    page = client.get(address).text

    row = client.get(f"{API}{address}").json()["result"]
    assert [unescape(one) for one in re.findall("<h1>(.*?)</h1>", page)] == [row[field]]
    assert f"{address}</span></p>" in page
