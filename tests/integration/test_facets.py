"""Every count of a facet is the length of the list that it links to."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.evidence.queries import EVIDENCE_LISTS
from tests import oracle
from tests.queries import examples, questions, spread

FACETS = [
    (list_name.name, name)
    for list_name in EVIDENCE_LISTS.values()
    for name in list_name.choices["facet"]
]


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.parametrize(("list_name", "name"), FACETS)
def test_every_count_of_a_facet_is_the_length_of_the_list_it_leads_to(
    client: TestClient, list_name: str, name: str
) -> None:
    facets = client.get(f"/api/v1/{list_name}?facet={name}").json()["facets"]

    counts = {choice["link"]: choice["count"] for choice in facets[name]}

    assert counts
    followed = spread(list(counts), 5)
    assert {link: counts[link] for link in followed} == {
        link: client.get(f"{link}&page_size=1").json()["meta"]["count"] for link in followed
    }


@pytest.mark.one_database
@pytest.mark.parametrize(("list_name", "name"), FACETS)
def test_no_row_of_a_list_is_left_out_of_a_facet_and_it_says_where_rows_count_twice(
    client: TestClient, list_name: str, name: str
) -> None:
    body = client.get(f"/api/v1/{list_name}?facet={name}&page_size=1").json()

    total = sum(choice["count"] for choice in body["facets"][name])
    if name in body["meta"]["overlapping_facets"]:
        assert total >= body["meta"]["count"]
    else:
        assert total == body["meta"]["count"]


@pytest.mark.one_database
@pytest.mark.parametrize("name", ["strand", "area_kind", "project", "overcome"])
def test_a_facet_of_claims_counts_those_of_no_named_project_too(
    client: TestClient, name: str
) -> None:
    [choices] = client.get(f"/api/v1/findings?facet={name}").json()["facets"].values()

    counts = {choice["value"]: choice["count"] for choice in choices if choice["count"]}
    expected: dict[str | None, int] = {
        value: len(oracle.ids("findings", [(name, value)]))
        for value in oracle.all_values("findings", name)
    }
    expected[None] = len(oracle.ids("findings", [(f"{name}.blank", "yes")]))
    assert counts == expected


@examples(40)
@given(question=questions(), data=st.data())
def test_facets_beside_any_question_lead_to_lists_of_their_counts(
    client: TestClient, question: tuple[str, list[tuple[str, str]]], data: st.DataObject
) -> None:
    list_name, pairs = question
    names = EVIDENCE_LISTS[list_name].choices["facet"]
    assume(names)
    name = data.draw(st.sampled_from(names))

    body = client.get(f"/api/v1/{list_name}", params={**dict(pairs), "facet": name}).json()

    assume(body["facets"][name])
    choice = data.draw(st.sampled_from(body["facets"][name]))
    assert client.get(choice["link"]).json()["meta"]["count"] == choice["count"]
