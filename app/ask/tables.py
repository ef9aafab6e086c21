"""The tables that a question is read by: rows of a CSV file beside this one."""

import csv
from pathlib import Path


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a table, in order."""
    with Path(__file__).with_name(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
