"""The pages of findings: the list with its filters, and the receipt of one claim."""

import re

from sqlalchemy.orm import Session

from app.dependencies import API
from app.evidence import answers
from app.evidence.answers import LISTINGS, Row
from app.evidence.catalogue import Catalogue
from app.web.lists import missing
from app.web.pages import page
from app.web.rendering import Page

SECTION = "/map"
CRUMBS = (("Statements", "/findings"),)


@page("/findings/{finding_id}")
def show_one(finding_id: str, session: Session, names: Catalogue) -> Page:
    """One claim with its receipt: where it is said, who coded it, what it belongs to."""
    finding = answers.finding(session, finding_id, names)
    if finding is None:
        raise missing("finding", "statement", finding_id, "/findings lists all of them.")
    listing, of_project = LISTINGS["outcomes"], {"project": (finding["project_id"],)}
    results = (
        answers.rows_with(session, listing, of_project, names) if finding["project_id"] else []
    )
    return Page(
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
            "results": [row for row in results if finding_id in row["finding_ids"]],
        },
    )


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
