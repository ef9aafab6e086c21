"""What cannot be answered is refused in one shape, with what would be right."""

import pytest
from starlette.testclient import TestClient

pytestmark = pytest.mark.one_database  # Every query is tried on both elsewhere.


@pytest.mark.parametrize(
    ("address", "status", "code", "near"),
    [
        ("/api/v1/projects?barrier=setup", 422, "unknown-theme", "'set-up'"),
        ("/api/v1/projects?colour=red", 422, "unknown-parameter", "no parameter 'colour'"),
        ("/api/v1/projects.csv?barier=set-up", 422, "unknown-parameter", "'barrier'"),
        ("/api/v1/findings.csv?cursor=abc", 422, "not-of-a-file", "leave this out"),
        ("/api/v1/findings?cursor=abc", 422, "foreign-cursor", "Ask again without it"),
        ("/api/v1/findings?page=-1", 422, "not-a-number", "-1 is not a whole number from 1."),
        ("/api/v1/paragraphs?page=0", 422, "not-a-number", "0 is not a whole number from 1."),
        ("/api/v1/projects?barrier_count=2.5", 422, "not-a-number", "a whole number from 0."),
        ("/api/v1/outcomes?change_size.gte=-5", 422, "not-a-number", "-5 is not a number from 0."),
        (
            "/api/v1/findings?page.gte=10&page.lte=5",
            422,
            "contradiction",
            "Nothing is at least 10 and at most 5.",
        ),
        (
            "/api/v1/sources?published.gt=2017&published.lt=2017-06",
            422,
            "contradiction",
            "Nothing is after 2017 and before June 2017.",
        ),
        (
            "/api/v1/findings?page.blank=yes&page.gte=3",
            422,
            "contradiction",
            "Nothing has a value and is without one: leave this out.",
        ),
        (
            "/api/v1/projects?near=london",
            422,
            "unknown-authority",
            "There is no authority 'london'.",
        ),
        ("/api/v1/summary?by=theme&sort=page", 422, "not-of-counts", "leave this out"),
        ("/api/v1/summary.csv?by=theme&page_size=5", 422, "not-of-counts", "leave this out"),
        ("/api/v1/check-claim?claim=", 422, "needed", "Missing value."),
        ("/api/v1/autocomplete?q=", 422, "needed", "Missing value."),
        ("/api/v1/findings?limit=5", 422, "unknown-parameter", "Here it is 'page_size'."),
        ("/api/v1/findings?format=csv", 422, "unknown-parameter", "as in findings.csv."),
        (
            "/api/v1/findings?theme=xqzk",
            422,
            "unknown-theme",
            "All are at /api/v1/themes.",
        ),
        ("/api/v1/findings?certainty=sure", 422, "unknown-how-surely-it-is-said", "'stated'"),
        ("/api/v1/findings?q=-staff", 422, "needed", "Name a word that should be found."),
        ("/api/v1/findings?release=a&release=b", 422, "repeated", "given only once"),
        ("/api/v1/compare?project=pause,pause", 422, "needed", "Two to 4 different projects"),
        ("/api/v1/releases/foo...bar", 404, "unknown-release", "All are at /api/v1/releases."),
        ("/api/v1/projects/pause?fields=name", 422, "unknown-parameter", "takes no parameters"),
        ("/api/v1/projects/Leeds", 404, "unknown-project", "'leeds-family-valued'"),
        ("/api/v1/projects/paws", 404, "unknown-project", "'pause'"),
        ("/api/v1/findings/tr4-f999", 404, "unknown-finding", "There is no finding"),
        ("/api/v1/nothing", 404, "not-found", "Lists are at /api/v1"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_in_one_shape(
    client: TestClient, address: str, status: int, code: str, near: str
) -> None:
    answer = client.get(address)

    body = answer.json()
    assert answer.status_code == body["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert list(body) == ["type", "title", "status", "detail", "problems"]
    [problem] = body["problems"]
    assert list(problem) == ["code", "where", "message"]
    assert problem["code"] == code
    assert near in problem["message"]
    assert near in body["detail"]


@pytest.mark.parametrize(
    ("address", "code", "message"),
    [
        ("findings.cvs", "unknown-format", "There is no format 'cvs'. Did you mean 'csv'?"),
        ("ask.xls?q=delays", "unknown-format", "There is no format 'xls'. Did you mean 'xlsx'?"),
        ("citation.rsi", "unknown-style", "There is no style 'rsi'. Did you mean 'ris'?"),
        (
            "projects/pause.csl",
            "unknown-style",
            "There is no style 'csl'. Did you mean 'csl.json'?",
        ),
        (
            "projects/paus.csl.json",
            "unknown-project",
            "There is no project 'paus'. Did you mean 'pause'?",
        ),
    ],
)
def test_an_ending_that_is_not_known_is_refused_with_the_nearest(
    client: TestClient, address: str, code: str, message: str
) -> None:
    answer = client.get(f"/api/v1/{address}")

    assert answer.status_code == 404
    assert answer.json()["problems"] == [{"code": code, "where": "address", "message": message}]
