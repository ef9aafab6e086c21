"""Every count of a facet is the length of the list that it links to."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.evidence.queries import RESOURCES
from tests.queries import examples, questions, spread

FACETS = [
    (resource.name, narrowed.name)
    for resource in RESOURCES.values()
    for narrowed in resource.facets
]


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.parametrize(("resource", "name"), FACETS)
def test_every_count_of_a_facet_is_the_length_of_the_list_it_leads_to(
    client: TestClient, resource: str, name: str
) -> None:
    facets = client.get(f"/api/v1/{resource}?facet={name}").json()["facets"]

    counts = {choice["link"]: choice["count"] for choice in facets[name]}

    assert counts
    followed = spread(list(counts))
    assert {link: counts[link] for link in followed} == {
        link: client.get(f"{link}&page_size=1").json()["meta"]["count"] for link in followed
    }


@examples(40)
@given(question=questions(), data=st.data())
def test_facets_beside_any_question_lead_to_lists_of_their_counts(
    client: TestClient, question: tuple[str, list[tuple[str, str]]], data: st.DataObject
) -> None:
    resource, pairs = question
    names = [narrowed.name for narrowed in RESOURCES[resource].facets]
    assume(names)
    name = data.draw(st.sampled_from(names))

    body = client.get(f"/api/v1/{resource}", params={**dict(pairs), "facet": name}).json()

    assume(body["facets"][name])
    choice = data.draw(st.sampled_from(body["facets"][name]))
    assert client.get(choice["link"]).json()["meta"]["count"] == choice["count"]
