"""Closed lists of words by what they do in a question: deny, order, group, introduce a name."""

import csv
from pathlib import Path

with Path(__file__).with_name("signs.csv").open(encoding="utf-8", newline="") as _file:
    SIGNS = {row["kind"]: frozenset(row["words"].split()) for row in csv.DictReader(_file)}
