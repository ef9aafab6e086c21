"""The page about the evidence: how it was made, how far it reaches, and on what terms."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session

from app.dependencies import API, no_parameters, reads_release
from app.evidence import answers
from app.evidence.answers import LISTINGS, Row
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.exports.files import LICENCE
from app.settings import ROOT
from app.web.rendering import Page, render

router = APIRouter(include_in_schema=False)

SECTION = "/about"
CODED = {
    "findings": "claims",
    "outcomes": "outcomes",
    "recommendations": "recommendations",
    "audit-conditions": "audit conditions",
}
"""The lists whose rows have a paragraph of a source, each with its noun."""


@dataclass
class SourcePage:
    """A page of a source: its coded paragraphs, and how many rows of each list they have."""

    paragraphs: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)


@router.get("/about", dependencies=[Depends(no_parameters)])
@reads_release
def show(request: Request, session: Session, names: Catalogue) -> Response:
    """Method, coverage, reliability, rights, changes, accessibility, privacy."""
    facts = answers.release_facts(session)
    page = Page(
        template="about.html",
        heading="About: method, coverage and accessibility",
        description="How the evidence was coded and how far two coders agreed, what it covers "
        "and what it leaves out, on what terms it may be used, and how accessible the site is.",
        twin=f"{API}/release",
        section=SECTION,
        context={
            "facts": facts,
            "file_rows": {file["file"]: file["row_count"] for file in facts["files"]},
            "programme": {row["fact"]: row["value"] for row in _all(session, "programme", names)},
            "known": _evidence_statuses(session, names),
            "agreement": _agreement(_all(session, "themes", names)),
            "sources": _all(session, "sources", names),
            "coded": CODED,
            **_coverage(session, names),
            "changes": _changes(),
            "citation": f"Wave 1 Evidence, release {facts['release']}. {LICENCE}",
        },
    )
    return render(request, page, names.release)


def _all(session: Session, name: str, names: Catalogue) -> list[Row]:
    listing = LISTINGS[name]
    return list(answers.stream(session, listing, Query(listing.resource), names))


def _evidence_statuses(session: Session, names: Catalogue) -> dict[str, int]:
    """Of how many projects the claims are coded, and of how many they are not."""
    listing = LISTINGS["projects"]
    counted = Query(listing.resource, facet=("evidence_status",))
    choices = answers.facets(session, listing, counted, names)["evidence_status"]
    return {choice.value: choice.count for choice in choices}


def _agreement(themes: list[Row]) -> dict[str, Any]:
    """How far the coders agreed on every theme, and on all of them together."""
    rows = [row for row in themes if row["parent_id"] is None]
    both, *alone = (
        sum(row[column] or 0 for row in rows)
        for column in ("both_count", "only_a_count", "only_b_count")
    )
    total = 2 * both + sum(alone)
    return {
        "themes": rows,
        "both": both,
        "alone": sum(alone),
        "f1": 2 * both / total if total else None,
    }


def _coverage(session: Session, names: Catalogue) -> dict[str, Any]:
    """Which pages of the sources are coded, and who coded them."""
    pages: dict[tuple[str, int], SourcePage] = {}
    coded_by: Counter[str] = Counter()
    with_claims: set[tuple[str, str]] = set()
    coded_paragraphs: set[tuple[str, str]] = set()
    for coded in answers.coverage(session, names):
        coded_paragraphs.add((coded.source_id, coded.paragraph))
        if coded.page:
            page = pages.setdefault((coded.source_id, coded.page), SourcePage())
            page.paragraphs.add(coded.paragraph)
            page.counts[coded.name] += coded.count
        if coded.coded_by:
            coded_by[coded.coded_by] += coded.count
            with_claims.add((coded.source_id, coded.paragraph))
    return {
        "coded_sources": len({source for source, _ in with_claims}),
        "pages": sorted(pages.items()),
        "coded_by": coded_by,
        "claim_paragraphs": len(with_claims),
        "coded_paragraphs": len(coded_paragraphs),
    }


@cache
def _changes() -> list[tuple[str, list[str]]]:
    """Every version in the file of changes, newest first, with what changed in it."""
    versions: list[tuple[str, list[str]]] = []
    for line in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            versions.append((line.removeprefix("## "), []))
        elif versions and line.startswith("- "):
            versions[-1][1].append(line.removeprefix("- "))
        elif versions and versions[-1][1] and line.startswith("  "):
            versions[-1][1][-1] += f" {line.strip()}"
    return versions
