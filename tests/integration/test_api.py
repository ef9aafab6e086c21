"""What the addresses answer: the envelope, the exports, the errors."""

import csv
import io
import re

import pytest
from starlette.testclient import TestClient

from app.evidence.queries import EVIDENCE_LISTS
from app.evidence.queries.reading import of_every_list
from app.exports import FORMATS
from scripts.openapi_answers import record_model
from tests import oracle
from tests.queries import LISTS, all_rows, csv_rows, ids, parameters_of, problems, resolved

IN_NEW_COMMISSIONING = [
    "achieving-for-children",
    "barnardos-fgm",
    "cambridgeshire",
    "catch22-project-crewe",
    "cdc",
    "hackney-flip",
    "match",
    "nlcep",
    "safe-families",
    "west-sussex",
]


def test_a_planner_finds_the_projects_that_met_the_barrier_she_fears(client: TestClient) -> None:
    address = "/api/v1/projects?barrier=set-up.commissioning-and-deregulation"

    body = client.get(address).json()

    found = [row["project_id"] for row in body["results"]]
    assert set(found) >= set(IN_NEW_COMMISSIONING)
    assert found == oracle.ids("projects", [("barrier", "set-up.commissioning-and-deregulation")])
    assert body["meta"] == {
        "release": body["meta"]["release"],
        "query": "Projects that met barriers in Commissioning and deregulation",
        "count": len(found),
        "page_size": 25,
        "next_cursor": None,
    }
    assert body["links"] == {
        "self": address,
        "next": None,
        **{
            ending: f"/api/v1/projects.{ending}?barrier=set-up.commissioning-and-deregulation"
            for ending in FORMATS
        },
    }
    assert list(body) == ["meta", "results", "facets", "links"]


def test_projects_that_met_both_barriers_met_each(client: TestClient) -> None:
    both = ids(client, "projects", [("barrier.all", "referrals,data-use")])
    each = [
        set(ids(client, "projects", [("barrier", theme)])) for theme in ("referrals", "data-use")
    ]

    assert both
    assert set(both) == each[0] & each[1]


def test_an_analyst_gets_every_claim_with_labels_page_and_paragraph(client: TestClient) -> None:
    answer = client.get("/api/v1/findings.csv?theme=set-up&polarity=barrier")

    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert answer.headers["content-type"].startswith("text/csv; charset=utf-8")
    assert answer.headers["content-disposition"].startswith(
        'attachment; filename="wave1-evidence-findings-theme-set-up-polarity-barrier-0.1.0+'
    )
    assert len(rows) == len(oracle.ids("findings", [("theme", "set-up"), ("polarity", "barrier")]))
    [withdrawal] = [row for row in rows if row["finding_id"] == "tr4-f191"]
    assert withdrawal["project_name"] == "Safe Families for Children"
    assert withdrawal["theme_id"] == "set-up.partner-withdrawal"
    assert (withdrawal["theme_label"], withdrawal["polarity_label"]) == (
        "Partners withdraw",
        "Barrier",
    )
    assert (withdrawal["page"], withdrawal["paragraph"]) == ("17", "P118")
    assert withdrawal["citation"].endswith("children's social care, p. 17 (P118)")


@pytest.mark.parametrize("name", LISTS)
def test_every_list_answers_as_json_and_csv_with_the_columns_of_its_record(
    client: TestClient, name: str
) -> None:
    columns = EVIDENCE_LISTS[name].record.names

    rows = all_rows(client, name, [("page_size", "1000")])

    assert rows
    assert all(list(row) == columns for row in rows)
    exported = csv_rows(client, name, [])
    assert len(exported) == len(rows)
    assert list(exported[0]) == columns


@pytest.mark.parametrize("name", LISTS)
def test_every_row_is_what_its_record_says(client: TestClient, name: str) -> None:
    record = record_model(EVIDENCE_LISTS[name])

    for row in all_rows(client, name, [("page_size", "1000")]):
        record.model_validate(row, strict=True)


def test_a_project_is_shown_with_all_that_the_evidence_says_of_it(client: TestClient) -> None:
    project = client.get("/api/v1/projects/nis-mst-psb").json()["result"]

    assert project["lead_organisation_name"] == "National Implementation Service"
    assert [row["finding_id"] for row in project["findings"]] == oracle.ids(
        "findings", [("project", "nis-mst-psb")]
    )
    assert [row["outcome_id"] for row in project["outcomes"]] == oracle.ids(
        "outcomes", [("project", "nis-mst-psb")]
    )
    assert [row["title"] for row in project["evaluations"]] == [
        "Evaluation of Multisystemic Therapy for adolescent problematic sexual behaviour"
    ]
    advice = [row["recommendation_id"] for row in project["recommendations"]]
    assert {"tr4-r05", "tr4-r06"} <= set(advice)


def test_a_project_says_of_every_theme_whether_it_is_met_or_which_blank_it_is(
    client: TestClient,
) -> None:
    def blanks(project_id: str) -> dict[str, str | None]:
        themes = client.get(f"/api/v1/projects/{project_id}").json()["result"]["themes"]
        return {theme["theme_id"]: theme["blank"] for theme in themes}

    named, silent = blanks("pause"), blanks("ealing-brighter-futures")

    met = {
        row["theme_id"].partition(".")[0] for row in oracle.FINDINGS if row["project_id"] == "pause"
    }
    assert {theme for theme, blank in named.items() if blank is None} == met
    assert set(named.values()) == {None, "not-mentioned"}
    assert set(silent.values()) == {"not-coded"}
    assert len(named) == len(silent) == 15


def test_a_finding_leads_to_what_was_done_about_it(client: TestClient) -> None:
    barrier = client.get("/api/v1/findings/tr4-f231").json()["result"]
    response = client.get("/api/v1/findings/tr4-f232").json()["result"]

    assert [row["finding_id"] for row in barrier["responses"]] == ["tr4-f232"]
    assert response["answers"]["finding_id"] == "tr4-f231"
    assert barrier["section_heading"] == "Referral pathways"
    assert barrier["paragraph_text"] is None


def test_a_method_that_is_not_allowed_has_the_same_shape(client: TestClient) -> None:
    answer = client.post("/api/v1/projects")

    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert answer.json()["problems"][0]["code"] == "method-not-allowed"


def test_a_cursor_of_another_question_is_refused(client: TestClient) -> None:
    cursor = client.get("/api/v1/findings?page_size=5").json()["meta"]["next_cursor"]

    assert client.get(f"/api/v1/findings?page_size=9&cursor={cursor}").status_code == 200
    [problem] = problems(client, f"/api/v1/findings?polarity=barrier&cursor={cursor}")
    assert problem["code"] == "foreign-cursor"


def test_the_next_page_is_linked_in_the_header_too(client: TestClient) -> None:
    answer = client.get("/api/v1/findings?page_size=5")

    following = f'<{answer.json()["links"]["next"]}>; rel="next"'
    assert answer.headers["link"].startswith(following)
    assert 'rel="next"' not in client.get("/api/v1/projects?page_size=1000").headers["link"]


def test_openapi_names_every_filter_and_the_one_shape_of_an_error(client: TestClient) -> None:
    openapi = client.get("/api/v1/openapi.json").json()

    for name, evidence_list in EVIDENCE_LISTS.items():
        operation = openapi["paths"][f"/api/v1/{name}"]["get"]
        parameters = {each["name"]: each for each in parameters_of(openapi, operation)}
        operated = {
            f"{name}.{operator}"
            for name, each in parameters.items()
            for operator in resolved(openapi, each["schema"]).get("x-operators", ())
        }
        also = re.findall(r"`([^`]+)`", parameters.pop("operators").get("description", ""))
        expected = {*evidence_list.parameters, *of_every_list(evidence_list), "release"}
        assert {*parameters, *operated, *also} == expected
        assert set(operation["responses"]) == {"200", "4XX", "503"}
    assert "ProblemDetails" in openapi["components"]["schemas"]
    assert "HTTPValidationError" not in openapi["components"]["schemas"]


def test_the_root_leads_to_the_lists(client: TestClient) -> None:
    lists = client.get("/api/v1").json()["lists"]

    assert sorted(lists) == LISTS
    assert all(client.get(one["json"]).status_code == 200 for one in lists.values())
