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
    assert [part.split("</h2>")[0] for part in later] == ["What is recommended"]
    causes = re.findall(r'class="cause".*?</tbody>', first, re.S)
    rows = [said(r'<th scope="row"><a href="/projects/[^"]+">([^<]+)', one) for one in causes]
    counts = [int(said(r"(\d+) projects?</span>", one)[0]) for one in causes]
    assert counts == sorted(counts, reverse=True)
    # What is folded goes on with the same cause.
    by_cause = dict(zip([said('themes/([^"]+)', one)[0] for one in causes], counts, strict=True))
    assert sum(by_cause.values()) == sum(map(len, rows))
    names = [name for of_one in rows for name in of_one]
    only_examples = {"West Sussex commissioning project", "Project Crewe"}
    assert len(names) == len({*names}) > 2
    assert {*names} <= {row["name"] for row in reply["projects"]} - only_examples


def test_what_a_project_did_stands_with_its_problem_and_not_again(client: TestClient) -> None:
    delayed = asked(client, "What delayed residential projects?").split("<aside")[0]

    [own, others] = delayed.split("<h2>What else was tried</h2>")
    tried = set(re.findall(r'What it did[^<]*:</strong>.*?href="/findings/([^"]+)"', own))
    assert tried
    assert tried.isdisjoint(re.findall(r'href="/findings/([^"]+)"', others))
    assert "got past it: in the end" in asked(client, "What delayed projects about edge of care?")
    # Of a cause those come first of which a source says what they did.
    assert own.rindex("TBAP Residence<") < own.rindex("NIS RESuLT<")


def test_what_was_tried_stands_open_in_one_place_before_the_table(client: TestClient) -> None:
    hard = asked(client, "which projects had trouble finding foster carers").split("<aside")[0]
    delays = asked(client, OF_PROBLEMS).split("<aside")[0]

    [before, table] = hard.split("<table", maxsplit=1)
    assert "No source says what these did against this. Something close was tried:" in before
    assert "strategy to recruit them" in before
    assert (
        "trouble with multi-professional working. Whether it helped with this is not said."
        in before
    )
    assert "No source" not in table
    # What a project did that stands folded is told above, with those that met the problem.
    [before, table] = delays.split("<table", maxsplit=1)
    assert "Of one of them a source says what it did about this." in before
    assert said("<li><strong>(.*?):</strong>", before)[:2] == [
        *("Recruiting staff", "Recruiting participants")
    ]
    assert "Therapists of MST-PSB" in before
    assert "Therapists of MST-PSB" not in table
