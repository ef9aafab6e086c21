"""What everybody asks of a programme: sums in words, what a project got, things by their names."""

import pytest
from starlette.testclient import TestClient

from tests.integration.test_ask import asked

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    "question",
    [
        "Which projects had between three and three and a half million pounds?",
        "Projects with 3 to 3.5 million pounds?",
        "Who was given between £3m and £3.5m?",
    ],
)
def test_sums_are_read_in_words_too(client: TestClient, question: str) -> None:
    assert {row["project_id"] for row in asked(client, question, source="tr4")["projects"]} == {
        "action-for-children-step-change",
        "doncaster-growing-futures",
        "durham-families-first",
        "pause",
        "stockport",
    }


@pytest.mark.parametrize(
    "question",
    [
        "What did the Right Home get, in pounds?",
        "How much did the Right Home get?",
        "How much money was given to the Right Home?",
    ],
)
def test_what_a_project_got_is_its_funding(client: TestClient, question: str) -> None:
    assert "£727,000" in asked(client, question)["answer"]


def test_a_figure_of_a_claim_is_found_as_one_of_a_result_is(client: TestClient) -> None:
    answer = asked(client, "Daybreak's 29 per cent, what was it compared with?")["answer"]

    assert "50% without one" in answer


def test_how_long_is_the_time_that_was_spent(client: TestClient) -> None:
    reply = asked(client, "How long did Wigan and Rochdale spend on co-design?")

    assert reply["answered"]
    assert "four months" in reply["answer"]


@pytest.mark.parametrize(
    "question",
    ["What was the funding of {}?", "Funding of {}", "How much money did {} get?"],
)
@pytest.mark.parametrize(
    ("project", "sum_"), [("Pause", "£3 million"), ("Step Change", "£3.4 million")]
)
def test_the_funding_of_a_project_is_no_trouble_with_money(
    client: TestClient, question: str, project: str, sum_: str
) -> None:
    assert f"was given {sum_}" in asked(client, question.format(project))["answer"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What helped with setting up?", "4 projects report something that helped in Setting up"),
        ("What helped with data use?", "10 projects report something that helped in Data use"),
        ("Which projects supported parents?", "Engagement of families"),
        ("Who funded Pause?", "No source here says so in as many words"),
        ("Which councils led more than one project?", "Durham County Council (2)"),
        ("Which evaluators did most evaluations?", "York Consulting (5)"),
        ("Which projects did the University of Oxford evaluate?", "was evaluated by Rees Centre"),
        ("Which projects did York evaluate?", "3 projects were evaluated by University of York"),
        ("evaluations by Bristol", "evaluated by University of Bristol"),
        ("projects in York", "worked in York: Social Care Assessments for Disabled Children"),
        ("projects led by Leeds", "was led by Leeds City Council: Family Valued"),
        ("Which projects did Durham lead?", "2 projects were led by Durham County Council"),
        (
            "Who evaluated Transforming Children's Services with Signs of Safety at the Centre?",
            "was evaluated by",
        ),
    ],
)
def test_what_is_called_by_its_name_is_meant(client: TestClient, question: str, told: str) -> None:
    assert told in asked(client, question)["answer"]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("How can we find more foster carers?", "Consider recruitment strategies early"),
        ("How can we avoid delays?", "Expect a lead-in of at least 6 to 12 months"),
    ],
)
def test_advice_on_what_was_asked_comes_before_other_advice(
    client: TestClient, question: str, first: str
) -> None:
    assert asked(client, question)["answer"].startswith(f"The report advises: {first}")


def test_what_to_copy_is_no_question_of_rights(client: TestClient) -> None:
    assert "licence" not in asked(client, "Which project should I copy?")["answer"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which strand had most projects?", "Rethinking support for adolescents ("),
        ("How many projects in each region?", "Projects by number: London ("),
        ("Which region had most barriers?", "Barriers recorded: London ("),
        ("How many projects did councils lead?", "projects were led by a council"),
        ("Share of projects led by councils", "projects were led by a council"),
        ("Which project had the most barriers?", "Barriers recorded, by project: "),
        ("Leeds v Stockport", "Family Valued and Stockport Family side by side."),
    ],
)
def test_projects_are_counted_by_what_they_are(
    client: TestClient, question: str, told: str
) -> None:
    body = asked(client, question)
    assert body["answered"]
    assert told in body["answer"]


def test_whether_a_project_succeeded_is_no_verdict_here_and_what_changed_there_is_told(
    client: TestClient,
) -> None:
    body = asked(client, "Did Hampshire succeed?", source="tr4")
    assert not body["answered"]
    assert "What changed there: Social Care Innovations" in body["answer"]


def test_what_nothing_is_recorded_of_comes_with_what_is_near(client: TestClient) -> None:
    body = asked(client, "Did anyone train foster carers?", source="tr4")
    assert not body["answered"]
    assert body["answer"].startswith("Nothing is recorded of this")
    assert "SYEP" in body["answer"]


def test_whom_to_ring_at_a_project_is_no_child_in_danger(client: TestClient) -> None:
    assert "999" not in asked(client, "Who should I phone at Leeds?")["answer"]
    assert "999" in asked(client, "Who should I phone if a child is hurt?")["answer"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which projects kept families together?", "days in care"),
        ("What does NWD stand for?", "NWD stands for No Wrong Door."),
        ("What did the families think of it?", "not what people said in their own words"),
        ("Where can I read the original report?", "It is at http"),
        ("Give me an overview", "The report concludes"),
        ("How long should we plan for?", "The report advises: Expect a lead-in of at least 6 to"),
        ("How many should I aim to sign up?", "Aim for higher numbers than the project needs"),
        ("What should we avoid?", "The barriers that most projects met"),
        ("Which projects did not reduce caseloads?", 'any such result on "caseload"'),
    ],
)
def test_what_people_ask_in_few_words_is_told(client: TestClient, question: str, told: str) -> None:
    assert told in asked(client, question, source="tr4")["answer"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("emergency admissions", "emergency hospital admissions (adults) fell"),
        ("absence rates", "social worker absence rate (all three boroughs) fell"),
        ("Which evaluations were randomised?", "Randomised trial: Project Crewe"),
        ("Which project was the most expensive?", "Family Valued had the most money"),
        ("Who evaluated the most?", "organisations evaluated projects"),
    ],
)
def test_what_was_measured_and_how_is_told_by_its_bare_name(
    client: TestClient, question: str, told: str
) -> None:
    assert told in asked(client, question, source="tr4")["answer"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What stops councils sharing data?", "met barriers in Data sharing: CAS"),
        ("scaled down", "met barriers in Scaled back: Gloucestershire"),
        ("no education staff", "hard for Achieving for Children to recruit education"),
        ("hard to recruit carers", "met barriers in Recruiting carers: Compass and SYEP"),
        ("hard to reach families", "met barriers in Recruiting participants"),
    ],
)
def test_trouble_is_heard_in_few_words(client: TestClient, question: str, told: str) -> None:
    assert told in asked(client, question, source="tr4")["answer"]
