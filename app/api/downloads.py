"""The address of the whole release as one file."""

from fastapi import APIRouter, Depends, Response
from sqlalchemy.orm import Session

from app.api.problems import describe
from app.dependencies import API, no_parameters, reads_release
from app.evidence import answers
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.evidence.release_cache import ReleaseCache
from app.exports.package import Release, package
from app.settings import ROOT

PAPERS = ("CITATION.cff", "CHANGELOG.md", "LICENSE")

router = APIRouter(prefix=API, tags=["Download"])


@router.get(
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
@reads_release
def download(session: Session, names: Catalogue) -> Response:
    """Made once for each release."""
    content = _PACKAGES.get(names, None, lambda: package(_release(session, names)))
    file = f"wave1-evidence-{names.release}.zip"
    return Response(
        content,
        media_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )


_PACKAGES = ReleaseCache[None, bytes]()


def _release(session: Session, names: Catalogue) -> Release:
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
