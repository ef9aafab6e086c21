"""The pages of findings: the list with its filters, and the receipt of one claim."""

import re

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session

from app.dependencies import API, no_parameters, reads_release
from app.evidence import answers
from app.evidence.answers import LISTINGS, Row
from app.evidence.catalogue import Catalogue
from app.web.lists import list_page, missing, read_list, render_list
from app.web.rendering import Page, counted, render

router = APIRouter(include_in_schema=False)

FILTERS = (
    *("polarity", "theme", "scope", "overcome"),
    *("strand", "focus", "lead_type", "evaluator"),
)
SECTION = "/map"
CRUMBS = (("Statements", "/findings"),)


@list_page(router, "findings")
@reads_release
def show_list(request: Request, session: Session, names: Catalogue) -> Response:
    """Claims by what they are about, and by what the project is that they are of."""
    shown = read_list(request, session, "findings", names, FILTERS)
    heading = shown.heading(counted(shown.answer.count, "statement"), names)
    about = "what helped, what got in the way, and where it is said."
    return render_list(request, shown, names, heading, about, section=SECTION)


@router.get("/findings/{finding_id}", dependencies=[Depends(no_parameters)])
@reads_release
def show_one(request: Request, finding_id: str, session: Session, names: Catalogue) -> Response:
    """One claim with its receipt: where it is said, who coded it, what it belongs to."""
    finding = answers.finding(session, finding_id, names)
    if finding is None:
        raise missing("finding", "statement", finding_id, "/findings lists all of them.")
    page = Page(
        template="finding.html",
        heading=finding["statement"],
        description=f"{finding['theme_label']}: {finding['statement']}",
        twin=f"{API}/findings/{finding_id}",
        crumbs=CRUMBS,
        section=SECTION,
        context={
            "finding": finding,
            "source": answers.record(session, LISTINGS["sources"], finding["source_id"], names),
            "passage": _passage(finding),
        },
    )
    return render(request, page, names.release)


def _passage(finding: Row) -> tuple[str, str, str] | None:
    """The paragraph before, at and after the anchor, where the reader's copy is loaded."""
    if finding["paragraph_text"] is None:
        return None
    text = _printed(finding["paragraph_text"])
    words = [_in_any_form(word) for word in _printed(finding["anchor"]).split()]
    match = re.search(r"\s+".join(words), text, re.IGNORECASE)
    if match is None:
        return text, "", ""
    return text[: match.start()], match[0], text[match.end() :]


def _printed(text: str) -> str:
    """The words as a reader sees them: no Markdown, no footnote numbers."""
    return re.sub(r"<sup>.*?</sup>|<[^>]+>|\]\([^)]*\)|[*_#\[\]]", "", text)


def _in_any_form(word: str) -> str:
    """A pattern of a word, with quotation marks and dashes of whichever form."""
    kinds = ("'‘’", '"“”', "-–—")
    return "".join(
        next((f"[{kind}]" for kind in kinds if character in kind), re.escape(character))
        for character in word
    )
