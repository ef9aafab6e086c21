"""The tools of language models, asked by the client of the SDK: in process, over HTTP and stdio."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from starlette.testclient import TestClient

from app.mcp import server_of
from tests.commands import WAVE1

# A tool asks the API, which is tried on both databases elsewhere.
pytestmark = pytest.mark.one_database

CALLS: dict[str, tuple[dict[str, Any], str]] = {
    "projects": ({"filters": {"barrier.all": "referrals,data-use"}}, "projects?"),
    "findings": ({"project": "pause", "page_size": 5}, "findings?project=pause&page_size=5"),
    "outcomes": ({"filters": {"direction": "decrease"}}, "outcomes?page_size=25"),
    "summary": ({"by": "theme,polarity"}, "summary?by=theme,polarity"),
    "search": ({"q": "staff turnover"}, "search?q=staff turnover"),
    "ask": ({"question": "What were the barriers of Pause?"}, "ask?"),
    "compare": ({"projects": ["pause", "hampshire"]}, "compare?project=pause&project=hampshire"),
    "row": ({"list_name": "findings", "id": "tr4-f001"}, "findings/tr4-f001"),
    "check_claim": ({"claim": "Priory's Ofsted registration was delayed."}, "check-claim?claim="),
    "cite": ({}, "citation"),
}
RESOURCES = ["wave1://dictionary", "wave1://codebook", "wave1://release"]


def call(target: Any, tool: str, arguments: Mapping[str, Any]) -> Any:
    async def calling() -> Any:
        async with Client(target) as client:
            return await client.call_tool(tool, dict(arguments))

    return asyncio.run(calling())


@pytest.fixture(scope="module")
def server(client: TestClient) -> Any:
    return server_of(client.app)


def test_every_tool_and_resource_is_listed_as_read_only(server: Any) -> None:
    async def listing() -> tuple[Any, Any]:
        async with Client(server) as client:
            return await client.list_tools(), await client.list_resources()

    tools, resources = asyncio.run(listing())

    assert {tool.name for tool in tools.tools} == set(CALLS)
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools.tools)
    assert [str(resource.uri) for resource in resources.resources] == RESOURCES


@pytest.mark.parametrize("tool", CALLS)
def test_a_tool_gives_what_the_api_gives_at_the_address_that_it_names(
    server: Any, client: TestClient, tool: str
) -> None:
    arguments, address = CALLS[tool]

    result = call(server, tool, arguments)

    body = result.structured_content
    same = client.get(body["address"]).json()
    assert not result.is_error
    assert body["address"].replace("%2C", ",").replace("+", " ").startswith(f"/api/v1/{address}")
    assert {name: value for name, value in body.items() if name != "address"} == same
    assert same.get("release") or same["meta"]["release"]


@pytest.mark.parametrize("uri", RESOURCES)
def test_a_resource_names_its_release(server: Any, client: TestClient, uri: str) -> None:
    async def reading() -> Any:
        async with Client(server) as mcp:
            return await mcp.read_resource(uri)

    body = json.loads(asyncio.run(reading()).contents[0].text)

    release = client.get("/api/v1/release").json()["release"]
    assert (body.get("release") or body["meta"]["release"]) == release


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("findings", {"project": "pauze"}, "Did you mean 'pause'"),
        ("row", {"list_name": "findings", "id": "none"}, "There is no finding 'none'"),
        ("row", {"list_name": "nothing", "id": "x"}, "Lists: projects"),
        ("outcomes", {"filters": {"x": "1"}}, "have no parameter 'x'"),
        ("outcomes", {"page": 5}, "This tool has no argument 'page'. It takes q, project, filters"),
        ("search", {}, "q: it is needed."),
        (
            "search",
            {"q": "staff", "page_size": "many"},
            "page_size: found 'many'. Expected: a valid",
        ),
        ("cite", {"list_name": "findings"}, "One row is cited by list_name and id"),
        ("cite", {"list_name": "findings", "id": "none"}, "There is no finding 'none'"),
    ],
)
def test_what_is_not_known_is_refused_with_what_is(
    server: Any, tool: str, arguments: dict[str, Any], words: str
) -> None:
    result = call(server, tool, arguments)

    assert result.is_error
    assert words in result.content[0].text
    assert "pydantic" not in result.content[0].text


@pytest.mark.parametrize(
    ("filters", "address"),
    [
        ({"change_percent.gte": 20}, "outcomes?change_percent.gte=20&page_size=1000"),
        ({"change_size.gte": 37.8}, "outcomes?change_size.gte=37.8&page_size=1000"),
        ({"page": [12, 15]}, "outcomes?page=12&page=15&page_size=1000"),
    ],
)
def test_filters_are_taken_as_numbers_and_lists_too(
    server: Any, client: TestClient, filters: dict[str, Any], address: str
) -> None:
    result = call(server, "outcomes", {"filters": filters, "page_size": 1000})

    assert not result.is_error
    assert (
        result.structured_content["results"] == client.get(f"/api/v1/{address}").json()["results"]
    )


def test_a_row_is_cited_by_its_list_and_its_id(server: Any, client: TestClient) -> None:
    result = call(server, "cite", {"list_name": "findings", "id": "tr4-f231"})

    works = client.get("/api/v1/findings/tr4-f231.csl.json").json()
    assert result.structured_content["results"] == works
    assert result.structured_content["address"] == "/api/v1/findings/tr4-f231.csl.json"


def test_nothing_can_be_listened_for_where_no_session_is_kept(client: TestClient) -> None:
    answer = client.get("/mcp")

    assert (answer.status_code, answer.headers["allow"]) == (405, "POST, OPTIONS")
    assert answer.json()["problems"][0]["code"] == "method-not-allowed"


def test_tools_answer_over_http_and_stdio(
    service: str, loaded_environment: Mapping[str, str]
) -> None:
    stdio = StdioServerParameters(command=str(WAVE1), args=["mcp"], env=dict(loaded_environment))

    results = [
        call(target, "row", {"list_name": "findings", "id": "tr4-f001"}).structured_content
        for target in (f"{service}/mcp", stdio)
    ]

    assert results[0] == results[1]
    assert results[0]["result"]["finding_id"] == "tr4-f001"
