"""How routes answer: from one release, in an envelope or as a file, and as their path ends."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from inspect import signature
from typing import Annotated, Any, TypeVar

import orjson
from fastapi import APIRouter, Depends, Path, Response
from starlette.convertors import StringConvertor, register_url_convertor

from app.dependencies import API, OF_A_RELEASE, DirectRoute, only, reads_release
from app.errors import NotFoundError, unknown
from app.evidence import answers
from app.evidence.answers import Release, Row, RowPage
from app.evidence.catalogue import Catalogue, Names
from app.evidence.queries import EVIDENCE_LISTS, Query
from app.exports import FORMATS
from app.exports.citations import STYLES
from app.settings import link


# Rows are not cached as finished JSON: they hold the names of projects and the labels of words,
# so that to correct one of these would mean to write a million rows again.
def page(
    query: Query,
    catalogue: Catalogue,
    answer: RowPage,
    rows: list[Row],
    facets: Mapping[str, list[answers.Choice]],
) -> Response:
    """A page of a list in its envelope."""
    following = query.following(answer.next_cursor) if answer.next_cursor else None
    next_page = link(f"{API}{following.address()}") if following else None
    files = {ending: link(f"{API}{query.as_file.address(f'.{ending}')}") for ending in FORMATS}
    filters = query.evidence_list.by_name
    # A row may count there for several values.
    overlapping = [name for name in query.facet if filters[name].may_overlap]
    body = {
        "meta": {
            "release": catalogue.release,
            "query": query.in_english(catalogue),
            "count": answer.count,
            "page_size": query.page_size,
            "next_cursor": answer.next_cursor,
            **({"overlapping_facets": overlapping} if facets else {}),
        },
        "results": rows,
        "facets": {name: _choices(query, name, choices) for name, choices in facets.items()},
        "links": {"self": link(f"{API}{query.address()}"), "next": next_page, **files},
    }
    following_link = [f'<{next_page}>; rel="next"'] if next_page else []
    links = [*following_link, *renamed_link(query, query.address(), catalogue)]
    headers = {"Link": ", ".join(links)} if links else None
    return Response(orjson.dumps(body), headers=headers, media_type="application/json")


def renamed_link(query: Query, address: str, catalogue: Catalogue) -> list[str]:
    """The Link header to today's codes, where the address has codes that are no more.

    A file holds rows alone and has no other place to say so.
    """
    if not query.renamed:
        return []
    return [f'<{link(f"{API}{address}")}>; rel="canonical"; title="{query.successors(catalogue)}"']


def selected_rows(records: list[Row], query: Query) -> list[Row]:
    """The columns of public rows that a query asks for."""
    if not query.fields:
        return records
    return [{column: record[column] for column in query.columns} for record in records]


def with_included(release: Release, records: list[Row], query: Query) -> list[Row]:
    """The same rows, each with the related rows that `include` asks for."""
    rows = [dict(row) for row in selected_rows(records, query)]
    ids = [record["project_id"] for record in records] if query.include else []
    for name in query.include:
        related = answers.included(release, name, ids)
        for project_id, row in zip(ids, rows, strict=True):
            row[name] = related[project_id]
    return rows


def detail(row: dict[str, Any] | None, name: str, key: str, catalogue: Catalogue) -> Response:
    """One row of a list in its envelope.

    Raises NotFoundError where there is none, with the nearest names.
    """
    if row is None:
        raise missing(name, key, catalogue)
    body = {
        "meta": {"release": catalogue.release, "query": f"The {name.removesuffix('s')} {key}"},
        "result": row,
        "links": {"self": link(f"{API}/{name}/{key}")},
    }
    return as_json(body)


def missing(name: str, key: str, catalogue: Catalogue) -> NotFoundError:
    """A NotFoundError for a row of a list, with the nearest names where its rows have names."""
    _, is_ending, style = key.rpartition(".")
    if is_ending and name != "themes":
        # Only ids of sub-themes have a full stop: after other ids it begins a style of citations.
        return NotFoundError([unknown("style", "address", style, STYLES)])
    names = catalogue.names(name) if name in _WITH_NAMES else Names({})
    return NotFoundError([names.unknown(name.removesuffix("s"), "address", key, f"/{name}")])


_WITH_NAMES = ("projects", "themes", "organisations", "sources")


def as_json(body: Any) -> Response:
    return Response(orjson.dumps(body), media_type="application/json")


def attached(name: str, release: str, ending: str) -> dict[str, str]:
    """The header of a download: the name of the file gives its content and its release."""
    file = f"wave1-evidence-{name}-{release}.{ending}"
    return {"Content-Disposition": f'attachment; filename="{file}"'}


def _choices(query: Query, name: str, choices: list[answers.Choice]) -> list[Row]:
    """The choices of a filter, each with the address of the list that it leads to."""
    addresses = query.addresses(query.evidence_list.by_name[name], [each.value for each in choices])
    return [
        {**vars(each), "value": each.value or None, "link": link(f"{API}{address}")}
        for each, address in zip(choices, addresses, strict=True)
    ]


Endpoint = Callable[..., Any]
T = TypeVar("T")


class Router(APIRouter):
    """The routes of one part of the API."""

    def answers(self, path: str, operation: str) -> Callable[[Endpoint], Endpoint]:
        """Let an endpoint answer from one release, as an operation of the description.

        Parameters that the endpoint does not name are refused, unless it takes the request and
        reads its own.
        """

        def add(endpoint: Endpoint) -> Endpoint:
            parameters = signature(endpoint).parameters.keys() - {*OF_A_RELEASE}
            in_query = sorted(each for each in parameters if f"{{{each}" not in path)
            self.add_api_route(
                path,
                reads_release(endpoint),
                operation_id=operation,
                dependencies=[] if "request" in parameters else [Depends(only(*in_query))],
                route_class_override=DirectRoute if parameters == {"request"} else None,
            )
            return endpoint

        return add


_OTHER_ENDINGS = {
    "json": "JSON is the answer of the address without an ending: leave it out.",
    "ndjson": "Did you mean 'jsonl'?",
    **dict.fromkeys(STYLES, f"The reports of projects are {API}/evaluations with this ending."),
}


def part_of_path(name: str, regex: str) -> None:
    """Restrict a part of a path to a regular expression: `{list_name:list}`."""
    register_url_convertor(name, type(name, (StringConvertor,), {"regex": regex})())


part_of_path("list", "|".join(EVIDENCE_LISTS))
ListName = Annotated[str, Path(json_schema_extra={"enum": list(EVIDENCE_LISTS)})]
"""A part of a path that is the name of a list."""


def ending(name: str, choices: Mapping[str, T]) -> Callable[..., Awaitable[T]]:
    """A dependency that reads what an address ends with: one of the choices, else 404."""

    async def read(value: Annotated[str, ending_of(name, choices)]) -> T:
        return chosen(name, value, choices)

    return read


def ending_of(name: str, choices: Iterable[str]) -> Any:
    """The description of the ending of an address, which names the format of the file."""
    return Path(alias=name, json_schema_extra={"enum": list(choices)})


def chosen(name: str, value: str, choices: Mapping[str, T]) -> T:
    """One of the choices. Raises NotFoundError where there is none of that name."""
    if value not in choices:
        problem = unknown(name, "address", value, choices)
        hint = _OTHER_ENDINGS.get(value, problem.hint)
        raise NotFoundError([replace(problem, hint=hint)])
    return choices[value]
