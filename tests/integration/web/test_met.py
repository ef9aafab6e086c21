"""An answer on who met a problem: the projects by cause, what each did, and nothing before it."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from tests.integration.web.test_ask import OF_PROBLEMS, asked, said, twin

pytestmark = pytest.mark.one_database

OF_EDGE_OF_CARE = (
    "We want to start a residential innovation for teenagers on the edge of care. Which projects "
    "hit recruitment delays, what delayed them, and what did anybody do about it?"
)


NAMED = r'<li><strong><a href="/themes/[^"]+">([^<]*</a> \(\d+\)):</strong>(.*?)</li>'
"""A cause, and the projects that met it."""


def named_in(page: str) -> dict[str, list[str]]:
    """The projects that are named under each cause."""
    names = r'<a href="/projects/[^"]+">([^<]+)</a>'
    found = re.findall(NAMED, page, re.S)
    return {cause.replace("</a>", ""): said(names, told) for cause, told in found}


def told_in(page: str) -> list[str]:
    """The projects of which it is told what they did, in order."""
    return re.findall(r'<li><strong><a href="/projects/([^"]+)">[^<]*</a>:</strong>', page)


@pytest.mark.parametrize(
    "question", [OF_PROBLEMS, "recruitment delays in a residential innovation"]
)
def test_who_why_and_what_was_done_stand_open_and_the_rest_is_closed(
    client: TestClient, question: str
) -> None:
    body, reply = asked(client, question).split("<aside")[0], twin(client, question)

    who, done, advised = body.split("<h1>")[1].split("<h2>")
    assert "Why, as the sources say of projects in general:" in who
    assert done.startswith("What was done about it, and whether it worked</h2>")
    assert advised.startswith("What is recommended</h2>")
    # Each project stands once in what is closed, and nothing is told there of examples alone.
    table, *_ = re.findall(r'<details class="rest">(?:(?!</details>).)*</table>', done, re.S)
    names = said(r'<th scope="row"><a href="/projects/[^"]+">([^<]+)', table)
    only_examples = {"West Sussex commissioning project", "Project Crewe"}
    assert len(names) == len({*names}) > 2
    assert {*names} <= {row["name"] for row in reply["projects"]} - only_examples


def test_the_reasons_that_sources_give_in_general_stand_beside_who_met_it(
    client: TestClient,
) -> None:
    page = unescape(asked(client, OF_EDGE_OF_CARE).partition("<h2>")[0])

    [commissioning, numbers] = re.findall(r"<li>([^<]* <span.*?)</li>", page.split("Why, as")[1])
    assert commissioning.startswith("It took longer than foreseen to recruit staff and negotiate")
    # What the same passage says again in other words is left out.
    assert said('href="/findings/([^"]+)">p', commissioning) == ["tr4-f179"]
    assert "Among the 10 projects named as examples: " in commissioning
    examples = said('href="/findings/[^"]+">([^p][^<]+)', commissioning)
    assert {"NLCEP", "FLIP", "Better by Design"} <= {*examples}
    assert said('href="/findings/([^"]+)">p', numbers) == [
        *("tr4-f211", "tr4-f212", "tr4-f213", "tr4-f214")
    ]
    assert numbers.count("Many projects recruited fewer people than their target.") == 1
    assert "short timescale" in numbers
    assert "accurate intelligence" in numbers


def test_what_a_project_did_is_told_with_it_and_what_others_tried_is_counted(
    client: TestClient,
) -> None:
    delayed = asked(client, "What delayed residential projects?").split("<aside")[0]
    edge = asked(client, "What delayed projects about edge of care?")

    done = delayed.split("whether it worked</h2>")[1]
    # Where these did something themselves, what others tried is closed.
    own, others, *_ = done.split('<details class="rest">')
    assert "Show what 1 other project tried" in others
    assert told_in(own) == ["nlcep", "tbap", "hackney-flip"]
    assert told_in(others) == ["nis-mst-psb"]
    assert "<strong>It helped referrals to go right.</strong>" in others
    assert "<strong>Got past it: in the end.</strong>" in edge
    # Of a cause those come first of which a source says what they did.
    table = delayed.split("<table")[1]
    assert table.rindex("TBAP Residence<") < table.rindex("NIS RESuLT<")


def test_a_project_that_met_several_causes_is_named_under_each_of_them(client: TestClient) -> None:
    whole = unescape(asked(client, OF_EDGE_OF_CARE))

    who, done, _ = whole.split("<aside")[0].split("<h2>")
    assert (
        "5 of the projects about edge of care or residential care had trouble with recruitment, "
        'some in several ways; <a href="#others">7 other projects</a> did too:'
    ) in who
    # The count is of those who met just this; whoever met something close stands in another table.
    others = done.partition("<summary>Show the 7 other projects</summary>")[2]
    same, close, *_ = re.split("<caption>Projects of other kinds that met something close", others)
    assert len(said(r'<th scope="row"><a href="/projects/[^"]+">([^<]+)', same)) == 7
    assert len(said(r'<th scope="row"><a href="/projects/[^"]+">([^<]+)', close)) == 2
    causes = re.findall(r'<li><strong><a href="/themes/[^"]+">([^<]+)</a> (\(\d\))', who)
    assert causes == [
        *(("Recruiting staff", "(4)"), ("Recruiting participants", "(1)")),
        ("Recruiting carers", "(1)"),
    ]
    own = who.partition("What else got in the way of such projects: ")[0]
    assert said(r'<li><a href="/projects/[^"]+">([^<]+)</a>: ', own) == [
        *("TBAP Residence", "Better by Design", "Safe Steps", "Extended HOPE"),
        *("TBAP Residence", "Compass"),
    ]
    # What followed stands with it.
    assert "Extended HOPE could not run at night." in own
    assert ">premises</a> (4)" in who
    ids = "tbap,achieving-for-children,st-christophers,surrey-extended-hope"
    assert f'<a class="small no-print" href="/compare?project={ids}">' in who
    # Of a few, what is said first of each stands with its name.
    assert "St Christopher's found it hard to recruit residential staff." in who
    # Nothing of what else these met, nor of what they did about that, stands open.
    told = done.partition("<details")[0]
    nearest = (
        "No source says what these did about this. Nearest to it is what 2 other projects tried:"
    )
    assert nearest in told
    # Others that met just this stand open; what such projects did about something else is folded.
    assert told_in(told) == ["nis-mst-psb", "sheffield-syep"]
    show = "Show their other problems and answers"
    _, head, others = done.partition(f"<summary>{show}</summary>")
    others = others.partition("</details>")[0]
    assert head
    # What failed as well.
    assert {"nlcep", "aycliffe"} <= {*told_in(others)}
    assert "It was hard for Sheffield to recruit specialist foster carers." in told
    assert "Whether it helped with this is not said." in told
    other = named_in(done.partition("<table")[0])
    assert other["Ofsted registration (3)"] == ["Belhaven Service", "Safe Steps", "Extended HOPE"]
    assert other["Premises (4)"] == [
        *("TBAP Residence", "Family Learning Intervention Programme (FLIP)"),
        *("Extended HOPE", "NIS RESuLT"),
    ]
    assert next(iter(other)) == "Low numbers (6)"
    assert "How 5 of them dealt with it:" in done
    assert "These 5 projects as a shortlist" in whole
    # The pages beside it are on the worries of its lines, the most frequent first; one for a board.
    aside = whole.split("<aside")[1]
    worries = ["staff-and-carers", "too-few-referrals"]
    assert re.findall(r'<li><a href="/worries/([a-z-]+)"', aside) == worries
    assert re.findall(r'href="/worries/([a-z-]+)/board"', aside) == worries[:1]


def test_what_answered_just_this_comes_before_what_answered_something_else(
    client: TestClient,
) -> None:
    hits = asked(client, OF_PROBLEMS).split("whether it worked</h2>")[1]
    filling = asked(client, "which projects on residential care had low numbers")
    carers = asked(client, "which projects had trouble finding foster carers")

    assert told_in(hits)[:2] == ["nis-mst-psb", "sheffield-syep"]
    # Of a few, what each did stands with what it met.
    met, told = filling.split("<h2>")[:2]
    assert "<strong>What it did:</strong> Aycliffe did not get enough local referrals" in met
    assert "What 1 of these did stands above, with what it met. Of the other 3, no" in told
    # What came of it is told by the same sentence of the report.
    assert (
        "This made the follow-up support that its model centred on impossible. "
        "<strong>It did not work.</strong> "
        '<a class="small" href="/findings/tr4-f299">p.\u00a018</a>'
    ) in filling.partition("<table")[0]
    assert "3 projects had trouble with carers who were hard to recruit:" in carers


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


def test_what_was_done_about_a_problem_stands_right_after_it(client: TestClient) -> None:
    page = asked(client, "What did Hackney do about planning opposition?")

    told = page.partition('<div id="answer"')[2].partition("<details")[0]
    words = " ".join(re.sub("<[^>]+>", "", told).split())
    assert "strong local planning opposition" in words
    assert (
        "What they did: Unclear or changed objectives: Hackney went ahead with a different model"
        in words
    )


def test_where_nothing_was_done_the_page_says_so_and_tells_why_it_happens(
    client: TestClient,
) -> None:
    page = asked(client, "Who had trouble recruiting staff and how did they fix it?")

    who, done, check, _ = page.split("<aside")[0].split("<h2>")
    assert "5 projects had trouble with staff who were hard to recruit:" in who
    assert "tr4-f179" in who
    # Why families were hard to recruit is no cause, and the checklist alone is on finding staff.
    assert "tr4-f211" not in who
    assert said('href="/audit#([^"]+)"', check) == ["tr4-a06", "tr4-a05"]
    assert "No source says what these did about this." in done
    # What those tried who planners with this worry would look at is the nearest to it.
    assert "Nearest to it is what 1 other" in done
    assert told_in(done) == ["sheffield-syep"]
    assert "Whether it helped with this is not said." in done
