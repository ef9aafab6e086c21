"""Records -> JSON: the envelope of a page, of one row, and the links in it."""

from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import Response
from sqlalchemy.orm import Session

from app.addresses import link
from app.dependencies import API
from app.errors import NotFoundError, Problem, did_you_mean
from app.evidence import answers
from app.evidence.answers import Answer, Row
from app.evidence.catalogue import Catalogue, Names
from app.evidence.queries import Query
from app.exports import FORMATS
from app.exports.citations import STYLES


# Rows are not cached as finished JSON: they hold the names of projects and the labels of words,
# so that to correct one of these would mean to write a million rows again.
def page(
    query: Query,
    names: Catalogue,
    answer: Answer,
    rows: list[Row],
    facets: Mapping[str, list[answers.Choice]],
) -> Response:
    """A page of a list in its envelope."""
    following = query.following(answer.next_cursor) if answer.next_cursor else None
    next_page = link(f"{API}{following.address()}") if following else None
    files = {ending: link(f"{API}{query.as_file.address(f'.{ending}')}") for ending in FORMATS}
    filters = query.resource.by_name
    # A row may count there for several values.
    overlapping = [name for name in query.facet if filters[name].may_overlap]
    body = {
        "meta": {
            "release": names.release,
            "query": query.in_english(names),
            "count": answer.count,
            "page_size": query.page_size,
            "next_cursor": answer.next_cursor,
            **({"overlapping_facets": overlapping} if facets else {}),
        },
        "results": rows,
        "facets": {name: [_choice(each) for each in choices] for name, choices in facets.items()},
        "links": {"self": link(f"{API}{query.address()}"), "next": next_page, **files},
    }
    headers = {"Link": f'<{next_page}>; rel="next"'} if next_page else None
    return Response(orjson.dumps(body), headers=headers, media_type="application/json")


def selected_rows(records: list[Row], query: Query) -> list[Row]:
    """The columns of public rows that a query asks for."""
    if not query.fields:
        return records
    return [{column: record[column] for column in query.columns} for record in records]


def with_included(
    session: Session, records: list[Row], query: Query, names: Catalogue
) -> list[Row]:
    """The same rows, each with the related rows that `include` asks for."""
    rows = [dict(row) for row in selected_rows(records, query)]
    ids = [record["project_id"] for record in records] if query.include else []
    for name in query.include:
        related = answers.included(session, name, ids, names)
        for project_id, row in zip(ids, rows, strict=True):
            row[name] = related[project_id]
    return rows


def detail(row: dict[str, Any] | None, name: str, key: str, names: Catalogue) -> Response:
    """One row of a list in its envelope.

    Raises NotFoundError where there is none, with the nearest names.
    """
    if row is None:
        raise missing(name, key, names)
    body = {
        "meta": {"release": names.release, "query": f"The {name.removesuffix('s')} {key}"},
        "result": row,
        "links": {"self": link(f"{API}/{name}/{key}")},
    }
    return as_json(body)


def missing(name: str, key: str, names: Catalogue) -> NotFoundError:
    """A NotFoundError for a row of a list, with the nearest names where its rows have names."""
    _, is_ending, style = key.rpartition(".")
    if is_ending and name != "themes":
        # Ids have no full stop, but those of sub-themes: what follows one is a style of citations.
        message = f"There is no style {style[:80]!r}. {did_you_mean(style[:80], STYLES)}"
        return NotFoundError([Problem("unknown-style", "address", message)])
    near = _near(key[:80], names.names(name)) if name in _WITH_NAMES else ""
    kind = name.removesuffix("s")
    message = f"There is no {kind} {key[:80]!r}.{near}"
    return NotFoundError([Problem(f"unknown-{kind}", "address", message)])


_WITH_NAMES = ("projects", "themes", "organisations", "sources")


def as_json(body: Any) -> Response:
    return Response(orjson.dumps(body), media_type="application/json")


def _choice(choice: answers.Choice) -> dict[str, Any]:
    return {
        "value": choice.value or None,
        "label": choice.label,
        "count": choice.count,
        "link": link(f"{API}{choice.address}"),
    }


def _near(key: str, known: Names) -> str:
    name = known.find(key)
    return f" Its id is {name!r}." if name else f" {did_you_mean(key, known.spellings)}"
