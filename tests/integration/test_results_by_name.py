"""What was measured is found by what its results call it, and which way it went."""

import csv
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.ask.tables import load_phrases
from app.ask.words import read_words
from tests.integration.test_ask import asked

pytestmark = pytest.mark.one_database

DATA = Path(__file__).parents[2] / "data"
FEWEST_FOUND = 0.93


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_nearly_every_result_is_found_by_its_name(client: TestClient) -> None:
    named = {
        row["measure"]: row["project_id"] for row in _rows("outcomes.csv") if row["project_id"]
    }
    missed = [
        measure
        for measure, project in named.items()
        if project
        not in {
            row["project_id"]
            for row in asked(client, f"What happened to {measure}?").get("outcomes", ())
        }
    ]

    assert len(missed) <= (1 - FEWEST_FOUND) * len(named), missed


@pytest.mark.parametrize(
    ("question", "projects"),
    [
        ("Which projects improved caseloads?", {"leeds-family-valued", "mtm-signs-of-safety"}),
        ("Which projects reduced missing episodes?", {"nycc-no-wrong-door"}),
        ("Did school attendance improve anywhere?", {"hertfordshire-family-safeguarding"}),
        ("Did parenting skills change?", {"nis-keep"}),
    ],
)
def test_an_improvement_may_be_a_fall(
    client: TestClient, question: str, projects: set[str]
) -> None:
    reply = asked(client, question)

    assert reply["answered"]
    assert {row["project_id"] for row in reply["outcomes"]} >= projects


def test_nothing_that_the_evidence_holds_is_said_to_be_outside_it() -> None:
    results = " | ".join(row["measure"] for row in _rows("outcomes.csv")).casefold()
    claims = " | ".join(row["statement"] for row in _rows("findings.csv")).casefold()
    outside = [
        phrase.phrase
        for phrase in load_phrases()
        if phrase.kind == "outside" and phrase.meaning == ("subject",)
    ]
    held = [
        phrase
        for phrase in outside
        if re.search(rf"\b{re.escape(phrase)}\b", results)
        or (len(read_words(phrase)) > 1 and re.search(rf"\b{re.escape(phrase)}\b", claims))
    ]

    assert held == []


def _written(value: str, unit: str) -> str:
    number = f"{float(value):g}" if float(value) < 1e4 else f"{float(value):,.0f}"
    return {"percent": f"{number}%", "gbp": f"£{number}"}.get(unit, number)


def test_a_figure_that_is_quoted_is_told_with_whose_it_is(client: TestClient) -> None:
    """What went from one figure to another is found by both, of every result that has two."""
    missed = []
    for row in _rows("outcomes.csv"):
        if row["baseline"] and row["value"] and row["project_id"]:
            first, last = (_written(row[one], row["unit"]) for one in ("baseline", "value"))
            body = asked(client, f"Which project went from {first} to {last}?")
            told = {one["project_id"] for one in body["projects"]}
            missed += [row["outcome_id"]] if row["project_id"] not in told else []

    assert not missed


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which project reported 29% against 50%?", "Daybreak: cases in which proceedings"),
        ("Where does the £2.6m come from?", "estimated savings on care"),
        ("15 children avoided care where", "children kept out of care"),
        ("What does the figure 86% stand for?", "families that reached their goals: 86%"),
    ],
)
def test_a_figure_alone_is_enough(client: TestClient, question: str, told: str) -> None:
    body = asked(client, question, source="tr4")
    assert body["answered"]
    assert told in body["answer"]


def test_a_figure_of_another_project_is_not_confirmed(client: TestClient) -> None:
    body = asked(client, "Did Leeds cut referrals by 25%?", source="tr4")
    assert not body["answered"]
    assert body["answer"].startswith("No source here gives 25% of Family Valued.")


@pytest.mark.parametrize("question", ["Was Pause given £3 million?", "Did Leeds receive £4.85m?"])
def test_the_money_of_a_project_is_a_figure_of_it(client: TestClient, question: str) -> None:
    assert not asked(client, question)["answer"].startswith("No source here gives £")
