"""The routes of citations: the release, its reports and its rows, for reference managers."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from sqlalchemy.orm import Session
from starlette.convertors import StringConvertor, register_url_convertor

from app.addresses import PUBLIC_URL, link
from app.api.answers import missing
from app.api.parameters import ListName, ending
from app.dependencies import API, no_parameters, reads_release
from app.evidence import answers
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.exports import About
from app.exports.citations import STYLES, Style, Work
from app.exports.files import FOUNDERS, LICENCE
from app.exports.formats import work_of
from app.exports.package_metadata import as_json, served_dataset
from app.exports.works import of_evaluation, of_release


class LinkedData(Response):
    """JSON-LD."""

    media_type = "application/ld+json"


class _Styles(StringConvertor):
    """`csl.json` too: what stands before it is the id of a row, which may have full stops."""

    regex = "|".join(map(re.escape, STYLES))


register_url_convertor("style", _Styles())
StyleDep = Annotated[Style, Depends(ending("style", STYLES))]
_WORKS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The works",
        "content": {media_type: {"schema": {}} for media_type, _ in STYLES.values()},
    }
}
router = APIRouter(prefix=API, tags=["Citing"])
"""They come before the routes of lists and rows, whose files and ids end otherwise."""


@router.get(
    "/citation",
    operation_id="show_citation",
    summary="How to cite this release",
    dependencies=[Depends(no_parameters)],
)
@reads_release
def citation(session: Session) -> dict[str, Any]:
    """In words, and where it is in the styles of reference managers."""
    facts = answers.release_facts(session)
    release = (
        f"{FOUNDERS} ({facts['release_date'][:4]}). Wave 1 Evidence, release {facts['release']}."
    )
    where = f" {PUBLIC_URL}." if PUBLIC_URL else ""
    return {
        "citation": f"{release}{where} {LICENCE}",
        "release": facts["release"],
        **{style: link(f"{API}/citation.{style}") for style in STYLES},
    }


@router.get(
    "/release.jsonld",
    operation_id="show_dataset",
    summary="The release for search engines and catalogues of data",
    response_class=LinkedData,
    responses={200: {"content": {LinkedData.media_type: {"schema": {"type": "object"}}}}},
    dependencies=[Depends(no_parameters)],
)
@reads_release
def show_dataset(names: Catalogue) -> Response:
    """A Dataset of schema.org and of DCAT, as JSON-LD."""
    return LinkedData(as_json(served_dataset(names.release, names.release_date, API)))


@router.get(
    "/{list_name:list}/{row_id}.{style:style}",
    operation_id="cite_row",
    summary="One row, or the evaluation reports of a project, for a reference manager",
    response_class=Response,
    responses=_WORKS,
    dependencies=[Depends(no_parameters)],
)
@reads_release
def cite_row(
    style: StyleDep, list_name: ListName, row_id: str, session: Session, names: Catalogue
) -> Response:
    """RIS, BibTeX or CSL-JSON. What is no report is cited as a part of the release."""
    listing = answers.LISTINGS[list_name]
    if list_name == "projects":
        project = answers.project(session, row_id, names)
        works = [of_evaluation(row) for row in project["evaluations"]] if project else None
    else:
        row = answers.record(session, listing, row_id, names)
        about = About.of(Query(listing.resource), names, "")
        works = [work_of(row, about)] if row else None
    if works is None:
        raise missing(list_name, row_id, names)
    return _response(works, style)


@router.get(
    "/citation.{style}",
    operation_id="cite_release",
    summary="This release for a reference manager",
    response_class=Response,
    responses=_WORKS,
    dependencies=[Depends(no_parameters)],
)
@reads_release
def cite_release(style: StyleDep, names: Catalogue) -> Response:
    """RIS, BibTeX or CSL-JSON."""
    return _response([of_release(names.release, names.release_date, PUBLIC_URL)], style)


def _response(works: list[Work], style: Style) -> Response:
    media_type, write = style
    return Response(write(works), media_type=media_type)
