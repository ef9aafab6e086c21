"""Regions and leads become queries; comparisons and places in the text are told in words."""

import pytest
from starlette.testclient import TestClient

from tests.integration.test_ask import asked, names
from tests.integration.test_denials import LEAD_NONE

# A question becomes a query, and every query is tried on both databases elsewhere.
pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        (
            "which were led by neither a council nor a charity?",
            LEAD_NONE + ",voluntary-organisation",
        ),
        ("unitary authorities that led a project", "lead_type=unitary-authority"),
        ("which London projects were not led by a borough?", LEAD_NONE + "&area=london"),
        ("mental health projects with no Ofsted delay", "barrier.none=set-up.registration"),
        ("London projects that had no trouble with buildings", "area=london"),
        ("which projects are in the north?", "area=north-east,north-west,yorkshire"),
        (
            "projects in the North West other than Wigan",
            "project.none=wigan-rochdale-cse,wigan-share",
        ),
        ("anything in Greater Manchester?", "area=bolton,bury,manchester,oldham,rochdale"),
        ("which projects ran in the North East of England?", "area=north-east"),
        ("which projects were in Norfolk or Cambridgeshire?", "area=cambridgeshire,norfolk"),
    ],
)
def test_regions_and_kinds_of_lead_are_in_the_query(
    client: TestClient, question: str, holds: str
) -> None:
    body = asked(client, question)

    assert holds in body["interpretation"]["url"]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("where can I find the self audit?", "pages 22 and 23"),
        ("which projects does Bradford learn from?", "Mockingbird Family Model"),
        ("who evaluated the work in North East Lincolnshire?", "York Consulting"),
        ("which page is the part on staff turnover on?", "(p. 16)"),
        ("names of the people who evaluated FDAC", "Ellie Roberts"),
        ("how many evaluation teams were there?", "There were 22 evaluation teams."),
    ],
)
def test_what_is_compared_and_where_it_stands_is_in_the_sentence(
    client: TestClient, question: str, words: str
) -> None:
    body = asked(client, question)

    assert body["answered"]
    assert words in body["answer"]


def test_what_is_said_of_no_project_that_is_compared_is_not_told_of_another(
    client: TestClient,
) -> None:
    question = "Which was better at keeping children out of care: Durham or Stockport?"

    body = client.get("/api/v1/ask", params={"q": question, "source": "tr4"}).json()

    assert {one["project_id"] for one in body["projects"]} <= {
        "aycliffe",
        "durham-families-first",
        "stockport",
    }


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What is the Spring Consortium?", "delivery partner of the programme"),
        ("who took over the House Project?", "under the lead of Warwickshire"),
        ("which boroughs did the Triborough work cover?", "worked in Westminster"),
        ("is it true that most projects had too few families?", "Across the programme: "),
        ("what helps innovation?", "The report concludes: The evaluations suggest that it helps"),
        ("what are the principles of the ARC model?", "improvement-directed, mission-driven"),
        ("what does CSE mean?", "CSE stands for child sexual exploitation."),
        ("how many literature reviews came out of it?", "13 reviews of research came out"),
        (
            "who saw to the quality of the evaluations?",
            "The Rees Centre coordinated",
        ),
        ("what happened in Warrington", "A randomised trial of No Wrong Door"),
        ("what is Bradford doing?", "No project worked in Bradford, but it is named beside"),
        (
            "which projects with an embedded researcher were not about reforming social work?",
            "are not in the strand",
        ),
        ("projects in Yorkshire", "worked in Yorkshire: "),
        ("Did Hackney close because of money?", "No source here gives a reason"),
        ("how many fewer children in care?", "days in care"),
        ("We are Kent, a county council. Which projects are like us?", "neighbour of Kent: "),
        ("Is there evidence that domestic abuse projects work?", "Family Safeguarding"),
        ("How long does it take to set up a new service?", "advises: Expect a lead-in of at least"),
        ("How do I recruit foster carers?", "trouble with recruiting carers at "),
        ("Which projects were in London, or had a body of London behind them?", "in London: "),
        ("days in care per family in Hertfordshire, before and after", "from 20.5 to 9.8 days"),
    ],
)
def test_facts_of_bodies_projects_and_the_programme_are_told(
    client: TestClient, question: str, words: str
) -> None:
    assert words in asked(client, question)["answer"]


def test_what_is_only_near_is_said_to_be(client: TestClient) -> None:
    body = asked(client, "In which programme did parents deny their child's behaviour?")

    assert names(body) == ["nis-mst-psb"]
    assert "Parents in MST-PSB were in denial" in body["answer"]


def test_what_the_reader_plans_narrows_nothing(client: TestClient) -> None:
    question = "We want to start a residential innovation. Which projects hit recruitment delays?"

    body = asked(client, question)

    assert {"surrey-extended-hope", "nis-mst-psb", "safe-families"} <= {*names(body)}


def test_projects_that_are_only_named_are_compared_side_by_side(client: TestClient) -> None:
    body = asked(client, "Compare Surrey, Priory and St Christopher's")
    assert names(body) == ["priory-belhaven", "st-christophers", "surrey-extended-hope"]
    assert [part["heading"] for part in body["parts"]] == ["Compared", "What changed"]
    assert "Safe Steps and Extended HOPE had the same problem: Recruiting staff." in body["answer"]

    page = client.get("/ask", params={"q": "Compare Surrey, Priory and St Christopher's"}).text
    assert "/compare?project=priory-belhaven%2Cst-christophers%2Csurrey-extended-hope" in page


def test_no_source_judges_which_of_two_projects_is_better(client: TestClient) -> None:
    body = asked(client, "Is No Wrong Door better than Family Safeguarding?")

    assert body["answer"].startswith("The sources do not say which of them is better.")
    assert "(the county) fell by 50%" in body["answer"]


def test_a_fact_of_the_programme_is_told_whichever_source_is_asked(client: TestClient) -> None:
    body = asked(client, "how many projects took part in the first round?", source="tr4")

    assert "57" in body["answer"]
