"""The addresses of the lists: a page as JSON, the whole as a file."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response
from fastapi.responses import StreamingResponse

from app.api.answers import one, page
from app.api.files import file
from app.api.parameters import parameters
from app.api.problems import describe
from app.dependencies import Asked, CatalogueDep, SessionDep, asked, no_parameters
from app.evidence import answers
from app.evidence.answers import Listing
from app.evidence.records import Detail, Page
from app.exports import FORMATS, Format

SHOWN_IN_FULL = ("projects", "findings")
"""These have an answer of their own for one row, with what belongs to it."""


def add_lists(router: APIRouter) -> None:
    """Add every list in every format."""
    for listing in answers.LISTINGS.values():
        _add_pages(router, listing)
        for format_ in FORMATS.values():
            _add_file(router, listing, format_)
        if listing.resource.name not in SHOWN_IN_FULL:
            _add_one(router, listing)


def _add_one(router: APIRouter, listing: Listing) -> None:
    resource = listing.resource
    router.add_api_route(
        f"/{resource.name}/{{{resource.key}}}",
        _one_of(listing),
        operation_id=f"show_{_identifier(listing)}_row",
        summary=f"One row of the list: {resource.title}",
        tags=[resource.title],
        response_model=Detail[listing.record],  # type: ignore[name-defined]
        responses=describe(404, 422, 503),
        dependencies=[Depends(no_parameters)],
    )


def _one_of(listing: Listing) -> Callable[..., Response]:
    resource = listing.resource

    def show(
        key: Annotated[str, Path(alias=resource.key)], session: SessionDep, names: CatalogueDep
    ) -> Response:
        found = answers.record(session, listing, key, names)
        known = {
            "themes": names.themes,
            "organisations": names.organisations,
            "sources": names.sources,
        }
        return one(found, resource.name, key, known.get(resource.name), names)

    return show


def _add_pages(router: APIRouter, listing: Listing) -> None:
    resource = listing.resource
    router.add_api_route(
        f"/{resource.name}",
        _page_of(resource.name),
        operation_id=f"list_{_identifier(listing)}",
        summary=f"{resource.title} that match, page by page",
        description=resource.description,
        tags=[resource.title],
        response_model=Page[listing.record],  # type: ignore[name-defined]
        responses=describe(422, 503),
        openapi_extra={"parameters": parameters(resource)},
    )


def _add_file(router: APIRouter, listing: Listing, format_: Format) -> None:
    resource = listing.resource
    body = {"type": "string"} if format_.media_type.startswith("text/") else {}
    content = {format_.media_type.partition(";")[0]: {"schema": body}}
    router.add_api_route(
        f"/{resource.name}.{format_.ending}",
        _file_of(resource.name, format_),
        operation_id=f"export_{_identifier(listing)}_{format_.ending}",
        summary=f"All {resource.title.lower()} that match, as {format_.title}",
        description=resource.description,
        tags=[resource.title],
        response_class=StreamingResponse,
        responses={**describe(422, 503), 200: {"description": "The list", "content": content}},
        openapi_extra={"parameters": parameters(resource, is_whole=True)},
    )


def _identifier(listing: Listing) -> str:
    return listing.resource.name.replace("-", "_")


def _page_of(name: str) -> Callable[..., Response]:
    def pages(question: Annotated[Asked, Depends(asked(name))]) -> Response:
        body, link = page(question)
        headers = {"Link": link} if link else None
        return Response(body, headers=headers, media_type="application/json")

    return pages


def _file_of(name: str, format_: Format) -> Callable[..., Response]:
    def export(question: Annotated[Asked, Depends(asked(name, is_whole=True))]) -> Response:
        return file(question, format_)

    return export
