"""Who had trouble and what they did about it; who had what a question denies."""

import re

import pytest
from starlette.testclient import TestClient

from tests.integration.test_ask import asked, names

pytestmark = pytest.mark.one_database

RECRUITING = {"st-christophers", "surrey-extended-hope", "tbap", "achieving-for-children"}


@pytest.mark.parametrize(
    "question",
    [
        "Who else had trouble recruiting, and how did they get round it?",
        "Which places found it hard to hire staff, and how did they overcome it?",
        "Who struggled with finding staff and what did they do to get round it?",
        "Which projects were delayed by recruiting staff, and how did they deal with it?",
        "We are planning a small unit for teenagers. Who had trouble recruiting and starting late, "
        "what was it that held them up, and what did they do to get round it?",
    ],
)
def test_who_had_trouble_and_what_they_did_is_never_answered_with_what_helped(
    client: TestClient, question: str
) -> None:
    body = asked(client, question)

    assert set(names(body)) >= RECRUITING
    assert re.search(r"(barrier|theme)=recruitment", body["interpretation"]["url"])
    assert "The report advises" in body["answer"]


def test_what_was_done_by_other_means_is_told_and_not_denied(client: TestClient) -> None:
    body = asked(client, "Who had trouble finding foster carers and how did they get past it?")

    tried = "Tried against other problems, in Multi-professional working: Sheffield's SYEP"
    assert tried in body["answer"]
    # That it worked against that problem says nothing of this one.
    assert "worked" not in body["answer"]
    assert "No source here says what was done" not in body["answer"]


def test_who_is_like_the_plans_of_the_reader_is_named(client: TestClient) -> None:
    body = asked(
        client,
        "I'm opening a children's home for girls on the edge of care. Which projects struggled to "
        "hire staff, and how did they cope with it?",
    )

    assert re.match(r'Most like yours, on "[^.]*: [^.]*TBAP Residence\. In all, ', body["answer"])
    own = {row["project_id"] for row in body["projects"][:3]}
    assert own <= {"achieving-for-children", "st-christophers", "surrey-extended-hope", "tbap"}


@pytest.mark.parametrize(
    ("question", "had_it"),
    [
        ("Which projects had no difficulty with sharing data?", {"sefton-cas", "west-sussex"}),
        (
            "Which projects did not have a comparison group?",
            {"catch22-project-crewe", "daybreak-fgc", "nis-keep", "mtm-signs-of-safety"},
        ),
        (
            "Which evaluations did not use a control group?",
            {"catch22-project-crewe", "daybreak-fgc", "safe-families"},
        ),
        ("Which projects got started without delays?", {"hackney-flip", "cambridgeshire"}),
        ("Which schemes had no problems with premises?", {"tbap", "nis-result"}),
    ],
)
def test_of_what_is_denied_it_is_told_who_had_it_and_the_silent_are_not_listed(
    client: TestClient, question: str, had_it: set[str]
) -> None:
    body = asked(client, question)

    assert had_it <= set(names(body))
    assert len(names(body)) < 25
    assert "does not mean that they went without it: they are not listed" in body["answer"]


def test_who_was_not_delayed_is_never_answered_with_who_was(client: TestClient) -> None:
    few = asked(client, "Which fostering projects were not delayed?")
    many = asked(client, "Which projects were not delayed?")

    assert {"nis-keep", "sheffield-syep"} <= {*names(few)}
    assert {"match", "mockingbird"}.isdisjoint(names(few))
    assert "does not mean that they went without it. 2 projects were delayed" in few["answer"]
    assert many["answer"].startswith("No source says who went without it. ")


def test_where_no_trouble_is_told_of_any_project_that_is_said(client: TestClient) -> None:
    body = asked(client, "Which projects had no problems with embedded researchers?")

    assert body["answer"].startswith("No source here names a project that had trouble with")


def test_a_short_list_of_those_of_whom_nothing_is_recorded_stays(client: TestClient) -> None:
    body = asked(client, "fostering projects without data problems")

    assert "barrier.none=data-use" in body["interpretation"]["url"]


def test_projects_like_the_plans_of_the_reader_come_first_among_those_delayed(
    client: TestClient,
) -> None:
    body = asked(
        client,
        "We want to start a residential innovation for teenagers on the edge of care. Which "
        "projects hit recruitment delays, what delayed them, and what did anybody do about it?",
    )

    met, tried, other, few, answer, *rest = body["parts"]
    assert met["heading"] == "Projects like yours"
    assert met["text"].startswith(
        '5 projects on "residential" or "on the edge of care" had trouble'
    )
    assert "Recruiting carers: Compass (p. 18)." in met["text"]
    assert "No source says what these did about recruitment. St Christopher's" in met["text"]
    assert tried["heading"] == "What was tried"
    assert "Ofsted" in other["text"]
    assert few["text"].startswith("The sources tell of trouble with low numbers at 6 projects")
    assert "5 projects were delayed" in answer["text"]
    headings = [part["heading"] for part in rest]
    assert "What is recommended" in headings
    assert "What was tried" not in headings


def test_where_nothing_is_recorded_of_just_this_the_whole_theme_is_not_told(
    client: TestClient,
) -> None:
    body = asked(client, "What helped with Ofsted registration?")

    assert not body["answered"]
    assert body["answer"].startswith("Nothing is recorded of this")


@pytest.mark.parametrize(
    ("question", "url"),
    [
        ("did fewer children go missing?", "q=missing"),
        ("Which projects kept children out of residential care?", "q=kept+out+of+care"),
        ("What about data sharing agreements with the NHS?", "theme=data-use.data-sharing"),
    ],
)
def test_words_of_a_measure_are_no_trouble_and_who_was_worked_with_is_no_lead(
    client: TestClient, question: str, url: str
) -> None:
    assert url in asked(client, question)["interpretation"]["url"]


def test_trouble_that_only_results_tell_is_told_where_it_is_denied(client: TestClient) -> None:
    body = asked(client, "Which projects had no problem keeping staff?")

    assert body["answer"].startswith("Results got worse at 1 project: Focus on Practice.")


def test_a_delay_of_something_that_is_denied_denies_trouble_with_it(client: TestClient) -> None:
    body = asked(client, "Which residential projects had no recruitment delays?")

    assert "barrier.none=recruitment" in body["interpretation"]["url"]
    assert "st-christophers" not in names(body)


def test_managing_without_trouble_tells_nothing_of_managers(client: TestClient) -> None:
    body = asked(client, "Which projects managed without high staff turnover?")

    assert "theme=turnover" in body["interpretation"]["url"]


def test_advice_on_what_was_measured_begins_with_where_it_got_better(client: TestClient) -> None:
    body = asked(client, "How do we keep agency staff down?", source="tr4")

    assert body["parts"][0]["text"].startswith(
        "Social Care Innovations in Hampshire and the Isle of Wight: use of agency workers "
        "(social workers) fell."
    )
    assert body["parts"][1]["text"].startswith("The report recommends nothing on just this. ")


@pytest.mark.parametrize(
    ("question", "same_as"),
    [
        ("Which projects had no lack of strong leadership?", "Who had strong leadership?"),
        ("Who had plenty of foster carers?", "What helped with recruiting carers?"),
        ("Who was short of nurses?", "Who had trouble recruiting nurses?"),
        ("Which councils lacked foster carers?", "Who had trouble finding foster carers?"),
    ],
)
def test_a_lack_is_trouble_and_no_lack_is_a_help(
    client: TestClient, question: str, same_as: str
) -> None:
    projects = [
        {row["project_id"] for row in asked(client, one)["projects"]} for one in (question, same_as)
    ]

    assert projects[0] == projects[1] != set()


@pytest.mark.parametrize(
    "question",
    [
        "Who had trouble recruiting staff?",
        "Who found it hard to recruit social workers?",
        "Which projects struggled with staff recruitment?",
    ],
)
def test_recruiting_staff_is_no_recruiting_of_families(client: TestClient, question: str) -> None:
    assert {row["project_id"] for row in asked(client, question, source="tr4")["projects"]} == {
        "achieving-for-children",
        "st-christophers",
        "surrey-extended-hope",
    }


def test_either_of_two_kinds_of_people_may_have_been_hard_to_recruit(client: TestClient) -> None:
    question = "Who found it hard to recruit either specialist foster carers or residential staff?"
    reply = asked(client, question, source="tr4")

    assert {row["project_id"] for row in reply["projects"]} == {
        "achieving-for-children",
        "norfolk-suffolk-compass",
        "sheffield-syep",
        "st-christophers",
        "surrey-extended-hope",
    }


def test_staff_or_young_people_is_any_recruiting(client: TestClient) -> None:
    question = "Which projects had trouble recruiting staff or young people?"
    projects = {row["project_id"] for row in asked(client, question, source="tr4")["projects"]}

    assert projects >= {"surrey-extended-hope", "tbap", "pause"}
