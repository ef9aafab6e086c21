"""The pages about the site: who made it, how, on what terms, and what changed."""

from functools import cache

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session

from app.dependencies import API, no_parameters, reads_release
from app.evidence import answers
from app.evidence.answers import LISTINGS
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.exports.files import LICENCE
from app.settings import ROOT
from app.web.rendering import Page, render

router = APIRouter(include_in_schema=False)

SECTION = "/about"
CRUMBS = (("About", SECTION),)


@router.get("/about", dependencies=[Depends(no_parameters)])
@reads_release
def show(request: Request, session: Session, names: Catalogue) -> Response:
    """Who made it and how, what it cannot tell, rights, accessibility, privacy."""
    facts = answers.release_facts(session)
    listing = LISTINGS["programme"]
    programme = answers.stream(session, listing, Query(listing.resource), names)
    page = Page(
        template="about.html",
        heading="About this site",
        description="Who made it and how, what it cannot tell you, on what terms you may use it, "
        "and how accessible it is.",
        twin=f"{API}/release",
        section=SECTION,
        context={
            "facts": facts,
            "programme": {row["fact"]: row["value"] for row in programme},
            "citation": f"Wave 1 Evidence, release {facts['release']}. {LICENCE}",
        },
    )
    return render(request, page, names.release)


@router.get("/about/changes", dependencies=[Depends(no_parameters)])
@reads_release
def show_changes(request: Request, session: Session, names: Catalogue) -> Response:
    """The release, what changed from version to version, and its files."""
    page = Page(
        template="changes.html",
        heading="Release and changes",
        description="Which release this is, what changed from version to version, and its files.",
        twin=f"{API}/release",
        crumbs=CRUMBS,
        section=SECTION,
        context={"facts": answers.release_facts(session), "changes": _changes()},
    )
    return render(request, page, names.release)


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
