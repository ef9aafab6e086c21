"""The metrics: requests by route and status, and those that the cache answered."""

import logging
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from app.logs import AccessLog
from tests.servers import cached_app

pytestmark = pytest.mark.one_database


@pytest.fixture
def client(evidence: sa.Engine) -> Iterator[TestClient]:
    with TestClient(AccessLog(cached_app(evidence))) as client:
        yield client


def counts(client: TestClient) -> dict[tuple[str, ...], float]:
    """Every number, by its name and its labels."""
    text = client.get("/metrics").text
    samples = (each for family in text_string_to_metric_families(text) for each in family.samples)
    return {(each.name, *each.labels.values()): each.value for each in samples}


def test_requests_are_counted_by_route_and_status(client: TestClient) -> None:
    addresses = ("/api/v1/projects", "/api/v1/projects/pause", "/projects/pause", "/nowhere/12345")
    before = counts(client)

    for address in (*addresses, *addresses):
        client.get(address)

    after = counts(client)
    grown = {key: after[key] - before.get(key, 0) for key in after}
    requests = {key[1:]: count for key, count in grown.items() if key[0] == "wave1_requests_total"}
    assert requests.pop(("/metrics", "200")) == 1
    assert {key: count for key, count in requests.items() if count} == {
        ("/api/v1/projects", "200"): 1,
        ("/api/v1/projects/{project_id}", "200"): 1,
        ("/projects/{project_id}", "200"): 1,
        ("none", "404"): 2,
    }
    assert grown["wave1_cached_responses_total",] == 3
    assert grown["wave1_request_seconds_count", "none"] == 2
    assert after["wave1_requests_in_progress",] == 1


def test_a_logged_request_has_its_id_and_none_of_its_parameters(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "wave1.access"):
        client.get("/api/v1/projects?q=secret", headers={"X-Request-ID": "mine-1"})

    [line] = caplog.messages
    assert line.startswith("request mine-1: GET /api/v1/projects 200 ")
    assert "secret" not in line
