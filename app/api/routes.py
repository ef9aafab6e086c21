"""The routes of the API. A route asks, answers, and shows."""

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.api import ask, cite, discovery, evidence_map, files, lists, releases
from app.api.answers import Router, as_json, detail, ending_of
from app.database import Session
from app.dependencies import API, reader_of
from app.evidence import answers
from app.evidence.catalogue import Catalogue
from app.evidence.queries import RESOURCES
from app.evidence.queries.reading import of_every_list
from app.exports import FORMATS
from app.settings import link

router = Router(prefix=API)
health = APIRouter()
ROUTERS = (
    cite.router,
    lists.router,
    router,
    evidence_map.router,
    ask.router,
    files.router,
    releases.router,
    discovery.router,
    health,
)
"""Every route of the API and of its state: lists first, since they are asked for most."""
_MORE = (
    *("ask", "check-claim", "search", "summary", "compare", "autocomplete", "releases"),
    *("dictionary", "release", "release.jsonld", "citation", "openapi.json"),
    "download/wave1-evidence.zip",
)


@router.answers("", "list_addresses")
def addresses(names: Catalogue) -> dict[str, Any]:
    """Every list, with its address in each format."""
    lists = {
        name: {
            "title": resource.title,
            "description": resource.description,
            "json": link(f"{API}/{name}"),
            **{ending: link(f"{API}/{name}.{ending}") for ending in FORMATS},
            "parameters": [*resource.parameters, *of_every_list(resource)],
        }
        for name, resource in RESOURCES.items()
    }
    more = {name: link(f"{API}/{name}") for name in _MORE}
    return {"release": names.release, "lists": lists, **more}


@router.answers("/projects/{project_id}", "show_project")
def project(project_id: str, session: Session, names: Catalogue) -> Response:
    """Findings, outcomes, evaluations, and the recommendations that bear on its barriers."""
    row = answers.project(session, project_id, names)
    return detail(row, "projects", project_id, names)


@router.answers("/findings/{finding_id}", "show_finding")
def finding(finding_id: str, session: Session, names: Catalogue) -> Response:
    """The claim, what it answers, what answers it, and its paragraph where that was loaded."""
    row = answers.finding(session, finding_id, names)
    return detail(row, "findings", finding_id, names)


_OTHERS = [each for name, each in RESOURCES.items() if name not in ("projects", "findings")]


@router.answers("/{list_name:list}/{row_id}", "show_row")
def row(
    list_name: Annotated[str, ending_of("list_name", [each.name for each in _OTHERS])],
    row_id: str,
    session: Session,
    names: Catalogue,
) -> Response:
    """What a page of the list shows of it. Projects and findings have more, at own addresses."""
    if list_name == "themes" and row_id in names.renamed_themes:
        return RedirectResponse(f"{API}/themes?theme={row_id}", 301)
    found = answers.record(session, answers.LISTINGS[list_name], row_id, names)
    return detail(found, list_name, row_id, names)


@health.get("/health", operation_id="show_health")
async def show_health() -> Response:
    """The process answers; the database is not asked."""
    return as_json({"status": "ok"})


@health.get("/ready", operation_id="show_readiness")
async def show_readiness(request: Request) -> Response:
    """The database answers and holds a release. Asked anew each time: it has no tag."""
    names = await reader_of(request).run(reader_of(request).current_names)
    return as_json({"status": "ready", "release": names.release})
