"""How much each signal tells: `scripts/weigh_claims.py` learnt it from the claims of readers."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("weights.json")
CONSTANT = "constant"
FOR = frozenset(
    {"exact", "close", "share_of_place", "terms", "figure_same", "signs_held", "theme_end"}
)
EITHER = frozenset({"is_outcome", "is_limited"})
OTHERWISE = frozenset(
    {
        *("figure_other", "figure_missing", "opposite", "one_of_two", "not_borne_out"),
        *("bad_news_alone", "other_amounts", "every", "limited", "doubted", "surer"),
        *("unlinked", "uncounted"),
    }
)
"""Signals that can only speak for a claim, that can do both, and that speak against it: the last
of what a row has otherwise, which tells more, the nearer the row is."""


def weighed(signals: Mapping[str, float]) -> dict[str, float]:
    """The signals that are weighed."""
    nearness = signals["near"] ** 2
    plain = {name: signals[name] for name in sorted(FOR | EITHER)}
    return plain | {name: signals[name] * nearness for name in sorted(OTHERWISE)}


def score(signals: Mapping[str, float]) -> float:
    """How surely a row says what a claim says; from 0 on it does."""
    constant, weights = _weights()
    known = weighed(signals)
    return constant + sum(weight * known[name] for name, weight in weights.items())


@cache
def _weights() -> tuple[float, Mapping[str, float]]:
    weights: dict[str, float] = json.loads(FILE.read_text("utf-8"))
    return weights.pop(CONSTANT), weights
