"""A self-audit -> a Word document."""

import io
import re
from collections import Counter
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from app.exports.about import LICENCE
from app.exports.self_audit import Answered, SelfAudit

BLANK = "Not answered"
TITLE = "Self-audit: is the service ready to innovate?"

# What XML may not hold, and the other control characters: all but tabs and line breaks.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def audit_document(audit: SelfAudit) -> bytes:
    """The audit as a document: A4, in British English, its headings as headings."""
    document = Document()
    _set_up(document, audit)
    document.add_heading(TITLE, 0)
    _said(document, "Service", audit.service)
    _said(document, "Date", audit.date)
    counts = Counter(one.readiness or BLANK for one in audit.conditions)
    ratings = "; ".join(f"{rating.lower()}: {count}" for rating, count in counts.items())
    _said(document, "Readiness at a glance", ratings)
    for one in audit.conditions:
        _condition(document, one)
    _end(document, audit)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def clean(text: str) -> str:
    """Text without the control characters that a document cannot hold."""
    return _CONTROL.sub("", text)


def _set_up(document: Any, audit: SelfAudit) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    about = document.core_properties
    about.title, about.author, about.comments = TITLE, "", ""
    about.language = "en-GB"
    about.created = about.modified = audit.made_at
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def _said(document: Any, name: str, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{name}: ").bold = True
    _write(paragraph, text)


def _write(paragraph: Any, text: str) -> None:
    written = clean(text).strip()
    paragraph.add_run(written or BLANK).italic = not written


def _condition(document: Any, one: Answered) -> None:
    document.add_heading(clean(one.title), 1)
    _said(document, "Readiness", one.readiness)
    for question, answer in one.answers:
        document.add_heading(question, 2)
        _write(document.add_paragraph(), answer)
    if one.advice:
        document.add_heading("What the evidence recommends", 2)
        for text, place in one.advice:
            paragraph = document.add_paragraph(clean(text), "List Bullet")
            paragraph.add_run(f" ({clean(place)})").italic = True


def _end(document: Any, audit: SelfAudit) -> None:
    document.add_heading("Where this comes from", 1)
    sources = "; ".join(audit.sources)
    document.add_paragraph(
        f"The conditions and recommendations are taken, in our own words, from {sources}. "
        "The answers are the service's own; they were not kept."
    )
    document.add_paragraph(f"Wave 1 Evidence, release {audit.release}. Coding: {LICENCE}")
