"""XLSX: the rows, the dictionary of their columns, and a read-me, in constant memory."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app.errors import EvidenceError, Problem, QueryError
from app.evidence.records.columns import Block
from app.exports.files import LICENCE, About, chunks, flat

MAX_ROWS = 1_048_575
"""Rows below the header that a sheet can hold."""

_A4 = 9
"""The number of the size of paper in a workbook."""
_WIDTHS = {"text": 28, "list of text": 28, "whole number": 12, "number": 12}
_LONG = {"statement": 70, "summary": 70, "text_summary": 70, "citation": 50, "note": 40}


class TooManyRowsError(EvidenceError):
    """A sheet cannot hold the list. CSV can."""

    code = "too-many-rows"
    title = "A sheet cannot hold the list."


def workbook(blocks: Iterable[Block], about: About) -> Generator[bytes]:
    """A workbook of three sheets.

    An empty part follows each block, so that a reader who has gone is noticed.
    Raises TooManyRowsError where the rows do not fit into a sheet.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        with _book(path, about.release_date) as book:
            bold = book.add_format({"bold": True})
            sheet = book.add_worksheet(about.query.resource.name[:31])
            for _ in _rows(sheet, blocks, about, bold):
                yield b""
            _dictionary(book.add_worksheet("dictionary"), about, bold)
            _read_me(book.add_worksheet("read me"), about, bold)
            book.close()
        yield from chunks(path)


@contextmanager
def _book(path: Path, release_date: str) -> Iterator[Workbook]:
    """A workbook whose rows wait in files beside it, closed even if it is never finished."""
    book = Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
    # Else it is the moment, and the same rows would never be the same bytes.
    book.set_properties({"created": datetime.fromisoformat(release_date)})
    try:
        yield book
    finally:
        for sheet in book.worksheets():
            sheet.row_data_fh.close()


def _rows(sheet: Worksheet, blocks: Iterable[Block], about: About, bold: Any) -> Iterator[None]:
    """Write the rows, and pause after each block."""
    columns = about.columns
    sheet.freeze_panes(1, 1)
    _print_wide(sheet)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _LONG.get(column.name, _WIDTHS[column.type]))
    write_row(sheet, 0, [column.name for column in columns], bold)
    last = 0
    for block in blocks:
        for row in zip(*block.values(), strict=True):
            last += 1
            if last > MAX_ROWS:
                message = f"A sheet has at most {MAX_ROWS:,} rows: take the list as CSV."
                raise TooManyRowsError([Problem("too-many-rows", "xlsx", message)])
            write_row(sheet, last, row)
        yield
    sheet.autofilter(0, 0, last, len(columns) - 1)


def _print_wide(sheet: Worksheet) -> None:
    """On paper: A4 across, every column on the page, the header on each."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _dictionary(sheet: Worksheet, about: About, bold: Any) -> None:
    header = ["column", "type", "may be blank", "unit", "title", "definition", "allowed words"]
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 4, 20)
    sheet.set_column(5, 6, 70)
    _print_wide(sheet)
    write_row(sheet, 0, header, bold)
    for number, column in enumerate(about.columns, 1):
        blank = "yes" if column.may_be_blank else "no"
        values = [column.name, column.type, blank, column.unit, column.title, column.definition]
        write_row(sheet, number, [*values, list(column.words)])


def _read_me(sheet: Worksheet, about: About, bold: Any) -> None:
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 110)
    lines = {
        "What this is": "Wave 1 Evidence: what the evaluations of the Wave 1 projects found",
        "Question": about.title,
        "Address": about.address,
        "Release": about.release,
        "Cite as": about.citation,
        "Licence": f"{LICENCE} for our coding. The rights of the reports stay with their owners.",
        "Blank cells": "A fact or claim that no source at hand gives; never a zero.",
    }
    for number, (title, text) in enumerate(lines.items()):
        sheet.write_string(number, 0, title, bold)
        sheet.write_string(number, 1, printable(text))


def printable(text: str) -> str:
    """Text without the control characters that a workbook cannot hold."""
    if text.isprintable():
        return text
    return "".join(each for each in text if each in "\n\t" or each.isprintable())


def write_row(sheet: Worksheet, number: int, values: Sequence[Any], style: Any = None) -> None:
    """One row of a sheet: text as text, numbers as numbers, blanks left out."""
    for place, value in enumerate(map(flat, values)):
        if value in (None, ""):
            continue
        if isinstance(value, str):
            # Written as text, a formula stays text: it needs no apostrophe.
            if sheet.write_string(number, place, printable(value), style):
                message = "A cell holds at most 32,767 characters: take the list as CSV."
                raise QueryError([Problem("too-long", "xlsx", message)])
        else:
            sheet.write_number(number, place, value, style)
