"""XLSX: the rows, the dictionary of their columns, and a read-me, in constant memory."""

import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from app.errors import Problem, QueryError
from app.evidence.queries import EVIDENCE_LISTS
from app.evidence.records import Block, Column, by_column
from app.exports.files import LICENCE, FileDescription, Lists, chunks, clean, described, flat

MAX_ROWS = 1_048_575
"""Rows below the header that a sheet can hold."""

_A4 = 9
"""The number of the size of paper in a workbook."""
_WIDEST = 210
"""The most characters on a line of a landscape page that can still be read."""
_WIDTHS = {"text": 28, "list of text": 28, "whole number": 12, "number": 12}
_LONG = {"statement": 70, "summary": 70, "text_summary": 70, "citation": 50, "note": 40}


Sheets = Iterable[tuple[str, Sequence[Column], Iterable[Block]]]
"""Names, and what stands under them: columns and rows."""


def workbook(blocks: Iterable[Block], about: FileDescription) -> Generator[bytes]:
    """A workbook of three sheets. Raises QueryError where the rows do not fit into one."""
    sheets = [(about.query.evidence_list.name, about.columns, blocks)]
    return _workbook(sheets, [described(column) for column in about.columns], about)


def workbook_of_lists(
    lists: Lists, dictionary: Sequence[dict[str, Any]], about: FileDescription
) -> bytes:
    """A workbook with a sheet for each list."""
    sheets = (
        (each.name, each.record.columns, [by_column(lists[each.name], each.record.names)])
        for each in EVIDENCE_LISTS.values()
    )
    return b"".join(_workbook(sheets, dictionary, about))


def _workbook(
    sheets: Sheets, dictionary: Sequence[dict[str, Any]], about: FileDescription
) -> Generator[bytes]:
    """The sheets, the dictionary of their columns, and a read-me.

    An empty part follows each block, so that a reader who has gone is noticed.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        # The rows wait in files beside it.
        book = Workbook(str(path), {"constant_memory": True, "tmpdir": folder})
        # Else it is the moment, and the same rows would never be the same bytes.
        book.set_properties({"created": datetime.fromisoformat(about.release_date)})
        try:
            for name, columns, blocks in sheets:
                for _ in _add_list(book, name, columns, blocks):
                    yield b""
            _add_dictionary(book, dictionary)
            _add_read_me(book, about)
            book.close()
        finally:
            # Also of a workbook that is never finished.
            for sheet in book.worksheets():
                sheet.row_data_fh.close()
        yield from chunks(path)


def _add_list(
    book: Workbook, name: str, columns: Sequence[Column], blocks: Iterable[Block]
) -> Iterator[None]:
    """A sheet with the rows of a list, and a pause after each block.

    Excel and Power Query find the whole of it under the name of the list.
    """
    sheet = book.add_worksheet(name[:31])
    sheet.freeze_panes(1, 1)
    widths = [_LONG.get(column.name, _WIDTHS[column.type]) for column in columns]
    _print_across(sheet, -(-sum(widths) // _WIDEST))
    styles = {
        "whole number": book.add_format({"num_format": "#,##0", "valign": "top"}),
        "long": book.add_format({"text_wrap": True, "valign": "top"}),
        "any": book.add_format({"valign": "top"}),
    }
    for place, column in enumerate(columns):
        style = styles.get("long" if column.name in _LONG else column.type, styles["any"])
        sheet.set_column(place, place, widths[place], style)
        sheet.write_comment(0, place, _about(column), {"x_scale": 2})
    write_row(sheet, 0, [column.name for column in columns], book.add_format({"bold": True}))
    wrapped = {place: widths[place] for place, each in enumerate(columns) if each.name in _LONG}
    last = yield from _add_rows(sheet, blocks, wrapped)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    end = xl_rowcol_to_cell(last, len(columns) - 1, row_abs=True, col_abs=True)
    book.define_name(name.replace("-", "_"), f"='{sheet.name}'!$A$1:{end}")


def _add_rows(
    sheet: Worksheet, blocks: Iterable[Block], wrapped: Mapping[int, int]
) -> Generator[None, None, int]:
    """Rows below the header, as high as their wrapped texts are long; how many there are."""
    last = 0
    for block in blocks:
        for row in zip(*block.values(), strict=True):
            last += 1
            if last > MAX_ROWS:
                message = f"A sheet has at most {MAX_ROWS:,} rows: take the list as CSV."
                raise QueryError([Problem("too-many-rows", "xlsx", message)])
            lengths = ((len(row[place] or ""), width) for place, width in wrapped.items())
            lines = max((-(-length // width) for length, width in lengths), default=1)
            if lines > 1:
                # Not every program finds the height of wrapped text by itself.
                sheet.set_row(last, lines * _LINE)
            write_row(sheet, last, row)
        yield
    return last


_LINE = 15
"""The height of a line in points."""


def _about(column: Column) -> str:
    unit = f" In {column.unit}." if column.unit else ""
    return f"{column.title}. {column.definition}{unit}"


def _print_across(sheet: Worksheet, pages: int = 1) -> None:
    """On paper: A4 across, on so many pages side by side, each with the header and the ids."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(pages, 0)
    sheet.print_across()
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)


def _add_dictionary(book: Workbook, rows: Sequence[dict[str, Any]]) -> None:
    sheet = book.add_worksheet("dictionary")
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(rows[0]) - 3, 20)
    style = book.add_format({"text_wrap": True})
    sheet.set_column(len(rows[0]) - 2, len(rows[0]) - 1, 70, style)
    _print_across(sheet)
    write_row(sheet, 0, list(rows[0]), book.add_format({"bold": True}))
    for number, row in enumerate(rows, 1):
        write_row(sheet, number, list(row.values()))


def _add_read_me(book: Workbook, about: FileDescription) -> None:
    sheet = book.add_worksheet("read me")
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 110)
    bold = book.add_format({"bold": True})
    lines = {
        "What this is": "Wave 1 Evidence: what the evaluations of the Wave 1 projects found",
        "Question": about.title,
        "Address": about.address,
        "Release": about.release,
        "Cite as": about.citation,
        "Licence": f"{LICENCE} for our coding. The rights of the reports stay with their owners.",
        "Blank cells": "A fact or claim that no source at hand gives; never a zero.",
        "Columns": "What each means is a note on its header, and in the sheet dictionary.",
        "On paper": "Ask for fewer columns by fields=: 210 characters fit side by side on a page.",
    }
    for number, (title, text) in enumerate(lines.items()):
        sheet.write_string(number, 0, title, bold)
        sheet.write_string(number, 1, clean(text))


_ADDRESS = re.compile(r"https?://\S{1,2000}")
_MAX_ROW_OF_LINKS = 20_000
"""A sheet holds 65,530 links; a row has three at most."""


def write_row(sheet: Worksheet, number: int, values: Sequence[Any], style: Any = None) -> None:
    """One row of a sheet: text as text, numbers as numbers, addresses as links, blanks left out."""
    for place, value in enumerate(map(flat, values)):
        if value in (None, ""):
            continue
        if not isinstance(value, str):
            sheet.write_number(number, place, value, style)
        elif number <= _MAX_ROW_OF_LINKS and _ADDRESS.fullmatch(value) and ";" not in value:
            sheet.write_url(number, place, value, style)
        # Written as text, a formula stays text: it needs no apostrophe.
        elif sheet.write_string(number, place, clean(value), style):
            message = "A cell holds at most 32,767 characters: take the list as CSV."
            raise QueryError([Problem("too-long", "xlsx", message)])
