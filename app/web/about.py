"""The pages about the site: who made it, how, on what terms, and what changed."""

from functools import cache

from sqlalchemy.orm import Session

from app.dependencies import API
from app.evidence import answers
from app.evidence.answers import LISTINGS
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.exports.files import LICENCE
from app.settings import ROOT
from app.web.pages import page
from app.web.rendering import Page

SECTION = "/about"
CRUMBS = (("About", SECTION),)


@page("/about")
def show(session: Session, names: Catalogue) -> Page:
    """Who made it and how, what it cannot tell, rights, accessibility, privacy."""
    facts = answers.release_facts(session)
    listing = LISTINGS["programme"]
    programme = answers.stream(session, listing, Query(listing.resource), names)
    return Page(
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


@page("/about/changes")
def show_changes(session: Session) -> Page:
    """The release, what changed from version to version, and its files."""
    return Page(
        template="changes.html",
        heading="Release and changes",
        description="Which release this is, what changed from version to version, and its files.",
        twin=f"{API}/release",
        crumbs=CRUMBS,
        section=SECTION,
        context={"facts": answers.release_facts(session), "changes": _changes()},
    )


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
