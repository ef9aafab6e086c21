"""The pages of projects: the list with its filters, and one project in full."""

from collections import defaultdict
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session

from app.dependencies import API, no_parameters, reads_release
from app.errors import did_you_mean
from app.evidence import answers
from app.evidence.answers import Row
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.web.lists import list_page, missing, read_list, render_list
from app.web.pictures import pictures_of_project
from app.web.rendering import Page, counted, render

router = APIRouter(include_in_schema=False)

FILTERS = (
    *("barrier", "facilitator", "strand", "focus", "lead_type", "region", "area_kind"),
    "has_outcomes",
)
SECTION = "/projects"
PAGE_SIZE = 20
MAX_CLAIMS = 2
"""Claims of a project in a list; its page has all of them."""
CRUMB = (("Projects", SECTION),)


@list_page(router, "projects")
@reads_release
def show_list(request: Request, session: Session, names: Catalogue) -> Response:
    """Projects by the barrier that is feared, and by what else they are."""
    shown = read_list(request, session, "projects", names, FILTERS, page_size=PAGE_SIZE)
    ids = tuple(row["project_id"] for row in shown.answer.records)
    claims: defaultdict[str, list[Row]] = defaultdict(list)
    for claim in answers.matched_claims(session, shown.query, ids, names) if ids else ():
        claims[claim["project_id"]].append(claim)
    heading = shown.heading(counted(shown.answer.count, "project"), names)
    about = "who led and evaluated them, what helped and what got in the way."
    return render_list(
        request, shown, names, heading, about, section=SECTION, claims=claims, most=MAX_CLAIMS
    )


@router.get("/projects/{project_id}", dependencies=[Depends(no_parameters)])
@reads_release
def show_one(request: Request, project_id: str, session: Session, names: Catalogue) -> Response:
    """One project: what hindered and helped it, what was done, what came of it."""
    project = answers.project(session, project_id, names)
    if project is None:
        hint = did_you_mean(project_id[:80], names.projects.spellings)
        raise missing("project", "project", project_id, hint)
    of_project = {"project": (project_id,)}
    page = Page(
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
            "similar": answers.similar(session, project_id, names),
        },
    )
    return render(request, page, names.release)


def _by_theme(findings: list[Row]) -> dict[str, dict[str, list[Any]]]:
    """The claims of a project, by polarity and then by theme."""
    by_theme: dict[str, dict[str, list[Any]]] = {"barrier": {}, "facilitator": {}, "neutral": {}}
    for finding in findings:
        of_polarity = by_theme[finding["polarity"]]
        of_polarity.setdefault(finding["parent_theme_label"], []).append(finding)
    return by_theme
