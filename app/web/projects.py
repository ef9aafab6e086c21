"""The pages of projects: the list with its filters, and one project in full."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from app.charts.pictures import contrary
from app.database import Session
from app.dependencies import API
from app.evidence import answers
from app.evidence.answers import Row
from app.evidence.catalogue import Catalogue, ReleaseCache
from app.evidence.ordering import doubt, weakness
from app.evidence.queries import FINDINGS, Query
from app.web.briefs import outcome_text
from app.web.lists import missing
from app.web.pages import page
from app.web.pictures import pictures_of_project
from app.web.rendering import Page

SECTION = "/projects"
CRUMB = (("Projects", SECTION),)


@page("/projects/{project_id}")
def show_one(project_id: str, session: Session, names: Catalogue) -> Page:
    """One project: what hindered and helped it, what was done, what came of it."""
    project = answers.project(session, project_id, names)
    if project is None:
        raise missing("project", project_id, names.projects)
    of_project = {"project": (project_id,)}
    return Page(
        template="project.html",
        heading=project["name"],
        description=f"{project['name']}: {project['summary'] or 'a Wave 1 project'}",
        twin=f"{API}/projects/{project_id}",
        crumbs=CRUMB,
        section=SECTION,
        context={
            "project": project,
            "statements": Query.of(FINDINGS, of_project),
            "by_theme": _by_theme(project["findings"]),
            "chains": answers.rows_with(session, "chains", of_project, names),
            "pictures": pictures_of_project(project, names),
            "events": answers.rows_with(session, "events", of_project, names),
            "similar": answers.similar(project_id, names),
        },
    )


Best = tuple[str, str, Row]
"""What says best what a project found, the address of that, and its row."""
_BEST = ReleaseCache[str, tuple[Best, ...]]()


def best_of_each(session: Session, project_ids: Iterable[str], names: Catalogue) -> dict[str, Best]:
    """What says best what each of some projects found: a result, or else a claim.

    Each is read apart: of a whole release that would be every row there is.
    """
    best = {
        each: _BEST.get(names, each, partial(_best, session, each, names)) for each in project_ids
    }
    return {each: found[0] for each, found in best.items() if found}


def _best(session: Session, project_id: str, names: Catalogue) -> tuple[Best, ...]:
    """The best of a project; nothing where nothing is told of it."""
    of_project = {"project": (project_id,)}
    outcomes = answers.rows_with(session, "outcomes", of_project, names)
    judged = [row for row in outcomes if row["desirability"] not in {None, "neutral"}]
    if judged:
        row = min(judged, key=doubt)
        beside = contrary([row], outcomes).get(row["outcome_id"], ())
        return ((outcome_text(row, beside), f"/outcomes/{row['outcome_id']}", row),)
    claims = answers.rows_with(session, "findings", of_project, names)
    told = sorted(claims, key=lambda row: (row["polarity"] != "facilitator", weakness(row)))
    return tuple((row["statement"], f"/findings/{row['finding_id']}", row) for row in told[:1])


def _by_theme(findings: list[Row]) -> dict[str, dict[str, list[Any]]]:
    """The claims of a project, by polarity and then by theme."""
    by_theme: dict[str, dict[str, list[Any]]] = {"barrier": {}, "facilitator": {}, "neutral": {}}
    for finding in findings:
        of_polarity = by_theme[finding["polarity"]]
        of_polarity.setdefault(finding["parent_theme_label"], []).append(finding)
    return by_theme
