"""Pages of lists that take a short way are those of the long way, to the byte."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.api import http
from app.evidence import answers
from app.evidence.catalogue import Catalogue
from app.main import create_app
from tests.asking import questions

API = "/api/v1"
PASSING = {"x-request-id", "date"}


@pytest.fixture(scope="module")
def long_way(evidence: sa.Engine) -> Iterator[TestClient]:
    """The service without the short ways."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(http, "Direct", Through)
        patch.setattr(http, "AtOnce", Through)
        app = create_app(evidence)
        with TestClient(app) as client:
            client.get(API)
            yield client


@pytest.fixture(scope="module")
def by_thread(evidence: sa.Engine) -> Iterator[TestClient]:
    """The service that makes no page on the spot."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(http, "AtOnce", Through)
        with TestClient(create_app(evidence)) as client:
            yield client


class Through:
    """A layer that does nothing."""

    def __init__(self, app: Any, *_given: Any, **_state: Any) -> None:
        self.app = app

    async def __call__(self, *request: Any) -> None:
        await self.app(*request)


def shown(answer: Any) -> tuple[int, dict[str, str], bytes]:
    headers = {name: value for name, value in answer.headers.items() if name not in PASSING}
    return answer.status_code, headers, answer.content


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("name", answers.LISTINGS)
def test_a_page_is_the_same_either_way(
    client: TestClient, by_thread: TestClient, long_way: TestClient, name: str, encoding: str
) -> None:
    asked = {"Accept-Encoding": encoding, "Origin": "https://example.org"}

    ways = (client, by_thread, long_way)
    on_the_spot, in_a_thread, long = (one.get(f"{API}/{name}", headers=asked) for one in ways)

    assert long.status_code == 200
    assert shown(in_a_thread) == shown(long)
    assert shown(on_the_spot) == shown(long)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(question=questions(), size=st.integers(1, 5))
def test_a_question_has_the_same_answer_either_way_page_after_page(
    client: TestClient, long_way: TestClient, question: tuple[str, list[tuple[str, str]]], size: int
) -> None:
    name, pairs = question
    asked: Any = [*pairs, ("page_size", str(size))]

    short, long = (one.get(f"{API}/{name}", params=asked) for one in (client, long_way))
    assert shown(short) == shown(long)

    if following := short.json()["links"]["next"]:
        assert shown(client.get(following)) == shown(long_way.get(following))


@pytest.mark.parametrize(
    "address",
    [
        f"{API}/projects?bariers=referrals",
        f"{API}/projects?barrier=nonsense",
        f"{API}/findings?cursor=nonsense",
        f"{API}/findings?q=%00",
        f"{API}/findings?page_size=0",
        f"{API}/findings?facet=theme,polarity&q=staff",
        f"{API}/projects?include=findings&page_size=2",
    ],
)
def test_what_is_wrong_or_wants_more_is_said_alike(
    client: TestClient, long_way: TestClient, address: str
) -> None:
    assert shown(client.get(address)) == shown(long_way.get(address))


def test_a_reader_who_has_the_page_is_told_so_either_way(
    client: TestClient, long_way: TestClient, catalogue: Catalogue
) -> None:
    tag = client.get(f"{API}/findings").headers["etag"]

    told = [
        one.get(f"{API}/findings", headers={"If-None-Match": tag}) for one in (client, long_way)
    ]

    assert [one.status_code for one in told] == [304, 304]
    assert shown(told[0]) == shown(told[1])
