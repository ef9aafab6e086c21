"""The routes of the lists: a page as JSON, the whole list as a file, one row."""

from functools import partial
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse

from app.api.answers import (
    ListName,
    Router,
    chosen,
    detail,
    ending_of,
    page,
    selected_rows,
    with_included,
)
from app.api.files import file, without_bom
from app.database import Session
from app.dependencies import API, DirectRoute, reader_of, tagged
from app.errors import NotReadyError
from app.evidence import answers
from app.evidence.answers import Release, StaleCatalogueError
from app.evidence.catalogue import Catalogue, once_in
from app.evidence.queries import RESOURCES, Query, Resource, read_query, read_whole
from app.evidence.queries.reading import of_every_list
from app.exports import FORMATS, REFERENCES, Format
from app.settings import link

router = Router(prefix=API)


def _add_pages(resource: Resource) -> None:
    async def show_page(request: Request) -> Response:
        return await reader_of(request).run(_page, request, resource)

    router.add_api_route(
        f"/{resource.name}",
        show_page,
        operation_id=f"list_{resource.name.replace('-', '_')}",
        route_class_override=DirectRoute,
    )


def _page(request: Request, resource: Resource) -> Response:
    """A page by one statement, over an open connection; with facets or related rows by several."""
    reader = reader_of(request)
    catalogue = reader.last_catalogue()
    while True:
        try:
            query = _query(request, resource, catalogue)
            if query.facet or query.include:
                return _full_page(request, resource)
            return reader.connections.read(partial(_plain_page, request, query, catalogue))
        except (StaleCatalogueError, NotReadyError):
            # The index of an earlier release cannot be built any more.
            catalogue = reader.current_catalogue()


def _plain_page(request: Request, query: Query, catalogue: Catalogue, session: Session) -> Response:
    release = Release(session, catalogue)
    if tagged(request, catalogue):
        release.ensure_current()
        return Response(status_code=304)
    answer = release.page(query)
    return page(query, catalogue, answer, selected_rows(answer.records, query), {})


def _full_page(request: Request, resource: Resource) -> Response:
    with reader_of(request).release() as release:
        if tagged(request, release.catalogue):
            return Response(status_code=304)
        query = _query(request, resource, release.catalogue)
        answer, facets = release.page(query), answers.facets(release, query)
        rows = with_included(release, answer.records, query)
        return page(query, release.catalogue, answer, rows, facets)


MAX_CACHED_BYTES = 1_000
"""Of a query string: blank parameters may make it as long as anybody likes."""


def _query(request: Request, resource: Resource, catalogue: Catalogue) -> Query:
    query_string: bytes = request.scope["query_string"]

    def read() -> Query:
        pairs = parse_qsl(query_string.decode("latin-1"), keep_blank_values=True)
        return read_query(resource, pairs, catalogue)

    if len(query_string) > MAX_CACHED_BYTES:
        return read()
    # To check its parameters takes a tenth of a page.
    return once_in(catalogue, "queries", (resource.name, query_string), read)


async def _format_of(
    list_name: ListName, value: Annotated[str, ending_of("format", FORMATS | REFERENCES)]
) -> Format:
    # What is cited of a project are its evaluation reports, which are a list of their own.
    return chosen("format", value, FORMATS if list_name == "projects" else FORMATS | REFERENCES)


@router.get("/{list_name:list}.{format}", operation_id="export_list")
async def export(
    request: Request, list_name: ListName, format_: Annotated[Format, Depends(_format_of)]
) -> Response:
    """Takes what a page of the list takes, but for `facet`, `include`, `page_size`, `cursor`."""

    def whole(request: Request, release: Release) -> Query:
        pairs = without_bom(request.query_params.multi_items())
        return read_whole(RESOURCES[list_name], pairs, release.catalogue)

    return await reader_of(request).run(file, request, format_, whole)


for _resource in RESOURCES.values():
    _add_pages(_resource)


_MORE = (
    *("ask", "check-claim", "search", "summary", "compare", "autocomplete", "releases"),
    *("dictionary", "release", "release.jsonld", "citation", "openapi.json"),
    "download/wave1-evidence.zip",
)


@router.answers("", "list_addresses")
def addresses(catalogue: Catalogue) -> dict[str, Any]:
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
    return {"release": catalogue.release, "lists": lists, **more}


@router.answers("/projects/{project_id}", "show_project")
def project(project_id: str, release: Release) -> Response:
    """Findings, outcomes, evaluations, and the recommendations that bear on its barriers."""
    row = answers.project(release, project_id)
    return detail(row, "projects", project_id, release.catalogue)


@router.answers("/findings/{finding_id}", "show_finding")
def finding(finding_id: str, release: Release) -> Response:
    """The claim, what it answers, what answers it, and its paragraph where that was loaded."""
    row = answers.finding(release, finding_id)
    return detail(row, "findings", finding_id, release.catalogue)


_OTHERS = [each for name, each in RESOURCES.items() if name not in ("projects", "findings")]


@router.answers("/{list_name:list}/{row_id}", "show_row")
def row(
    list_name: Annotated[str, ending_of("list_name", [each.name for each in _OTHERS])],
    row_id: str,
    release: Release,
) -> Response:
    """What a page of the list shows of it. Projects and findings have more, at own addresses."""
    if list_name == "themes" and row_id in release.catalogue.renamed_themes:
        return RedirectResponse(f"{API}/themes?theme={row_id}", 301)
    found = release.record(list_name, row_id)
    return detail(found, list_name, row_id, release.catalogue)
