"""The home page, and the pages about the site: who made it, how it was coded, its releases."""

from functools import partial
from itertools import groupby, pairwise
from operator import attrgetter

from fastapi import Request

from app.dependencies import API, release_store_of
from app.evidence import answers
from app.evidence.answers import Release, Row
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import grouped
from app.evidence.queries import PROJECTS, Query, read_query
from app.evidence.vocabulary import FOCUS, SOURCE_KIND
from app.exports.files import LICENCE
from app.releases import change_counts_in_words, changes_between, compared, listed
from app.settings import ROOT
from app.web.corrections import corrected, day, noun_of, said, state_of
from app.web.list_pages import ROW_PAGES
from app.web.pages import Context, page
from app.web.places import councils


@page("/", is_open=True)
def show_home(release: Release) -> Context:
    return {
        "facts": answers.release_facts(release.session),
        "councils": councils(release),
        "focuses": FOCUS.labels,
        "lessons": answers.lessons(release),
        "examples": answers.examples(release),
    }


Agreement = tuple[list[str], dict[str, list[Row]]]
MANY = 12
"""Projects of one version whose corrections stand open; the rest is folded."""


@page("/about")
def show(release: Release) -> Context:
    facts = answers.release_facts(release.session)
    programme = release.rows("programme")
    return {
        "facts": facts,
        "programme": {row["fact"]: row["value"] for row in programme},
        "main": max(release.rows("sources"), key=lambda row: row["finding_count"]),
        "citation": f"Wave 1 Evidence, release {facts['release']}. {LICENCE}",
    }


@page("/about/changes")
def show_changes(request: Request, release: Release) -> Context:
    """What was corrected in each version, what else changed, and for researchers the release."""
    store = release_store_of(request)
    facts = answers.release_facts(release.session)
    archives, release_files = store.archives, store.find(facts["release"])
    steps = [
        {
            "version": state_of(after, store),
            "corrected": corrected(changes, release.catalogue),
            "address": f"/releases/{before.release}...{after.release}",
        }
        for before, after in pairwise(archives)
        if (changes := changes_between(before, after).changes)
    ]
    return {
        "facts": facts,
        "today": state_of(release_files, store) if release_files else day(facts["release_date"]),
        "steps": steps[::-1],
        "first": archives[0] if archives else None,
        "MANY": MANY,
    }


@page("/about/coding")
def show_coding(release: Release) -> Context:
    """Codebook, coverage, reliability, blanks."""
    facts = answers.release_facts(release.session)
    programme = release.rows("programme")
    themes = release.rows("themes")
    statuses = answers.facets(release, Query(PROJECTS, facet=("evidence_status",)))
    silent = read_query(PROJECTS, [("event.blank", "yes")], release.catalogue)
    return {
        "facts": facts,
        "file_rows": {file["file"]: file["row_count"] for file in facts["files"]},
        "programme": {row["fact"]: row["value"] for row in programme},
        "known": {each.value: each.count for each in statuses["evidence_status"]},
        "teams": _teams(release),
        "without_events": [row["name"] for row in release.stream(silent)],
        "agreement": _agreement(release),
        "themes": [row for row in themes if row["parent_id"] is None],
    }


def _teams(release: Release) -> dict[str, int]:
    """How many organisations evaluated, and how many teams they make by who is named first."""
    teams = [row["evaluator_ids"] for row in release.rows("evaluations") if row["evaluator_ids"]]
    every, alone = (
        {each for ids in teams for each in ids},
        {ids[0] for ids in teams if len(ids) == 1},
    )
    unknown = release.count(read_query(PROJECTS, [("evaluator.blank", "yes")], release.catalogue))
    return {
        "organisations": len(every),
        "together": len(every - alone),
        "teams": len({ids[0] for ids in teams}),
        "unknown": unknown,
    }


def _agreement(release: Release) -> Agreement:
    """How far the coders agreed: the names of the sources, then each field with a row for each."""
    names = {**release.catalogue.sources.labels, **SOURCE_KIND.labels, "pages": "All pages"}
    rows = release.rows("coding-agreement")
    fields = grouped(rows, "field")
    return [names[source] for source in grouped(rows, "source")], fields


_LINKS = {f"{name}.csv": f"/{name}" for name in ROW_PAGES}
"""Where rows of a data file have pages of their own."""


@page("/releases")
def show_releases(request: Request) -> Context:
    return {
        "releases": list(reversed(listed(release_store_of(request)))),
        "counted_rows": change_counts_in_words,
        "log": (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"),
    }


@page("/releases/{before:release}...{after:release}")
def show_release_changes(
    request: Request, before: str, after: str, catalogue: Catalogue
) -> Context:
    """What one release changed since another."""
    store = release_store_of(request)
    comparison = compared(store, before, after, catalogue.release)
    address = f"/releases/{comparison.before.release}...{comparison.after.release}"
    by_file = [list(rows) for _, rows in groupby(comparison.changes, attrgetter("file"))]
    return {
        "heading": f"Changes in the evidence since {state_of(comparison.before, store)}",
        "json_address": f"{API}{address}",
        "found": comparison,
        "counts": change_counts_in_words(comparison.counts.items()).capitalize(),
        "read": [(noun_of(rows[0]), rows) for rows in by_file if noun_of(rows[0])],
        "unread": [(rows[0].file, rows) for rows in by_file if not noun_of(rows[0])],
        "links": _LINKS,
        "said": partial(said, catalogue=catalogue, is_whole=True),
        "csv": f"{API}{address}.csv",
    }
