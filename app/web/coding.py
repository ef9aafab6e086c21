"""The page of the coding: what is coded and how, how far it reaches, how far coders agreed."""

from collections import Counter
from typing import Any

from app.database import Session
from app.dependencies import API
from app.evidence import answers
from app.evidence.catalogue import Catalogue
from app.evidence.queries import PROJECTS, Query
from app.web import about
from app.web.pages import page
from app.web.rendering import Page


@page("/about/coding")
def show(session: Session, names: Catalogue) -> Page:
    """Codebook, coverage, reliability, blanks."""
    facts = answers.release_facts(session)
    programme = answers.rows_with(session, "programme", {}, names)
    themes = answers.rows_with(session, "themes", {}, names)
    return Page(
        template="coding.html",
        heading="How the sources were read and coded",
        description="What was taken from the sources and how, how far two coders agreed, "
        "what is covered, and what a blank means.",
        twin=f"{API}/coding-agreement",
        crumbs=about.CRUMBS,
        section=about.SECTION,
        context={
            "facts": facts,
            "file_rows": {file["file"]: file["row_count"] for file in facts["files"]},
            "programme": {row["fact"]: row["value"] for row in programme},
            "known": _evidence_statuses(session, names),
            "themes": [row for row in themes if row["parent_id"] is None],
            **_coverage(session, names),
        },
    )


def _evidence_statuses(session: Session, names: Catalogue) -> dict[str, int]:
    """Of how many projects the claims are coded, and of how many they are not."""
    counted = Query(PROJECTS, facet=("evidence_status",))
    choices = answers.facets(session, counted, names)["evidence_status"]
    return {choice.value: choice.count for choice in choices}


def _coverage(session: Session, names: Catalogue) -> dict[str, Any]:
    """How many paragraphs of the sources are coded, and who coded them."""
    coded_by: Counter[str] = Counter()
    with_claims: set[tuple[str, str]] = set()
    coded_paragraphs: set[tuple[str, str]] = set()
    for coded in answers.coverage(session, names):
        coded_paragraphs.add((coded.source_id, coded.paragraph))
        if coded.coded_by:
            coded_by[coded.coded_by] += coded.count
            with_claims.add((coded.source_id, coded.paragraph))
    return {
        "coded_by": coded_by,
        "claim_paragraphs": len(with_claims),
        "coded_paragraphs": len(coded_paragraphs),
    }
