"""What came of a thing tried is told alike on every page: against which problem, and its end."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

pytestmark = pytest.mark.one_database

RECRUITED = "tr4-f079"
"""It answered a problem of cooperation and is told of under the recruiting of carers."""
WORKED = "It helped services to work together."
CLOSE = f"{WORKED} Whether it helped with this is not said."
ENDED = "SYEP ended after March 2017"


def words_of(client: TestClient, address: str) -> str:
    """The words of a page in a row."""
    page = client.get(address).text.partition("<main")[2]
    return " ".join(unescape(re.sub("<[^>]+>", "", page)).split())


@pytest.mark.parametrize(
    "address",
    [
        f"/findings/{RECRUITED}",
        "/projects/sheffield-syep",
        "/chains?project=sheffield-syep",
        "/compare?project=sheffield-syep,match",
        "/shortlist/board?project=sheffield-syep,match",
    ],
)
def test_what_worked_is_told_with_the_problem_that_it_answers_and_the_end_of_its_project(
    client: TestClient, address: str
) -> None:
    page = words_of(client, address)

    assert f"{WORKED} {ENDED}" in page
    assert "It worked." not in page


@pytest.mark.parametrize(
    "address",
    [
        "/overview?example=tr4-f220",
        "/themes/recruitment",
        "/themes/recruitment.carers",
        "/ask?q=We can't find enough foster carers. What should we do?",
    ],
)
def test_beside_another_problem_it_is_not_said_to_have_helped_with_that(
    client: TestClient, address: str
) -> None:
    page = words_of(client, address)

    assert f"{CLOSE} {ENDED}" in page
    assert "to recruit them. It worked." not in page
