"""Questions for the tests: made by Hypothesis, asked of the service."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.evidence.answers import LISTINGS
from app.evidence.queries import RESOURCES
from tests import oracle

Pairs = Sequence[tuple[str, str]]


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]]]:
    """A list and up to three conditions on it, of values that occur."""
    resource = draw(st.sampled_from(sorted(oracle.HAS)))
    names = draw(st.lists(st.sampled_from(sorted(oracle.HAS[resource])), max_size=3, unique=True))
    pairs = [draw(conditions(resource, name)) for name in names]
    quantities = {
        "outcomes": ("change_percent", st.integers(-60, 80)),
        "projects": ("funding_gbp", st.integers(400_000, 5_000_000)),
    }
    if resource in quantities and draw(st.booleans()):
        name, limits = quantities[resource]
        operator = draw(st.sampled_from(["gte", "lte"]))
        pairs.append((f"{name}.{operator}", str(draw(limits))))
    return resource, pairs


@st.composite
def conditions(draw: st.DrawFn, resource: str, name: str) -> tuple[str, str]:
    narrowed = next(f for f in RESOURCES[resource].filters if f.name == name)
    parameter = draw(st.sampled_from(sorted(narrowed.parameters)))
    values = st.sampled_from(oracle.all_values(resource, name))
    return parameter, ",".join(draw(st.lists(values, min_size=1, max_size=3, unique=True)))


def ids(client: TestClient, resource: str, pairs: Pairs) -> list[str]:
    """The ids of a whole list, page by page as a reader would get them."""
    key = RESOURCES[resource].key
    found: list[str] = []
    address: str | None = f"/api/v1/{resource}"
    parameters: Pairs | None = pairs
    while address:
        answer = client.get(address, params=list(parameters) if parameters else None)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        found += [row[key] for row in body["results"]]
        address, parameters = body["links"]["next"], None
    assert body["meta"]["count"] == len(found)
    return found


def csv_rows(client: TestClient, resource: str, pairs: Pairs) -> list[dict[str, str]]:
    """The rows of a list as CSV."""
    answer = client.get(f"/api/v1/{resource}.csv", params=list(pairs))
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def problems(client: TestClient, address: str) -> list[dict[str, Any]]:
    """What is wrong with a question that is refused."""
    answer = client.get(address)
    assert answer.headers["content-type"] == "application/problem+json"
    found: list[dict[str, Any]] = answer.json()["problems"]
    return found


def parameters_of(openapi: dict[str, Any], operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The parameters of an operation, which refers to them."""
    shared = openapi["components"]["parameters"]
    return [shared[one["$ref"].rpartition("/")[2]] for one in operation.get("parameters", [])]


LISTS = sorted(LISTINGS)
