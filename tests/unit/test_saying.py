"""How an outcome is said: one wording, in a sentence and as a cell."""

from typing import Any

import pytest

from app.evidence.row_wording import judged, meaning, money, outcome, quantity

BLANK: dict[str, Any] = dict.fromkeys(
    (
        *("baseline", "value", "comparator_value", "reported_change", "unit", "unit_label"),
        *("direction", "desirability", "population", "differs_from", "coverage"),
    )
)
PERCENT = {"unit": "percent", "unit_label": "per cent"}
FELL = {"direction": "decrease", "desirability": "improvement"}
ROSE = {"direction": "increase", "desirability": "improvement"}
POUND = {"unit": "gbp-per-gbp", "unit_label": "pounds for each pound"}
CHILDREN = {"unit": "children", "unit_label": "children"}


def row(**values: Any) -> dict[str, Any]:
    return {**BLANK, "measure": "absence", "value_reported": "less of it", **values}


@pytest.mark.parametrize(
    ("values", "sentence", "cell"),
    [
        (
            {"baseline": 20.5, "value": 9.0, **PERCENT, **FELL},
            "absence fell from 20.5% to 9%",
            "20.5% → 9%",
        ),
        ({"reported_change": -25.0, **PERCENT, **FELL}, "absence fell by 25%", "−25%"),
        ({"reported_change": 36.0, **PERCENT, **ROSE}, "absence rose by 36%", "+36%"),
        ({"direction": "no-change"}, "absence stayed the same", "→ no change"),
        (ROSE, "absence improved", "↑ up"),
        ({**ROSE, "desirability": "deterioration"}, "absence rose", "↑ up"),
        ({}, "absence: “less of it”", "less of it"),
        ({"value": 1, **CHILDREN}, "absence: 1 child", "1 child"),
        (
            {"value": 0, "comparator_value": 2, **CHILDREN},
            "absence: 0 children, against 2 in the other group",
            "0 children against 2",
        ),
        ({"value": 2_600_000, "unit": "gbp"}, "absence: £2.6 million", "£2.6 million"),
        ({"value": 18.2, **POUND}, "absence: £18.20 for each £1", "£18.20 for each £1"),
        ({**FELL, "population": "of the staff"}, "absence (of the staff) fell", "↓ down"),
        ({**FELL, "population": "the absence"}, "absence fell", "↓ down"),
        (
            {**FELL, "measure": "life, as families saw it"},
            "life, as families saw it: fell",
            "↓ down",
        ),
    ],
)
def test_an_outcome_is_said_as_a_sentence_and_as_a_cell(
    values: dict[str, Any], sentence: str, cell: str
) -> None:
    said = row(**({"unit_label": "pounds"} if values.get("unit") == "gbp" else {}), **values)

    assert (outcome(said), quantity(said)) == (sentence, cell)


@pytest.mark.parametrize(
    ("values", "sentence", "what_it_means"),
    [
        (FELL, "absence fell (for the better)", "Fell, for the better"),
        (ROSE, "absence improved", "Improved"),
        ({**ROSE, "differs_from": ["o2"]}, "absence improved (sources differ)", "Sources differ"),
        (
            {"direction": "no-change", "desirability": "neutral"},
            "absence stayed the same",
            "Stayed the same",
        ),
    ],
)
def test_whether_a_change_was_wanted_is_said_once(
    values: dict[str, Any], sentence: str, what_it_means: str
) -> None:
    said = row(**values)

    assert (judged(outcome(said), said), meaning(said)) == (sentence, what_it_means)


@pytest.mark.parametrize(
    ("value", "said"),
    [(755, "£755"), (6.8, "£6.80"), (589_000, "£589,000"), (2_060_000, "£2.06 million")],
)
def test_money_is_said_one_way(value: float, said: str) -> None:
    assert money(value) == said
