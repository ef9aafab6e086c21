"""The self-audit: its form, and the evidence beside it."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import reading
from app.evidence import answers
from app.evidence.catalogue import Catalogue

pytestmark = pytest.mark.one_database

PARTS = ("now", "needed", "progress", "readiness")


@pytest.fixture(scope="module")
def page(client: TestClient) -> str:
    return client.get("/audit").text


@pytest.fixture(scope="module")
def conditions(client: TestClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/api/v1/audit-conditions").json()["results"]
    return found


def sections(page: str) -> list[str]:
    """The page, condition by condition."""
    return page.split('<fieldset class="condition"')[1:]


def length(client: TestClient, address: str) -> int:
    return int(client.get(f"/api/v1{address}").json()["meta"]["count"])


def test_the_page_asks_every_condition_in_order(
    page: str, conditions: list[dict[str, Any]]
) -> None:
    asked = re.findall(r"<legend><h2>(.*?)</h2>", page)

    assert asked == [f"{one['order']}. {one['text_summary']}" for one in conditions]
    assert len(asked) == 10
    assert re.findall(r"<h1>(.*?)</h1>", page) == ["Audit your service"]


def test_the_page_has_the_list_of_conditions_as_its_twin(client: TestClient) -> None:
    answer = client.get("/audit")

    assert '</api/v1/audit-conditions>; rel="alternate"' in answer.headers["link"]


def test_every_condition_has_three_answers_and_a_rating_all_labelled(
    page: str, conditions: list[dict[str, Any]]
) -> None:
    names = re.findall(r'name="([^"]+)"', page.split('<form class="audit"')[1])
    boxes = set(re.findall(r'<(?:textarea|input type="text") id="([^"]+)"', page))

    keys = [one["condition_id"] for one in conditions]
    assert set(names) == {"service", "date"} | {f"{key}.{part}" for key in keys for part in PARTS}
    assert boxes <= set(re.findall(r'<label for="([^"]+)"', page))
    assert page.count('type="radio"') == page.count('<label><input type="radio"') == 40


def test_the_page_says_at_its_top_that_nothing_is_sent(page: str) -> None:
    assert page.index("Nothing is sent while you fill in the form") < page.index("<form")
    assert page.index("JavaScript is off") < page.index("<form")


def test_return_in_a_box_sends_nothing(page: str) -> None:
    first = re.search(r"<button[^>]*>", page.split('<form class="audit"')[1])

    assert first
    assert first[0] == "<button disabled hidden>"


@pytest.mark.parametrize("place", range(10))
@pytest.mark.parametrize("polarity", ["barrier", "facilitator"])
def test_a_count_of_projects_is_the_length_of_the_list_it_leads_to(
    client: TestClient, page: str, conditions: list[dict[str, Any]], place: int, polarity: str
) -> None:
    themes = ",".join(sorted(conditions[place]["theme_ids"]))
    address = f"/projects?{polarity}={themes}"

    counts = re.findall(rf'href="{re.escape(address)}">(\d+) projects? ', sections(page)[place])

    count = length(client, address)
    assert counts == ([str(count)] if count else [])


@pytest.mark.parametrize("place", range(10))
@pytest.mark.parametrize("polarity", ["barrier", "facilitator", "neutral"])
def test_a_few_claims_stand_for_all_that_the_link_leads_to(
    client: TestClient, page: str, conditions: list[dict[str, Any]], place: int, polarity: str
) -> None:
    themes = ",".join(sorted(conditions[place]["theme_ids"]))
    address = f"/findings?theme={themes}&polarity={polarity}"
    every = client.get(f"/api/v1{address}&page_size=1000").json()["results"]
    section = sections(page)[place]

    shown = re.findall(
        rf'<li class="claim {polarity}">.*?<a href="/findings/([^"]+)">', section, re.S
    )

    assert len(shown) == len(set(shown)) == min(3, len(every))
    assert set(shown) <= {claim["finding_id"] for claim in every}
    assert (address.replace("&", "&amp;") in section) == bool(every)


@pytest.mark.parametrize("place", range(10))
@pytest.mark.parametrize("polarity", ["barrier", "facilitator", "neutral"])
def test_the_few_claims_are_of_different_projects_as_far_as_there_are_such(
    client: TestClient, page: str, conditions: list[dict[str, Any]], place: int, polarity: str
) -> None:
    themes = ",".join(sorted(conditions[place]["theme_ids"]))
    address = f"/api/v1/findings?theme={themes}&polarity={polarity}&page_size=1000"
    every = client.get(address).json()["results"]

    shown = re.findall(
        rf'<li class="claim {polarity}">.*?<a href="/findings/([^"]+)">',
        sections(page)[place],
        re.S,
    )

    first = {one["project_id"]: one["finding_id"] for one in reversed(every) if one["project_id"]}
    of_projects = sorted(first.values())
    rest = [one["finding_id"] for one in every if one["finding_id"] not in of_projects]
    assert shown == [*of_projects, *rest][:3]


@pytest.mark.parametrize("polarity", ["barrier", "facilitator", "neutral"])
def test_the_few_claims_are_the_same_however_many_are_read_at_once(
    evidence: sa.Engine, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, polarity: str
) -> None:
    with reading(evidence) as session:
        whole = [one.met[polarity] for one in answers.audited(session, catalogue)]
        monkeypatch.setattr("app.evidence.answers.audit.READ_AT_ONCE", 1)
        one_by_one = [one.met[polarity] for one in answers.audited(session, catalogue)]

    assert one_by_one == whole


@pytest.mark.parametrize("place", range(10))
def test_what_is_recommended_is_what_the_api_says_on_the_same_themes(
    client: TestClient, page: str, conditions: list[dict[str, Any]], place: int
) -> None:
    themes = ",".join(conditions[place]["theme_ids"])
    rows = client.get(f"/api/v1/recommendations?theme={themes}").json()["results"]

    said = sections(page)[place].split("What is recommended")[1].split("</ul>")[0]

    assert rows
    assert said.count("<li>") == len(rows)
    assert [row["text_summary"] for row in rows if row["text_summary"] not in said] == []


def test_no_id_stands_twice_on_the_page(page: str) -> None:
    ids = re.findall(r' id="([^"]+)"', page)

    assert sorted(ids) == sorted(set(ids))


def test_the_page_takes_no_parameter(client: TestClient) -> None:
    answer = client.get("/audit?service=ours")

    assert answer.status_code == 422
    assert "There is no parameter &#39;service&#39;" in answer.text
