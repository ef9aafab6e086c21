"""The pages of projects: the list with its filters, and one project in full."""

from typing import Any

from app.charts.pictures import contrary
from app.database import Session
from app.dependencies import API
from app.evidence import answers
from app.evidence.answers import Row
from app.evidence.catalogue import Catalogue, once_a_release
from app.evidence.queries import Query
from app.web.briefs import outcome_text, weakness
from app.web.lists import missing
from app.web.pages import page
from app.web.pictures import pictures_of_project
from app.web.rendering import Page
from app.web.shortlist_board import doubt

SECTION = "/projects"
CRUMB = (("Projects", SECTION),)


@page("/projects/{project_id}")
def show_one(project_id: str, session: Session, names: Catalogue) -> Page:
    """One project: what hindered and helped it, what was done, what came of it."""
    project = answers.project(session, project_id, names)
    if project is None:
        raise missing("project", "project", project_id, names.projects.spellings)
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
            "statements": Query.of(answers.LISTINGS["findings"].resource, of_project),
            "by_theme": _by_theme(project["findings"]),
            "chains": answers.rows_with(session, answers.LISTINGS["chains"], of_project, names),
            "pictures": pictures_of_project(project, names),
            "events": answers.rows_with(session, answers.LISTINGS["events"], of_project, names),
            "similar": answers.similar(project_id, names),
        },
    )


@once_a_release
def best_of_each(session: Session, names: Catalogue) -> dict[str, tuple[str, str, Row]]:
    """What says best what each project found, with its address: a result, or else a claim."""
    outcomes = answers.rows_with(session, answers.LISTINGS["outcomes"], {}, names)
    judged = (row for row in outcomes if row["desirability"] not in {None, "neutral"})
    claims = answers.rows_with(session, answers.LISTINGS["findings"], {}, names)
    told = sorted(claims, key=lambda row: (row["polarity"] != "facilitator", weakness(row)))
    best: dict[str, tuple[str, str, Row]] = {}
    for row in sorted(judged, key=doubt):
        beside = contrary([row], outcomes).get(row["outcome_id"], ())
        told_as = outcome_text(row, beside), f"/outcomes/{row['outcome_id']}", row
        best.setdefault(row["project_id"], told_as)
    for row in told:
        told_as = row["statement"], f"/findings/{row['finding_id']}", row
        best.setdefault(row["project_id"], told_as)
    return best


def _by_theme(findings: list[Row]) -> dict[str, dict[str, list[Any]]]:
    """The claims of a project, by polarity and then by theme."""
    by_theme: dict[str, dict[str, list[Any]]] = {"barrier": {}, "facilitator": {}, "neutral": {}}
    for finding in findings:
        of_polarity = by_theme[finding["polarity"]]
        of_polarity.setdefault(finding["parent_theme_label"], []).append(finding)
    return by_theme
