"""What is nearest answers a question: of the projects named, of what is left, of what is asked."""

import pytest
from starlette.testclient import TestClient

from tests.integration.test_ask import asked, names

# A question becomes a query, and every query is tried on both databases elsewhere.
pytestmark = pytest.mark.one_database


def test_every_project_that_a_council_led_is_looked_through_for_its_place(
    client: TestClient,
) -> None:
    body = asked(client, "How was the co-design stage handled in Wigan?")
    assert names(body) == ["wigan-rochdale-cse"]


def test_a_place_is_compared_by_the_project_of_its_council_that_is_nearest(
    client: TestClient,
) -> None:
    body = asked(client, "Compare Sheffield and Wigan on sharing records between councils.")
    assert names(body) == ["sheffield-syep", "wigan-rochdale-cse"]
    assert "wigan-rochdale-cse" in body["interpretation"]["url"]


def test_a_place_that_is_left_out_is_never_in_the_answer(client: TestClient) -> None:
    body = asked(client, "Leaving Surrey out of it, who else had slow referrals?")
    assert body["answered"]
    assert "surrey-extended-hope" not in names(body)


def test_who_fears_for_a_child_now_is_told_where_to_turn(client: TestClient) -> None:
    body = asked(client, "A child is being hurt next door, who do I ring?")
    assert not body["answered"]
    assert "999" in body["answer"]


def test_where_little_of_a_project_is_near_more_of_it_is_told(client: TestClient) -> None:
    body = asked(client, "Hackney wanted bedrooms and the neighbours fought it, so what next?")
    assert body["answered"]
    assert names(body) == ["hackney-flip"]
    assert "a different model" in body["answer"]


def test_what_a_project_did_not_do_with_what_is_asked_is_not_told_of_it(
    client: TestClient,
) -> None:
    body = asked(client, "Did No Wrong Door reduce crime?")
    assert "fell by almost 40%" in body["answer"]
    assert "randomised trial" not in body["answer"]


def test_what_it_did_is_asked_back_where_nothing_says_what_it_is(client: TestClient) -> None:
    body = asked(client, "so did it help in the end?")
    assert not body["answered"]
    assert "stand for" in body["answer"]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Sefton try when cases were too complex?", "towards Early Help"),
        ("How did TBAP deal with its building?", "It worked in part against that problem."),
        ("Compare what helped Leeds with what helped Durham.", "recorded of Families First"),
        ("how much did No Wrong Door save?", "No source here gives a figure"),
        ("We are a small unitary. Should we worry when a director leaves?", "consistent senior"),
    ],
)
def test_what_was_tried_what_came_of_it_and_what_is_not_told_is_said(
    client: TestClient, question: str, words: str
) -> None:
    assert words in asked(client, question, source="tr4")["answer"]


def test_many_numbers_are_refused_in_words(client: TestClient) -> None:
    assert not asked(client, "20% " * 60)["answered"]


def test_what_a_reader_calls_otherwise_than_the_report_is_found(client: TestClient) -> None:
    told = asked(client, "Did staff at Newcastle get called favourites by the rest?")
    assert "us and them" in told["answer"]


@pytest.mark.parametrize(
    ("question", "project"),
    [
        ("Has anyone used volunteers to take the strain off a family in trouble?", "Safe Families"),
        (
            "girls being cut - anything done about that?",
            "Female Genital Mutilation Early Intervention Model",
        ),
        ("has anybody tried helping families where dad hits mum?", "Growing Futures"),
    ],
)
def test_who_took_something_on_is_found_by_what_projects_set_out_to_do(
    client: TestClient, question: str, project: str
) -> None:
    assert project in asked(client, question)["answer"]


def test_what_most_projects_reached_is_told_of_the_programme(client: TestClient) -> None:
    question = "Did most of the projects get the number of people they had planned for?"
    assert "Most projects ran with fewer people" in asked(client, question)["answer"]


def test_which_projects_are_in_a_place_is_no_question_of_whether(client: TestClient) -> None:
    body = asked(client, "Please which project are in the north east, Newcastle and Durham region?")
    assert {"durham-families-first", "newcastle-family-insights"} <= {*names(body)}


def test_words_that_were_not_read_bring_what_is_nearest_to_all(client: TestClient) -> None:
    body = asked(client, "If the department had not paid, would these things have happened anyway?")
    assert body["parts"][-1]["heading"] == "Nearest to all your words"
    assert "Budget cuts and austerity" in body["parts"][-1]["text"]


@pytest.mark.parametrize("place", ["N.E. Lincolnshire", "N E Lincolnshire", "NE Lincolnshire"])
def test_initials_and_short_forms_are_read_however_they_are_written(
    client: TestClient, place: str
) -> None:
    body = asked(client, f"How many managers in {place} were trained in OBA?")
    assert "187 managers" in body["answer"]


def test_whether_something_was_so_is_answered_where_it_is_recorded(client: TestClient) -> None:
    body = asked(client, "Did the Ofsted registration hold up St Christopher's?")
    assert names(body) == ["st-christophers"]
    assert "Ofsted registration was delayed" in body["answer"]


def test_what_one_passage_says_far_better_than_the_rest_of_its_list_is_told_alone(
    client: TestClient,
) -> None:
    question = "Which schemes struggled to reach women who had lived through domestic violence?"
    body = asked(client, question, source="tr4")
    assert "doncaster-growing-futures" in names(body)
    assert "tbap" not in names(body)


@pytest.mark.parametrize(
    ("question", "projects"),
    [
        ("Who could not find nurses to work at night?", ["surrey-extended-hope"]),
        (
            "Who worked with outcomes based accountability?",
            ["leeds-family-valued", "ne-lincolnshire-csc"],
        ),
        ("Where did councillors take their time to back a mutual?", ["cambridgeshire"]),
        (
            "Which projects had trouble hiring staff?",
            ["achieving-for-children", "st-christophers", "surrey-extended-hope"],
        ),
        (
            "projects on the edge of care that were sent young people with bigger needs",
            ["calderdale-right-home", "priory-belhaven", "sefton-cas"],
        ),
    ],
)
def test_a_claim_that_alone_says_what_is_asked_is_told_and_a_theme_whole(
    client: TestClient, question: str, projects: list[str]
) -> None:
    assert names(asked(client, question, source="tr4")) == projects


def test_money_of_the_programme_is_told_in_pounds(client: TestClient) -> None:
    body = asked(client, "How much public money was put into round one?")
    assert "£100 million was invested" in body["answer"]


def test_what_worked_against_another_problem_is_not_said_to_have_worked(
    client: TestClient,
) -> None:
    solved = asked(client, "did anyone solve the foster carer shortage")["answer"]
    assert "a strategy to recruit them" in solved
    assert "worked" not in solved
    assert "No source here says what was done" not in solved

    body = asked(client, "How did Sheffield overcome the barriers to cooperation?", source="tr4")
    assert "It worked against that problem." in body["answer"]


def test_projects_delivered_without_delays_are_no_question_of_delivery(client: TestClient) -> None:
    body = asked(client, "which projects were delivered without delays")
    assert "surrey-extended-hope" in names(body)
    assert "delayed or started late" in body["answer"]


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Which projects never got their Ofsted registration delayed?", "not understood"),
        ("How many families did Pause work with?", "No source here gives this figure."),
        ("What is the closing date for bids to the fund?", "takes no bids"),
    ],
)
def test_what_is_not_held_is_refused_and_never_answered_with_the_opposite(
    client: TestClient, question: str, says: str
) -> None:
    body = asked(client, question)

    assert not body["answered"]
    assert says in body["answer"]


def test_what_no_source_tells_the_length_of_is_said_to_be_so(client: TestClient) -> None:
    body = asked(client, "How long did it take Cambridgeshire to set up its mutual?")

    assert body["answered"]
    assert body["answer"].startswith("No source here says how long.")


def test_nobody_stands_beside_a_council_that_the_source_does_not_name(client: TestClient) -> None:
    body = asked(client, "Which council made no headway as its leaders lacked capacity?")

    assert "The source does not name it." in body["answer"]
    assert body["projects"] == []


def test_who_evaluated_may_be_asked_by_whom(client: TestClient) -> None:
    body = asked(client, "By whom was Pause evaluated?")

    assert "Pause was evaluated by" in body["answer"]


@pytest.mark.parametrize(
    ("question", "result"),
    [
        ("Did Family Group Conferencing work?", "29%, against 50% in the other group"),
        ("Did Signs of Safety work?", "social worker caseloads fell"),
    ],
)
def test_whether_a_project_worked_is_answered_with_its_results_first(
    client: TestClient, question: str, result: str
) -> None:
    assert result in asked(client, question, source="tr4")["answer"][:250]


def test_who_cannot_find_enough_is_answered_with_who_could_not_find_them(
    client: TestClient,
) -> None:
    body = asked(client, "We cannot find enough people to foster. Who else?", source="tr4")
    assert names(body) == ["norfolk-suffolk-compass", "sheffield-syep"]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        (
            "How many residential projects were delayed by more than six months?",
            "No source here says how long. 6 projects were delayed or started late: ",
        ),
        (
            "Which projects struggled to hire social workers?",
            "No source here names a project for social workers: what follows is of others. ",
        ),
        ("Which projects could not find nurses?", "3 projects met barriers in Recruiting staff"),
        ("Which projects cut spending?", "No source gives a total for the programme. "),
        ("Who failed?", "The sources do not say of any project as a whole that it "),
        (
            "Did having a mental health clinician on site reduce turnover?",
            'The question was not understood: "clinician", "site".',
        ),
        (
            "What stops a children's home opening on time?",
            "8 projects met barriers in Setting up and are about Residential care",
        ),
        ("Did anyone fix their staffing problems?", "3 projects met barriers in Recruiting staff"),
    ],
)
def test_a_main_word_is_read_or_its_lack_is_said_first(
    client: TestClient, question: str, first: str
) -> None:
    answer = asked(client, question, source="tr4")["answer"]

    assert answer[: len(first)] == first


def test_whether_a_project_is_any_good_is_asked_of_its_results(client: TestClient) -> None:
    body = asked(client, "Is No Wrong Door any good?")

    assert body["interpretation"]["url"].startswith("/api/v1/outcomes?project=nycc-no-wrong-door")
