"""The page of the search, and the live counts of lists: the same as the API finds and counts."""

import re
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

pytestmark = pytest.mark.one_database

API = "/api/v1"
SEARCHES = ("q=delay", "q=delay&kind=finding", 'q="data sharing"', "q=recruit*&page_size=10")


def found(client: TestClient, question: str) -> str:
    answer = client.get(f"/search?{question}")
    assert answer.status_code == 200
    return answer.text


def twin(client: TestClient, question: str) -> dict[str, Any]:
    answer = client.get(f"/search?{question}")
    [address] = re.findall(r'<([^>]+)>; rel="alternate"', answer.headers["link"])
    body: dict[str, Any] = client.get(address).json()
    return body


def said(pattern: str, page: str) -> list[str]:
    return [unescape(one) for one in re.findall(pattern, page, re.S)]


def titles(page: str) -> list[str]:
    return [re.sub("<.*?>", "", one) for one in said("<h3>(.*?)</h3>", page)]


def links(page: str) -> list[str]:
    return said('<h3><a href="([^"]+)">', page)


def test_without_words_there_is_the_box(client: TestClient) -> None:
    page = found(client, "")

    assert said("<h1>(.*?)</h1>", page) == ["Search for words in everything"]
    assert '<label for="question">Words to look for' in page


@pytest.mark.parametrize("question", SEARCHES)
def test_the_hits_are_those_of_the_api(client: TestClient, question: str) -> None:
    page, body = found(client, question), twin(client, question)

    assert titles(page) == [hit["title"] for hit in body["results"]]
    assert said("<h1>(.*?)</h1>", page)[0].startswith(f"{body['meta']['count']} result")


@pytest.mark.parametrize("question", SEARCHES)
def test_what_was_sought_is_marked_as_in_the_api(client: TestClient, question: str) -> None:
    page, body = found(client, question), twin(client, question)

    segments = [one for hit in body["results"] for one in hit["segments"]]
    assert said("<mark>(.*?)</mark>", page) == [one["text"] for one in segments if one["is_match"]]


def test_each_kind_has_its_count_and_leads_to_its_hits(client: TestClient) -> None:
    page, body = found(client, "q=delay"), twin(client, "q=delay")

    kinds = dict(re.findall(r'href="/search\?q=delay&amp;kind=([^"]+)">\w[^<]*\((\d+)\)', page))
    assert kinds == {kind: str(count) for kind, count in body["meta"]["kinds"].items()}


@pytest.mark.parametrize(
    ("question", "link"),
    [
        ("q=Mockingbird&kind=project", "/projects/mockingbird"),
        ("q=Ofsted+registration&kind=theme", "/themes/set-up.registration"),
        ("q=Sefton+needs&kind=finding", "/findings/"),
        ("q=days+in+care&kind=outcome", "/outcomes/"),
        ("q=York+Consulting&kind=organisation", "/projects?evaluator=york-consulting"),
        ("q=Coram&kind=organisation", "/projects?lead=coram"),
        ("q=best+way+priorities&kind=recommendation", "/recommendations/tr4-r"),
        ("q=capacity&kind=audit-condition", "/audit#tr4-a02"),
    ],
)
def test_a_hit_leads_to_the_page_that_shows_it(
    client: TestClient, question: str, link: str
) -> None:
    first = links(found(client, question))[0]

    assert first.startswith(link)
    assert client.get(first).status_code == 200


@pytest.mark.parametrize("kind", ["outcome", "organisation", "evaluation", "recommendation"])
def test_no_hit_leads_nowhere(client: TestClient, kind: str) -> None:
    page = found(client, f"q=co*&kind={kind}&page_size=100")

    answers = [client.get(link) for link in sorted(set(links(page)))]
    assert {answer.status_code for answer in answers} == {200}
    assert [answer.url for answer in answers if "<h2>No " in answer.text] == []


def test_the_pages_of_a_search_follow_each_other(client: TestClient) -> None:
    first = found(client, "q=the+project&page_size=50")
    [following] = said('rel="next" href="([^"]+)"', first)
    second = client.get(following).text

    body = client.get(f"{API}/search?q=the+project&page_size=100").json()
    assert titles(first + second) == [hit["title"] for hit in body["results"]]


def test_a_word_that_occurs_nowhere_is_met_with_the_nearest(client: TestClient) -> None:
    page = found(client, "q=delaiy")

    assert said("<h1>(.*?)</h1>", page) == ["Nothing found for “delaiy”"]
    assert 'Did you mean <a href="/search?q=' in page
    assert '<a href="/ask?q=delaiy">' in page


def test_nothing_of_one_kind_leads_to_the_others(client: TestClient) -> None:
    page = found(client, "q=Mockingbird&kind=audit-condition")

    assert '<a href="/search?q=Mockingbird">See results of other kinds</a>' in page


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("q=the", "There is no word to look for in 'the'."),
        ("q=delay&kind=claim", "There is no kind 'claim'."),
        ("q=delay&cursor=abc", "This cursor belongs to another query"),
        ("q=delay&page_size=0", "page_size"),
        ("q=" + "a" * 501, "500"),
        ("q=delay&sort=page", "There is no parameter 'sort'."),
    ],
)
def test_what_cannot_be_searched_is_refused(client: TestClient, question: str, right: str) -> None:
    answer = client.get(f"/search?{question}")

    assert answer.status_code == 422
    assert right in unescape(answer.text)


@pytest.mark.parametrize(
    "question", ["q=the", "q=delay&kind=claim", "q=delay&cursor=abc", "q=a%00b"]
)
def test_the_page_and_the_api_refuse_in_the_same_words(client: TestClient, question: str) -> None:
    page = unescape(client.get(f"/search?{question}").text)

    [problem] = client.get(f"{API}/search?{question}").json()["problems"]
    assert problem["message"] in page


def test_a_cursor_of_the_api_opens_the_same_page(client: TestClient) -> None:
    body = client.get(f"{API}/search?q=the+project&page_size=20").json()
    rest = f"q=the+project&page_size=20&cursor={body['meta']['next_cursor']}"

    following = client.get(f"{API}/search?{rest}").json()
    assert titles(found(client, rest)) == [hit["title"] for hit in following["results"]]


@pytest.mark.parametrize("path", ["/projects", "/findings", "/outcomes", "/chains"])
def test_a_list_that_is_narrowed_has_its_live_counts(client: TestClient, path: str) -> None:
    page = client.get(path).text

    [form] = re.findall(r"<form [^>]*data-live>.*?</form>", page, re.S)
    first = re.findall(r'name="([^"]+)" value="([^"]+)"', form)[0]
    counted = client.get(f"{API}{path}", params=[first, ("page_size", "1")]).json()
    narrowed = client.get(path, params=[first]).text
    assert f'action="{path}"' in form
    assert page.count('<script src="/static/live.js" defer></script>') == 1
    assert said("<h1>(.*?)</h1>", narrowed)[0].split()[0] == str(counted["meta"]["count"])
