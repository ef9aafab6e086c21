"""An answer on who met a problem: the projects by cause, what each did, and nothing before it."""

import re
from html import unescape

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
    assert later[-1].split("</h2>")[0] == "What is recommended"
    causes = re.findall(r'class="cause".*?</tbody>', first, re.S)
    rows = [said(r'<th scope="row"><a href="/projects/[^"]+">([^<]+)', one) for one in causes]
    assert "Each stands once, also where it met several things.</caption>" in first
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
    # Where no theme is asked for, what these projects met is what is asked.
    assert "<strong>It helped referrals to go right.</strong>" in others
    assert "got past it: in the end" in asked(client, "What delayed projects about edge of care?")
    # Of a cause those come first of which a source says what they did.
    assert own.rindex("TBAP Residence<") < own.rindex("NIS RESuLT<")


def test_a_project_that_met_several_causes_is_named_under_each_of_them(client: TestClient) -> None:
    question = (
        "We want to start a residential innovation for teenagers on the edge of care. Which "
        "projects hit recruitment delays, what delayed them, and what did anybody do about it?"
    )
    whole = asked(client, question)
    page = whole.split("<table")[0]

    listed = dict(re.findall(r"<li><strong>([^<]*\(\d+\)):</strong> ([^<]*[^<\s])", page))
    ids = "tbap,achieving-for-children,st-christophers,surrey-extended-hope"
    assert f'<a class="small no-print" href="/compare?project={ids}">' in page
    assert listed["Ofsted registration (3)"] == "Belhaven Service, Safe Steps, Extended HOPE"
    assert listed["Premises (4)"] == "TBAP Residence, FLIP, Extended HOPE, NIS RESuLT"
    # Too few people is no delay, but near it.
    assert [*listed][-1] == "Low numbers (6)"
    assert listed["Low numbers (6)"].endswith("Safe Families for Children, Step Change")
    assert (
        "In all, 13 projects had such problems, some in several ways. The 5 above are among them."
        in page
    )
    assert "These 5 projects as a shortlist" in whole
    assert "Sources say how 5 of them dealt with it or with a similar problem:" in page
    # Who got moving comes first: what gave it capacity, and who got past it.
    first, other = page.split("<h2>Other delays and problems at such projects</h2>")
    told = re.findall(r"<li><strong>((?![^<]*\(\d)[^<]*):</strong> ", unescape(other))
    # Abbreviations are spelt out where they stand first.
    assert told == [
        "North London Children's Efficiency Programme residential innovation project (NLCEP)",
        "Cambridgeshire Multisystemic Therapy",
        "TBAP Residence",
        "Family Learning Intervention Programme (FLIP)",
        "Aycliffe CSE Innovation Project",
    ]
    assert "From then on it made swifter progress." in page
    assert "<strong>Got past it: in the end.</strong>" in page
    # What is asked for comes first: who met just that, and what came nearest to an answer.
    assert "5 projects had trouble with recruitment, some in several ways:" in first
    assert [*listed][:3] == [
        "Recruiting staff (4)",
        "Recruiting participants (1)",
        "Recruiting carers (1)",
    ]
    assert "No source says what these did about it. Nearest to it is what others did:" in first
    nearest = first.split("Nearest to it")[1]
    assert re.findall(r'<a href="/projects/([^"]+)"', nearest) == ["sheffield-syep"]
    assert "<p>It was hard for Sheffield to recruit specialist foster carers." in nearest
    assert "In answer to another problem: Sheffield" in nearest
    # The pages beside it are on the worries of its lines, the most frequent first.
    assert re.findall(r'<li><a href="/worries/([a-z-]+)"', whole.split("<aside")[1]) == [
        "too-few-referrals",
        "ofsted-and-buildings",
        "delays",
        "staff-and-carers",
    ]


def test_what_worked_against_just_this_comes_first_of_what_else_was_tried(
    client: TestClient,
) -> None:
    late = asked(client, "which residential projects met recruitment delays")
    filling = asked(client, "which projects on residential care had low numbers")

    tried = re.findall(r'<li class="claim tried[^"]*">(.*?)</li>', late, re.S)
    told = [" ".join(re.findall(r"<strong>(.*?)</strong>", one)) for one in tried]
    assert told == [
        "It helped referrals to go right.",
        "It helped more people to take part.",
        "It helped services to work together. Whether it helped with this is not said. SYEP ended "
        "after March 2017, as staff and managers were hard to engage and cost benefits uncertain "
        "(innovationcsc.co.uk).",
    ]
    # What came of it is told by the same sentence of the report.
    assert said(r"What it did:</strong> (.*?)</p>", filling) == [
        "Aycliffe did not get enough local referrals, so it took young people from far away "
        "instead. This made the follow-up support that its model centred on impossible. "
        "<strong>It did not work.</strong> "
        '<a class="small" href="/findings/tr4-f299">p.\u00a018</a>'
    ]


def test_what_was_tried_stands_open_in_one_place_before_the_table(client: TestClient) -> None:
    hard = asked(client, "which projects had trouble finding foster carers").split("<aside")[0]
    delays = asked(client, OF_PROBLEMS).split("<aside")[0]

    # What answered another problem by such means stands with whoever met this one too.
    [before, table] = hard.split("<table", maxsplit=1)
    assert "strategy to recruit them" not in before
    assert (
        "strategy to recruit them" in said("What it did about another problem:(.*?)</p>", table)[0]
    )
    assert "It helped services to work together. Whether it helped with this is not said." in table
    # What a project did that stands folded is told above, with those that met the problem.
    [before, table] = delays.split("<table", maxsplit=1)
    assert said(r"<li><strong>([^<]*\(\d+\)):</strong>", before)[:2] == [
        *("Recruiting staff (5)", "Recruiting participants (5)")
    ]
    assert "Therapists of MST-PSB" in before
    assert "No source says that it worked" not in before


def test_where_no_source_gives_a_length_the_answer_says_so(client: TestClient) -> None:
    untold = "Which children's homes were held up by Ofsted registration and how long?"
    told = "How long was Step Change delayed?"

    assert "No source here says how long." in twin(client, untold)["answer"]
    assert "No source here says how long." in asked(client, untold)
    assert "No source here says how long." not in twin(client, told)["answer"]


def test_a_project_as_a_whole_is_told_by_what_it_met_and_what_helped_and_leads_to_its_place(
    client: TestClient,
) -> None:
    page = asked(client, "What happened in Doncaster?").split("<aside")[0]

    opened = page.partition('<details class="rest">')[0]
    assert said(r'<span class="tag (\w+)">', opened) == ["barrier", "facilitator"]
    assert '<a class="button quiet" href="/places/doncaster">' in page


def test_what_is_advised_only_in_general_comes_after_those_who_met_just_this(
    client: TestClient,
) -> None:
    page = asked(client, "We can't find enough foster carers. What should we do?")

    body = page.partition("<aside")[0]
    assert re.findall(r"<h2>(.*?)</h2>", body) == [
        "What was tried",
        "What to check first",
        "What is recommended in general",
    ]
    assert body.count("approaches to training and paying foster carers") == 1
    [checks] = re.findall(r"What to check first</h2>(.*?)</ul>", body, re.S)
    # What is asked of all recruitment comes before what is asked of those who take part.
    assert re.findall(r"<li>(There are|It is) ", checks) == ["There are", "It is"]


def test_an_answer_on_results_counts_its_projects_once_and_has_those_as_a_shortlist(
    client: TestClient,
) -> None:
    page = asked(client, "How many projects cut staff turnover, by how much, and who did not?")

    [first] = re.findall(r'<p class="lead">(.*?)</p>', page)
    assert first.startswith("Three projects reduced social worker turnover")
    ids = "ne-lincolnshire-csc,triborough-focus-on-practice,match,hampshire"
    assert f'<a href="/shortlist?project={ids}">' in page


def test_a_project_that_its_statements_call_otherwise_is_told_with_that_name(
    client: TestClient,
) -> None:
    page = unescape(asked(client, "What delayed residential projects?"))

    told = re.findall(r'<th scope="row"><a href="/projects/([^"]+)">[^\n]*?</th>', page)
    heads = re.findall(r'<th scope="row"><a href="/projects/([^"]+)">[^\n]*called ([^<]*)</', page)
    assert heads == [("priory-belhaven", "Priory"), ("st-christophers", "St Christopher's")]
    assert {"tbap", "surrey-extended-hope"} <= {*told}


def test_what_was_done_about_a_problem_stands_right_after_it(client: TestClient) -> None:
    page = asked(client, "What did Hackney do about planning opposition?")

    told = page.partition('<div id="answer"')[2].partition("<details")[0]
    words = " ".join(re.sub("<[^>]+>", "", told).split())
    assert "strong local planning opposition" in words
    assert (
        "What they did: Unclear or changed objectives: Hackney went ahead with a different model"
        in words
    )
