"""The address of the whole release as one file."""

from fastapi import APIRouter, Depends, Request, Response

from app.api.problems import describe
from app.dependencies import CatalogueDep, SessionDep, no_parameters
from app.evidence import answers
from app.evidence.queries import Query
from app.exports.package import Release, package
from app.settings import ROOT

PAPERS = ("CITATION.cff", "CHANGELOG.md", "LICENSE")

downloads = APIRouter(tags=["Download"])


@downloads.get(
    "/download/wave1-evidence.zip",
    operation_id="download_release",
    summary="The whole release: Data Package, CSV, workbook, SQLite",
    response_class=Response,
    responses={
        **describe(422, 503),
        200: {"content": {"application/zip": {"schema": {}}}, "description": "The archive"},
    },
    dependencies=[Depends(no_parameters)],
)
def download(request: Request, session: SessionDep, names: CatalogueDep) -> Response:
    """Made once for each release."""
    kept = request.app.state.package
    if kept is None or kept[0] != names.release:
        kept = request.app.state.package = (names.release, package(_release(session, names)))
    file = f"wave1-evidence-{names.release}.zip"
    return Response(
        kept[1],
        media_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )


def _release(session: SessionDep, names: CatalogueDep) -> Release:
    lists = {
        name: (
            listing.resource,
            list(answers.stream(session, listing, Query(listing.resource), names)),
        )
        for name, listing in answers.LISTINGS.items()
    }
    return Release(
        name=names.release,
        created=answers.release_facts(session)["loaded_at"],
        lists=lists,
        papers={name: (ROOT / name).read_bytes() for name in PAPERS},
        sources=lists["sources"][1],
    )
