"""Methods, numbers of people and the same question in other words."""

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


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many women did Pause help?", "women supported (women in Pause): 137 people"),
        ("How many children did the fostering projects reach?", "around 200 children"),
        ("How many young people were in the residential projects?", "No source gives a total. "),
    ],
)
def test_how_many_people_were_reached_is_answered_with_the_numbers_on_record(
    client: TestClient, question: str, told: str
) -> None:
    assert told in asked(client, question)["answer"]


def test_where_no_source_counts_the_people_no_projects_are_counted_instead(
    client: TestClient,
) -> None:
    body = asked(client, "How many young people were in the residential projects?", source="tr4")
    assert not body["answered"]
    assert body["answer"] == "No source here says how many people these projects reached."


@pytest.mark.parametrize(
    ("question", "same"),
    [
        ("Why were residential projects late?", "What delayed residential projects?"),
        ("Who failed to reduce turnover?", "Who did not reduce turnover?"),
        (
            "We can't keep our social workers - what worked elsewhere?",
            "What helped keep our social workers?",
        ),
        (
            "Which projects helping young people on the edge of care started late?",
            "Which projects for young people on the edge of care started late?",
        ),
        ("Which homes took longer than expected, and why?", "Which homes were late, and why?"),
        ("Who found foster carers hard to find?", "Who found it hard to recruit foster carers?"),
        ("Which projects got fewer referrals than expected?", "Who had not enough referrals?"),
        ("Who had trouble keeping staff?", "Who had trouble with turnover of staff?"),
        ("Which projects reduced costs?", "Which projects saved money?"),
        ("Which projects reduced children in care?", "Which projects had fewer children in care?"),
        ("Which projects ended?", "Which projects closed?"),
        ("Which barrier came up most often?", "What was the most common barrier?"),
        ("What's the difference between Mockingbird and Match?", "Compare Mockingbird and Match"),
        (
            "What did the residential projects achieve?",
            "What were the results of the residential projects?",
        ),
        ("What was the total cost of Family Valued?", "What was the funding of Family Valued?"),
        ("What tripped others up?", "What got in the way of others?"),
        ("How much did Leeds get for theirs?", "How much did Leeds get?"),
        ("Who evaluated No Wrong Door? I'd like to ring them.", "Who evaluated No Wrong Door?"),
        ("Whose social workers had fewer cases each?", "Whose social workers had lower caseloads?"),
        (
            "Which did the NHS run rather than a council?",
            "Which did the NHS run and not a council?",
        ),
        ("How do I retain staff?", "How do I keep staff?"),
        ("What did the programme achieve?", "What changed across the programme?"),
        ("Who works with girls at risk of FGM?", "Who works with girls facing FGM?"),
    ],
)
def test_the_same_question_in_other_words_has_the_same_answer(
    client: TestClient, question: str, same: str
) -> None:
    answers = [asked(client, one)["answer"] for one in (question, same)]
    assert answers[0] == answers[1]


def test_information_technology_is_no_pronoun(client: TestClient) -> None:
    answer = asked(client, "Who had IT problems?", source="tr4")["answer"]
    assert "different systems" in answer


def test_what_one_client_costs_is_not_what_the_project_was_given(client: TestClient) -> None:
    body = asked(client, "How much does one Pause client cost?")
    assert not body["answered"]
    assert "£3 million" not in body["answer"]


def test_what_projects_of_a_kind_found_is_told_beside_who_they_are(client: TestClient) -> None:
    body = asked(client, "Which projects were about domestic abuse and what did they find?")
    assert "days in care (families) fell from 20.5 to 9.8" in body["answer"]


@pytest.mark.parametrize("question", ["How reliable is this evidence?", "the strongest evidence"])
def test_how_strong_the_evidence_is_is_told_by_the_designs(
    client: TestClient, question: str
) -> None:
    assert "Randomised trial: " in asked(client, question)["answer"]


def test_what_stopped_before_its_time_was_closed(client: TestClient) -> None:
    body = asked(client, "Which projects stopped before they were finished?")
    assert "action-for-children-step-change" in names(body)


def test_trouble_with_a_body_is_not_what_it_is_praised_for(client: TestClient) -> None:
    body = asked(client, "Who struggled to get data from the police?", source="tr4")
    assert "nycc-no-wrong-door" not in names(body)


@pytest.mark.parametrize("question", ["offending", "missing episodes", "school attendance"])
def test_a_measure_by_its_name_alone_is_answered_with_its_results(
    client: TestClient, question: str
) -> None:
    body = asked(client, question)
    assert body["answered"]
    assert {row["kind"] for row in body["outcomes"]} - {"reach"}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Does good leadership reduce turnover?", 'No source here puts it down to "leadership".'),
        ("We have 6 months to set up: is that enough?", "The report advises: Expect a lead-in of"),
        ("Nothing about Cornwall?", "1 project worked in Cornwall: "),
        ("Who is the director of Leeds children's services?", "No source here names people who "),
        ("What's new in this release?", "The page Releases says what each release "),
        ("Is there an API?", "Yes: the REST API answers everything that the pages do"),
        ("What was the smallest project?", "North London Children's Efficiency Programme "),
        ("Is Pause more expensive than FDAC?", "2 projects: FDAC National Unit and Pause. "),
    ],
)
def test_what_people_ask_beside_the_evidence_is_read(
    client: TestClient, question: str, answer: str
) -> None:
    assert asked(client, question)["answer"].startswith(answer)


def test_a_lead_and_a_sum_are_two_conditions(client: TestClient) -> None:
    answer = asked(client, "projects led by a county council with money over 2 million")["answer"]
    assert "were led by a county council and had funding of more than £2,000,000: " in answer


def test_where_nothing_is_advised_on_a_subject_no_other_advice_is_told(client: TestClient) -> None:
    answer = asked(client, "How do we keep our social workers?")["answer"]
    assert answer.startswith("The report recommends nothing on just this. ")
    assert "from 11.9% to 7.4%" in answer


def test_advice_for_a_kind_of_project_of_which_nothing_is_told_rests_on_others(
    client: TestClient,
) -> None:
    answer = asked(client, "How do I keep staff in a new children's home?")["answer"]
    assert "Of such projects no source here tells this; of others: " in answer


@pytest.mark.parametrize(
    ("question", "projects"),
    [
        (
            "We are waiting for an inspector and it is dragging. "
            "Which projects were held up by registration too?",
            ["priory-belhaven", "st-christophers", "surrey-extended-hope"],
        ),
        (
            "Besides the two FGM projects, who found women hard to reach?",
            ["doncaster-growing-futures", "pause", "tbap"],
        ),
        (
            "Who was sent young people with higher needs than the service was built for?",
            [
                *("aycliffe", "calderdale-right-home", "priory-belhaven"),
                *("sefton-cas", "stoke-house-project"),
            ],
        ),
    ],
)
def test_who_is_meant_is_read_beside_what_readers_say_of_themselves(
    client: TestClient, question: str, projects: list[str]
) -> None:
    body = asked(client, question, source="tr4")
    assert sorted(names(body)) == projects
    assert "Not understood" not in body["answer"]


def test_how_long_to_allow_is_answered_with_the_advice_alone(client: TestClient) -> None:
    body = asked(client, "How long should we allow before opening?")
    assert "at least 6 to 12 months" in body["answer"]
    assert names(body) == []


@pytest.mark.parametrize("question", ["How do I keep my staff?", "How can we keep social workers?"])
def test_where_nothing_is_advised_what_helped_others_comes_first(
    client: TestClient, question: str
) -> None:
    answer = asked(client, question)["answer"]
    assert answer.startswith("The report recommends nothing on just this. What helped: ")
    assert answer.index("North East Lincolnshire") < answer.index("No source names a project")


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        # Only one authority has neighbours: a region has none.
        ("projects near London", 'Not understood, and left out: "near". 20 projects worked in Lon'),
        ("Which projects worked near Leeds?", "3 projects worked in a statistical neighbour of Le"),
        ("What does OBA stand for?", "Outcomes based accountability: "),
        ("We are delayed by Ofsted. Who else was?", "3 projects were delayed or started late: "),
        ("What percentage of projects met low numbers?", "9 projects met barriers in Low numbers:"),
    ],
)
def test_names_short_forms_and_shares_are_read_for_what_they_are(
    client: TestClient, question: str, begins: str
) -> None:
    assert asked(client, question)["answer"].startswith(begins)
