"""The pages of one row: a project, a theme or worry, or what is told there with its source."""

import re
from collections.abc import Iterable
from typing import Any

from fastapi import Response
from fastapi.responses import RedirectResponse

from app.charts.pictures import contrary
from app.evidence import answers, row_wording
from app.evidence.answers import Release, Row
from app.evidence.answers.worries import WORRIES, Worry
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import claim_sort_key, grouped, outcome_sort_key
from app.evidence.queries import FINDINGS, Query
from app.evidence.release_cache import cached_per_release
from app.web.briefs import outcome_text
from app.web.labels import told_as
from app.web.lists import existing, missing
from app.web.pages import Context, page
from app.web.pictures import pictures_of_project
from app.web.theme_evidence import evidence_on, evidence_on_worry


@page("/projects/{project_id}")
def show_project(project_id: str, release: Release) -> Context:
    projects = release.catalogue.projects
    project = existing(answers.project(release, project_id), "project", project_id, projects)
    return {
        "description": f"{project['name']}: {project['summary'] or 'a Wave 1 project'}",
        "project": project,
        "statements": Query.of(FINDINGS, project=project_id),
        "by_theme": _by_theme(project["findings"]),
        "chains": release.rows("chains", project=project_id),
        "pictures": pictures_of_project(project, release.catalogue),
        "events": sorted(
            release.rows("events", project=project_id),
            key=lambda row: (row["date"] is None, row["date"]),
        ),
        "similar": answers.similar(release.catalogue, project_id),
    }


Best = tuple[str, str, Row]
"""What says best what a project found, the address of that, and its row."""


def best_of_each(release: Release, project_ids: Iterable[str]) -> dict[str, Best]:
    """What says best what each of some projects found: a result, or else a claim.

    Each is read apart: of a whole release that would be every row there is.
    """
    return {each: best for each in project_ids if (best := _best(release, each))}


@cached_per_release
def _best(release: Release, project_id: str) -> Best | None:
    """The best of a project; nothing where nothing is told of it."""
    outcomes = release.rows("outcomes", project=project_id)
    judged = [row for row in outcomes if row["desirability"] not in {None, "neutral"}]
    if judged:
        row = min(judged, key=outcome_sort_key)
        beside = contrary([row], outcomes).get(row["outcome_id"], ())
        return outcome_text(row, beside), f"/outcomes/{row['outcome_id']}", row
    claims = release.rows("findings", project=project_id)
    if not claims:
        return None
    row = min(claims, key=lambda row: (row["polarity"] != "facilitator", claim_sort_key(row)))
    return row["statement"], f"/findings/{row['finding_id']}", row


def _by_theme(findings: list[Row]) -> dict[str, dict[str, list[Any]]]:
    def side(row: Row) -> str:
        return "neutral" if told_as(row) == "neutral" else str(row["polarity"])

    by_polarity = grouped(findings, side)
    return {
        each: grouped(by_polarity.get(each, ()), "parent_theme_label")
        for each in ("barrier", "facilitator", "neutral")
    }


@page("/themes/{theme_id}")
def show_theme(theme_id: str, release: Release) -> Context | Response:
    """One theme: what belongs there, its claims, what was done, what is recommended."""
    if theme_id in release.catalogue.renamed_themes:
        return RedirectResponse(f"/themes?theme={theme_id}", 301)
    themes = release.catalogue.themes
    theme = existing(release.record("themes", theme_id), "theme", theme_id, themes)
    parent = theme["parent_id"]
    above = ((theme["parent_label"], f"/themes/{parent}"),) if parent else ()
    evidence = evidence_on(release, (theme_id,))
    return {"crumbs": above, "theme": theme, "worry": None, "near": None, "evidence": evidence}


@page("/worries/{worry_id}")
def show_worry(worry_id: str, release: Release) -> Context:
    """One worry of a planner: what is said on all its themes together."""
    worry = worry_of(worry_id, release.catalogue)
    evidence = evidence_on_worry(release, worry)
    return {"worry": worry, "near": answers.near_to(release, worry), "evidence": evidence}


def worry_of(worry_id: str, catalogue: Catalogue) -> Worry:
    """A worry of which a release has themes. Raises NotFoundError where there is none."""
    worry = WORRIES.get(worry_id)
    if worry is None or not worry.themes_in(catalogue):
        raise missing("worry", worry_id, WORRIES)
    return worry


@page("/findings/{finding_id}")
def show_finding(finding_id: str, release: Release) -> Context:
    """One claim with its receipt: where it is said, who coded it, what it belongs to."""
    finding = existing(answers.finding(release, finding_id), "statement", finding_id, "/findings")
    project = finding["project_id"]
    results = release.rows("outcomes", project=project) if project else []
    return {
        "finding": finding,
        "source": release.record("sources", finding["source_id"]),
        "passage": _passage(finding),
        "results": [row for row in results if finding_id in row["finding_ids"]],
    }


@page("/outcomes/{outcome_id}")
def show_outcome(outcome_id: str, release: Release) -> Context:
    """One outcome: the figure, what limits it, how it was come by, and where it is said."""
    outcome = existing(release.record("outcomes", outcome_id), "result", outcome_id, "/outcomes")
    heading = (
        f"{outcome['project_name']}: {row_wording.judged(row_wording.outcome(outcome), outcome)}"
    )
    heading = f"{heading[:1].upper()}{heading[1:]}"
    return {
        "heading": heading,
        "outcome": outcome,
        "findings": [release.record("findings", key) for key in outcome["finding_ids"]],
        "source": release.record("sources", outcome["source_id"]),
    }


@page("/recommendations/{recommendation_id}")
def show_recommendation(recommendation_id: str, release: Release) -> Context:
    row = release.record("recommendations", recommendation_id)
    row = existing(row, "recommendation", recommendation_id, "/recommendations")
    return {"recommendation": row, "source": release.record("sources", row["source_id"])}


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
