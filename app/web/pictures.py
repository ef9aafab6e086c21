"""Pictures of outcomes: as bars in tables, on pages of their own, and as files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from fastapi import Request, Response

from app.charts import FILES, Picture, Slide, pictures_of
from app.charts.slide import svg
from app.dependencies import API
from app.errors import NotFoundError, Problem, QueryError, unknown
from app.evidence.answers import Release, Row
from app.evidence.catalogue import Catalogue
from app.evidence.queries import OUTCOMES, Query, read_query
from app.evidence.release_cache import cached_in_release, cached_per_release
from app.web import filter_labels
from app.web.corrections import day
from app.web.lists import address
from app.web.pages import Context, page
from app.web.rendering import attachment

MAX_OUTCOMES = 400
"""A picture of a longer list would be illegible."""
_EVERY_RESULT = Query(OUTCOMES)


@dataclass(frozen=True)
class Pictures:
    """The pictures of some outcomes; those of a list have pages and files."""

    pictures: list[Picture]
    query: Query = _EVERY_RESULT

    @cached_property
    def marks(self) -> Mapping[str, dict[str, Any]]:
        """How each outcome looks that is in a picture: its bars, and what limits it."""
        return {
            row["outcome_id"]: {"bars": picture.bars(row), "notes": [*picture.notes(row)]}
            for picture in self.pictures
            for row in picture.rows
        }

    def address(self, picture: Picture, ending: str = "") -> str:
        """The page of a picture, or its file."""
        return address(f"/outcomes/picture{ending}", self.query, ("axis", picture.axis))

    def files(self, picture: Picture) -> dict[str, str]:
        """Each format that a picture can be saved in, with its address."""
        return {title: self.address(picture, f".{end}") for end, (title, *_) in FILES.items()}


@page("/outcomes/picture", is_open=True)
def show_page(request: Request, release: Release) -> Context:
    """One picture of a list of outcomes, with its table."""
    query, picture = _asked(request, release)
    pictures = Pictures([picture], query)
    files = pictures.files(picture)
    return {
        "json_address": f"{API}{query.address()}",
        "crumbs": (("Results", "/outcomes"), (picture.subject, address("/outcomes", query))),
        "picture": files["PNG"],
        "one": picture,
        "files": files,
        "svg": svg(picture.slide),
        "pictures": pictures,
    }


@page("/outcomes/picture.{ending}", is_open=True)
def show_file(request: Request, ending: str, release: Release) -> Response:
    """A picture of a list of outcomes as a file: the query of the list, and the axis."""
    if ending not in FILES:
        raise NotFoundError([unknown("format", "address", ending, FILES)])
    query, picture = _asked(request, release)
    values = [value for condition in query.conditions for value in condition.values]
    # The name of the file tells what it shows.
    subject = re.sub("[^a-z0-9]+", "-", " ".join([*values, picture.axis]).lower())[:80].strip("-")
    return file_of(picture.slide, ending, subject, release)


def file_of(slide: Slide, ending: str, name: str, release: Release) -> Response:
    _, media_type, write = FILES[ending]
    name = f"{name}-{release.catalogue.release_date}.{ending}"
    return attachment(write(slide), media_type, name)


def pictures_of_list(release: Release, query: Query) -> Pictures:
    return _drawn(release, _filtered(query))


@cached_per_release
def _drawn(release: Release, query: Query) -> Pictures:
    """They take as long as the rest of a page."""
    return Pictures(_pictures(release, query), query)


def pictures_of_project(project: Row, catalogue: Catalogue) -> Pictures:
    """The pictures of a project, from all its outcomes."""
    key, rows = project["project_id"], project["outcomes"]
    query = Query.of(OUTCOMES, project=key)

    def draw() -> Pictures:
        drawn = pictures_of(rows, project["name"], day(catalogue.release_date), rows)
        return Pictures(drawn, query)

    return cached_in_release(catalogue, "pictures of a project", key, draw)


def _asked(request: Request, release: Release) -> tuple[Query, Picture]:
    """The list and the picture of it that an address asks for.

    Raises QueryError where there is none.
    """
    pairs = request.query_params.multi_items()
    query = read_query(OUTCOMES, [pair for pair in pairs if pair[0] != "axis"], release.catalogue)
    if query != _filtered(query):
        message = "a picture takes filters, sort and axis: leave the rest out."
        raise QueryError([Problem("not-of-a-file", "query", message)])
    axis = " ".join(value for name, value in pairs if name == "axis")[:80]
    by_axis = {picture.axis: picture for picture in _pictures(release, query)}
    if axis not in by_axis:
        raise QueryError([unknown("axis", "query parameter axis", axis, by_axis)])
    return query, by_axis[axis]


def _filtered(query: Query) -> Query:
    """The same query with nothing but what decides which pictures it has."""
    return replace(query.narrowing, sort=query.sort)


def _pictures(release: Release, query: Query) -> list[Picture]:
    """The pictures of a list, with what its projects report besides, and where they worked."""
    if not 0 < release.count(query) <= MAX_OUTCOMES:
        return []
    rows = list(release.stream(_filtered(query)))
    projects = {"project": tuple({row["project_id"] for row in rows})}
    themes = {"theme": tuple({row["parent_theme_id"] for row in rows} - {None})}
    others = release.rows("outcomes", **projects | themes)
    subject = f"Results {filter_labels.query_in_words(query.narrowing, release.catalogue)}".strip()
    return pictures_of(rows, subject, day(release.catalogue.release_date), others)
