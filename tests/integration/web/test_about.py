"""The pages about the data: files, dictionary and code that work, numbers that are the data's."""

import re
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from starlette.testclient import TestClient

from app.evidence.catalogue import Catalogue
from app.evidence.queries import EVIDENCE_LISTS
from app.exports import FORMATS
from app.settings import ROOT
from app.web.corrections import label_of
from app.web.data import GUIDE_ADDRESS
from tests import oracle

pytestmark = pytest.mark.one_database

API = "/api/v1"


@pytest.fixture(scope="module")
def data(client: TestClient) -> str:
    return client.get("/data").text


@pytest.fixture(scope="module")
def about(client: TestClient) -> str:
    return client.get("/about").text


@pytest.fixture(scope="module")
def coding(client: TestClient) -> str:
    return client.get("/about/coding").text


@pytest.fixture(scope="module")
def changes(client: TestClient) -> str:
    return client.get("/about/changes").text


def said(pattern: str, page: str) -> list[str]:
    return [unescape(one) for one in re.findall(pattern, page, re.S)]


def code(page: str, tool: str) -> str:
    [found] = said(rf"<summary>{tool}</summary>.*?<pre[^>]*><code>(.*?)</code>", page)[:1]
    return found


def fetched(client: TestClient, code: str, folder: Path) -> str:
    """The code with each address in it replaced by a file of what is there."""
    for number, address in enumerate(re.findall(r'"(http://testserver[^"]+)"', code)):
        file = folder / str(number)
        file.write_bytes(client.get(address).content)
        code = code.replace(address, str(file))
    return code


@pytest.mark.parametrize("path", ["/data", "/about"])
def test_the_page_has_one_heading_and_its_twin(client: TestClient, path: str) -> None:
    answer = client.get(path)

    twin = {"/data": f"{API}/dictionary", "/about": f"{API}/release"}[path]
    assert answer.text.count("<h1>") == 1
    assert f'<{twin}>; rel="alternate"' in answer.headers["link"]
    assert client.get(f"{path}?q=1").status_code == 422


def test_every_list_is_there_in_every_format(data: str) -> None:
    assert said(r'href="([^"]+)" download>', data) == [
        f"{API}/download/wave1-evidence.zip",
        *(f"{API}/{name}.{ending}" for name in EVIDENCE_LISTS for ending in FORMATS),
    ]


@pytest.mark.parametrize("name", EVIDENCE_LISTS)
def test_a_list_has_its_length_and_its_columns(client: TestClient, data: str, name: str) -> None:
    evidence_list = EVIDENCE_LISTS[name]

    count = client.get(f"{API}/{name}?page_size=1").json()["meta"]["count"]
    row = rf"{re.escape(evidence_list.title)}(?:</a>)?<br>.*?</th>\s*<td>([\d,]+) rows?</td>"
    assert said(row, data)[0] == f"{count:,}"
    page = client.get(f"/data/{name}").text
    [table] = re.findall(
        rf"<caption>Columns of {evidence_list.title}</caption>.*?</table>", page, re.S
    )
    assert said("<code>(.*?)</code>", table) == evidence_list.record.names


def test_the_codes_are_those_of_the_dictionary(client: TestClient) -> None:
    words = client.get(f"{API}/dictionary").json()["vocabularies"]

    own = client.get("/data/words").text
    assert said("<dt>[^<]* <code>(.*?)</code></dt>", own) == [
        word["code"] for one in words for word in one["words"]
    ]


def test_the_pandas_code_runs_as_it_stands(client: TestClient, data: str, tmp_path: Path) -> None:
    names: dict[str, pd.DataFrame] = {}
    here = code(data, "pandas").replace(GUIDE_ADDRESS, "http://testserver")
    exec(fetched(client, here, tmp_path), names)  # noqa: S102 (our own code)

    wanted = oracle.ids("findings", [("theme", "set-up"), ("polarity", "barrier")])
    assert sorted(names["findings"]["finding_id"]) == sorted(wanted)
    assert len(names["largest_falls"]) == 5


@pytest.mark.parametrize("tool", ["pandas", "R", "Excel and Power Query", "DuckDB"])
def test_the_addresses_in_the_code_are_of_this_service_and_answer(
    client: TestClient, data: str, tool: str
) -> None:
    # Where no public address is set, the code shows the one that the README opens.
    here = code(data, tool).replace(GUIDE_ADDRESS, "http://testserver")
    addresses = re.findall(r"""https?://[^"']+""", here)

    assert addresses
    assert [one for one in addresses if not one.startswith("http://testserver/api/v1/")] == []
    assert {client.get(one).status_code for one in addresses} == {200}


@pytest.mark.parametrize("path", ["/data", "/about", "/about/coding"])
def test_every_jump_within_the_page_has_its_place(client: TestClient, path: str) -> None:
    page = client.get(path).text

    assert set(said('href="#([^"]+)"', page)) <= set(said('id="([^"]+)"', page))


def test_the_57_projects_are_accounted_for(coding: str) -> None:
    coded = {row["project_id"] for row in oracle.FINDINGS} - {""}

    numbers = [int(one) for one in said("<dd>([0-9]+)</dd>", coding)][:3]
    assert numbers == [len(coded), len(oracle.PROJECTS) - len(coded), 57 - len(oracle.PROJECTS)]


def test_the_agreement_is_that_of_the_data(client: TestClient, coding: str) -> None:
    rows = client.get(f"{API}/themes?page_size=1000").json()["results"]
    themes = [row for row in rows if row["parent_id"] is None]

    both = sum(row["both_count"] for row in themes)
    alone = sum(row["only_a_count"] + row["only_b_count"] for row in themes)
    assert f"both coders had {both} statements, and only one of them had {alone}." in coding
    assert f"(F1) is {2 * both / (2 * both + alone):.2f}," in coding


def test_every_source_is_named_with_its_rights(client: TestClient) -> None:
    sources = client.get(f"{API}/sources?page_size=1000").json()["results"]
    page = client.get("/sources?page_size=1000").text

    assert said("<cite>(.*?)</cite>", page) == [row["title"] for row in sources]
    assert "All rights reserved, Rees Centre 2017" in page


def test_the_release_is_cited_as_the_api_cites_it(
    client: TestClient, about: str, changes: str
) -> None:
    facts = client.get(f"{API}/release").json()

    assert said("<q>(.*?)</q>", about) == [facts["citation"]]
    [table] = re.findall("<caption>Files of this release.*?</table>", changes, re.S)
    assert said('<th scope="row">(.*?)</th>', table) == [one["file"] for one in facts["files"]]


def test_what_changed_in_the_program_stands_with_the_releases_and_not_before_planners(
    client: TestClient, changes: str
) -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    page = client.get("/releases").text

    assert said('<pre tabindex="0">(.*?)</pre>', page) == [text]
    assert "What changed in the program" not in changes


@pytest.mark.parametrize(
    "part", ["who", "accessibility", "privacy", "limits", "method", "cite", "glossary"]
)
def test_every_subject_has_its_part(about: str, part: str) -> None:
    assert f'<h2 id="{part}">' in about


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("theme_id", "set-up.registration", "Ofsted registration"),
        ("desirability", "improvement", "Improvement"),
        ("caveat", "In one year only; no figure.", "In one year only; no figure."),
        ("note", "", ""),
    ],
)
def test_what_changed_is_told_in_the_words_that_readers_see(
    catalogue: Catalogue, column: str, cell: str, said: str
) -> None:
    assert label_of(column, cell, catalogue) == said
