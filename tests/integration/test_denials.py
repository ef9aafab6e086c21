"""What is denied, bounded or lacking in a question is so in its query, or it is refused."""

import pytest
from starlette.testclient import TestClient

from tests.integration.test_ask import asked, names

# A question becomes a query, and every query is tried on both databases elsewhere.
pytestmark = pytest.mark.one_database

LEAD_NONE = "lead_type.none=county-council,london-borough,metropolitan-borough,unitary-authority"


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("projects that had no data problems", "theme=data-use&polarity=barrier"),
        ("what helped except leadership?", "theme.none=leadership&polarity=facilitator"),
        ("which project did not have a clear aim?", "barrier=objectives"),
        ("which projects did not mention turnover?", "theme=turnover"),
        ("which projects didn't have problems with data", "theme=data-use&polarity=barrier"),
        ("projects without data problems", "theme=data-use&polarity=barrier"),
        ("which projects avoided trouble with data", "theme=data-use&polarity=barrier"),
        ("projects that had no data", "barrier=data-use"),
        ("How many projects had too few participants?", "barrier=referrals.low-numbers"),
        ("projects not evaluated by the University of York", "evaluator.none=university-of-york"),
        ("projects not led by councils or charities", LEAD_NONE + ",voluntary-organisation"),
        ("edge of care projects that weren't run by councils", LEAD_NONE),
        ("which projects did not collaborate well", "barrier=collaboration"),
        ("which projects had staff turnover", "theme=turnover.staff-turnover&polarity=barrier"),
        ("which projects had more than 5 barriers?", "barrier_count.gt=5"),
        ("projects with at least three barriers", "barrier_count.gte=3"),
        ("projects in the North West", "area=north-west"),
        ("projects in metropolitan boroughs", "area_kind=metropolitan-borough"),
        ("projects led by county councils", "lead_type=county-council"),
        ("councils like Norfolk", "near=norfolk"),
        ("which projects did not work in London?", "area.none=london"),
        ("projects outside London about domestic abuse", "focus=domestic-abuse&area.none=london"),
        ("which projects were not held up by partners?", "theme=set-up.partner-withdrawal"),
        ("which were not delayed by Ofsted registration?", "theme=set-up.registration"),
        ("who waited for Ofsted without also having trouble with buildings?", "set-up.premises"),
        ("who waited for Ofsted without delays in building work?", "barrier.none=set-up.premises"),
        ("embedded researchers other than in Leeds, Islington or Enfield", "leeds-family-valued"),
        ("embedded researchers other than Stockport, Islington, Enfield", "project.none=enfield"),
        ("who waited for Ofsted but had no hold-up with building?", "barrier.none=set-up.premises"),
        ("Leaving aside projects about adoption, who struggled with data?", "focus.none=adoption"),
        ("which were delayed by buildings but not by Ofsted?", "theme=set-up.premises&effect=d"),
        ("does co-location help?", "projects?theme=collaboration"),
        ("which projects had a 'them and us' culture?", "barrier=objectives.ownership-divide"),
        ("which projects closed?", "kind=closed"),
        ("which projects never closed?", "event.none=closed"),
        ("which projects had delays?", "effect=delay"),
        ("what responses failed?", "response=failed"),
        ("what does the press say about Surrey?", "reported_by=press"),
        ("All that holds up a start from scratch, i.e. tendering", "theme=set-up.commissioning"),
        ("projects that got more than £2m", "funding_gbp.gt=2000000"),
        ("projects with funding over £3m", "funding_gbp.gt=3000000"),
        ("projects with £2m or less", "funding_gbp.lte=2000000"),
        (
            "projects that got between £1m and £2m",
            "funding_gbp.gte=1000000&funding_gbp.lte=2000000",
        ),
    ],
)
def test_denials_and_bounds_are_in_the_query(client: TestClient, question: str, holds: str) -> None:
    body = asked(client, question)

    assert holds in body["interpretation"]["url"]


@pytest.mark.parametrize(
    ("question", "opposite"),
    [
        ("which projects did not reduce caseloads", "direction=decrease"),
        ("projects where leadership did not help", "facilitator=leadership"),
        ("which projects reduced referrals by more than 25%", "barrier="),
        ("which projects had no barriers at all", "polarity=barrier"),
        ("which projects lacked strong leadership", "facilitator="),
        ("who had staff who were unhappy about the new team", "facilitator="),
        ("where did courts or police slow things down?", "outcomes"),
        ("which projects other than Leeds had consistent leadership?", "barrier.none"),
        ("which projects had enough referrals?", "barrier="),
        ("which projects made turnover worse?", "direction=decrease"),
        ("how was turnover overcome in Sefton?", "facilitator="),
        ("why didn't Hackney's home open?", "project.none"),
        ("what did not work in Leeds?", "area.none"),
        ("did smaller councils do worse?", "outcomes"),
        ("which projects with referral problems did not start late?", "=set-up.late-start&"),
    ],
)
def test_the_opposite_of_what_was_asked_is_never_answered(
    client: TestClient, question: str, opposite: str
) -> None:
    body = asked(client, question)

    assert opposite not in (body["interpretation"]["url"] or "")


@pytest.mark.parametrize(
    "question",
    [
        "which projects had neither delays nor recruitment problems",
        "what does the press not say about Pause?",
        "referral problems but no trouble with quantum physics",
        "which projects did not see caseloads fall?",
        "which projects never started?",
        "Which projects had a researcher on the inside but were not about overhauling social work?",
    ],
)
def test_a_denial_that_was_not_read_is_never_dropped(client: TestClient, question: str) -> None:
    assert not asked(client, question)["answered"]


@pytest.mark.parametrize(
    ("question", "unread"),
    [
        ("Who got Ofsted registration on time?", "on time"),
        ("Which projects recruited more than planned?", "more than planned"),
        ("Who recruited enough families?", "enough"),
        ("Which projects hit their recruitment targets?", "hit their recruitment targets"),
        ("Which had practitioners rather than university researchers?", "rather than"),
        ("which projects cut turnover without spending more?", "without"),
        ("who cut the number of children in care but not costs?", "but not"),
    ],
)
def test_what_went_as_planned_or_was_no_result_is_never_answered_as_if_it_were_not(
    client: TestClient, question: str, unread: str
) -> None:
    assert f'What "{unread}" asks for was not read here.' in asked(client, question)["answer"]


def test_who_is_still_at_work_on_something_is_not_told_to_be_without_trouble(
    client: TestClient,
) -> None:
    body = asked(client, "which projects did not have any trouble getting referrals?")

    assert "Without trouble" not in body["answer"]
    assert "Of referrals the sources also speak at" in body["answer"]


@pytest.mark.parametrize(
    "question", ["Which projects did not reduce turnover?", "Where did turnover not fall?"]
)
def test_what_did_not_fall_rose_or_stayed(client: TestClient, question: str) -> None:
    body = asked(client, question)

    assert names(body) == ["triborough-focus-on-practice"]
    assert "rose" in body["answer"]


def test_what_did_not_work_in_a_place_is_told_of_it_and_who_did_not_work_there_of_the_others(
    client: TestClient,
) -> None:
    what, who = (
        names(asked(client, question, source="tr4"))
        for question in ("What did not work in Wigan?", "Which projects did not work in Wigan?")
    )

    assert what == ["wigan-rochdale-cse", "wigan-share"]
    assert {*what}.isdisjoint(who)
    assert len(who) > 40


def test_who_did_not_save_is_not_answered_with_who_lacked_money(client: TestClient) -> None:
    body = asked(client, "Did any project not save money?")

    assert not body["answered"]
    assert names(body) == []


def test_a_place_that_is_denied_turns_no_list_round(client: TestClient) -> None:
    body = asked(client, "Which CSE projects outside London shared data between councils?")

    assert names(body) == ["sheffield-syep", "wigan-rochdale-cse"]


def test_of_a_kind_who_did_not_is_not_answered_as_if_they_did(client: TestClient) -> None:
    question = "Which of the four child sexual exploitation projects did not share data?"
    body = asked(client, question)

    assert (body["answered"], '"not"' in body["answer"]) == (False, True)


def test_of_one_source_no_barrier_means_none_that_this_source_tells(client: TestClient) -> None:
    body = asked(client, "which projects had no barriers at all", source="tr4")

    assert names(body) == [
        "daybreak-fgc",
        "durham-families-first",
        "enfield-fash",
        "fdac",
        "frontline",
        "hertfordshire-family-safeguarding",
        "islington",
        "leeds-family-valued",
        "nycc-no-wrong-door",
        "stockport",
        "triborough-focus-on-practice",
    ]


def test_where_all_of_a_kind_had_a_trouble_it_is_said_that_none_went_without(
    client: TestClient,
) -> None:
    body = asked(client, "Which CSE projects had no data problems?", source="tr4")
    assert not body["answered"]
    assert body["answer"].startswith(
        "None: every project that is about Child sexual exploitation met barriers in Data use."
    )
