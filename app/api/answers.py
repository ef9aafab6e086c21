"""Records -> JSON: the envelope of a page, of one thing, and the links in it."""

from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import Response

from app.database import Snapshot
from app.dependencies import API, Asked
from app.errors import NotFoundError, Problem, did_you_mean
from app.evidence import answers
from app.evidence.answers import Listing
from app.evidence.answers.listing import selected
from app.evidence.catalogue import Catalogue, Names
from app.evidence.queries import Query
from app.evidence.remembered import Remembered
from app.exports import FORMATS

Written = tuple[bytes, str | None]
"""A page as JSON, and the link to the next where there is one."""


def page(question: Asked) -> Written:
    """A page of a list in its envelope, with all that belongs to it."""
    query, names, session = question.query, question.catalogue, question.session
    found = answers.answer(session, question.listing, query, names)
    choices = answers.facets(session, question.listing, query, names)
    return _written(query, names, found, _results(question, found.records), choices)


def plain_page(read: Snapshot, listing: Listing, query: Query, names: Catalogue) -> Written | None:
    """A page of a list in its envelope, rows alone; nothing where the names are of another."""
    found = answers.answer_of(read, listing, query, names)
    if found is None:
        return None
    rows = [selected(record, query) for record in found.records] if query.fields else found.records
    return _written(query, names, found, rows, {})


def _written(
    query: Query,
    names: Catalogue,
    found: answers.Answer,
    rows: list[dict[str, Any]],
    choices: Mapping[str, list[answers.Choice]],
) -> Written:
    following = query.following(found.next_cursor) if found.next_cursor else None
    next_page = f"{API}{following.address()}" if following else None
    said, files = _OF_QUESTIONS.of(names, query.first, lambda: _of_question(query, names))
    body = {
        "meta": {
            "release": names.release,
            "query": said,
            "count": found.count,
            "page_size": query.page_size,
            "next_cursor": found.next_cursor,
        },
        "results": rows,
        "facets": {name: [_choice(one) for one in ones] for name, ones in choices.items()},
        "links": {"self": f"{API}{query.address()}", "next": next_page, **files},
    }
    return orjson.dumps(body), f'<{next_page}>; rel="next"' if next_page else None


_OF_QUESTIONS = Remembered[Query, tuple[str, dict[str, str]]]()


def _of_question(query: Query, names: Catalogue) -> tuple[str, dict[str, str]]:
    """A question said back, and where the files are that answer it."""
    files = {ending: f"{API}{query.as_file.address(f'.{ending}')}" for ending in FORMATS}
    return query.in_english(names), files


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
    right = f"there is no {kind} {key[:80]!r}.{_near(key[:80], known) if known else ''}"
    return NotFoundError([Problem(f"unknown-{kind}", "address", right)])


def as_json(body: Any) -> Response:
    """A body as JSON."""
    return Response(orjson.dumps(body), media_type="application/json")


def _results(question: Asked, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    query = question.query
    shown = [dict(selected(record, query)) for record in records]
    for name in query.include:
        ids = [record["project_id"] for record in records]
        belonging = answers.included(question.session, name, ids, question.catalogue)
        for record, row in zip(records, shown, strict=True):
            row[name] = belonging[record["project_id"]]
    return shown


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
