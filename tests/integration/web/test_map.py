"""The evidence map: cells as in the API, each leads to its claims, a blank says which it is."""

import re
from html import escape, unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.evidence.vocabulary import BLANK
from app.web.filter_labels import words_of
from app.web.rendering import STATIC
from tests import oracle

pytestmark = pytest.mark.one_database

API = "/api/v1"
CELL = (
    r'<td(?: class="s\d")?(?: data-of="[^"]+")?><a href="([^"]+)"[^>]*>(\d+)</a>(?=<td|$)'
    r'|<td(?: class="blank")?>([^<]+)(?=<td|$)'
)


def rows(page: str) -> dict[str, str]:
    """The rows of the map by their theme."""
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return dict(re.findall(r'<tr id="([^"]+)"[^>]*>(.*?)(?=<tr|$)', table, re.S))


def cells(row: str) -> list[tuple[str, str]]:
    """Where each cell leads and its number, or nowhere and its blank, in words or as a sign."""
    words = {words_of("blank-signs")[code]: label.lower() for code, label in BLANK.labels.items()}
    return [
        (unescape(link), count or words.get(blank, blank))
        for link, count, blank in re.findall(CELL, row.strip())
    ]


def of_api(client: TestClient, address: str) -> dict[str, list[tuple[str, str]]]:
    """The same of the API, by theme."""
    found: dict[str, list[tuple[str, str]]] = {}
    for cell in client.get(address).json()["results"]:
        shown = (cell["link"].removeprefix(API), str(cell["count"]))
        blank = ("", str(cell["blank_label"]).lower())
        found.setdefault(cell["values"][0]["value"], []).append(shown if cell["count"] else blank)
    return found


def twin(answer: Any) -> str:
    [address] = re.findall(r'<([^>]+)>; rel="alternate"', answer.headers["link"])
    return str(address)


@pytest.mark.parametrize("by", ["polarity", "strand", "focus"])
def test_every_cell_is_the_cell_of_the_api(client: TestClient, by: str) -> None:
    answer = client.get(f"/map?by={by}")

    assert twin(answer) == f"{API}/summary?by=theme,{by}"
    shown = {theme: cells(row) for theme, row in rows(answer.text).items()}
    assert shown == of_api(client, twin(answer))


@pytest.mark.parametrize("by", ["polarity", "strand", "focus"])
def test_every_sub_theme_stands_below_its_theme(client: TestClient, by: str) -> None:
    answer = client.get(f"/map?by={by}&level=sub-theme")

    themes = client.get(f"{API}/themes?page_size=1000").json()["results"]
    assert list(rows(answer.text)) == [theme["theme_id"] for theme in themes]
    subs = {theme: cells(row) for theme, row in rows(answer.text).items() if "." in theme}
    # The widest map would be too heavy with a column more: what it lacks is counted by themes.
    most = -1 if by == "focus" else None
    assert subs == {sub: cells[:most] for sub, cells in of_api(client, twin(answer)).items()}


def test_a_theme_leads_to_its_own_counts_where_they_would_make_the_map_too_heavy(
    client: TestClient,
) -> None:
    wide = rows(client.get("/map?by=focus&level=sub-theme").text)

    for theme in {row["parent_id"] for row in oracle.THEMES} - {""}:
        assert f'<a href="/map?by=focus#{theme}">' in wide[theme]
        assert theme in rows(client.get("/map?by=focus").text)


def test_the_map_is_by_polarity_unless_another_is_asked_for(client: TestClient) -> None:
    plain = client.get("/map")

    assert rows(plain.text) == rows(client.get("/map?by=polarity&theme=&level=").text)
    assert re.findall("<h1>(.*?)</h1>", plain.text) == [
        f"Evidence map: {len(oracle.FINDINGS)} statements by theme and whether it helped"
    ]


def test_a_link_to_the_parts_of_one_theme_leads_to_it_among_all_parts(client: TestClient) -> None:
    answer = client.get("/map?by=strand&theme=referrals", follow_redirects=False)

    there = "/map?by=strand&level=sub-theme#referrals"
    assert (answer.status_code, answer.headers["location"]) == (301, there)


def test_a_cell_leads_to_as_many_claims_as_it_counts(client: TestClient) -> None:
    [barriers] = [
        cell for cell in cells(rows(client.get("/map").text)["referrals"]) if "barrier" in cell[0]
    ]

    count = len(oracle.ids("findings", [("theme", "referrals"), ("polarity", "barrier")]))
    assert barriers == ("/findings?theme=referrals&polarity=barrier", str(count))
    assert f"<h1>{count} statements " in client.get(barriers[0]).text


def test_all_claims_of_a_theme_are_counted_once_beside_its_cells(client: TestClient) -> None:
    page = client.get("/map?by=focus").text

    count = len(oracle.ids("findings", [("theme", "referrals")]))
    link = f'<a href="/findings?theme=referrals">{count}</a>'
    assert f'<td class="all">{link}<td' in page
    assert f"<h1>{count} statements " in client.get("/findings?theme=referrals").text


def test_every_kind_of_blank_has_its_key(client: TestClient) -> None:
    page = client.get("/map?by=focus").text
    key = dict(re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", page))

    assert tuple(words_of("blanks")) == BLANK.codes
    assert key == {
        f"{words_of('blank-signs')[code]} {BLANK.labels[code]}": escape(said)
        for code, said in words_of("blanks").items()
    }


@pytest.mark.parametrize(
    ("asked", "where", "near"),
    [
        ("by=polarty", "query parameter by", "'polarity'"),
        ("level=subtheme", "query parameter level", "'sub-theme'"),
        ("themes=referrals", "query parameter themes", "by, theme, level"),
        ("by=focus&by=strand", "query parameter by", "only once"),
    ],
)
def test_what_the_map_does_not_know_is_refused_with_what_would_be_right(
    client: TestClient, asked: str, where: str, near: str
) -> None:
    answer = client.get(f"/map?{asked}")

    assert answer.status_code == 422
    assert where in answer.text
    assert near in unescape(answer.text)


def test_the_largest_map_is_below_110_kb_with_all_that_it_loads(client: TestClient) -> None:
    page = client.get("/map?by=focus&level=sub-theme").content

    loaded = [STATIC / name for name in ("style.css", "site.js", "icon.svg")]
    assert len(page) + sum(file.stat().st_size for file in loaded) < 110_000
