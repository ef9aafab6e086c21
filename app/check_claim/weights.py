"""How much each signal tells: `scripts/weigh_claims.py` learnt it from the claims of readers."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("weights.json")
CONSTANT = "constant"


def score(signals: Mapping[str, float]) -> float:
    """How surely a row says what a claim says; from 0 on it does."""
    constant, weights = _weights()
    return constant + sum(weight * signals[name] for name, weight in weights.items())


@cache
def _weights() -> tuple[float, Mapping[str, float]]:
    weights: dict[str, float] = json.loads(FILE.read_text("utf-8"))
    return weights.pop(CONSTANT), weights
