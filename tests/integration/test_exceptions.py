"""What a question excepts is not in its answer, in whatever words it is excepted."""

import pytest
from starlette.testclient import TestClient

from tests.integration.test_ask import asked


@pytest.mark.parametrize(
    "question",
    [
        "Leaving out {}, who had embedded researchers?",
        "Who had embedded researchers, leaving {} aside?",
        "Not counting {}, who had embedded researchers?",
        "Aside from {}, who had embedded researchers?",
        "Who had embedded researchers except {}?",
    ],
)
@pytest.mark.parametrize(
    ("excepted", "left_out"),
    [
        ("Stockport", {"stockport"}),
        (
            "the social work reform projects",
            {
                "durham-families-first",
                "islington",
                "morning-lane-reclaiming",
                "newcastle-family-insights",
                "stockport",
            },
        ),
    ],
)
def test_what_a_question_excepts_is_not_in_its_answer(
    client: TestClient, question: str, excepted: str, left_out: set[str]
) -> None:
    every = asked(client, "Who had embedded researchers?")
    rest = asked(client, question.format(excepted))

    assert {row["project_id"] for row in rest["projects"]} == {
        row["project_id"] for row in every["projects"]
    } - left_out
