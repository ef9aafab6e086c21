"""What pages say of the sources as a whole: how many, who evaluated, how far coders agreed."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from tests import oracle

pytestmark = pytest.mark.one_database

TELLING = {row["source_id"] for row in (*oracle.FINDINGS, *oracle.OUTCOMES)}
TEAMS = [row["evaluator_ids"].split(";") for row in oracle.EVALUATIONS]
TEAMS = [ids for ids in TEAMS if ids != [""]]


@pytest.mark.parametrize("path", ["/", "/projects", "/map", "/about"])
def test_the_foot_of_a_page_says_how_many_sources_there_are(client: TestClient, path: str) -> None:
    page = unescape(client.get(path).text)

    assert f'From <a href="/sources">{len(TELLING)} sources</a> on the first projects' in page


@pytest.mark.parametrize("path", ["/", "/about", "/about/coding"])
def test_no_page_takes_one_report_for_all_sources(client: TestClient, path: str) -> None:
    page = unescape(client.get(path).text)

    assert f"{len(TELLING)} sources" in page
    assert not re.search(
        r"page numbers .* are those of that report|The sources are one report", page
    )


def test_the_page_on_coding_says_why_teams_and_organisations_differ(client: TestClient) -> None:
    page = unescape(client.get("/about/coding").text)

    organisations = {each for ids in TEAMS for each in ids}
    alone = {ids[0] for ids in TEAMS if len(ids) == 1}
    unknown = oracle.ids("projects", [("evaluator.blank", "yes")])
    assert (
        f"The report counts 22 evaluation teams. The data name {len(organisations)} organisations "
        f"that evaluated. A team may be several organisations, and {len(organisations - alone)} of "
        f"them are named only beside others. Counted by the one that is named first, there are "
        f"{len({ids[0] for ids in TEAMS})} teams. Of {len(unknown)} projects no source"
    ) in page


def test_the_page_on_coding_names_the_projects_without_an_event(client: TestClient) -> None:
    page = unescape(client.get("/about/coding").text)

    silent = oracle.ids("projects", [("event.blank", "yes")])
    names = {row["project_id"]: row["name"] for row in oracle.PROJECTS}
    told = page.partition("What became of them is not known of ")[2].partition("</p>")[0]
    assert told.startswith(f"{len(silent)} projects: ")
    assert all(names[one] in told for one in silent)


def test_the_page_on_coding_has_the_agreement_of_every_field_and_source(
    client: TestClient,
) -> None:
    page = unescape(client.get("/about/coding").text)

    table = page.partition("by field, for each source")[2].partition("</table>")[0]
    cells = re.findall(r'<td class="number[^"]*">([^<]+)</td>', table)
    rows = oracle.rows("field_agreement.csv")
    sources, fields = ({row[name]: None for row in rows} for name in ("source", "field"))
    by_place = {(row["field"], row["source"]): row for row in rows}
    assert sorted(cells) == sorted(
        _told(by_place[field, source]) for field in fields for source in sources
    )


def _told(row: oracle.Row) -> str:
    agreed, compared = int(row["agreed_count"]), int(row["compared_count"])
    return f"{agreed / compared:.2f} of {compared}" if compared else "not known"


def test_the_pages_that_were_looked_up_are_all_sources_here(client: TestClient) -> None:
    told = {
        row["fact"]: int(row["value"])
        for row in oracle.rows("programme.csv")
        if "pages-" in row["fact"]
    }

    pages = [row for row in oracle.SOURCES if row["kind"] != "thematic-report"]
    assert told == {"pages-on-the-first-list": 75, "pages-found-besides": 116}
    assert len(pages) >= sum(told.values())
    assert "116 more were found besides" in client.get("/about/coding").text
