"""The routes of the lists: a page as JSON, the whole list as a file."""

from functools import partial
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request, Response

from app.api.answers import ListName, chosen, ending_of, page, selected_rows, with_included
from app.api.files import file, without_bom
from app.database import Session
from app.dependencies import API, DirectRoute, reader_of, tagged
from app.errors import NotReadyError
from app.evidence import answers
from app.evidence.answers import Listing, StaleCatalogueError
from app.evidence.catalogue import Catalogue, ReleaseCache
from app.evidence.queries import RESOURCES, Query, read_query, read_whole
from app.exports import FORMATS, REFERENCES, Format

router = APIRouter(prefix=API)


def _add_pages(listing: Listing) -> None:
    resource = listing.resource

    async def show_page(request: Request) -> Response:
        return await reader_of(request).run(_page, request, listing)

    router.add_api_route(
        f"/{resource.name}",
        show_page,
        operation_id=f"list_{resource.name.replace('-', '_')}",
        route_class_override=DirectRoute,
    )


def _page(request: Request, listing: Listing) -> Response:
    """A page by one statement, over an open connection; with facets or related rows by several."""
    reader = reader_of(request)
    names = reader.last_names()
    while True:
        try:
            query = _query(request, listing, names)
            if query.facet or query.include:
                return _full_page(request, listing)
            return reader.connections.read(partial(_plain_page, request, query, names))
        except (StaleCatalogueError, NotReadyError):
            # The index of an earlier release cannot be built any more.
            names = reader.current_names()


def _plain_page(request: Request, query: Query, names: Catalogue, session: Session) -> Response:
    listing = answers.LISTINGS[query.resource.name]
    if tagged(request, names):
        answers.ensure_current(session, names)
        return Response(status_code=304)
    answer = answers.answer(session, listing, query, names)
    return page(query, names, answer, selected_rows(answer.records, query), {})


def _full_page(request: Request, listing: Listing) -> Response:
    with reader_of(request).release() as (session, names):
        if tagged(request, names):
            return Response(status_code=304)
        query = _query(request, listing, names)
        answer = answers.answer(session, listing, query, names)
        facets = answers.facets(session, listing, query, names)
        rows = with_included(session, answer.records, query, names)
        return page(query, names, answer, rows, facets)


MAX_CACHED_BYTES = 1_000
"""Of a query string: blank parameters may make it as long as anybody likes."""
_QUERIES = ReleaseCache[tuple[str, bytes], Query]()
"""Queries by query string: to check their parameters takes a tenth of a page."""


def _query(request: Request, listing: Listing, names: Catalogue) -> Query:
    query_string: bytes = request.scope["query_string"]

    def read() -> Query:
        pairs = parse_qsl(query_string.decode("latin-1"), keep_blank_values=True)
        return read_query(listing.resource, pairs, names)

    if len(query_string) > MAX_CACHED_BYTES:
        return read()
    return _QUERIES.get(names, (listing.resource.name, query_string), read)


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

    def whole(request: Request, _session: Session, names: Catalogue) -> Query:
        pairs = without_bom(request.query_params.multi_items())
        return read_whole(RESOURCES[list_name], pairs, names)

    return await reader_of(request).run(file, request, format_, whole)


for _listing in answers.LISTINGS.values():
    _add_pages(_listing)
