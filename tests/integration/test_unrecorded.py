"""What a question takes for granted, and no source records, is said to be unrecorded."""

import pytest
from starlette.testclient import TestClient

from tests.integration.test_ask import asked

# A question becomes a query, and every query is tried on both databases elsewhere.
pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("question", "project", "subject"),
    [
        ("Did Stockport find it hard to recruit foster carers?", "Stockport", "carers"),
        ("Was high staff turnover a problem for Frontline?", "Firstline", "turnover"),
        ("Did Mockingbird get stuck waiting for builders?", "Mockingbird", "Premises"),
    ],
)
def test_of_what_nothing_is_recorded_of_a_project_that_is_said_and_nothing_else(
    client: TestClient, question: str, project: str, subject: str
) -> None:
    body = asked(client, question, source="tr4")
    assert not body["answered"]
    assert body["answer"].startswith("No source here says so: nothing is recorded of")
    assert project in body["answer"]
    assert subject in body["answer"]


@pytest.mark.parametrize(
    ("question", "project", "subject"),
    [
        (
            "Why did Cornerstone have trouble with data collection?",
            "Cornerstone",
            "Data use",
        ),
        ("Why did the vacancy rate rise in Triborough?", "Focus on Practice", '"vacancy rate"'),
        ("What did Step Change do about competing pressures?", "Step Change", "pressures"),
        ("How much did job satisfaction change at Surrey?", "Extended HOPE", '"job satisfaction"'),
    ],
)
def test_a_question_that_takes_for_granted_what_nobody_says_is_told_so_and_what_is_near(
    client: TestClient, question: str, project: str, subject: str
) -> None:
    body = asked(client, question, source="tr4")
    assert not body["answered"]
    assert body["answer"].startswith("No source here")
    said, near = body["answer"].split("The nearest that is recorded of", 1)
    assert f"nothing is recorded of {project}" in said
    assert subject in said
    assert "Not understood" not in said
    assert near


@pytest.mark.parametrize(
    ("question", "said", "named_beside"),
    [
        ("Which projects were hit by an Ofsted inspection?", "Ofsted inspection", "nlcep"),
        ("Which projects had trouble with budget cuts?", "Budget cuts", "nlcep"),
        ("Which projects faced a child abuse case?", "child abuse case", "nlcep"),
    ],
)
def test_what_is_said_of_no_project_by_name_is_not_put_on_those_of_the_same_theme(
    client: TestClient, question: str, said: str, named_beside: str
) -> None:
    body = asked(client, question, source="tr4")
    assert body["answer"].startswith("No source here says it of a project by name.")
    assert said in body["answer"]
    assert named_beside not in {one["project_id"] for one in body["projects"]}


@pytest.mark.parametrize(
    "question",
    ["Where did staff quit?", "Which projects lost their director?", "Which projects lost staff?"],
)
def test_people_who_leave_are_trouble_and_never_what_helped(
    client: TestClient, question: str
) -> None:
    body = asked(client, question, source="tr4")
    assert body["answered"]
    assert {row["polarity"] for row in body["findings"]} == {"barrier"}


def test_who_did_not_change_a_figure_is_told_with_the_silence_on_all_others(
    client: TestClient,
) -> None:
    body = asked(client, "Which projects did not cut turnover?", source="tr4")
    assert body["answer"].startswith(
        "A source says so of Focus on Practice, and of no other project."
    )
