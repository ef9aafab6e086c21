"""What is cited: reports, rows of any list and the release, for reference managers."""

import re
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from app.evidence.queries import EVIDENCE_LISTS
from app.exports.citations import STYLES
from app.exports.files import FOUNDERS
from tests import oracle
from tests.queries import LISTS


def test_a_report_is_cited_in_ris(client: TestClient) -> None:
    lines = client.get("/api/v1/projects/match.ris").text.splitlines()

    assert lines[:4] == [
        "TY  - RPRT",
        "ID  - match-evaluation",
        "TI  - Supporting Long-term Foster Care Placements in the Independent Sector",
        "AU  - Beek, Mary",
    ]
    assert {"AU  - Schofield, Gillian", "PY  - 2016", "DA  - 2016/10"} <= set(lines)
    assert lines[-1] == "ER  - "


def test_a_report_is_cited_in_bibtex(client: TestClient) -> None:
    text = client.get("/api/v1/projects/ne-lincolnshire-csc.bib").text

    assert text.startswith("@techreport{ne-lincolnshire-csc-evaluation,\n  title = {{")
    assert "  author = {{York Consulting}}," in text
    assert text.count("{") == text.count("}")


def test_a_report_is_cited_in_csl(client: TestClient) -> None:
    [work] = client.get("/api/v1/projects/pause.csl.json").json()

    assert work["type"] == "report"
    assert work["author"][0] == {"family": "McCracken", "given": "Katie"}
    assert work["issued"] == {"date-parts": [[2017, 7]]}


@pytest.mark.parametrize("style", STYLES)
def test_every_project_and_the_release_are_cited_in_every_style(
    client: TestClient, style: str
) -> None:
    for row in oracle.PROJECTS:
        cited = client.get(f"/api/v1/projects/{row['project_id']}.{style}")
        assert cited.status_code == 200
        assert cited.headers["content-type"].startswith(STYLES[style][0])
    assert "Wave 1 Evidence" in client.get(f"/api/v1/citation.{style}").text
    assert client.get(f"/api/v1/projects/paws.{style}").status_code == 404


@pytest.mark.parametrize("name", LISTS)
def test_a_row_of_any_list_is_cited_in_every_style(client: TestClient, name: str) -> None:
    key = EVIDENCE_LISTS[name].key
    row = client.get(f"/api/v1/{name}?page_size=1").json()["results"][0]

    for style, (media_type, _) in STYLES.items():
        cited = client.get(f"/api/v1/{name}/{quote(row[key], safe='')}.{style}")
        assert (cited.status_code, cited.headers["content-type"].partition(";")[0]) == (
            200,
            media_type,
        )
        assert name == "projects" or row[key] in cited.text
    assert client.get(f"/api/v1/{name}/nothing-of-the-kind.ris").status_code == 404


def test_a_finding_is_cited_with_its_statement_its_place_and_its_release(
    client: TestClient,
) -> None:
    row = client.get("/api/v1/findings/tr4-f231").json()["result"]
    release = client.get("/api/v1/release").json()

    [work] = client.get("/api/v1/findings/tr4-f231.csl.json").json()

    assert work == {
        "id": "tr4-f231",
        "type": "dataset",
        "title": row["statement"],
        "author": [{"literal": FOUNDERS}],
        "issued": {"date-parts": [list(map(int, release["release_date"].split("-")))]},
        "publisher": FOUNDERS,
        "note": f"Wave 1 Evidence, release {release['release']}. From: {row['citation']}.",
    }


@pytest.mark.parametrize(
    ("path", "kind", "title"),
    [
        ("sources/tr4", "report", "Systemic conditions for innovation in children's social care"),
        ("themes/set-up.late-start", "dataset", "Late start"),
        ("outcomes/tr4-o04", "dataset", None),
        ("coding-decisions/tr4-d01", "dataset", "Coding decisions: tr4-d01"),
    ],
)
def test_what_is_cited_is_called_what_it_says(
    client: TestClient, path: str, kind: str, title: str | None
) -> None:
    row = client.get(f"/api/v1/{path}").json()["result"]

    [work] = client.get(f"/api/v1/{path}.csl.json").json()

    expected = title or f"{row['measure']}: {row['value_reported']}"
    assert (work["type"], work["title"]) == (kind, expected)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("name", "query", "key"),
    [
        ("sources", "kind=thematic-report", "source_id"),
        ("outcomes", "project=pause", "outcome_id"),
        ("areas", "region=london", "area_id"),
        ("evaluations", "project=leeds-family-valued", "evaluation_id"),
        ("findings", "theme=referrals&polarity=barrier", "finding_id"),
    ],
)
def test_what_a_list_is_narrowed_to_comes_as_references(
    client: TestClient, name: str, query: str, key: str, style: str
) -> None:
    answer = client.get(f"/api/v1/{name}.{style}?{query}")
    ids = [
        row[key] for row in client.get(f"/api/v1/{name}?page_size=1000&{query}").json()["results"]
    ]

    pattern = {"ris": r"^ID  - (\S+)", "bib": r"^@\w+\{(\S+),", "csl.json": r'"id":"([^"]+)"'}
    assert answer.headers["content-type"].startswith(STYLES[style][0])
    assert re.findall(pattern[style], answer.text, re.M) == ids
    assert client.get(f"/api/v1/{name}.{style}?fields=page").status_code == 422


def test_the_reports_of_projects_are_a_list_of_their_own(client: TestClient) -> None:
    answer = client.get("/api/v1/projects.ris")

    assert answer.status_code == 404
    assert "/api/v1/evaluations with this ending" in answer.json()["detail"]
