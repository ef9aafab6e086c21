"""The evidence map, projects side by side, chains, names, dictionary and release."""

from itertools import product
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.evidence.answers import DIMENSIONS
from app.evidence.queries import EVIDENCE_LISTS
from app.evidence.vocabulary import VOCABULARIES
from app.ingest.data_files import FILES
from app.ingest.load import load
from app.ingest.validate import validate
from app.main import create_app
from tests import oracle
from tests.conftest import NOW
from tests.corrupt_csv import remove_row
from tests.queries import ids, problems, spread

PAIRS = [
    (a, b)
    for a, b in product(DIMENSIONS, DIMENSIONS)
    if a < b
    and not ({a, b} & {"kind", "direction"} and "polarity" in (a, b))
    and {a, b} != {"theme", "sub-theme"}
]


# On the other database the test below counts in plain Python.
@pytest.mark.one_database
@pytest.mark.parametrize("by", [*((one,) for one in DIMENSIONS), *PAIRS], ids="-".join)
def test_every_count_of_the_map_is_the_length_of_the_list_it_leads_to(
    client: TestClient, by: tuple[str, ...]
) -> None:
    body = client.get(f"/api/v1/summary?by={','.join(by)}").json()
    counted = [cell for cell in body["results"] if cell["count"]]
    empty = [cell for cell in body["results"] if not cell["count"]]

    for cell in [*spread(counted, 4), *empty[:1]]:
        assert client.get(f"{cell['link']}&page_size=1").json()["meta"]["count"] == cell["count"], (
            cell
        )
    assert all(cell["blank"] for cell in empty)
    assert not any(cell["blank"] for cell in counted)


def test_the_map_by_theme_and_polarity_counts_what_plain_python_counts(client: TestClient) -> None:
    cells = client.get("/api/v1/summary?by=theme,polarity").json()["results"]

    found = {tuple(v["value"] for v in cell["values"]): cell["count"] for cell in cells}

    assert found == {
        (theme["theme_id"], polarity): len(
            oracle.ids("findings", [("theme", theme["theme_id"]), ("polarity", polarity)])
        )
        for theme in oracle.THEMES
        if not theme["parent_id"]
        for polarity in ("facilitator", "barrier", "neutral")
    }


def test_the_kinds_of_blank_are_told_apart(client: TestClient) -> None:
    def blanks(by: str) -> dict[tuple[str, ...], str]:
        cells = client.get(f"/api/v1/summary?by={by}").json()["results"]
        return {tuple(v["value"] for v in c["values"]): c["blank"] for c in cells if c["blank"]}

    by_project = blanks("project,theme")

    assert by_project["pause", "leadership"] == "not-mentioned"
    assert by_project["ealing-brighter-futures", "leadership"] == "not-coded"
    assert blanks("strand,focus")["other", "commissioning"] == "not-found"
    assert set(blanks("theme&project=ealing-brighter-futures").values()) == {"not-coded"}


@pytest.mark.parametrize(
    "question",
    [
        "by=theme&theme=set-up",
        "by=sub-theme&theme=set-up",
        "by=polarity&polarity=barrier",
        "by=focus&focus=education,fostering",
        "by=theme,polarity&theme=set-up,referrals&polarity.none=neutral",
        "by=kind&kind=cost&theme.none=turnover",
    ],
)
def test_a_map_narrowed_by_its_own_dimension_leads_to_lists_of_its_counts(
    client: TestClient, question: str
) -> None:
    cells = client.get(f"/api/v1/summary?{question}").json()["results"]

    assert cells
    for cell in cells:
        assert client.get(f"{cell['link']}&page_size=1").json()["meta"]["count"] == cell["count"], (
            cell
        )


def test_a_map_can_be_narrowed(client: TestClient) -> None:
    body = client.get("/api/v1/summary?by=polarity&project=leeds&theme=leadership").json()

    assert body["meta"]["query"] == (
        "Findings of Family Valued and on Leadership, counted by polarity"
    )
    assert [cell["count"] for cell in body["results"]] == [1, 0, 0]
    assert body["meta"]["total"] == 1


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/api/v1/summary", "needed"),
        ("/api/v1/summary?by=theme,polarity,strand", "needed"),
        ("/api/v1/summary?by=themes", "unknown-dimension"),
        ("/api/v1/summary?by=polarity,kind", "needed"),
        ("/api/v1/summary?by=theme,sub-theme", "needed"),
        ("/api/v1/summary?by=theme&colour=red", "unknown-parameter"),
        ("/api/v1/compare?project=pause", "needed"),
        ("/api/v1/compare?project=pause,leeds,match,fdac,cdc", "needed"),
        ("/api/v1/compare?project=pause,nowhere", "unknown-project"),
        ("/api/v1/compare?project=pause,aycliffe,pause,aycliffe,bogus", "unknown-project"),
        ("/api/v1/summary?by=theme&theme=set-up.partner-withdrawal", "needed"),
        ("/api/v1/autocomplete?q=a&q=b", "repeated"),
        ("/api/v1/search?q=a&q=b", "repeated"),
        ("/api/v1/compare?project=pause&by=theme", "unknown-parameter"),
        ("/api/v1/autocomplete?q=lee&page=2", "unknown-parameter"),
        ("/api/v1/autocomplete", "needed"),
    ],
)
def test_what_cannot_be_mapped_is_refused(client: TestClient, address: str, code: str) -> None:
    assert code in {problem["code"] for problem in problems(client, address)}


def test_projects_are_compared_theme_by_theme_and_in_full(client: TestClient) -> None:
    body = client.get("/api/v1/compare?project=leeds,Pause,ealing-brighter-futures").json()

    compared = ["leeds-family-valued", "pause", "ealing-brighter-futures"]
    assert [project["project_id"] for project in body["results"]] == compared
    assert len(body["themes"]) == 15
    [leadership] = [theme for theme in body["themes"] if theme["theme_id"] == "leadership"]
    assert [cell["blank"] for cell in leadership["projects"]] == [
        None,
        "not-mentioned",
        "not-coded",
    ]
    assert (
        body["results"][0] == (client.get("/api/v1/projects/leeds-family-valued").json()["result"])
    )


def test_chains_lead_from_barrier_to_response_to_result(client: TestClient) -> None:
    chains = client.get("/api/v1/chains").json()["results"]

    answered = {
        row["finding_id"]: row["responds_to"] for row in oracle.FINDINGS if row["responds_to"]
    }
    assert {chain["response_id"]: chain["barrier_id"] for chain in chains} == answered
    [trained] = [chain for chain in chains if chain["project_id"] == "nis-mst-psb"]
    assert (trained["overcome"], trained["theme_id"]) == ("yes", "referrals.pathway-design")
    assert (trained["response_result"], trained["outcome_measures"]) == (
        "worked",
        ["recruitment of young people"],
    )
    of_referrals = {
        row["finding_id"] for row in oracle.FINDINGS if row["theme_id"].startswith("referrals.")
    }
    assert set(ids(client, "chains", [("theme", "referrals")])) == {
        response for response, barrier in answered.items() if barrier in of_referrals
    }


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("lee", ("alias", "leeds-family-valued", "Leeds")),
        ("fdac", ("alias", "fdac", "FDAC")),
        ("turn", ("theme", "turnover", "Turnover of staff")),
        ("kantar", ("organisation", "kantar-public", "Kantar Public")),
    ],
)
def test_names_are_completed(client: TestClient, typed: str, first: tuple[str, str, str]) -> None:
    rows = client.get(f"/api/v1/autocomplete?q={typed}").json()["results"]

    assert (rows[0]["kind"], rows[0]["id"], rows[0]["label"]) == first
    assert len(rows) <= 10
    assert all(client.get(row["link"]).status_code == 200 for row in rows)


def test_ten_names_at_most_are_offered_and_none_for_nonsense(client: TestClient) -> None:
    assert len(client.get("/api/v1/autocomplete?q=a").json()["results"]) == 10
    assert client.get("/api/v1/autocomplete?q=zzzz").json()["results"] == []


def test_the_dictionary_describes_every_column_of_every_list(client: TestClient) -> None:
    body = client.get("/api/v1/dictionary").json()

    described = {one["name"]: [c["name"] for c in one["columns"]] for one in body["lists"]}
    assert described == {name: each.record.names for name, each in EVIDENCE_LISTS.items()}
    assert all(c["title"] and c["definition"] for one in body["lists"] for c in one["columns"])
    assert len(body["vocabularies"]) == len(VOCABULARIES)


def test_the_release_says_what_it_is_made_of(client: TestClient) -> None:
    body = client.get("/api/v1/release").json()

    assert body["release"].startswith(f"{body['version']}+")
    assert (body["project_count"], body["finding_count"], body["outcome_count"]) == (
        len(oracle.PROJECTS),
        len(oracle.FINDINGS),
        len(oracle.OUTCOMES),
    )
    assert len(body["files"]) == len(FILES)
    assert body["release"] in body["citation"]


def test_a_project_that_is_named_and_not_coded_yet_is_told_apart_from_the_others(
    empty: sa.Engine, data: Path
) -> None:
    for file in ("findings.csv", "outcomes.csv"):
        remove_row(data, file, "project_id", "pause")
    load(empty, validate(data), version="1", now=lambda: NOW)
    client = TestClient(create_app(empty))

    project = client.get("/api/v1/projects/pause").json()["result"]
    cells = client.get("/api/v1/summary?by=project,polarity&project=pause").json()["results"]

    blanks = {c["blank"] for c in cells if c["values"][0]["value"] == "pause"}
    assert (project["evidence_status"], blanks) == ("not-coded", {"not-coded"})
    assert {theme["blank"] for theme in project["themes"]} == {"not-coded"}
