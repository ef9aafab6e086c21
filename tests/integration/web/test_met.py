"""An answer on who met a problem: the projects by cause, what each did, and nothing before it."""

import re

import pytest
from starlette.testclient import TestClient

from tests.integration.web.test_ask import OF_PROBLEMS, asked, said, twin

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    "question", [OF_PROBLEMS, "recruitment delays in a residential innovation"]
)
def test_who_met_a_problem_stands_first_by_cause_each_project_once(
    client: TestClient, question: str
) -> None:
    body, reply = asked(client, question).split("<aside")[0], twin(client, question)

    first, *later = body.split("<h1>")[1].split("<h2>")
    assert [part.split("</h2>")[0] for part in later] == [
        "What is recommended",
        "What else was tried",
    ]
    causes = re.findall(r'class="cause".*?</tbody>', first, re.S)
    rows = [said(r'<th scope="row"><a href="/projects/[^"]+">([^<]+)', one) for one in causes]
    assert [
        f"{len(names)} project{'s' * (len(names) > 1)}</span>" in one
        for one, names in zip(causes, rows, strict=True)
    ] == [True] * len(rows)
    assert [len(names) for names in rows] == sorted(map(len, rows), reverse=True)
    names = [name for of_one in rows for name in of_one]
    only_examples = {"West Sussex commissioning project", "Project Crewe"}
    assert len(names) == len({*names}) > 2
    assert {*names} <= {row["name"] for row in reply["projects"]} - only_examples


def test_what_a_project_did_stands_with_its_problem_and_not_again(client: TestClient) -> None:
    delayed = asked(client, "What delayed residential projects?").split("<aside")[0]
    hard = asked(client, "recruitment delays in a residential innovation")

    [own, others] = delayed.split("<h2>What else was tried</h2>")
    tried = set(re.findall(r'What it did[^<]*:</strong>.*?href="/findings/([^"]+)"', own))
    assert tried
    assert tried.isdisjoint(re.findall(r'href="/findings/([^"]+)"', others))
    assert "No source says what they did about it." in hard
    assert "got past it: yes" in asked(client, "What delayed projects about edge of care?")
    assert hard.index("residential staff") < hard.index("nursing staff")
