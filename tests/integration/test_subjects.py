"""A subject of projects that stands in a question narrows it by what the claims themselves say."""

import pytest
from starlette.testclient import TestClient

from tests.integration.test_ask import asked, names

# A question becomes a query, and every query is tried on both databases elsewhere.
pytestmark = pytest.mark.one_database

REPORT = "tr4"


@pytest.mark.parametrize(
    ("question", "projects"),
    [
        (
            "we cannot recruit specialist foster carers, who else?",
            ["norfolk-suffolk-compass", "sheffield-syep"],
        ),
        ("records on domestic abuse were wrong", ["doncaster-growing-futures", "pause"]),
        ("did any project fail to recruit education staff?", ["achieving-for-children"]),
        (
            "who found it hard to reach women affected by FGM or domestic violence?",
            ["barnardos-fgm", "doncaster-growing-futures", "mopac-fgm", "pause"],
        ),
    ],
)
def test_claims_that_say_a_subject_are_told_of_projects_on_other_subjects_too(
    client: TestClient, question: str, projects: list[str]
) -> None:
    body = asked(client, question, source=REPORT)
    assert names(body) == projects


def test_a_subject_of_projects_that_is_asked_for_narrows_them(client: TestClient) -> None:
    body = asked(
        client, "which mental health projects had trouble recruiting foster carers", source=REPORT
    )
    assert names(body) == ["norfolk-suffolk-compass"]


def test_a_subject_that_tells_a_theme_is_read_for_it(client: TestClient) -> None:
    body = asked(client, "projects that struggled to find specialist foster carers", source=REPORT)
    assert names(body) == ["norfolk-suffolk-compass", "sheffield-syep"]
    assert "barrier=recruitment.carers" in body["interpretation"]["url"]


def test_what_is_left_out_once_is_left_out_wherever_it_is_named(client: TestClient) -> None:
    body = asked(client, "good leadership apart from Leeds, we visited Leeds", source=REPORT)
    assert body["answered"]
    assert "leeds-family-valued" not in names(body)
    assert len(names(body)) == 4


def test_the_absence_of_staff_is_measured_and_is_no_lack(client: TestClient) -> None:
    body = asked(client, "where did sickness absence of social workers go down?", source=REPORT)
    assert names(body) == ["triborough-focus-on-practice"]
    assert "absence rate" in body["answer"]


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("How many fewer pregnancies were there in Pause?", "No source here gives this figure"),
        (
            "What are the navigators in Doncaster paid?",
            "No source here gives a figure of what Growing Futures cost or saved.",
        ),
    ],
)
def test_a_figure_of_a_project_that_no_source_gives_is_refused(
    client: TestClient, question: str, says: str
) -> None:
    body = asked(client, question, source=REPORT)
    assert not body["answered"]
    assert says in body["answer"]


def test_what_got_in_the_way_of_a_lead_is_told_of_its_projects(client: TestClient) -> None:
    body = asked(client, "What difficulties did the National Implementation Service meet?")
    assert {"nis-keep", "nis-mst-psb", "nis-result"} <= {*names(body)}


def test_a_rise_is_not_told_by_those_whom_it_did_not_reach(client: TestClient) -> None:
    body = asked(client, "Did any project increase the number of children in care?")
    assert not body["answered"]
    assert names(body) == []


@pytest.mark.parametrize("question", ["list all projects", "which projects are there?"])
def test_all_projects_are_listed_where_they_are_asked_for(
    client: TestClient, question: str
) -> None:
    body = asked(client, question)
    assert body["answer"].startswith("54 projects: ")
    assert len(names(body)) == 54


def test_who_was_delayed_asks_for_no_meaning_of_a_word(client: TestClient) -> None:
    body = asked(client, "Who was delayed, and what caused the delay?")
    assert body["answer"].startswith("14 projects were delayed or started late")


def test_a_question_is_repeated_as_it_was_written(client: TestClient) -> None:
    question = "Leaving Surrey aside, who had slow referrals?"
    assert asked(client, question)["question"] == question


@pytest.mark.parametrize(
    "question",
    [
        "we are opening a small home for 13 to 17 year olds near care: who was late getting staff "
        "and how did they fix it",
        "We are opening a small home for 13 to 17 year olds on the edge of care. Who was late "
        "getting staff, and how did they fix it?",
    ],
)
def test_the_plans_of_the_reader_keep_no_question_from_being_read(
    client: TestClient, question: str
) -> None:
    body = asked(client, question)
    assert {"achieving-for-children", "st-christophers", "surrey-extended-hope"} <= {*names(body)}
    assert body["interpretation"]["not_understood"] == []


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("projects for 16 to 18 year olds", "strand=adolescents"),
        ("which projects worked with under 5s?", "focus=infants"),
        ("who couldn't find enough young people?", "barrier=referrals.low-numbers"),
        ("how did projects fix slow referrals?", "overcome=partly,yes"),
        ("what should I tell the lead member about savings?", "kind=cost"),
    ],
)
def test_ages_lacks_and_remedies_are_read_as_what_they_are(
    client: TestClient, question: str, holds: str
) -> None:
    assert holds in asked(client, question)["interpretation"]["url"]


def test_organisations_of_more_than_one_project_are_counted(client: TestClient) -> None:
    body = asked(client, "which organisations ran more than one project?")
    assert (
        "4 of them more than one: National Implementation Service (5); Catch22 (2)"
        in (body["answer"])
    )
