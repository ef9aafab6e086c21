"""The routes of citations: the release, its reports and its rows, for reference managers."""

import re
from typing import Annotated, Any

from fastapi import Depends, Response

from app.api.answers import ListName, Router, ending, missing, part_of_path
from app.dependencies import API
from app.evidence import answers
from app.evidence.answers import Release
from app.evidence.catalogue import Catalogue
from app.evidence.queries import EVIDENCE_LISTS, Query
from app.exports import FileDescription
from app.exports.citations import STYLES, Style, Work, of_evaluation, of_release, of_row
from app.exports.files import LICENCE, release_cited
from app.exports.package_metadata import as_json, served_dataset
from app.settings import PUBLIC_URL, link

# `csl.json` too: what stands before it is the id of a row, which may have full stops.
part_of_path("style", "|".join(map(re.escape, STYLES)))
StyleDep = Annotated[Style, Depends(ending("style", STYLES))]
router = Router(prefix=API)
"""They come before the routes of lists and rows, whose files and ids end otherwise."""


@router.answers("/citation", "show_citation")
def citation(catalogue: Catalogue) -> dict[str, Any]:
    """In words, and where it is in the styles of reference managers."""
    where = f" {PUBLIC_URL}." if PUBLIC_URL else ""
    return {
        "citation": f"{release_cited(catalogue.release, catalogue.release_date)}.{where} {LICENCE}",
        "release": catalogue.release,
        **{style: link(f"{API}/citation.{style}") for style in STYLES},
    }


@router.answers("/release.jsonld", "show_dataset")
def show_dataset(catalogue: Catalogue) -> Response:
    """A Dataset of schema.org and of DCAT, as JSON-LD."""
    content = as_json(served_dataset(catalogue.release, catalogue.release_date, API))
    return Response(content, media_type="application/ld+json")


@router.answers("/{list_name:list}/{row_id}.{style:style}", "cite_row")
def cite_row(style: StyleDep, list_name: ListName, row_id: str, release: Release) -> Response:
    """RIS, BibTeX or CSL-JSON. What is no report is cited as a part of the release."""
    if list_name == "projects":
        project = answers.project(release, row_id)
        works = [of_evaluation(row) for row in project["evaluations"]] if project else None
    else:
        row = release.record(list_name, row_id)
        about = FileDescription.of(Query(EVIDENCE_LISTS[list_name]), release.catalogue, "")
        works = [of_row(row, about)] if row else None
    if works is None:
        raise missing(list_name, row_id, release.catalogue)
    return _response(works, style)


@router.answers("/citation.{style}", "cite_release")
def cite_release(style: StyleDep, catalogue: Catalogue) -> Response:
    """RIS, BibTeX or CSL-JSON."""
    return _response([of_release(catalogue.release, catalogue.release_date, PUBLIC_URL)], style)


def _response(works: list[Work], style: Style) -> Response:
    media_type, write = style
    return Response(write(works), media_type=media_type)
