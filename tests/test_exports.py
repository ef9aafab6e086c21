"""Files that people's programs open as they are."""

import csv
import io

import pytest

from app.evidence.queries import PROGRAMME, Query
from app.evidence.records import ProgrammeFactRecord
from app.exports import FORMATS, About
from app.exports.cells import safe

ABOUT = About(Query(PROGRAMME), "All programme facts", "/programme.csv", "0.0.0")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+44 20", "'+44 20"),
        ("-25% in a year", "'-25% in a year"),
        ("@home", "'@home"),
        ("\tindented", "'\tindented"),
        ("plain = text", "plain = text"),
        (-25, -25),
        (-37.8, -37.8),
        (None, None),
        (["a", "b"], "a;b"),
        (["=a"], "'=a"),
        ([], ""),
    ],
)
def test_text_that_a_spreadsheet_would_run_is_made_safe_and_numbers_stay_numbers(
    value: object, cell: object
) -> None:
    assert safe(value) == cell


@pytest.mark.parametrize("count", [0, 1, 199, 200, 201, 1000])
def test_csv_has_a_header_and_every_row_however_many(count: int) -> None:
    columns = ProgrammeFactRecord.columns()
    rows = [{column: f'{column} "{n}", £' for column in columns} for n in range(count)]

    text = b"".join(FORMATS["csv"].write(rows, ABOUT)).decode()

    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert read == rows
    assert text.startswith(",".join(columns))
    assert text.count("\r\n") == count + 1
