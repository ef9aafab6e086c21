"""The addresses of the API. A route asks, answers, and shows."""

from collections.abc import Callable
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Response
from fastapi.responses import StreamingResponse

from app.api.parameters import parameters
from app.api.problems import describe
from app.dependencies import Asked, CatalogueDep, SessionDep, asked, no_parameters
from app.errors import NotFoundError, Problem, did_you_mean
from app.evidence import answers
from app.evidence.answers import Listing
from app.evidence.catalogue import Catalogue, Names
from app.evidence.queries import RESOURCES
from app.evidence.records import Detail, FindingDetail, Page, ProjectDetail
from app.exports import csv_text

ROOT = "/api/v1"
_CSV_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/csv": {"schema": {"type": "string"}}}}
}

router = APIRouter(prefix=ROOT)


@router.get("", operation_id="list_addresses", summary="What can be asked")
def addresses(names: CatalogueDep) -> dict[str, Any]:
    """Every list, with its address as JSON and as CSV."""
    lists = {
        name: {
            "title": resource.title,
            "description": resource.description,
            "json": f"{ROOT}/{name}",
            "csv": f"{ROOT}/{name}.csv",
        }
        for name, resource in RESOURCES.items()
    }
    return {"release": names.release, "lists": lists, "openapi": f"{ROOT}/openapi.json"}


@router.get(
    "/projects/{project_id}",
    operation_id="show_project",
    summary="One project, with all that the evidence says of it",
    response_model=Detail[ProjectDetail],
    responses=describe(404, 422, 503),
    dependencies=[Depends(no_parameters)],
)
def project(project_id: str, session: SessionDep, names: CatalogueDep) -> Response:
    """Findings, outcomes, evaluations, and the recommendations that bear on its barriers."""
    found = answers.project(session, project_id, names)
    return _detail(found, "project", project_id, names.projects, names)


@router.get(
    "/findings/{finding_id}",
    operation_id="show_finding",
    summary="One finding, in its place",
    response_model=Detail[FindingDetail],
    responses=describe(404, 422, 503),
    dependencies=[Depends(no_parameters)],
)
def finding(finding_id: str, session: SessionDep, names: CatalogueDep) -> Response:
    """The claim, what it answers, what answers it, and its paragraph where that was loaded."""
    found = answers.finding(session, finding_id, names)
    return _detail(found, "finding", finding_id, None, names)


def _add_list(listing: Listing) -> None:
    resource, title = listing.resource, listing.resource.title.lower()
    name = resource.name.replace("-", "_")
    router.add_api_route(
        f"/{resource.name}.csv",
        _csv_of(resource.name),
        operation_id=f"export_{name}_csv",
        summary=f"All {title} that match, as CSV",
        description=resource.description,
        response_class=StreamingResponse,
        responses={**_CSV_ANSWER, **describe(422, 503)},
        openapi_extra={"parameters": parameters(resource, is_whole=True)},
    )
    router.add_api_route(
        f"/{resource.name}",
        _page_of(resource.name),
        operation_id=f"list_{name}",
        summary=f"{resource.title} that match, page by page",
        description=resource.description,
        response_model=Page[listing.record],  # type: ignore[name-defined]
        responses=describe(422, 503),
        openapi_extra={"parameters": parameters(resource)},
    )


def _page_of(name: str) -> Callable[..., Response]:
    def page(question: Annotated[Asked, Depends(asked(name))]) -> Response:
        return _page(question)

    return page


def _csv_of(name: str) -> Callable[..., Response]:
    def export(question: Annotated[Asked, Depends(asked(name, is_whole=True))]) -> Response:
        return _csv(question)

    return export


def _page(question: Asked) -> Response:
    query, names = question.query, question.catalogue
    found = answers.answer(question.session, question.listing, query, names)
    following = query.following(found.next_cursor) if found.next_cursor else None
    next_page = f"{ROOT}{following.address()}" if following else None
    body = {
        "meta": {
            "release": names.release,
            "query": query.in_english(names),
            "count": found.count,
            "page_size": query.page_size,
            "next_cursor": found.next_cursor,
        },
        "results": found.records,
        "facets": {},
        "links": {
            "self": f"{ROOT}{query.address()}",
            "next": next_page,
            "csv": f"{ROOT}{query.whole.address('.csv')}",
        },
    }
    return _json(body, {"Link": f'<{next_page}>; rel="next"'} if next_page else {})


def _csv(question: Asked) -> Response:
    listing, names = question.listing, question.catalogue
    rows = answers.stream(question.session, listing, question.query, names)
    file = f"wave1-evidence-{listing.resource.name}-{names.release}.csv"
    return StreamingResponse(
        csv_text(listing.record, rows),
        media_type="text/csv; charset=utf-8; header=present",
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )


def _detail(
    found: dict[str, Any] | None, kind: str, key: str, known: Names | None, names: Catalogue
) -> Response:
    if found is None:
        right = f"there is no {kind} {key[:80]!r}.{_near(key, known) if known else ''}"
        raise NotFoundError([Problem(f"unknown-{kind}", "address", right)])
    body = {
        "meta": {"release": names.release, "query": f"The {kind} {key}"},
        "result": found,
        "links": {"self": f"{ROOT}/{kind}s/{key}"},
    }
    return _json(body)


def _near(key: str, known: Names) -> str:
    meant = known.find(key)
    return f" Its id is {meant!r}." if meant else f" {did_you_mean(key, known.spellings)}"


def _json(body: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    return Response(orjson.dumps(body), headers=headers, media_type="application/json")


for _listing in answers.LISTINGS.values():
    _add_list(_listing)
