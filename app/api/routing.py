"""The routes of the API: how one that answers from a release is added, and how its path may end."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from inspect import signature
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Path, Response
from starlette.convertors import StringConvertor, register_url_convertor

from app.dependencies import API, OF_A_RELEASE, only, reads_release
from app.errors import NotFoundError, Problem, did_you_mean
from app.evidence.queries import RESOURCES
from app.exports.citations import STYLES

Endpoint = Callable[..., Any]
T = TypeVar("T")


class Router(APIRouter):
    """The routes of one part of the API."""

    def answers(  # noqa: PLR0913 (what a route is)
        self,
        path: str,
        name: str,
        summary: str,
        tag: str,
        model: Any = None,
        *,
        gives: Iterable[str] = (),
    ) -> Callable[[Endpoint], Endpoint]:
        """Let an endpoint answer with a model as JSON, or with a file of some media types.

        All other parameters than those of the endpoint are refused, unless it takes the request
        to read its own.
        """
        documented: dict[str, Any] = {"response_model": model} if model else {}
        if gives:
            documented = {"response_class": Response, "responses": file_of(*gives)}

        def add(endpoint: Endpoint) -> Endpoint:
            own = signature(endpoint).parameters.keys() - {*OF_A_RELEASE}
            asked = sorted(each for each in own if f"{{{each}" not in path)
            self.add_api_route(
                path,
                reads_release(endpoint),
                operation_id=name,
                summary=summary,
                tags=[tag],
                dependencies=[] if "request" in own else [Depends(only(*asked))],
                **documented,
            )
            return endpoint

        return add


def file_of(*media_types: str) -> dict[int | str, dict[str, Any]]:
    """How a route documents that it answers with a file of one of these media types."""
    content: dict[str, Any] = {each.partition(";")[0]: {"schema": {}} for each in media_types}
    return {200: {"description": "The file", "content": content}}


_OTHER_ENDINGS = {
    "json": "JSON is the answer of the address without an ending: leave it out.",
    "ndjson": "Did you mean 'jsonl'?",
    **dict.fromkeys(STYLES, f"The reports of projects are {API}/evaluations with this ending."),
}


class _Lists(StringConvertor):
    regex = "|".join(RESOURCES)


register_url_convertor("list", _Lists())
ListName = Annotated[str, Path(json_schema_extra={"enum": list(RESOURCES)})]
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
        hint = _OTHER_ENDINGS.get(value) or did_you_mean(value[:80], choices)
        message = f"There is no {name} {value[:80]!r}. {hint}"
        raise NotFoundError([Problem(f"unknown-{name}", "address", message)])
    return choices[value]
