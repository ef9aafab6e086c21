"""What every Word document has: its page, its language, clean text, tables."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# What XML may not hold, and the other control characters: all but tabs and line breaks.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text without the control characters that a document cannot hold."""
    return _CONTROL.sub("", text)


def empty_document(title: str, made_at: datetime) -> Any:
    """A document of A4 in British English, with its title among its properties."""
    # The library takes a tenth of a second to import, and few want a document.
    from docx import Document  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    about = document.core_properties
    about.title, about.author, about.comments = title, "", ""
    about.language = "en-GB"
    about.created = about.modified = made_at
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    return document


def add_point(document: Any, text: str, place: str) -> None:
    """A point of a list, and where it is said."""
    paragraph = document.add_paragraph(clean(text), "List Bullet")
    paragraph.add_run(f" ({clean(place)})").italic = True


def add_table(
    document: Any, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> None:
    """A table whose head is repeated on every page, and whose rows stay whole; widths in mm."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 (as above)
    from docx.shared import Mm  # noqa: PLC0415

    table = document.add_table(1, len(heads), "Table Grid")
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    table.autofit = False
    for texts in rows:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = clean(text).strip()
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
