"""Parts of files, as data frame libraries ask for them."""

import io
from collections.abc import Iterator

import pandas as pd
import polars
import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database.changes import change_detection
from app.evidence import answers
from app.exports import FORMATS
from app.main import create_app
from tests import oracle
from tests.clients import Client
from tests.servers import listening

# A file is sent in parts after it was made: how it was made makes no difference.
pytestmark = pytest.mark.one_database

FILES = [*(f"findings.{ending}" for ending in FORMATS), "download/wave1-evidence.zip"]
IDENTITY = {"Accept-Encoding": "identity"}


@pytest.fixture(scope="module", params=["cached", "made anew"])
def client(evidence: sa.Engine, request: pytest.FixtureRequest) -> Iterator[TestClient]:
    changes = change_detection(evidence, answers.STATE) if request.param == "cached" else None
    with Client(create_app(evidence, changes=changes)) as client:
        yield client


@pytest.mark.parametrize("name", FILES)
def test_part_of_a_file_is_those_bytes_of_the_whole(client: TestClient, name: str) -> None:
    whole = client.get(f"/api/v1/{name}", headers=IDENTITY)
    size = len(whole.content)
    asked = [("0-99", 0, 99), ("5-5", 5, 5), ("1000-1999", 1000, 1999), ("100-", 100, size - 1)]

    # The archive takes as long as all other files: one part of it stands for the others.
    for written, first, last in asked[-1:] if name.endswith(".zip") else asked:
        part = client.get(f"/api/v1/{name}", headers={"Range": f"bytes={written}"})

        assert (part.status_code, part.content) == (206, whole.content[first : last + 1])
        assert part.headers["content-range"] == f"bytes {first}-{last}/{size}"
        assert int(part.headers["content-length"]) == last + 1 - first
        assert whole.headers["accept-ranges"] == part.headers["accept-ranges"] == "bytes"
        assert part.headers["etag"] == whole.headers["etag"]
    assert not whole.headers["etag"].startswith("W/")


@pytest.mark.parametrize("size", [8, 10**9])
def test_the_end_of_a_file_is_found_without_its_length(client: TestClient, size: int) -> None:
    whole = client.get("/api/v1/findings.parquet", headers=IDENTITY).content

    part = client.get("/api/v1/findings.parquet", headers={"Range": f"bytes=-{size}"})

    assert (part.status_code, part.content) == (206, whole[-size:])


@pytest.mark.parametrize("asked", ["999999999-", "999999999-1000000000", "-0"])
def test_what_lies_beyond_a_file_is_refused_with_its_length(client: TestClient, asked: str) -> None:
    size = len(client.get("/api/v1/findings.csv", headers=IDENTITY).content)

    answer = client.get("/api/v1/findings.csv", headers={"Range": f"bytes={asked}"})

    assert (answer.status_code, answer.content) == (416, b"")
    assert answer.headers["content-range"] == f"bytes */{size}"


@pytest.mark.parametrize("asked", ["bytes=", "bytes=-", "bytes=9-1", "lines=1-2", "bytes=0-1,4-5"])
def test_a_range_that_is_none_or_several_gets_the_whole_file(
    client: TestClient, asked: str
) -> None:
    whole = client.get("/api/v1/findings.csv").content

    answer = client.get("/api/v1/findings.csv", headers={"Range": asked})

    assert (answer.status_code, answer.content) == (200, whole)


def test_a_part_is_given_only_of_the_file_that_the_reader_has(client: TestClient) -> None:
    whole = client.get("/api/v1/findings.csv", headers=IDENTITY)
    tag = whole.headers["etag"]

    same = client.get("/api/v1/findings.csv", headers={"Range": "bytes=0-9", "If-Range": tag})
    others = [
        client.get("/api/v1/findings.csv", headers={"Range": "bytes=0-9", "If-Range": other})
        for other in ('"another"', f"W/{tag}", "Sat, 28 Nov 2026 12:00:00 GMT")
    ]

    assert (same.status_code, same.content) == (206, whole.content[:10])
    assert [(other.status_code, other.content) for other in others] == [(200, whole.content)] * 3


def test_a_file_that_the_reader_has_is_not_sent_in_parts_either(client: TestClient) -> None:
    tag = client.get("/api/v1/findings.csv", headers=IDENTITY).headers["etag"]

    answer = client.get(
        "/api/v1/findings.csv", headers={"Range": "bytes=0-9", "If-None-Match": tag}
    )

    assert (answer.status_code, answer.content) == (304, b"")


def test_a_compressed_file_has_a_weak_tag(client: TestClient) -> None:
    answer = client.get("/api/v1/findings.csv", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["etag"].startswith("W/")


@pytest.mark.parametrize("name", FILES)
def test_head_says_how_long_a_file_is(client: TestClient, name: str) -> None:
    head = client.head(f"/api/v1/{name}", headers=IDENTITY)

    assert (head.status_code, head.content) == (200, b"")
    whole = client.get(f"/api/v1/{name}", headers=IDENTITY).content
    assert int(head.headers["content-length"]) == len(whole)


def test_lists_and_refusals_have_no_parts(client: TestClient) -> None:
    a_list = client.get("/api/v1/findings", headers={"Range": "bytes=0-9"})
    refused = client.get("/api/v1/findings.csv?x=1", headers={"Range": "bytes=0-9"})

    assert (a_list.status_code, refused.status_code) == (200, 422)


def test_scripts_of_other_sites_may_ask_for_parts(client: TestClient) -> None:
    preflight = client.options(
        "/api/v1/findings.parquet",
        headers={
            "Origin": "https://example.org",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "range",
        },
    )
    exposed = client.get("/api/v1/findings.csv").headers["access-control-expose-headers"]

    assert "Range" in preflight.headers["access-control-allow-headers"].split(", ")
    assert {"Accept-Ranges", "Content-Range", "ETag", "Link"} <= set(exposed.split(", "))


@pytest.fixture(scope="module")
def address(evidence: sa.Engine) -> Iterator[str]:
    """The address of a server that runs."""
    with listening(create_app(evidence)) as port:
        yield f"http://127.0.0.1:{port}/api/v1"


def test_pandas_reads_a_file_by_its_address(address: str) -> None:
    assert len(pd.read_csv(f"{address}/findings.csv")) == len(oracle.FINDINGS)


def test_polars_reads_a_file_by_its_address(address: str) -> None:
    assert polars.read_parquet(f"{address}/findings.parquet").height == len(oracle.FINDINGS)
    assert polars.scan_parquet(f"{address}/findings.parquet").select("theme_id").collect().height


def test_what_is_put_together_from_parts_is_a_parquet_file(client: TestClient) -> None:
    size = int(client.head("/api/v1/findings.parquet", headers=IDENTITY).headers["content-length"])
    parts = [
        client.get(
            "/api/v1/findings.parquet", headers={"Range": f"bytes={start}-{start + 4095}"}
        ).content
        for start in range(0, size, 4096)
    ]

    assert len(pd.read_parquet(io.BytesIO(b"".join(parts)))) == len(oracle.FINDINGS)
