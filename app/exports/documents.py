"""Word documents: a page for a board, and a self-audit."""

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.exports.files import LICENCE, clean

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


BRAND = (10, 74, 85)
BLANK, UNWRITTEN = "Not answered", "Not written yet"


def begun_document(title: str, made_at: datetime, size: float) -> Any:
    """A document of A4 in British English that begins with its title, in letters of a size."""
    # The library takes a tenth of a second to import, and few want a document.
    from docx import Document
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    document = Document()
    # The face stands in the theme: what is added to the document looks the same.
    theme = document.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = theme.blob.replace(b"Calibri", b"Arial").replace(b"Cambria", b"Arial")
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(18)
    page.top_margin = page.bottom_margin = Mm(13)
    document.styles["Normal"].font.size = Pt(size)
    document.styles["Normal"].paragraph_format.space_after = Pt(2)
    about = document.core_properties
    about.title, about.author, about.comments = title, "", ""
    about.language = "en-GB"
    about.created = about.modified = made_at
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    for level in (1, 2, 3, 4):
        style = document.styles[f"Heading {level}"]
        style.font.color.rgb = RGBColor(*BRAND)
        style.paragraph_format.space_before = Pt(6)
    document.add_heading(clean(title), 1).paragraph_format.space_before = Pt(0)
    return document


def add_point(document: Any, text: str, place: str) -> None:
    """A point of a list, and where it is said; a silence is said nowhere."""
    paragraph = document.add_paragraph(clean(text), "List Bullet")
    if place:
        paragraph.add_run(f" ({clean(place)})").italic = True


def add_table(
    document: Any, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> None:
    """A table whose head is repeated on every page, and whose rows stay whole; widths in mm."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm

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


def _bytes(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


Points = Sequence[tuple[str, str]]
"""Texts, each with where it is said."""
Section = tuple[str, Points]
"""Points under a heading."""


def _add_sections(document: Any, sections: Sequence[Section], level: int) -> None:
    for title, points in sections:
        if points:
            document.add_heading(title, level)
        for text, place in points:
            add_point(document, text, place)


@dataclass(frozen=True)
class Brief:
    """What a board should know of one worry, or of some projects."""

    title: str
    lead: str
    sections: Sequence[Section]
    caveat: str
    sources: Sequence[str]
    made_at: datetime


def brief_document(brief: Brief) -> bytes:
    """The brief as a document, set small enough for one side."""
    document = begun_document(brief.title, brief.made_at, 9)
    document.add_paragraph(clean(brief.lead))
    _add_sections(document, brief.sections, 2)
    document.add_paragraph(clean(brief.caveat)).runs[0].bold = True
    sources = "; ".join(brief.sources)
    end = f"Sources: {sources}. Wave 1 Evidence, {brief.made_at:%d %B %Y}."
    document.add_paragraph(clean(f"{end} {LICENCE}"))
    return _bytes(document)


@dataclass(frozen=True)
class AuditedCondition:
    """A condition with the answers of a service, and what other projects met and tried there.

    `answers` are pairs of question and answer; `more_count` of the examples are left out.
    """

    title: str
    state: str
    is_done: bool
    owner: str
    due: str
    answers: Sequence[tuple[str, str]]
    examples: Sequence[Section]
    more_count: int

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said of where the service stands on it."""
        return self.state == BLANK and not (self.owner or self.due)

    @property
    def reasons(self) -> list[str]:
        """What got in the way of one project there, and what went well at one, if it is told.

        Of what is not answered only the first: ten conditions are to fit on one side.
        """
        says = ("Elsewhere", "Went well")[: 1 if self.state == BLANK else 2]
        return [
            f"{begin}: {text} ({place.partition(';')[0]})"
            for begin, (_, points) in zip(says, self.examples, strict=False)
            for text, place in points[:1]
        ]

    @property
    def is_planned(self) -> bool:
        return any(text for _, text in self.answers)


@dataclass(frozen=True)
class SelfAudit:
    """A service's audit of itself, what to do first in front, and what it rests on."""

    service: str
    date: str
    plan: str
    conditions: Sequence[AuditedCondition]
    sources: Sequence[str]
    evidence_of: str
    made_at: datetime


TITLE = "Readiness check: are we ready to start?"


def audit_document(audit: SelfAudit, *, has_evidence: bool) -> bytes:
    """The audit as a document: what to do first, the plan and, where asked, what others met."""
    document = begun_document(TITLE, audit.made_at, 10 if has_evidence else 9)
    _field(document, "Service", audit.service)
    _field(document, "Date", audit.date)
    if audit.plan:
        _field(document, "Plan", audit.plan)
    document.add_heading("What to do first", 2)
    states = Counter(each.state for each in audit.conditions)
    state_counts = ", ".join(f"{count} {state.lower()}" for state, count in states.items())
    document.add_paragraph(f"Of {len(audit.conditions)} conditions: {state_counts}.")
    done = [each for each in audit.conditions if each.is_done]
    open_ = [each for each in audit.conditions if not each.is_done]
    if open_:
        # Where nothing is answered, the table is a form to fill in by hand.
        rest = "" if all(each.is_blank for each in audit.conditions) else "to be agreed"
        # A board sees at once why each is to be done; a team reads more on that below.
        rows = [
            (
                each.title if has_evidence else "\n".join((each.title, *each.reasons)),
                each.state,
                each.owner or rest,
                each.due or rest,
            )
            for each in open_
        ]
        heads = ("What to do", "State", "Who leads", "By when")
        add_table(document, heads, rows, (108, 23, 23, 20))
    if done:
        document.add_heading("In place", 3)
    for each in done:
        add_point(document, each.title, ", ".join(filter(None, (each.owner, each.due))))
    _plan(document, audit.conditions)
    if open_ and has_evidence:
        of = f" on {audit.plan[:1].lower()}{audit.plan[1:]}" if audit.plan else ""
        document.add_heading(f"Examples: what other projects{of} met and tried", 2)
        for condition in open_:
            _evidence(document, condition)
    _end(document, audit)
    return _bytes(document)


def _field(document: Any, name: str, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{name}: ").bold = True
    text = clean(text).strip()
    paragraph.add_run(text or BLANK).italic = not text


def _plan(document: Any, conditions: Sequence[AuditedCondition]) -> None:
    """The report's own table, as far as it is filled in; who leads and by when stands above."""
    document.add_heading("Our plan", 2)
    heads = ("What to do", *(question for question, _ in conditions[0].answers))
    rows = [
        (each.title, *(text or ("" if each.is_done else UNWRITTEN) for _, text in each.answers))
        for each in conditions
        if each.is_planned
    ]
    if rows:
        add_table(document, heads, rows, (45, 43, 43, 43))
    to_do = [each for each in conditions if not each.is_done]
    if bare := [each for each in to_do if not each.is_planned]:
        of = f"{len(bare)} of the {len(to_do)} conditions that are not in place"
        of = of if bare != to_do else "any condition that is not in place"
        document.add_paragraph(f"No plan is written yet for {of}.")


def _evidence(document: Any, condition: AuditedCondition) -> None:
    document.add_heading(clean(condition.title), 3)
    _add_sections(document, condition.examples, 4)
    if not any(points for _, points in condition.examples):
        document.add_paragraph("The sources mention nothing on this.")
    if condition.more_count:
        more = f"Examples only: {condition.more_count} more on the site's page of this condition."
        document.add_paragraph(more).runs[0].italic = True


def _end(document: Any, audit: SelfAudit) -> None:
    document.add_heading("Where this comes from", 2)
    sources = "; ".join(audit.sources)
    document.add_paragraph(
        f"The conditions and what is recommended are taken from {sources}, in our own words. "
        "The answers are the service's own. The site did not keep them. "
        f"Wave 1 Evidence, {audit.evidence_of}. Coding: {LICENCE}"
    )
