"""The pictures of outcomes: their files, and what pages show of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session

from app.charts import Picture, pictures_of, subject_of
from app.dependencies import no_parameters, reads_release
from app.errors import NotFoundError, Problem
from app.evidence import answers
from app.evidence.answers import Row, Size
from app.evidence.catalogue import Catalogue
from app.evidence.queries import OUTCOMES, Query, read_query

pictures = APIRouter(include_in_schema=False)

MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png", "json": "application/json"}
FILE_TITLES = {"svg": "SVG", "png": "PNG", "json": "Vega-Lite"}

HEADERS = {
    # The address holds the release, so what stands there never changes.
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class Shown:
    """A picture as a page shows it: without a size it is not drawn yet."""

    picture: Picture
    size: Size | None
    address: str

    @property
    def files(self) -> list[tuple[str, str]]:
        """Every kind of file it can be taken as, with its address."""
        return [(title, f"{self.address}.{ending}") for ending, title in FILE_TITLES.items()]


@pictures.get("/pictures/{release}/{file}", dependencies=[Depends(no_parameters)])
@reads_release
def show_file(request: Request, release: str, file: str, session: Session) -> Response:
    """A picture as a file."""
    name, _, ending = file.rpartition(".")
    kind = MEDIA_TYPES.get(ending)
    content = answers.picture_file(session, release, name, kind) if kind else None
    if not kind or content is None:
        right = f"there is no picture {file[:80]!r} of the release {release[:40]!r}."
        raise NotFoundError([Problem("not-found", "address", right)])
    # The page's tag says that a browser must ask again; here it need not.
    request.state.etag = None
    return Response(content, media_type=kind, headers=HEADERS)


def shown_of_project(
    request: Request, session: Session, names: Catalogue, project_id: str, rows: Iterable[Row]
) -> list[Shown]:
    """The pictures of a project, from all its outcomes."""
    return shown(
        request, session, names, read_query(OUTCOMES, [("project", project_id)], names), rows
    )


def shown(
    request: Request, session: Session, names: Catalogue, query: Query, rows: Iterable[Row]
) -> list[Shown]:
    """The pictures of a whole list of outcomes."""
    subject = subject_of(query)
    if not subject:
        return []
    planned = pictures_of(subject, query.narrowing.in_english(names), rows)
    sizes = answers.picture_sizes(session, names.release, [one.name for one in planned])
    if len(sizes) < len(planned):
        # The same address will show more when they are drawn: nobody may keep this answer.
        request.state.etag = None
    at = f"/pictures/{names.release}"
    return [Shown(one, sizes.get(one.name), f"{at}/{one.name}") for one in planned]
