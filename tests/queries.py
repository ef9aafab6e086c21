"""Questions for the tests: made by Hypothesis, asked of the service."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.evidence.queries import EVIDENCE_LISTS
from app.evidence.queries.filters import KINDS
from tests import oracle

Pairs = Sequence[tuple[str, str]]
Value = TypeVar("Value")


def examples(count: int, **options: Any) -> settings:
    """Settings for so many examples; for a quarter of them in a quick run."""
    return settings(max_examples=count // 4 if is_quick() else count, **options)


def is_quick() -> bool:
    """Whether this is a run of the inner loop."""
    return settings().max_examples < settings.get_profile("whole").max_examples


def spread(values: list[Value], most: int = 12) -> list[Value]:
    """So many of the values at most, from the first to the last."""
    return values if len(values) <= most else values[:: -(-len(values) // most)]


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]]]:
    """A list and up to three conditions on it, of values that occur."""
    list_name = draw(st.sampled_from(sorted(oracle.HAS)))
    known = sorted(oracle.HAS[list_name])
    names = draw(st.lists(st.sampled_from(known), max_size=3, unique=True)) if known else []
    pairs = [draw(conditions(list_name, name)) for name in names]
    quantities = [each for each in EVIDENCE_LISTS[list_name].filters if each.accepts in KINDS]
    is_narrowed: bool = draw(st.booleans())
    if quantities and is_narrowed:
        narrowed = draw(st.sampled_from(quantities))
        parameter = draw(st.sampled_from(sorted(narrowed.parameters)))
        is_blank = parameter.endswith(".blank")
        values = (
            st.sampled_from(["yes", "no"]) if is_blank else _quantities(list_name, narrowed.name)
        )
        pairs.append((parameter, draw(values)))
    return list_name, pairs


def _quantities(list_name: str, name: str) -> st.SearchStrategy[str]:
    """Numbers or dates to ask for: where nothing better is known, those that rows have."""
    if name in _QUANTITIES:
        return _QUANTITIES[name]
    if name.endswith("_count"):
        return st.integers(0, 12).map(str)
    return st.sampled_from(oracle.all_cells(list_name, name))


_QUANTITIES = {
    "change_percent": st.integers(-60, 80).map(str) | st.sampled_from(["-25", "-37.8", "-51.2"]),
    "difference": st.integers(-60, 80).map(str) | st.sampled_from(["-4.5", "-10.7", "24"]),
    "change_size": st.integers(0, 80).map(str) | st.sampled_from(["25", "37.8", "51.2"]),
    "funding_gbp": st.integers(400_000, 5_000_000).map(str)
    | st.sampled_from(oracle.all_cells("projects", "funding_gbp"))
    | st.just("2000000.0"),
    "published": st.dates(date(2016, 6, 1), date(2017, 12, 31)).flatmap(
        lambda day: st.sampled_from([str(day), str(day)[:7], str(day)[:4]])
    )
    | st.sampled_from(oracle.all_cells("evaluations", "published")),
}
"""Numbers and dates on both sides of those that rows have, and these themselves."""


@st.composite
def conditions(draw: st.DrawFn, list_name: str, name: str) -> tuple[str, str]:
    narrowed = next(f for f in EVIDENCE_LISTS[list_name].filters if f.name == name)
    parameter = draw(st.sampled_from(sorted(narrowed.parameters)))
    is_blank = parameter.endswith(".blank")
    values = st.sampled_from(["yes", "no"] if is_blank else oracle.all_values(list_name, name))
    return parameter, ",".join(draw(st.lists(values, min_size=1, max_size=3, unique=True)))


def ids(client: TestClient, list_name: str, pairs: Pairs) -> list[str]:
    """The ids of a whole list, page by page as a reader would get them."""
    return [row[EVIDENCE_LISTS[list_name].key] for row in all_rows(client, list_name, pairs)]


def all_rows(client: TestClient, list_name: str, pairs: Pairs = ()) -> list[dict[str, Any]]:
    """A whole list, page by page as a reader would get it."""
    found: list[dict[str, Any]] = []
    address: str | None = f"/api/v1/{list_name}"
    parameters: Pairs | None = pairs
    while address:
        answer = client.get(address, params=list(parameters) if parameters else None)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        found += body["results"]
        address, parameters = body["links"]["next"], None
    assert body["meta"]["count"] == len(found)
    return found


def csv_rows(client: TestClient, list_name: str, pairs: Pairs) -> list[dict[str, str]]:
    """The rows of a list as CSV."""
    answer = client.get(f"/api/v1/{list_name}.csv", params=list(pairs))
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def problems(client: TestClient, address: str) -> list[dict[str, Any]]:
    """What is wrong with a question that is refused."""
    answer = client.get(address)
    assert answer.headers["content-type"] == "application/problem+json"
    found: list[dict[str, Any]] = answer.json()["problems"]
    return found


def parameters_of(openapi: dict[str, Any], operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The parameters of an operation, which refers to those that others have too."""
    return [resolved(openapi, each) for each in operation.get("parameters", [])]


def resolved(openapi: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """A part of a description, or what it refers to."""
    if "$ref" not in part:
        return part
    _, _, kind, name = part["$ref"].split("/")
    shared: dict[str, Any] = openapi["components"][kind][name]
    return shared


LISTS = sorted(EVIDENCE_LISTS)
