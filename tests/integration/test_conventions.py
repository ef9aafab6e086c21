"""What clients of HTTP expect: negotiation, methods, tags, refusals, names of files."""

import asyncio
import csv
import io
import json
import re
import xml.etree.ElementTree as ET

import pytest
from starlette.testclient import TestClient
from starlette.types import Message, Scope

from app.api.problems import CODES
from app.evidence.queries import EVIDENCE_LISTS
from app.exports import FORMATS, Format
from app.middleware.routing import ending_for
from app.web.list_pages import LIST_PAGES
from app.web.rendering import SECTIONS

# What is said about an answer does not come from the database.
pytestmark = pytest.mark.one_database


@pytest.mark.parametrize("format_", FORMATS.values(), ids=list(FORMATS))
def test_a_list_comes_in_the_format_that_accept_names(client: TestClient, format_: Format) -> None:
    media_type = format_.media_type.partition(";")[0]

    answer = client.get("/api/v1/themes?theme=set-up", headers={"Accept": media_type})

    assert answer.content == client.get(f"/api/v1/themes.{format_.ending}?theme=set-up").content
    assert answer.headers["content-type"] == format_.media_type
    assert answer.headers["vary"].split(", ").count("Accept") == 1


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        ("*/*", ""),
        ("text/html,application/xhtml+xml,*/*;q=0.8", ""),
        ("application/json", ""),
        ("text/csv;q=0.9, application/json;q=0.5", ".csv"),
        ("text/*", ".csv"),
        ("text/csv;q=0, */*", ""),
        ("application/json;q=0, */*", ".csv"),
        ("application/xml", None),
        ("text/csv;q=0", None),
        ("nonsense", None),
    ],
)
def test_the_format_that_weighs_most_is_chosen(accept: str, ending: str | None) -> None:
    assert ending_for(accept) == ending


def test_a_format_that_there_is_not_is_refused_with_those_that_there_are(
    client: TestClient,
) -> None:
    answer = client.get("/api/v1/findings", headers={"Accept": "application/xml"})

    assert answer.status_code == 406
    assert "text/csv (/api/v1/findings.csv)" in answer.json()["detail"]
    assert answer.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("POST", "/api/v1/findings", 405, "GET, HEAD, OPTIONS"),
        ("OPTIONS", "/api/v1/findings", 204, "GET, HEAD, OPTIONS"),
        ("OPTIONS", "/projects", 204, "GET, HEAD, OPTIONS"),
        ("GET", "/audit/document", 405, "POST, OPTIONS"),
    ],
)
def test_the_methods_of_an_address_are_named(
    client: TestClient, method: str, path: str, status: int, allow: str
) -> None:
    answer = client.request(method, path)

    assert (answer.status_code, answer.headers["allow"]) == (status, allow)
    assert answer.content == b"" or status == 405


def test_any_tag_is_the_one_that_the_reader_has(client: TestClient) -> None:
    assert client.get("/api/v1/findings", headers={"If-None-Match": "*"}).status_code == 304


def test_a_tag_changes_with_the_program(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = client.get("/api/v1/release").headers["etag"]

    monkeypatch.setattr("app.dependencies.program_hash", lambda: "another")

    # Another parameter order: the cache of responses knows the address above.
    assert client.get("/api/v1/release?").headers["etag"] != before


@pytest.mark.parametrize("ending", ["", ".csv"])
def test_columns_come_in_the_order_in_which_they_are_asked_for(
    client: TestClient, ending: str
) -> None:
    answer = client.get(f"/api/v1/outcomes{ending}?fields=change_percent,project_name")

    columns = answer.text.splitlines()[0].split(",") if ending else [*answer.json()["results"][0]]
    assert columns == ["change_percent", "project_name"]


def test_gzip_is_known_in_capitals(client: TestClient) -> None:
    answer = client.get("/api/v1/findings", headers={"Accept-Encoding": "GZIP"})

    assert answer.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("accept", ["gzip;q=0", "br, gzip; q=0.0", "identity", ""])
def test_a_reader_who_refuses_gzip_gets_none(client: TestClient, accept: str) -> None:
    answer = client.get("/api/v1/findings", headers={"Accept-Encoding": accept})

    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v2/findings", "/api/v1/none", "/api/x"])
def test_what_is_not_there_below_the_api_is_said_as_json(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html"})

    assert (answer.status_code, answer.json()["status"]) == (404, 404)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("ending", "hint"), [("json", "leave it out"), ("ndjson", "Did you mean 'jsonl'?")]
)
def test_other_endings_are_refused_with_the_right_one(
    client: TestClient, ending: str, hint: str
) -> None:
    answer = client.get(f"/api/v1/findings.{ending}")

    assert answer.status_code == 404
    assert hint in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/api/v1/findings?q=%zz", "/api/v1/themes/%4", "/projects?q=5%"])
def test_an_address_with_a_bad_percent_sign_is_refused(client: TestClient, path: str) -> None:
    # The test client would put the address right.
    raw_path, _, query = path.partition("?")
    statuses: list[int] = []

    async def send(message: Message) -> None:
        statuses.extend([message["status"]] if "status" in message else [])

    async def receive() -> Message:
        return {"type": "http.request"}

    async def asked() -> None:
        await client.app(scope, receive, send)

    scope: Scope = {"type": "http", "method": "GET", "path": raw_path, "headers": []}
    scope.update(raw_path=raw_path.encode(), query_string=query.encode())
    asyncio.run(asked())

    assert statuses == [400]


@pytest.mark.parametrize("name", [*FORMATS])
def test_a_file_refuses_the_size_of_a_page(client: TestClient, name: str) -> None:
    answer = client.get(f"/api/v1/findings.{name}?page_size=5")

    assert answer.status_code == 422
    assert [one["code"] for one in answer.json()["problems"]] == ["not-of-a-file"]
    assert client.get(f"/api/v1/findings.{name}?page_size=").status_code == 200


def test_the_name_of_a_file_tells_what_narrows_it(client: TestClient) -> None:
    release = client.get("/api/v1/release").json()["release"]

    def name(query: str) -> str:
        disposition = client.get(f"/api/v1/findings.csv{query}").headers["content-disposition"]
        return disposition.removeprefix('attachment; filename="wave1-evidence-').removesuffix(
            f'-{release}.csv"'
        )

    assert name("") == "findings"
    assert name("?theme=set-up&polarity=barrier") == "findings-theme-set-up-polarity-barrier"
    long = [name(f"?q={'staff ' * 20}{word}") for word in ("turnover", "delays")]
    assert long[0] != long[1]
    assert all(re.fullmatch("findings-q-staff-[a-z-]+-[0-9a-f]{8}", one) for one in long)


def test_csv_begins_with_a_mark_where_it_is_asked_for(client: TestClient) -> None:
    plain = client.get("/api/v1/projects.csv?bom=no").content
    marked = client.get("/api/v1/projects.csv?bom=yes").content

    assert marked == b"\xef\xbb\xbf" + plain
    assert plain == client.get("/api/v1/projects.csv").content


@pytest.mark.parametrize(
    "address", ["projects.csv?bom=1", "projects.xlsx?bom=yes", "projects?bom=yes"]
)
def test_a_mark_elsewhere_is_refused(client: TestClient, address: str) -> None:
    assert client.get(f"/api/v1/{address}").status_code == 422


def test_the_map_comes_as_csv(client: TestClient) -> None:
    answer = client.get("/api/v1/summary?by=theme,polarity").json()["results"]

    rows = list(
        csv.DictReader(io.StringIO(client.get("/api/v1/summary.csv?by=theme,polarity").text))
    )

    assert [(row["theme"], row["polarity"], int(row["count"])) for row in rows] == [
        (*(value["value"] or "" for value in cell["values"]), cell["count"]) for cell in answer
    ]


def test_the_dictionary_comes_as_csv(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/api/v1/dictionary.csv").text)))

    assert [(row["list"], row["name"]) for row in rows] == [
        (name, column.name)
        for name, evidence_list in EVIDENCE_LISTS.items()
        for column in evidence_list.record.columns
    ]
    [polarity] = [r for r in rows if (r["list"], r["name"]) == ("findings", "polarity")]
    assert (polarity["may_be_blank"], polarity["words"]) == ("no", "facilitator;barrier;neutral")


@pytest.mark.parametrize(
    ("address", "anchor"),
    [
        ("findings?x=1", "unknown-parameter"),
        ("findings?theme=nothing", "unknown"),
        ("findings?x=1&theme=nothing", "several"),
        ("none", "not-found"),
    ],
)
def test_the_type_of_a_problem_leads_to_its_meaning(
    client: TestClient, address: str, anchor: str
) -> None:
    type_ = client.get(f"/api/v1/{address}").json()["type"]

    page, _, name = type_.partition("#")
    assert name == anchor
    assert f'<dt id="{anchor}">' in client.get(page).text
    assert anchor in CODES


def test_the_description_has_servers_security_and_described_tags(client: TestClient) -> None:
    description = client.get("/api/v1/openapi.json").json()

    assert (description["servers"], description["security"]) == ([{"url": "/"}], [])
    assert all(tag["description"] for tag in description["tags"])
    schemas = json.dumps(description["components"]["schemas"])
    assert '"unit": "' not in schemas
    assert '"x-unit": "' in schemas


def test_language_models_are_told_the_calls_that_there_are(client: TestClient) -> None:
    text = client.get("/llms.txt").text

    links = re.findall(r"\]\(([^)]+)\)", text)
    assert len(links) == 8 + len(EVIDENCE_LISTS)
    for each in links:
        assert client.get(each).status_code == 200, each


def test_robots_may_read_all_but_searches(client: TestClient) -> None:
    answer = client.get("/robots.txt")

    assert answer.text.startswith("User-agent: *\nDisallow: /search\n")
    assert "Sitemap" not in answer.text
    assert client.get("/sitemap.xml").status_code == 404


def test_the_sitemap_has_every_section_list_and_project(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("app.settings", "app.api.discovery", "app.web.site"):
        monkeypatch.setattr(f"{name}.PUBLIC_URL", "https://evidence.example/wave1")

    answer = client.get("/sitemap.xml")

    places = [place.text or "" for place in ET.fromstring(answer.text).iter() if place.text]  # noqa: S314 (our own)
    assert len(places) == len(set(places))
    expected = {*LIST_PAGES.values(), *(path for _, path in SECTIONS), "/projects/pause"}
    assert {f"https://evidence.example/wave1{path}" for path in expected} - set(places) == set()
    assert "Sitemap: https://evidence.example/wave1/sitemap.xml" in client.get("/robots.txt").text
