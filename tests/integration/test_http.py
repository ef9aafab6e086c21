"""What every answer carries, whatever it answers."""

import base64
import errno
import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import connect
from app.exports import FORMATS, parquet
from app.main import create_app
from app.middleware.limits import Limits
from tests.databases import NewDatabase
from tests.queries import LISTS

FACES = ["", *(f".{ending}" for ending in FORMATS)]
ADDRESSES = [
    "/api/v1",
    "/api/v1/projects/pause",
    "/api/v1/findings/tr4-f001",
    *(f"/api/v1/{name}" for name in LISTS),
    *(f"/api/v1/findings{face}?theme=set-up" for face in FACES),
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_that_the_reader_has_is_not_sent_again(client: TestClient, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    other = client.get(address, headers={"If-None-Match": 'W/"another"'})

    assert first.headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert (other.status_code, other.content) == (200, first.content)


@pytest.mark.one_database
def test_different_questions_have_different_tags(client: TestClient) -> None:
    addresses = ["findings", "findings.csv", "findings?page_size=2", "findings?theme=set-up"]

    tags = {client.get(f"/api/v1/{address}").headers["etag"] for address in addresses}

    assert len(tags) == len(addresses)


@pytest.mark.one_database
@pytest.mark.parametrize("address", ADDRESSES)
def test_head_says_what_get_says_without_the_body(client: TestClient, address: str) -> None:
    head, get = client.head(address), client.get(address)

    assert (head.status_code, head.content) == (200, b"")
    kept = {"etag", "content-type", "cache-control", "link", "content-disposition"}
    assert {k: v for k, v in head.headers.items() if k in kept} == {
        k: v for k, v in get.headers.items() if k in kept
    }


@pytest.mark.one_database
def test_answers_say_where_their_terms_are(client: TestClient) -> None:
    link = client.get("/api/v1/findings").headers["link"]

    assert all(f'rel="{relation}"' in link for relation in ("describedby", "license", "cite-as"))


@pytest.mark.one_database
def test_the_page_of_the_data_and_the_package_are_signposted(client: TestClient) -> None:
    page, package = client.get("/data"), client.head("/api/v1/download/wave1-evidence.zip")

    signs = {
        (relation, target)
        for target, relation in re.findall('<([^>]+)>; rel="([^"]+)"', page.headers["link"])
    }
    assert signs >= {
        ("type", "https://schema.org/Dataset"),
        ("type", "https://schema.org/AboutPage"),
        ("item", "/api/v1/download/wave1-evidence.zip"),
        ("cite-as", "/api/v1/citation"),
        ("license", "https://creativecommons.org/licenses/by/4.0/"),
        ("describedby", "/api/v1/release.jsonld"),
    }
    assert '</data>; rel="collection"' in package.headers["link"]
    [data] = re.findall('<script type="application/ld[+]json">(.*?)</script>', page.text)
    assert json.loads(data) == client.get("/api/v1/release.jsonld").json()


@pytest.mark.one_database
def test_large_answers_are_compressed_and_say_so(client: TestClient) -> None:
    answer = client.get("/api/v1/findings?page_size=1000", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"].lower().count("accept-encoding") == 1


@pytest.mark.one_database
def test_pages_of_other_sites_may_read(client: TestClient) -> None:
    origin = {"Origin": "https://example.org"}

    answer = client.get("/api/v1/projects", headers=origin)
    asked = client.options(
        "/api/v1/projects", headers={**origin, "Access-Control-Request-Method": "GET"}
    )

    assert answer.headers["access-control-allow-origin"] == "*"
    assert "ETag" in answer.headers["access-control-expose-headers"]
    assert asked.status_code == 204


@pytest.mark.one_database
def test_a_request_has_an_id_its_own_where_it_brings_one(client: TestClient) -> None:
    brought = client.get("/api/v1/projects", headers={"X-Request-ID": "mine-1"})
    odd = client.get("/api/v1/projects", headers={"X-Request-ID": "not ours\x7f"})

    assert brought.headers["x-request-id"] == "mine-1"
    assert re.fullmatch("[0-9a-f]{16}", odd.headers["x-request-id"])
    assert client.get("/nowhere").headers["x-request-id"]


def test_a_fault_of_ours_has_the_one_shape_and_no_trace(
    evidence: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret")

    client = TestClient(create_app(evidence))
    client.get("/api/v1/themes")
    monkeypatch.setattr("app.evidence.answers.release.ordered", fail)

    answer = client.get("/api/v1/projects?sort=-name")

    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["problems"][0]["code"] == "internal"
    assert "secret" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("number", "code", "retry_after"), [(errno.ENOSPC, "no-room", "5"), (errno.EMFILE, "busy", "5")]
)
def test_a_machine_without_room_says_so_and_has_no_fault(
    evidence: sa.Engine,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    code: str,
    retry_after: str,
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError from OSError(number, "no")

    client = TestClient(create_app(evidence))
    client.get("/api/v1/themes")
    monkeypatch.setattr("app.api.files.package", fail)

    answer = client.get("/api/v1/download/wave1-evidence.zip")

    assert (answer.status_code, answer.headers["retry-after"]) == (503, retry_after)
    assert [one["code"] for one in answer.json()["problems"]] == [code]


@pytest.mark.one_database
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_parquet_file_on_a_full_disk_is_no_fault_of_ours(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, full = parquet._write, Path("/dev/full")
    monkeypatch.setattr(
        parquet, "_write", lambda blocks, columns, schema, _: write(blocks, columns, schema, full)
    )

    answer = client.get("/api/v1/findings.parquet")

    assert answer.status_code == 503
    assert [one["code"] for one in answer.json()["problems"]] == ["no-room"]


def test_an_empty_database_is_not_ready_and_says_what_to_do(empty: sa.Engine) -> None:
    client = TestClient(create_app(empty))

    for address in ("/ready", "/api/v1/projects", "/api/v1/findings.csv"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert "wave1 load" in answer.json()["detail"]
    assert client.get("/health").json() == {"status": "ok"}


def test_a_loaded_database_is_ready(client: TestClient) -> None:
    assert client.get("/ready").json()["release"].startswith("0.1.0+")


def test_many_requests_at_once_are_all_answered(evidence: sa.Engine) -> None:
    address = "/api/v1/projects?page_size=5"
    app = create_app(evidence, limits=Limits(answers_wait_seconds=30))
    with TestClient(app) as client, ThreadPoolExecutor(120) as readers:
        statuses = list(readers.map(lambda _: client.get(address).status_code, range(240)))

    assert statuses == [200] * 240


def test_a_database_that_went_away_is_no_fault_of_the_reader(tmp_path: Path) -> None:
    client = TestClient(create_app(connect("postgresql://nobody@127.0.0.1:1/none")))

    answer = client.get("/api/v1/projects")

    assert answer.status_code == 503
    assert answer.json()["problems"][0]["code"] == "database"


CURSORS = [
    ["\ud800"],
    ["\0"],
    [99999999999999999999],
    [True],
    [None],
    [[["a"]]],
    [1e400],
    [],
    ["a", "b", "c"],
]


@pytest.mark.one_database
@pytest.mark.parametrize("place", CURSORS, ids=repr)
@pytest.mark.parametrize("sort", ["", "&sort=page"])
def test_a_cursor_that_was_tampered_with_is_refused(
    client: TestClient, place: list[object], sort: str
) -> None:
    body = client.get(f"/api/v1/findings?page_size=5{sort}").json()
    genuine = body["meta"]["next_cursor"]
    mark = json.loads(base64.urlsafe_b64decode(genuine + "=="))[0]
    forged = base64.urlsafe_b64encode(json.dumps([mark, *place]).encode()).decode()

    answer = client.get(f"/api/v1/findings?page_size=5{sort}&cursor={forged}")

    assert answer.status_code == 422
    assert answer.json()["problems"][0]["code"] == "foreign-cursor"


@pytest.mark.one_database
@pytest.mark.parametrize("cursor", ["[" * 3000, "W" * 5000, "=", "%00", "W1tbW1tb"])
def test_a_cursor_that_is_none_is_refused(client: TestClient, cursor: str) -> None:
    assert client.get(f"/api/v1/findings?cursor={cursor}").status_code == 422


@pytest.mark.parametrize(
    "address", ["projects/%00", "findings/%00", "findings/a%00b", "findings?q=a%00b"]
)
def test_a_nul_is_refused_alike_on_both_databases(client: TestClient, address: str) -> None:
    assert client.get(f"/api/v1/{address}").status_code in (404, 422)


@pytest.mark.one_database
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize(
    "address", ["/", "/none", "/docs", "/docs/problems", "/api/v1/projects", "/api/v1/none"]
)
def test_no_browser_takes_an_answer_for_what_it_is_not(
    client: TestClient, address: str, method: str
) -> None:
    headers = client.request(method, address).headers

    assert headers.get_list("x-content-type-options") == ["nosniff"]
    assert len(headers.get_list("x-request-id")) == 1


@pytest.mark.one_database
@pytest.mark.parametrize("address", ["/", "/none", "/docs", "/docs/problems"])
def test_a_page_tells_others_nothing_and_is_in_no_frame(client: TestClient, address: str) -> None:
    headers = client.get(address).headers

    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "default-src" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["permissions-policy"] == "camera=(), geolocation=(), microphone=()"


@pytest.mark.one_database
@pytest.mark.parametrize(
    "address", ["/", "/about", "/about/changes", "/api/v1/release", "/api/v1/release.jsonld"]
)
def test_the_same_release_reads_the_same_whenever_it_was_loaded(
    client: TestClient, new_database: NewDatabase, loaded_template: str, address: str
) -> None:
    other = connect(new_database(loaded_template))
    with other.begin() as connection:
        later = sa.text("UPDATE import_run SET finished_at = '2031-01-01 00:00:00'")
        connection.execute(later)

    pages = [client.get(address), TestClient(create_app(other)).get(address)]
    other.dispose()

    assert pages[0].headers["etag"] == pages[1].headers["etag"]
    assert pages[0].text == pages[1].text
