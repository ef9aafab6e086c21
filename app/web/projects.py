"""The pages of projects: the list with its filters, and one project in full."""

from collections import defaultdict
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session

from app.dependencies import API, no_parameters, reads_release
from app.errors import NotFoundError, Problem, did_you_mean
from app.evidence import answers
from app.evidence.answers import Row
from app.evidence.catalogue import Catalogue
from app.web.lists import list_page, listed
from app.web.pictures import shown_of_project
from app.web.rendering import Page, counted, render, twin_of

router = APIRouter(include_in_schema=False)

FILTERS = (
    *("barrier", "facilitator", "strand", "focus", "lead_type", "area", "evaluator"),
    "has_outcomes",
)
SECTION = "/projects"
CRUMB = (("Projects", SECTION),)


@list_page(router, "projects")
@reads_release
def show_list(request: Request, session: Session, names: Catalogue) -> Response:
    """Projects by the barrier that is feared, and by what else they are."""
    found = listed(request, session, "projects", names, FILTERS)
    ids = tuple(row["project_id"] for row in found.answer.records)
    claims: defaultdict[str, list[Row]] = defaultdict(list)
    for claim in answers.matched_claims(session, found.query, ids, names) if ids else ():
        claims[claim["project_id"]].append(claim)
    said = found.query.narrowing.in_english(names).removeprefix("Projects ")
    number = counted(found.answer.count, "project")
    heading = f"{number} {said}" if found.query.conditions else f"All {number}"
    page = Page(
        template="projects.html",
        heading=heading,
        description=f"{heading}: who led and evaluated them, and what helped or hindered them.",
        twin=twin_of(found.query),
        crumbs=CRUMB if found.query.conditions else (),
        section=SECTION,
        context={**found.context, "claims": claims, "parents": names.theme_parents},
    )
    return render(request, page, names.release)


@router.get("/projects/{project_id}", dependencies=[Depends(no_parameters)])
@reads_release
def show_one(request: Request, project_id: str, session: Session, names: Catalogue) -> Response:
    """One project: what hindered and helped it, what was done, what came of it."""
    project = answers.project(session, project_id, names)
    if project is None:
        hint = did_you_mean(project_id[:80], names.projects.spellings)
        message = f"There is no project {project_id[:80]!r}. {hint}"
        raise NotFoundError([Problem("unknown-project", "address", message)])
    own = {"project": (project_id,)}
    page = Page(
        template="project.html",
        heading=project["name"],
        description=f"{project['name']}: {project['summary'] or 'a Wave 1 project'}",
        twin=f"{API}/projects/{project_id}",
        crumbs=CRUMB,
        section=SECTION,
        context={
            "project": project,
            "by_theme": _by_theme(project["findings"]),
            "chains": answers.rows_with(session, answers.LISTINGS["chains"], own, names),
            "pictures": shown_of_project(project, names),
            "similar": answers.similar(session, project_id, names),
        },
    )
    return render(request, page, names.release)


def _by_theme(findings: list[Row]) -> dict[str, dict[str, list[Any]]]:
    """The claims of a project, by polarity and then by theme."""
    found: dict[str, dict[str, list[Any]]] = {"barrier": {}, "facilitator": {}, "neutral": {}}
    for finding in findings:
        of_polarity = found[finding["polarity"]]
        of_polarity.setdefault(finding["parent_theme_label"], []).append(finding)
    return found
