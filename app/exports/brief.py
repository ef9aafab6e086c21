"""A page for a board -> a Word document of one side of A4."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.exports.document import add_point, clean, empty_document
from app.exports.files import LICENCE


@dataclass(frozen=True)
class Brief:
    """What a board should know of one worry.

    `sections` have a heading and points; a point is a text and where it is said.
    """

    title: str
    lead: str
    sections: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    caveat: str
    sources: Sequence[str]
    release: str
    made_at: datetime


def brief_document(brief: Brief) -> bytes:
    """The brief as a document, set small enough for one side."""
    from docx.shared import Mm, Pt  # noqa: PLC0415 (it takes long to import, and few want it)

    document = empty_document(brief.title, brief.made_at)
    page = document.sections[0]
    page.top_margin = page.bottom_margin = Mm(15)
    page.left_margin = page.right_margin = Mm(20)
    document.styles["Normal"].font.size = Pt(9.5)
    document.styles["Normal"].paragraph_format.space_after = Pt(2)
    heading = document.add_heading(clean(brief.title), 1)
    heading.paragraph_format.space_before = Pt(0)
    document.add_paragraph(clean(brief.lead))
    for title, points in brief.sections:
        document.add_heading(title, 2).paragraph_format.space_before = Pt(6)
        for text, place in points:
            add_point(document, text, place)
    document.add_paragraph(clean(brief.caveat)).runs[0].bold = True
    sources = "; ".join(brief.sources)
    end = f"Sources: {sources}. Wave 1 Evidence, release {brief.release}, {brief.made_at:%d %B %Y}."
    document.add_paragraph(clean(f"{end} {LICENCE}"))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
