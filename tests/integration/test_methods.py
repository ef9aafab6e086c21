"""Who used a method is answered with the rows that name it, and not with all of a theme."""

import pytest
from starlette.testclient import TestClient

from tests.integration.test_ask import asked, names

# A question becomes a query, and every query is tried on both databases elsewhere.
pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("question", "projects"),
    [
        (
            "Which projects used restorative practice?",
            ["leeds-family-valued", "ne-lincolnshire-csc", "stockport"],
        ),
        ("Did motivational interviewing help?", ["hertfordshire-family-safeguarding"]),
        ("Did any of the projects offer respite?", ["surrey-extended-hope"]),
        ("mentoring", ["cornerstone"]),
    ],
)
def test_a_method_is_answered_with_the_projects_that_are_said_to_have_used_it(
    client: TestClient, question: str, projects: list[str]
) -> None:
    body = asked(client, question)
    assert sorted(names(body)) == projects
    assert body["answer"].startswith("Sources mention ")


@pytest.mark.parametrize("question", ["Who used peer support?", "Did the peer support help?"])
def test_of_a_method_that_no_source_names_just_that_is_said_first(
    client: TestClient, question: str
) -> None:
    answer = asked(client, question, source="tr4")["answer"]
    assert answer.startswith('No source here mentions "peer support": ')


@pytest.mark.parametrize("question", ["staff turnover", "recruitment delays", "data sharing"])
def test_a_theme_by_its_name_alone_is_no_method(client: TestClient, question: str) -> None:
    assert "Sources mention" not in asked(client, question)["answer"]
