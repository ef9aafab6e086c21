"""Bad input gets a clear error: where, what was found, what is expected."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from app.errors import DataError, Problem
from app.ingest.validate import validate
from tests import oracle
from tests.conftest import copy_of_data
from tests.corrupt_csv import read, rewrite, set_cell, write


def problems_of(folder: Path) -> list[Problem]:
    with pytest.raises(DataError) as refused:
        validate(folder)
    return list(refused.value.problems)


def in_file(file: str, column: str, cell: str, number: int = 2) -> Callable[[Path], None]:
    return lambda folder: set_cell(folder, file, number, column, cell)


in_findings, in_outcomes, in_projects = (
    partial(in_file, f"{name}.csv") for name in ("findings", "outcomes", "projects")
)


CELLS = [
    ("findings 4 theme_id", "set-up.comissioning", "unknown-reference", "set-up.commissioning"),
    ("findings 6 theme_id", "set-up", "not-a-sub-theme", "Use a sub-theme"),
    ("findings 8 theme_id", "Set Up", "malformed-id", "'theme' or 'theme.sub-theme'"),
    ("findings 10 polarity", "barier", "unknown-word", "Did you mean 'barrier'?"),
    ("findings 12 polarity", "", "empty", "Expected: a value"),
    ("findings 18 finding_id", "tr4-f001", "repeated-id", "which row 2 has already"),
    ("findings 16 project_id", "safe-familys", "unknown-reference", "'safe-families'"),
    ("findings 3 project_id", "", "scope-and-project", "The scope is 'project'"),
    ("findings 20 paragraph", "P900", "unknown-paragraph", "P001 to P149"),
    ("findings 22 paragraph", "28", "malformed-paragraph", "'P042'"),
    ("findings 2 page", "7", "wrong-page", "P028 is on page 6"),
    ("findings 26 page", "six", "not-a-number", "a whole number"),
    (
        "findings 28 anchor",
        "one two three four five six seven eight nine",
        "too-long",
        "these are 9",
    ),
    ("findings 30 statement", "word " * 30 + "word", "too-long", "at most 30 words; these are 31"),
    ("findings 14 overcome", "yes", "overcome-without-barrier", "Only a barrier"),
    ("findings 34 responds_to", "tr4-f020", "wrong-response", "barrier of its project"),
    ("findings 36 responds_to", "tr4-f999", "unknown-reference", "no finding_id of findings.csv"),
    ("findings 38 statement", " a space", "outer-space", "delete the spaces"),
    ("outcomes 4 value", "1,200", "formatted-number", "without separators"),
    ("outcomes 6 value", "£1200", "formatted-number", "without separators"),
    ("outcomes 8 value", "12%", "formatted-number", "without separators"),
    ("outcomes 10 value", "about 12", "not-a-number", "a number such as 12.5"),
    ("outcomes 2 value", "12", "unit-and-number", "A number needs a unit"),
    ("outcomes 14 desirability", "", "direction-and-desirability", "where a direction is given"),
    ("projects 4 focus", "edge-of-care;", "malformed-list", "without spaces or empty members"),
    ("projects 6 focus", "adoption;adoption", "repeated-member", "each member once"),
    ("projects 8 focus", "adopting", "unknown-word", "'adoption'"),
    ("projects 10 lead_organisation_id", "catch23", "unknown-reference", "'catch22'"),
    ("projects 12 source_url", "www.example.org", "malformed-address", "https://"),
    ("projects 14 areas", "cheshire-easy", "unknown-reference", "'cheshire-east'"),
    ("findings 40 response_result", "worked", "response-without-result", "responds to another"),
    ("findings 14 effect", "delay", "effect-without-barrier", "Only a barrier"),
    ("findings 44 agrees_with", "tr4-f002", "not-named-back", "of another source"),
    ("projects 16 funding_gbp", "£1.4m", "formatted-number", "a whole number"),
    ("projects 18 funding_gbp", "2147483648", "out-of-range", "to 2,147,483,647"),
    ("projects 20 funding_gbp", "99999999999999999999", "not-a-number", "a whole number"),
    ("projects 22 funding_gbp", "-5", "out-of-range", "from 0"),
    ("projects 24 project_id", "a" * 201, "too-long", "at most 200 characters"),
    ("projects 26 areas", "x" * 300, "too-long", "at most 200 characters"),
    ("projects 28 summary", "x" * 2001, "too-long", "at most 2,000 characters"),
    ("findings 46 page", "0", "out-of-range", "from 1"),
    ("findings 48 page", "６", "not-a-number", "a whole number"),
    ("outcomes 16 value", "9" * 400, "not-a-number", "such as 12.5"),
    ("outcomes 18 sample_size", "-5", "out-of-range", "from 1"),
    ("evaluations 4 published", "2017-02-31", "malformed-date", "a date that exists"),
    ("evaluations 6 published", "0000", "out-of-range", "a year from 1900"),
    ("evaluations 8 published", "July 2017", "malformed-date", "'2017-07-06'"),
    ("evaluations 17 series_number", "1", "malformed-number", "two digits, such as '03'"),
    ("audit_conditions 4 order", "2", "repeated-order", "Use another number"),
    ("word_forms 4 forms", "CSE", "too-few-forms", "two forms or more"),
    ("word_forms 6 forms", "CSE;cse ones", "repeated-form", "one row only"),
    ("coding_agreement 4 f1", "7", "out-of-range", "from 0 to 1"),
]
"""Each in a row of its own: what is wrong with one cell may hide what is with another."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Problem]:
    """What is reported of data in which all these cells are spoilt."""
    folder = copy_of_data(tmp_path_factory.mktemp("cells") / "data")
    for place, cell, _, _ in CELLS:
        file, row, column = place.split()
        set_cell(folder, f"{file}.csv", int(row), column, cell)
    return problems_of(folder)


@pytest.mark.parametrize(("place", "cell", "code", "expected"), CELLS)
def test_an_invalid_cell_is_reported_with_its_place_and_what_is_expected(
    found: list[Problem], place: str, cell: str, code: str, expected: str
) -> None:
    file, row, _ = place.split()

    reported = [each for each in found if each.where.startswith(f"{file}.csv, row {row}, column ")]
    assert [each for each in reported if each.code == code and expected in each.message]


def without_file(folder: Path) -> None:
    (folder / "outcomes.csv").unlink()


def without_organisations(folder: Path) -> None:
    (folder / "organisations.csv").unlink()


def without_column(folder: Path) -> None:
    rows = [{k: v for k, v in row.items() if k != "page"} for row in read(folder / "findings.csv")]
    write(folder / "findings.csv", rows)


def with_misspelt_column(folder: Path) -> None:
    rewrite(folder, "findings.csv", lambda text: text.replace("polarity,", "polarty,", 1))


def with_extra_column(folder: Path) -> None:
    rows = [{**row, "colour": "red"} for row in read(folder / "findings.csv")]
    write(folder / "findings.csv", rows)


def in_latin_1(folder: Path) -> None:
    path = folder / "evaluations.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1", errors="replace"))


def in_utf_16(folder: Path) -> None:
    path = folder / "findings.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))


def with_mark(folder: Path) -> None:
    rewrite(folder, "findings.csv", lambda text: f"\ufeff{text}")


def with_returns(folder: Path) -> None:
    rewrite(folder, "findings.csv", lambda text: text.replace("\n", "\r\n"))


def with_open_quote(folder: Path) -> None:
    rewrite(folder, "findings.csv", lambda text: text + 'tr4-f999,"never closed')


def with_short_row(folder: Path) -> None:
    rewrite(folder, "findings.csv", lambda text: text + "tr4-f999,pause\n")


def with_long_row(folder: Path) -> None:
    rewrite(folder, "findings.csv", lambda text: text.rstrip("\n") + ",one,two\n")


def with_empty_row(folder: Path) -> None:
    rewrite(folder, "findings.csv", lambda text: text + "\n")


def with_semicolons(folder: Path) -> None:
    rewrite(folder, "findings.csv", lambda text: text.replace(",", ";"))


def with_tabs(folder: Path) -> None:
    rewrite(folder, "findings.csv", lambda text: text.replace(",", "\t"))


def with_a_line_for_excel(folder: Path) -> None:
    rewrite(folder, "findings.csv", lambda text: f"sep=,\n{text}")


def with_header_alone(folder: Path) -> None:
    rewrite(folder, "principles.csv", lambda text: text.splitlines()[0] + "\n")


def with_nul(folder: Path) -> None:
    rewrite(folder, "findings.csv", lambda text: text.replace("Safe", "S\0fe", 1))


def as_a_folder(folder: Path) -> None:
    (folder / "findings.csv").unlink()
    (folder / "findings.csv").mkdir()


def emptied(folder: Path) -> None:
    (folder / "findings.csv").write_bytes(b"")


COLUMNS = len(oracle.FINDINGS[0])
LAST = len(oracle.FINDINGS) + 1
"""The last row of the findings, as a spreadsheet counts."""
BROKEN = "findings.csv, row 2, column statement"
FILES = [
    (in_findings("statement", "two\nlines"), "line-break", BROKEN, "put it on one line"),
    (in_findings("statement", "a\x07bell"), "control-character", BROKEN, "delete it"),
    (without_file, "missing-file", "outcomes.csv", "missing from"),
    (without_column, "missing-column", "findings.csv, row 1", "'page' is missing"),
    (with_misspelt_column, "extra-column", "findings.csv, row 1", "Did you mean 'polarity'?"),
    (with_extra_column, "extra-column", "findings.csv, row 1", "'colour' is not known"),
    (in_latin_1, "wrong-encoding", "evaluations.csv", "is not UTF-8"),
    (in_utf_16, "wrong-encoding", "findings.csv", "is not UTF-8"),
    (with_mark, "byte-order-mark", "findings.csv", "without one"),
    (with_returns, "carriage-return", "findings.csv", "Line 1 ends in a carriage return"),
    (with_open_quote, "malformed-csv", f"findings.csv, row {LAST + 1}", "quotes"),
    (
        with_short_row,
        "wrong-cell-count",
        f"findings.csv, row {LAST + 1}",
        f"(the header has {COLUMNS})",
    ),
    (
        with_long_row,
        "wrong-cell-count",
        f"findings.csv, row {LAST}",
        f"{COLUMNS + 2} (the header has {COLUMNS})",
    ),
    (with_empty_row, "empty-row", f"findings.csv, row {LAST + 1}", "The row is empty"),
    (with_semicolons, "wrong-separator", "findings.csv, row 1", "separated by ';'"),
    (with_tabs, "wrong-separator", "findings.csv, row 1", "use commas"),
    (with_a_line_for_excel, "wrong-separator", "findings.csv, row 1", "use commas"),
    (with_header_alone, "no-rows", "principles.csv", "at least one is needed"),
    (with_nul, "wrong-encoding", "findings.csv", "has a NUL"),
    (as_a_folder, "unreadable-file", "findings.csv", "cannot be read"),
    (emptied, "empty-file", "findings.csv", "it needs a header"),
]


@pytest.mark.parametrize(("spoil", "code", "where", "expected"), FILES)
def test_an_invalid_file_is_reported_with_what_is_expected(
    data: Path, spoil: Callable[[Path], None], code: str, where: str, expected: str
) -> None:
    spoil(data)

    found = {problem.code: problem for problem in problems_of(data)}

    assert code in found
    assert found[code].where == where
    assert expected in found[code].message


def test_every_problem_of_every_file_is_reported_together(data: Path) -> None:
    in_findings("polarity", "good")(data)
    in_findings("page", "x", 3)(data)
    in_outcomes("kind", "odd")(data)
    without_file_too = data / "principles.csv"
    without_file_too.unlink()

    found = {(problem.code, problem.where) for problem in problems_of(data)}

    assert found >= {
        ("unknown-word", "findings.csv, row 2, column polarity"),
        ("not-a-number", "findings.csv, row 3, column page"),
        ("unknown-word", "outcomes.csv, row 2, column kind"),
        ("missing-file", "principles.csv"),
    }


def test_a_row_with_a_wrong_cell_is_checked_for_its_id_and_its_references_too(data: Path) -> None:
    in_findings("polarity", "barier")(data)
    in_findings("theme_id", "set-up.nonsense")(data)
    in_findings("finding_id", "tr4-f001", 3)(data)

    assert {(problem.code, problem.where) for problem in problems_of(data)} == {
        ("unknown-word", "findings.csv, row 2, column polarity"),
        ("unknown-reference", "findings.csv, row 2, column theme_id"),
        ("repeated-id", "findings.csv, row 3, column finding_id"),
    }


@pytest.mark.parametrize(
    ("spoil", "code"),
    [(in_projects("strand", "odd"), "unknown-word"), (without_organisations, "missing-file")],
)
def test_one_fault_is_reported_once_not_by_every_row_that_refers_to_it(
    data: Path, spoil: Callable[[Path], None], code: str
) -> None:
    spoil(data)

    assert [problem.code for problem in problems_of(data)] == [code]


def test_rows_after_a_line_break_in_a_cell_are_numbered_as_a_spreadsheet_does(
    data: Path,
) -> None:
    in_findings("statement", "two\nlines")(data)
    in_findings("polarity", "good", 9)(data)

    where = {problem.where for problem in problems_of(data) if problem.code == "unknown-word"}

    assert where == {"findings.csv, row 9, column polarity"}
