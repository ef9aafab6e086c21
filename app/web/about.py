"""The pages about the site: who made it, how it was coded, on what terms, and what changed."""

from itertools import pairwise

from fastapi import Request

from app.dependencies import API, shelf_of
from app.evidence import answers
from app.evidence.answers import Release
from app.evidence.queries import PROJECTS, Query
from app.exports.files import LICENCE
from app.releases import difference
from app.web.corrections import corrected, day, state_of
from app.web.pages import page
from app.web.rendering import Page

SECTION = "/about"
CRUMBS = (("About", SECTION),)
MANY = 12
"""Projects of one version whose corrections stand open; the rest is folded."""


@page("/about")
def show(release: Release) -> Page:
    """Who made it and how, what it cannot tell, rights, accessibility, privacy."""
    facts = answers.release_facts(release.session)
    programme = release.rows("programme")
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
def show_changes(request: Request, release: Release) -> Page:
    """What was corrected in each version, what else changed, and for researchers the release."""
    shelf = shelf_of(request)
    facts = answers.release_facts(release.session)
    archives, kept = shelf.archives, shelf.find(facts["release"])
    steps = [
        {
            "version": state_of(after, shelf),
            "corrected": corrected(changes, release.catalogue),
            "address": f"/releases/{before.release}...{after.release}",
        }
        for before, after in pairwise(archives)
        if (changes := difference(before, after).changes)
    ]
    return Page(
        template="changes.html",
        heading="Changes in the evidence",
        description="Which statements and results were added, reworded or taken out, and when.",
        twin=f"{API}/release",
        crumbs=CRUMBS,
        section=SECTION,
        context={
            "facts": facts,
            "today": state_of(kept, shelf) if kept else day(facts["release_date"]),
            "steps": steps[::-1],
            "first": archives[0] if archives else None,
            "MANY": MANY,
        },
    )


@page("/about/coding")
def show_coding(release: Release) -> Page:
    """Codebook, coverage, reliability, blanks."""
    facts = answers.release_facts(release.session)
    programme = release.rows("programme")
    themes = release.rows("themes")
    return Page(
        template="coding.html",
        heading="How the sources were read and coded",
        description="What was taken from the sources and how, how far two coders agreed, "
        "what is covered, and what a blank means.",
        twin=f"{API}/coding-agreement",
        crumbs=CRUMBS,
        section=SECTION,
        context={
            "facts": facts,
            "file_rows": {file["file"]: file["row_count"] for file in facts["files"]},
            "programme": {row["fact"]: row["value"] for row in programme},
            "known": _evidence_statuses(release),
            "themes": [row for row in themes if row["parent_id"] is None],
        },
    )


def _evidence_statuses(release: Release) -> dict[str, int]:
    """Of how many projects the claims are coded, and of how many they are not."""
    counted = Query(PROJECTS, facet=("evidence_status",))
    choices = answers.facets(release, counted)["evidence_status"]
    return {choice.value: choice.count for choice in choices}
