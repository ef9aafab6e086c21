"""Files that people's programs open as they are."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evidence.queries import EVIDENCE_LISTS, OUTCOMES, EvidenceList, Query
from app.evidence.records import by_column
from app.exports import FORMATS, FileDescription
from app.exports.formats import safe

Row = dict[str, Any]
CELLS = {
    "text": st.none() | st.text(alphabet="ab ,\"'\r\n\t=+-@;é", max_size=4),
    "list of text": st.lists(st.text(alphabet='a,"=-', max_size=3), max_size=2),
    "whole number": st.none() | st.integers(),
    "number": st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
}


def about(evidence_list: EvidenceList, *fields: str) -> FileDescription:
    return FileDescription(
        Query(evidence_list, fields=fields), "All of it", "/all", "0.0.0", "2026-11-22"
    )


def written(of: FileDescription, rows: Sequence[Row], at_once: int = 1_000) -> str:
    """The rows as CSV, given to the writer so many at once."""
    columns = of.query.columns
    blocks = [
        by_column(rows[first : first + at_once], columns) for first in range(0, len(rows), at_once)
    ]
    return b"".join(FORMATS["csv"].write(blocks, of)).decode()


def by_the_library(of: FileDescription, rows: Sequence[Row]) -> str:
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(of.query.columns)
    table.writerows([safe(row[column]) for column in of.query.columns] for row in rows)
    return text.getvalue()


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+44 20", "'+44 20"),
        ("-25% in a year", "'-25% in a year"),
        ("@home", "'@home"),
        ("\tindented", "'\tindented"),
        ("plain = text", "plain = text"),
        ("'us and them'", "'us and them'"),
        ("'=SUM(A1)", "''=SUM(A1)"),
        (-25, -25),
        (-37.8, -37.8),
        (None, None),
        (["a", "b"], "a;b"),
        (["=a"], "'=a"),
        (["a", "=1", "'=b", "-"], "a;'=1;''=b;'-"),
        ([], ""),
    ],
)
def test_formulas_are_escaped_and_numbers_stay_numbers(value: object, cell: object) -> None:
    assert safe(value) == cell


@pytest.mark.parametrize("count", [0, 1, 999, 1000, 1001])
def test_csv_has_a_header_and_every_row_for_any_number_of_rows(count: int) -> None:
    themes = about(EVIDENCE_LISTS["themes"], "theme_id", "label", "definition")
    rows = [{name: f'{name} "{n}", £' for name in themes.query.columns} for n in range(count)]

    text = written(themes, rows)

    assert list(csv.DictReader(io.StringIO(text, newline=""))) == rows
    assert text.startswith(",".join(themes.query.columns))
    assert text.count("\r\n") == count + 1


@given(
    of=st.sampled_from(
        [
            about(OUTCOMES, "measure", "baseline", "sample_size"),
            about(EVIDENCE_LISTS["themes"], "label", "definition", "synonyms"),
            about(EVIDENCE_LISTS["themes"], "definition"),
            about(EVIDENCE_LISTS["themes"], "synonyms"),
        ]
    ),
    at_once=st.sampled_from([1, 2, 1_000]),
    data=st.data(),
)
def test_csv_is_what_the_standard_library_writes_character_by_character(
    of: FileDescription, at_once: int, data: st.DataObject
) -> None:
    row = st.fixed_dictionaries({column.name: CELLS[column.type] for column in of.columns})
    rows = data.draw(st.lists(row, max_size=4))

    text = written(of, rows, at_once)

    assert text == by_the_library(of, rows)


@pytest.mark.parametrize("strange", ["", "plain", "a, b", 'say "so"', "two\nlines", "=1+1"])
def test_one_cell_that_needs_quoting_among_thousands_is_quoted_as_the_standard_library_does(
    strange: str,
) -> None:
    labels = about(EVIDENCE_LISTS["themes"], "theme_id", "label")
    rows: list[Row] = [{"theme_id": f"t{n}", "label": f"{n}, {n}"} for n in range(8_000)]
    rows[7_500]["label"] = strange

    text = written(labels, rows)

    assert text == by_the_library(labels, rows)
