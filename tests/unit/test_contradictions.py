"""What is well formed and cannot be meant is refused: names, numbers, characters, addresses."""

from pathlib import Path

from tests.corrupt_csv import rewrite, set_cell
from tests.unit.test_validate import problems_of

CONTRADICTIONS = [
    ("projects.csv", 3, "name", "Project CREWE", "ambiguous-name"),
    ("projects.csv", 4, "lead_type", "nhs-trust", "wrong-lead-type"),
    ("projects.csv", 2, "joint_lead_ids", "catch22", "joint-lead"),
    ("project_aliases.csv", 2, "alias", "Families First (Durham)", "ambiguous-name"),
    ("project_aliases.csv", 3, "alias", "durham-families-first", "ambiguous-name"),
    ("organisations.csv", 3, "name", "ACHIEVING for Children", "ambiguous-name"),
    ("findings.csv", 2, "project_id", "torbay-swift", "not-named"),
    ("coding_agreement.csv", 2, "f1", "0.01", "wrong-agreement"),
]
"""File, row, column, cell, and the problem that it makes; each is well formed by itself."""

CELLS = [
    ("outcomes.csv", 4, "value", "0187", "leading-zero"),
    ("evaluations.csv", 2, "published", "9999-12-31", "out-of-range"),
    ("findings.csv", 2, "statement", "x", "no-sentence"),
    ("findings.csv", 3, "anchor", ".", "no-word"),
    ("findings.csv", 4, "statement", "a lost \ufffd sign here", "doubtful-character"),
    ("findings.csv", 5, "statement", "the cafÃ© was closed", "doubtful-character"),
    ("findings.csv", 6, "statement", "a bаrrier with Cyrillic", "doubtful-character"),
    ("findings.csv", 7, "statement", "a filler ㅤ stands here", "doubtful-character"),
    ("findings.csv", 8, "statement", "a soft\u00adhyphen stands here", "control-character"),
    ("findings.csv", 9, "statement", "a cafe\u0301 in two characters", "doubtful-character"),
    ("citations.csv", 2, "url", "http://[::1", "malformed-address"),
    ("citations.csv", 3, "url", "http://169.254.169.254/", "malformed-address"),
]


def code_by_place(folder: Path) -> dict[str, str]:
    return {problem.where: problem.code for problem in problems_of(folder)}


def expected(cells: list[tuple[str, int, str, str, str]]) -> dict[str, str]:
    return {f"{file}, row {row}, column {column}": code for file, row, column, _, code in cells}


def test_rows_that_contradict_each_other_are_refused(data: Path) -> None:
    for file, row, column, cell, _ in CONTRADICTIONS:
        set_cell(data, file, row, column, cell)

    found = code_by_place(data)

    assert {where: found.get(where) for where in expected(CONTRADICTIONS)} == expected(
        CONTRADICTIONS
    )


def test_cells_that_nobody_can_mean_are_refused(data: Path) -> None:
    for file, row, column, cell, _ in CELLS:
        set_cell(data, file, row, column, cell)

    found = code_by_place(data)

    assert {where: found.get(where) for where in expected(CELLS)} == expected(CELLS)


def test_a_direction_is_that_of_its_numbers(data: Path) -> None:
    cells = {"kind": "before-after", "unit": "children", "baseline": "10", "value": "20"}
    for column, cell in cells.items():
        set_cell(data, "outcomes.csv", 3, column, cell)
    for column, cell in {"unit": "percent", "value": "130"}.items():
        set_cell(data, "outcomes.csv", 4, column, cell)

    found = code_by_place(data)

    assert found["outcomes.csv, row 3, column direction"] == "wrong-direction"
    assert found["outcomes.csv, row 4, column value"] == "out-of-range"


def test_a_quote_within_a_cell_that_has_none_round_it_is_refused(data: Path) -> None:
    rewrite(data, "projects.csv", lambda text: text.replace(",Growing Futures,", ',Gro"w"ing,', 1))

    [problem] = [each for each in problems_of(data) if each.where == "projects.csv, row 3"]

    assert problem.code == "malformed-csv"
