"""A self-audit -> a Word document."""

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.exports.files import LICENCE

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class AuditedCondition:
    """A condition with the answers of a service, and the recommendations that bear on it.

    `answers` are pairs of question and answer, `advice` pairs of recommendation and citation.
    """

    title: str
    readiness: str
    answers: Sequence[tuple[str, str]]
    advice: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class SelfAudit:
    """A service's audit of itself, and the release and sources that it rests on."""

    service: str
    date: str
    conditions: Sequence[AuditedCondition]
    sources: Sequence[str]
    release: str
    made_at: datetime


BLANK = "Not answered"
TITLE = "Self-audit: is the service ready to innovate?"

# What XML may not hold, and the other control characters: all but tabs and line breaks.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def audit_document(audit: SelfAudit) -> bytes:
    """The audit as a document: A4, in British English, its headings as headings."""
    document = empty_document(TITLE, audit.made_at)
    document.add_heading(TITLE, 0)
    _field(document, "Service", audit.service)
    _field(document, "Date", audit.date)
    counts = Counter(condition.readiness or BLANK for condition in audit.conditions)
    ratings = "; ".join(f"{rating.lower()}: {count}" for rating, count in counts.items())
    _field(document, "Readiness at a glance", ratings)
    for condition in audit.conditions:
        _condition(document, condition)
    _end(document, audit)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


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


def _field(document: Any, name: str, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{name}: ").bold = True
    _write(paragraph, text)


def _write(paragraph: Any, text: str) -> None:
    text = clean(text).strip()
    paragraph.add_run(text or BLANK).italic = not text


def _condition(document: Any, condition: AuditedCondition) -> None:
    document.add_heading(clean(condition.title), 1)
    _field(document, "Readiness", condition.readiness)
    for question, answer in condition.answers:
        document.add_heading(question, 2)
        _write(document.add_paragraph(), answer)
    if condition.advice:
        document.add_heading("What the evidence recommends", 2)
        for text, place in condition.advice:
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
