"""The routes of citations: the release and its reports, for people and reference managers."""

import re
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import quote

import orjson
from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session
from starlette.convertors import StringConvertor, register_url_convertor

from app.addresses import PUBLIC_URL, link
from app.api.answers import missing
from app.api.parameters import ending, parameters
from app.api.problems import describe
from app.dependencies import API, no_parameters, reads_release
from app.errors import Problem, QueryError
from app.evidence import answers
from app.evidence.answers import Row
from app.evidence.catalogue import Catalogue
from app.evidence.queries import read_whole
from app.exports.citations import STYLES, Style, Work
from app.exports.files import LICENCE

DESCRIPTION = (
    "What the evaluations of the 57 Wave 1 projects of the Children's Social Care Innovation "
    "Programme (England, 2014-2016) found: what helped and hindered them, and what changed."
)
FOUNDERS = "The Wave 1 Evidence founders"


class LinkedData(Response):
    """JSON-LD."""

    media_type = "application/ld+json"


router = APIRouter(
    prefix=API,
    tags=["Citing"],
    responses=describe(404, 422, 503),
    dependencies=[Depends(no_parameters)],
)


def of_release(facts: dict[str, Any]) -> Work:
    """The release as a work."""
    return Work(
        # With the hash of the data: reference managers overwrite what has the same key.
        key=f"wave1-evidence-{facts['release'].replace('+', '-')}",
        kind="dataset",
        title=f"Wave 1 Evidence, release {facts['release']}",
        authors=(),
        bodies=(FOUNDERS,),
        published=facts["release_date"],
        publisher=FOUNDERS,
        url=PUBLIC_URL or None,
        note=LICENCE,
    )


def of_evaluation(row: dict[str, Any]) -> Work:
    """An evaluation report as a work."""
    return Work(
        key=row["evaluation_id"],
        kind="report",
        title=row["title"] or f"Evaluation of {row['project_name']} (title not seen)",
        authors=tuple(row["authors"]),
        bodies=() if row["authors"] else tuple(row["evaluator_names"]),
        published=row["published"],
        publisher="Department for Education",
        url=row["source_url"],
        number=row["series_number"],
        note=row["note"],
    )


@router.get("/citation", operation_id="show_citation", summary="How to cite this release")
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
    summary="The release for search engines",
    response_class=LinkedData,
    responses={200: {"content": {LinkedData.media_type: {"schema": {"type": "object"}}}}},
)
@reads_release
def dataset(session: Session) -> Response:
    """A Dataset of schema.org, as JSON-LD."""
    facts = answers.release_facts(session)
    body = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": "Wave 1 Evidence",
        "description": DESCRIPTION,
        "version": facts["release"],
        "dateModified": facts["release_date"],
        **({"url": PUBLIC_URL} if PUBLIC_URL else {}),
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "creator": {"@type": "Organization", "name": FOUNDERS},
        "temporalCoverage": "2014/2016",
        "spatialCoverage": "England",
        "isAccessibleForFree": True,
        "variableMeasured": ["findings", "outcomes", "facilitators", "barriers"],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "application/zip",
                "contentUrl": link(f"{API}/download/wave1-evidence.zip"),
            }
        ],
    }
    return LinkedData(orjson.dumps(body))


class _Id(StringConvertor):
    """An id has no full stop: what stands after the first one is the style, `csl.json` too."""

    regex = "[^/.]+"


register_url_convertor("id", _Id())
StyleDep = Annotated[Style, Depends(ending("style", STYLES))]
_WORKS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The works",
        "content": {media_type: {"schema": {}} for media_type, _ in STYLES.values()},
    }
}


class _Style(StringConvertor):
    """The address of a list with another ending is a file of its rows."""

    regex = "|".join(map(re.escape, STYLES))


register_url_convertor("style", _Style())
of_lists = APIRouter(prefix=API, tags=["Citing"], responses=describe(404, 422, 503))
"""The routes of whole lists: they come before those of their files."""


def _add_list(name: str, summary: str, work_of: Callable[[Row, Catalogue], Work]) -> None:
    listing = answers.LISTINGS[name]

    @reads_release
    def cite_list(
        request: Request, style: StyleDep, session: Session, names: Catalogue
    ) -> Response:
        """RIS, BibTeX or CSL-JSON; narrowed as the list is."""
        query = read_whole(listing.resource, request.query_params.multi_items(), names)
        if query.fields:
            message = "A reference has fields of its own: leave this out."
            raise QueryError([Problem("not-of-a-file", "query parameter fields", message)])
        rows = answers.stream(session, listing, query, names)
        return _response([work_of(row, names) for row in rows], style)

    narrowed = [p for p in parameters(listing.resource, is_whole=True) if p["name"] not in _OF_ROWS]
    of_lists.add_api_route(
        f"/{name}.{{style:style}}",
        cite_list,
        operation_id=f"cite_{name}",
        summary=summary,
        response_class=Response,
        responses=_WORKS,
        openapi_extra={"parameters": narrowed},
    )


_OF_ROWS = ("fields", "bom")


def of_finding(row: Row, names: Catalogue) -> Work:
    """A finding as a work: of the release that it is taken from, at its place in its source."""
    address = f"/findings/{row['finding_id']}?release={quote(names.release)}"
    return Work(
        key=row["finding_id"],
        kind="dataset",
        title=row["statement"],
        authors=(),
        bodies=(FOUNDERS,),
        published=names.release_date,
        publisher=FOUNDERS,
        url=link(address) if PUBLIC_URL else None,
        note=f"Wave 1 Evidence, release {names.release}. From: {row['citation']}.",
    )


_add_list(
    "evaluations",
    "Evaluation reports that match, for a reference manager",
    lambda row, _: of_evaluation(row),
)
_add_list("findings", "Findings that match, for a reference manager", of_finding)


@router.get(
    "/citation.{style}",
    operation_id="cite_release",
    summary="This release for a reference manager",
    response_class=Response,
    responses=_WORKS,
)
@reads_release
def cite_release(style: StyleDep, session: Session) -> Response:
    """RIS, BibTeX or CSL-JSON."""
    return _response([of_release(answers.release_facts(session))], style)


@router.get(
    "/projects/{project_id:id}.{style}",
    operation_id="cite_project",
    summary="The evaluation reports of a project for a reference manager",
    response_class=Response,
    responses=_WORKS,
)
@reads_release
def cite_project(style: StyleDep, project_id: str, session: Session, names: Catalogue) -> Response:
    """RIS, BibTeX or CSL-JSON."""
    project = answers.project(session, project_id, names)
    if project is None:
        raise missing("project", project_id, names.projects)
    return _response([of_evaluation(row) for row in project["evaluations"]], style)


def _response(works: list[Work], style: Style) -> Response:
    media_type, write = style
    return Response(write(works), media_type=media_type)
