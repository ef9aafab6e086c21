"""The service against its own description, tried by a machine; and a client made from it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import ROOT
from scripts.openapi import description_of
from scripts.openapi_answers import OPERATIONS, answer_models
from tests import oracle
from tests.commands import Environment, served
from tests.queries import parameters_of, resolved

BIN = Path(sys.executable).parent
EXAMPLES, LEAST_CASES = 4, 200


# The description is the same on both; PostgreSQL takes less in silence.
@pytest.mark.slow
@pytest.mark.one_database("postgresql")
def test_no_answer_breaks_the_published_description(loaded_environment: Environment) -> None:
    with served(loaded_environment) as address:
        tried = subprocess.run(
            [
                BIN / "schemathesis",
                *("--config-file", ROOT / "schemathesis.toml"),
                *("run", f"{address}/api/v1/openapi.json"),
                *("--checks", "all", "--phases", "examples,fuzzing"),
                *("--max-examples", str(EXAMPLES)),
                # With two workers a response seems slow while the other makes up its cases.
                *("--workers", "1", "--generation-deterministic", "--continue-on-failure"),
                # How long the generator takes on a busy machine says nothing of the service.
                *("--suppress-health-check", "too_slow"),
                "--no-color",
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=400,
            cwd=ROOT,
            env={**os.environ, "SCHEMATHESIS_HOOKS": "tests.blank_values"},
        )

    said = tried.stdout
    assert tried.returncode == 0, said.partition("= FAILURES =")[2][:6000] or said[:6000]
    generated = re.search(r"([0-9,]+) generated", said)
    assert generated, said
    assert int(generated.group(1).replace(",", "")) >= LEAST_CASES


def test_the_description_that_is_published_and_served_is_that_of_the_program(
    client: TestClient, evidence: sa.Engine
) -> None:
    published = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))

    assert description_of(create_app(evidence)) == published
    assert client.get("/api/v1/openapi.json").json() == published


def test_the_description_says_each_thing_once(client: TestClient) -> None:
    assert len(client.get("/api/v1/openapi.json").content) <= 164_000


def test_every_operation_has_a_name_an_example_and_its_problems(client: TestClient) -> None:
    openapi = client.get("/api/v1/openapi.json").json()
    operations = [one for path in openapi["paths"].values() for one in path.values()]

    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    for operation in operations:
        parameters = parameters_of(openapi, operation)
        needed = [p for p in parameters if p.get("required")]
        assert all("example" in parameter for parameter in needed), operation["operationId"]
        assert "4XX" in operation["responses"], operation["operationId"]
        if operation["operationId"] != "show_health":
            assert "503" in operation["responses"], operation["operationId"]


def test_every_answer_has_an_example_that_keeps_its_schema(client: TestClient) -> None:
    openapi = client.get("/api/v1/openapi.json").json()
    operations = [one for path in openapi["paths"].values() for one in path.values()]
    schemas = openapi["components"]["schemas"]
    without, broken = [], []

    for operation in operations:
        name, answer = operation["operationId"], operation["responses"]["200"]
        contents = resolved(openapi, answer).get("content", {})
        shown = contents.get("application/json", {"schema": {}})
        if name.startswith("list_") and "example" not in shown:
            # What stands round the rows is the same on every page: its parts have examples.
            _, page = resolved(openapi, shown["schema"])["allOf"]
            [row] = resolved(openapi, page["properties"]["results"]["items"])["examples"]
            [meta], [links] = schemas["PageMeta"]["examples"], schemas["Links"]["examples"]
            shown["example"] = {"meta": meta, "results": [row], "facets": {}, "links": links}
        if not any("example" in each for each in contents.values()):
            without.append(name)
        if "example" in shown:
            schema = {**shown["schema"], "components": openapi["components"]}
            errors = Draft202012Validator(schema).iter_errors(shown["example"])
            broken += [(name, each.message[:200]) for each in errors]

    assert (without, broken) == ([], [])


def test_no_two_addresses_differ_only_in_the_names_of_their_parts(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]

    assert len({re.sub(r"\{[^}]+\}", "{}", path) for path in paths}) == len(paths)


def test_the_page_of_the_api_asks_nobody_else(client: TestClient) -> None:
    page = client.get("/docs").text

    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert addresses
    assert all(address.startswith("/docs/files/") for address in addresses)
    assert all(client.get(address).status_code == 200 for address in addresses)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A client made by openapi-python-client from the published description."""
    folder = tmp_path_factory.mktemp("client") / "evidence"
    made = subprocess.run(
        [
            BIN / "openapi-python-client",
            *("generate", "--path", ROOT / "docs" / "openapi.json"),
            *("--output-path", folder, "--meta", "none"),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    return folder


ASKING = """
import json, sys
sys.path.insert(0, sys.argv[1])
from evidence import Client
from evidence.api.projects import list_projects
from evidence.api.rows import show_row
from evidence.models import Operators, ShowRowListName
client = Client(base_url=sys.argv[2], raise_on_unexpected_status=True)
barrier = "set-up.commissioning-and-deregulation"
operators = Operators.from_dict({"barrier.none": barrier})
met, others = (
    list_projects.sync(client=client, page_size=100, **asked).results
    for asked in ({"barrier": [barrier]}, {"operators": operators})
)
theme = show_row.sync(ShowRowListName.THEMES, barrier, client=client).result
shown = [row.project_id for row in met], [row.project_id for row in others], theme.label
print(json.dumps(shown))
"""


@pytest.mark.one_database
def test_a_generated_client_lists_the_projects_that_met_a_barrier_and_those_that_did_not(
    service: str, generated: Path
) -> None:
    asked = subprocess.run(
        [sys.executable, "-c", ASKING, generated.parent, service],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert asked.returncode == 0, asked.stderr
    barrier = "set-up.commissioning-and-deregulation"
    assert json.loads(asked.stdout) == [
        oracle.ids("projects", [("barrier", barrier)]),
        oracle.ids("projects", [("barrier.none", barrier)]),
        "Commissioning and deregulation",
    ]


ANSWERS = {
    "ask": "ask?q=which projects hit recruitment delays",
    "check_claim": "check-claim?claim=Pause saved money",
    "compare_projects": "compare?project=pause&project=nis-mst-psb",
    "list_names": "autocomplete?q=pau",
    "list_releases": "releases",
    "search": "search?q=staff turnover",
    "show_dictionary": "dictionary",
    "show_finding": "findings/tr4-f206",
    "show_project": "projects/pause",
    "show_release": "release",
    "show_row": "sources/tr4",
    "show_summary": "summary?by=theme,polarity",
}


@pytest.mark.one_database
@pytest.mark.parametrize("operation", sorted(ANSWERS))
def test_an_answer_has_the_fields_that_the_description_gives_it(
    client: TestClient, operation: str
) -> None:
    body = client.get(f"/api/v1/{ANSWERS[operation]}").json()

    answer_models()[OPERATIONS[operation]["answer"]].model_validate(body)
