"""The pages of projects: the list with its filters, and one project in full."""

from collections.abc import Iterable
from typing import Any

from app.charts.pictures import contrary
from app.evidence import answers
from app.evidence.answers import Release, Row
from app.evidence.catalogue import once_a_release
from app.evidence.ordering import doubt, grouped, weakness
from app.evidence.queries import FINDINGS, Query
from app.web.briefs import outcome_text
from app.web.lists import missing
from app.web.pages import Context, page
from app.web.pictures import pictures_of_project


@page("/projects/{project_id}")
def show_one(project_id: str, release: Release) -> Context:
    """One project: what hindered and helped it, what was done, what came of it."""
    project = answers.project(release, project_id)
    if project is None:
        raise missing("project", project_id, release.catalogue.projects)
    return {
        "heading": project["name"],
        "description": f"{project['name']}: {project['summary'] or 'a Wave 1 project'}",
        "project": project,
        "statements": Query.of(FINDINGS, project=project_id),
        "by_theme": _by_theme(project["findings"]),
        "chains": release.rows("chains", project=project_id),
        "pictures": pictures_of_project(project, release.catalogue),
        "events": release.rows("events", project=project_id),
        "similar": answers.similar(release.catalogue, project_id),
    }


Best = tuple[str, str, Row]
"""What says best what a project found, the address of that, and its row."""


def best_of_each(release: Release, project_ids: Iterable[str]) -> dict[str, Best]:
    """What says best what each of some projects found: a result, or else a claim.

    Each is read apart: of a whole release that would be every row there is.
    """
    best = {each: _best(release, each) for each in project_ids}
    return {each: found[0] for each, found in best.items() if found}


@once_a_release
def _best(release: Release, project_id: str) -> tuple[Best, ...]:
    """The best of a project; nothing where nothing is told of it."""
    outcomes = release.rows("outcomes", project=project_id)
    judged = [row for row in outcomes if row["desirability"] not in {None, "neutral"}]
    if judged:
        row = min(judged, key=doubt)
        beside = contrary([row], outcomes).get(row["outcome_id"], ())
        return ((outcome_text(row, beside), f"/outcomes/{row['outcome_id']}", row),)
    claims = release.rows("findings", project=project_id)
    told = sorted(claims, key=lambda row: (row["polarity"] != "facilitator", weakness(row)))
    return tuple((row["statement"], f"/findings/{row['finding_id']}", row) for row in told[:1])


def _by_theme(findings: list[Row]) -> dict[str, dict[str, list[Any]]]:
    """The claims of a project, by polarity and then by theme."""
    by_polarity = grouped(findings, "polarity")
    return {
        each: grouped(by_polarity.get(each, ()), "parent_theme_label")
        for each in ("barrier", "facilitator", "neutral")
    }
