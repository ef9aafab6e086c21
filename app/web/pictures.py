"""The pictures of outcomes, as pages show them and as files."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from app.charts import Picture, pictures_of, png, svg
from app.dependencies import reads_release
from app.errors import NotFoundError, Problem, QueryError, did_you_mean
from app.evidence import answers
from app.evidence.answers import LISTINGS, Row
from app.evidence.catalogue import Catalogue
from app.evidence.queries import OUTCOMES, PROJECTS, Query, read_query
from app.evidence.release_cache import ReleaseCache

router = APIRouter(include_in_schema=False)

FORMATS: dict[str, tuple[str, Callable[[Picture], str | bytes]]] = {
    "svg": ("image/svg+xml", svg),
    "png": ("image/png", png),
}
MAX_OUTCOMES = 400
"""A picture of a longer list would be illegible."""


@dataclass(frozen=True)
class PictureFiles:
    """A picture as SVG, with the address of each format that it can be saved in."""

    picture: Picture
    svg: str
    files: list[tuple[str, str]]


@router.get("/outcomes/picture.{ending}")
@reads_release
def show_file(request: Request, ending: str, session: Session, names: Catalogue) -> Response:
    """A picture of a list of outcomes as a file: the query of the list, and the axis."""
    pairs = request.query_params.multi_items()
    query = read_query(OUTCOMES, [pair for pair in pairs if pair[0] != "axis"], names)
    if query != _filtered(query):
        message = "a picture takes filters, sort and axis: leave the rest out."
        raise QueryError([Problem("not-of-a-file", "query", message)])
    if ending not in FORMATS:
        message = f"there is no picture as {ending[:80]!r}. {did_you_mean(ending[:80], FORMATS)}"
        raise NotFoundError([Problem("not-found", "address", message)])
    axis = " ".join(value for name, value in pairs if name == "axis")[:80]
    by_axis = {picture.axis: picture for picture in _pictures(session, names, query)}
    if axis not in by_axis:
        message = f"there is no picture of {axis!r} here. {did_you_mean(axis, by_axis)}"
        raise QueryError([Problem("unknown-axis", "query parameter axis", message)])
    values = [value for condition in query.conditions for value in condition.values]
    # The name of the file tells what it shows.
    subject = re.sub("[^a-z0-9]+", "-", " ".join([*values, axis]).lower())[:80].strip("-")
    media_type, write = FORMATS[ending]
    headers = {
        "Content-Disposition": f'attachment; filename="{subject}-{names.release}.{ending}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(write(by_axis[axis]), media_type=media_type, headers=headers)


def pictures_of_list(session: Session, names: Catalogue, query: Query) -> list[PictureFiles]:
    """The pictures of a whole list of outcomes."""
    filtered = _filtered(query)
    return _DRAWN.get(
        names, filtered, lambda: _with_files(_pictures(session, names, query), filtered)
    )


def pictures_of_project(project: Row, names: Catalogue) -> list[PictureFiles]:
    """The pictures of a project, from all its outcomes."""
    key, rows = project["project_id"], project["outcomes"]
    query = Query.of(OUTCOMES, {"project": (key,)})
    areas = {key: project["area_names"]}

    def draw() -> list[PictureFiles]:
        pictures = pictures_of(rows, query.in_english(names), names.release, rows, areas)
        return _with_files(pictures, query)

    return _DRAWN_OF_PROJECTS.get(names, key, draw)


_DRAWN = ReleaseCache[Query, list[PictureFiles]]()
_DRAWN_OF_PROJECTS = ReleaseCache[str, list[PictureFiles]]()
"""Pictures are the same for a whole release; to draw one takes as long as the rest of a page."""


def _with_files(pictures: list[Picture], query: Query) -> list[PictureFiles]:
    def address(picture: Picture, ending: str) -> str:
        pairs = [*query.pairs, ("axis", picture.axis)]
        return f"/outcomes/picture.{ending}?{urlencode(pairs, safe=',;:@/')}"

    return [
        PictureFiles(each, svg(each), [(end.upper(), address(each, end)) for end in FORMATS])
        for each in pictures
    ]


def _filtered(query: Query) -> Query:
    """The same query with nothing but what decides which pictures it has."""
    return replace(query.narrowing, sort=query.sort)


def _pictures(session: Session, names: Catalogue, query: Query) -> list[Picture]:
    """The pictures of a list, with what its projects report besides, and where they worked."""

    def rows_of(name: str, query: Query) -> list[Row]:
        return list(answers.stream(session, LISTINGS[name], query, names))

    if not 0 < answers.count(session, LISTINGS["outcomes"], query, names) <= MAX_OUTCOMES:
        return []
    rows = rows_of("outcomes", _filtered(query))
    projects = {"project": tuple({row["project_id"] for row in rows})}
    themes = {"theme": tuple({row["parent_theme_id"] for row in rows} - {None})}
    others = rows_of("outcomes", Query.of(OUTCOMES, projects | themes))
    areas = {
        row["project_id"]: row["area_names"]
        for row in rows_of("projects", Query.of(PROJECTS, projects))
    }
    return pictures_of(rows, query.narrowing.in_english(names), names.release, others, areas)
