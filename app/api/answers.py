"""Records -> JSON: the envelope of a page, of one thing, and the links in it."""

from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import Response
from sqlalchemy.orm import Session

from app.dependencies import API
from app.errors import NotFoundError, Problem, did_you_mean
from app.evidence import answers
from app.evidence.answers import Answer, Row
from app.evidence.answers.listing import selected
from app.evidence.catalogue import Catalogue, Names
from app.evidence.queries import Query
from app.evidence.release_cache import ReleaseCache
from app.exports import FORMATS


# Rows are not cached as finished JSON: they hold the names of projects and the labels of words,
# and whoever corrects one of these would have to write a million rows anew.
def page(
    query: Query,
    names: Catalogue,
    answer: Answer,
    rows: list[Row],
    facets: Mapping[str, list[answers.Choice]],
) -> Response:
    """A page of a list in its envelope."""
    following = query.following(answer.next_cursor) if answer.next_cursor else None
    next_page = f"{API}{following.address()}" if following else None
    in_english, files = _OF_QUERIES.get(names, query.first, lambda: _of_query(query, names))
    body = {
        "meta": {
            "release": names.release,
            "query": in_english,
            "count": answer.count,
            "page_size": query.page_size,
            "next_cursor": answer.next_cursor,
        },
        "results": rows,
        "facets": {name: [_choice(each) for each in choices] for name, choices in facets.items()},
        "links": {"self": f"{API}{query.address()}", "next": next_page, **files},
    }
    headers = {"Link": f'<{next_page}>; rel="next"'} if next_page else None
    return Response(orjson.dumps(body), headers=headers, media_type="application/json")


_OF_QUERIES = ReleaseCache[Query, tuple[str, dict[str, str]]]()


def _of_query(query: Query, names: Catalogue) -> tuple[str, dict[str, str]]:
    """A query said back in English, and where the files are that answer it."""
    files = {ending: f"{API}{query.as_file.address(f'.{ending}')}" for ending in FORMATS}
    return query.in_english(names), files


def shown(records: list[Row], query: Query) -> list[Row]:
    """The columns of public rows that a query asks for."""
    return [selected(record, query) for record in records] if query.fields else records


def with_included(
    session: Session, records: list[Row], query: Query, names: Catalogue
) -> list[Row]:
    """The same, each row with what belongs to it and is asked for."""
    rows = [dict(row) for row in shown(records, query)]
    ids = [record["project_id"] for record in records] if query.include else []
    for name in query.include:
        belonging = answers.included(session, name, ids, names)
        for project_id, row in zip(ids, rows, strict=True):
            row[name] = belonging[project_id]
    return rows


def one(
    found: dict[str, Any] | None, name: str, key: str, known: Names | None, names: Catalogue
) -> Response:
    """One row of a list in its envelope.

    Raises NotFoundError where there is none, with the nearest that there are.
    """
    kind = name.removesuffix("s")
    if found is None:
        raise missing(kind, key, known)
    body = {
        "meta": {"release": names.release, "query": f"The {kind} {key}"},
        "result": found,
        "links": {"self": f"{API}/{name}/{key}"},
    }
    return as_json(body)


def missing(kind: str, key: str, known: Names | None) -> NotFoundError:
    """There is no such thing; what is near is said where names are known."""
    message = f"There is no {kind} {key[:80]!r}.{_near(key[:80], known) if known else ''}"
    return NotFoundError([Problem(f"unknown-{kind}", "address", message)])


def as_json(body: Any) -> Response:
    """A body as JSON."""
    return Response(orjson.dumps(body), media_type="application/json")


def _choice(choice: answers.Choice) -> dict[str, Any]:
    return {
        "value": choice.value,
        "label": choice.label,
        "count": choice.count,
        "link": f"{API}{choice.address}",
    }


def _near(key: str, known: Names) -> str:
    meant = known.find(key)
    return f" Its id is {meant!r}." if meant else f" {did_you_mean(key, known.spellings)}"
