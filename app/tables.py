"""Tables of words that belong to the program: CSV files beside the code that reads them."""

import csv
from pathlib import Path


def rows_beside(module: str, name: str) -> list[dict[str, str]]:
    """The rows of a table, in order; `module` is the file of the code."""
    with Path(module).with_name(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
