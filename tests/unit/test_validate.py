"""Bad input gets a clear error: where, what was found, what is expected."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from app.errors import DataError, Problem
from app.ingest.validate import validate
from tests import oracle
from tests.corrupt_csv import read, rewrite, set_cell, write


def problems_of(folder: Path) -> list[Problem]:
    with pytest.raises(DataError) as refused:
        validate(folder)
    return list(refused.value.problems)


def in_file(file: str, column: str, cell: str, number: int = 2) -> Callable[[Path], None]:
    return lambda folder: set_cell(folder, file, number, column, cell)


in_findings, in_outcomes, in_projects, in_evaluations = (
    partial(in_file, f"{name}.csv") for name in ("findings", "outcomes", "projects", "evaluations")
)


CELLS = [
    (in_findings("theme_id", "set-up.comissioning"), "unknown-reference", "set-up.commissioning"),
    (in_findings("theme_id", "set-up"), "not-a-sub-theme", "Use a sub-theme"),
    (in_findings("theme_id", "Set Up"), "malformed-id", "'theme' or 'theme.sub-theme'"),
    (in_findings("polarity", "barier"), "unknown-word", "Did you mean 'barrier'?"),
    (in_findings("polarity", ""), "empty", "Expected: a value"),
    (in_findings("finding_id", "tr4-f002"), "repeated-id", "which row 2 has already"),
    (in_findings("project_id", "safe-familys"), "unknown-reference", "'safe-families'"),
    (in_findings("project_id", ""), "scope-and-project", "The scope is 'project'"),
    (in_findings("paragraph", "P900"), "unknown-paragraph", "P001 to P149"),
    (in_findings("paragraph", "28"), "malformed-paragraph", "'P042'"),
    (in_findings("page", "7"), "wrong-page", "P028 is on page 6"),
    (in_findings("page", "six"), "not-a-number", "a whole number"),
    (
        in_findings("anchor", "one two three four five six seven eight nine"),
        "too-long",
        "these are 9",
    ),
    (in_findings("statement", "word " * 30 + "word"), "too-long", "at most 30 words; these are 31"),
    (in_findings("overcome", "yes", 14), "overcome-without-barrier", "Only a barrier"),
    (in_findings("responds_to", "tr4-f020"), "wrong-response", "barrier of its project"),
    (in_findings("responds_to", "tr4-f999"), "unknown-reference", "no finding_id of findings.csv"),
    (in_findings("statement", "two\nlines"), "line-break", "put it on one line"),
    (in_findings("statement", " a space"), "outer-space", "delete the spaces"),
    (in_findings("statement", "a\x07bell"), "control-character", "delete it"),
    (in_outcomes("value", "1,200"), "formatted-number", "without separators"),
    (in_outcomes("value", "£1200"), "formatted-number", "without separators"),
    (in_outcomes("value", "12%"), "formatted-number", "without separators"),
    (in_outcomes("value", "about 12"), "not-a-number", "a number such as 12.5"),
    (in_outcomes("value", "12"), "unit-and-number", "A number needs a unit"),
    (in_outcomes("desirability", ""), "direction-and-desirability", "where a direction is given"),
    (in_projects("focus", "edge-of-care;"), "malformed-list", "without spaces or empty members"),
    (in_projects("focus", "adoption;adoption"), "repeated-member", "each member once"),
    (in_projects("focus", "adopting"), "unknown-word", "'adoption'"),
    (in_projects("lead_organisation_id", "catch23"), "unknown-reference", "'catch22'"),
    (in_projects("source_url", "www.example.org"), "malformed-address", "https://"),
    (in_projects("areas", "cheshire-easy"), "unknown-reference", "'cheshire-east'"),
    (in_findings("response_result", "worked"), "response-without-result", "responds to another"),
    (in_findings("effect", "delay", 14), "effect-without-barrier", "Only a barrier"),
    (in_findings("agrees_with", "tr4-f002"), "not-named-back", "of another source"),
    (in_projects("funding_gbp", "£1.4m"), "formatted-number", "a whole number"),
    (in_projects("funding_gbp", "2147483648"), "out-of-range", "to 2,147,483,647"),
    (in_projects("funding_gbp", "99999999999999999999"), "not-a-number", "a whole number"),
    (in_projects("funding_gbp", "-5"), "out-of-range", "from 0"),
    (in_projects("project_id", "a" * 201), "too-long", "at most 200 characters"),
    (in_projects("areas", "x" * 300), "too-long", "at most 200 characters"),
    (in_projects("summary", "x" * 2001), "too-long", "at most 2,000 characters"),
    (in_findings("page", "0"), "out-of-range", "from 1"),
    (in_findings("page", "６"), "not-a-number", "a whole number"),
    (in_outcomes("value", "9" * 400), "not-a-number", "such as 12.5"),
    (in_outcomes("sample_size", "-5"), "out-of-range", "from 1"),
    (
        in_file("evaluations.csv", "published", "2017-02-31"),
        "malformed-date",
        "a date that exists",
    ),
    (in_file("evaluations.csv", "published", "0000"), "out-of-range", "a year from 1900"),
    (in_file("evaluations.csv", "published", "July 2017"), "malformed-date", "'2017-07-06'"),
    (in_file("audit_conditions.csv", "order", "2"), "repeated-order", "Use another number"),
    (in_file("word_forms.csv", "forms", "CSE"), "too-few-forms", "two forms or more"),
    (in_file("word_forms.csv", "forms", "CSE;cse ones"), "repeated-form", "one row only"),
    (in_file("coding_agreement.csv", "f1", "7"), "out-of-range", "from 0 to 1"),
]


@pytest.mark.parametrize(("spoil", "code", "expected"), CELLS)
def test_an_invalid_cell_is_reported_with_its_place_and_what_is_expected(
    data: Path, spoil: Callable[[Path], None], code: str, expected: str
) -> None:
    spoil(data)

    found = {problem.code: problem for problem in problems_of(data)}

    assert code in found
    assert expected in found[code].message
    assert ", row " in found[code].where
    assert ", column " in found[code].where


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
FILES = [
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
