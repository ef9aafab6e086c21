"""A self-audit -> a Word document."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.exports.document import add_point, add_table, clean, empty_document
from app.exports.files import LICENCE

Points = Sequence[tuple[str, str]]
"""Texts, each with where it is said."""


@dataclass(frozen=True)
class AuditedCondition:
    """A condition with the answers of a service, and what other projects met and tried there.

    `answers` are pairs of question and answer.
    """

    title: str
    state: str
    owner: str
    due: str
    answers: Sequence[tuple[str, str]]
    met: Points
    tried: Points
    advice: Points


@dataclass(frozen=True)
class SelfAudit:
    """A service's audit of itself, what to do first, and the release and sources it rests on."""

    service: str
    date: str
    conditions: Sequence[AuditedCondition]
    first: Sequence[str]
    sources: Sequence[str]
    release: str
    made_at: datetime


BLANK = "Not answered"
TITLE = "Readiness check: are we ready to start?"


def audit_document(audit: SelfAudit) -> bytes:
    """The audit as a document: where a service stands, its plan, and what others met."""
    document = empty_document(TITLE, audit.made_at)
    document.add_heading(TITLE, 0)
    _field(document, "Service", audit.service)
    _field(document, "Date", audit.date)
    document.add_heading("Where we stand", 1)
    heads = ("Condition", "State", "Who leads", "By when")
    rows = [(each.title, each.state, each.owner, each.due) for each in audit.conditions]
    add_table(document, heads, rows, (80, 26, 30, 24))
    document.add_heading("What to do first", 1)
    for text in audit.first:
        document.add_paragraph(clean(text))
    if not audit.first:
        document.add_paragraph("All ten conditions are in place.")
    _plan(document, audit.conditions)
    _turn(document, is_wide=False)
    document.add_heading("What other projects met and tried", 1)
    for condition in audit.conditions:
        _evidence(document, condition)
    _end(document, audit)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _field(document: Any, name: str, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{name}: ").bold = True
    text = clean(text).strip()
    paragraph.add_run(text or BLANK).italic = not text


def _plan(document: Any, conditions: Sequence[AuditedCondition]) -> None:
    """The report's own table of four columns, on pages that lie on their side."""
    _turn(document, is_wide=True)
    document.add_heading("Our plan", 1)
    heads = ("Condition", *(question for question, _ in conditions[0].answers))
    rows = [(each.title, *(answer for _, answer in each.answers)) for each in conditions]
    add_table(document, heads, rows, (62, 62, 62, 61))


def _turn(document: Any, *, is_wide: bool) -> None:
    """Begin a page that is higher than wide, or the other way round."""
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415 (it takes long to import)

    before = document.sections[-1]
    size = before.page_height, before.page_width
    page = document.add_section()
    page.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = size


def _evidence(document: Any, condition: AuditedCondition) -> None:
    document.add_heading(clean(condition.title), 2)
    parts = (
        ("What got in the way of other projects", condition.met),
        ("What they tried", condition.tried),
        ("What the report recommends", condition.advice),
    )
    for title, points in parts:
        if points:
            document.add_heading(title, 3)
        for text, place in points:
            add_point(document, text, place)
    if not any(points for _, points in parts):
        document.add_paragraph("The sources mention nothing on this.")


def _end(document: Any, audit: SelfAudit) -> None:
    document.add_heading("Where this comes from", 1)
    sources = "; ".join(audit.sources)
    document.add_paragraph(
        f"The conditions and what is recommended are taken from {sources}, in our own words. "
        "The answers are the service's own. The site did not keep them."
    )
    document.add_paragraph(f"Wave 1 Evidence, release {audit.release}. Coding: {LICENCE}")
