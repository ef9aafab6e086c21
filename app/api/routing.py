"""How a route that answers from one release is added, and how its answer is documented."""

from collections.abc import Callable, Iterable
from typing import Any

from fastapi import APIRouter, Depends, Response

from app.dependencies import only, reads_release

Endpoint = Callable[..., Any]


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
        takes: tuple[str, ...] | None = (),
        gives: Iterable[str] = (),
        parameters: Iterable[dict[str, Any]] = (),
    ) -> Callable[[Endpoint], Endpoint]:
        """Let an endpoint answer with a model as JSON, or with a file of some media types.

        All other parameters than it takes are refused; None is for one that reads its own.
        """
        documented: dict[str, Any] = {"response_model": model} if model else {}
        if gives:
            documented = {"response_class": Response, "responses": file_of(*gives)}
        if parameters:
            documented["openapi_extra"] = {"parameters": list(parameters)}

        def add(endpoint: Endpoint) -> Endpoint:
            self.add_api_route(
                path,
                reads_release(endpoint),
                operation_id=name,
                summary=summary,
                tags=[tag],
                dependencies=[] if takes is None else [Depends(only(*takes))],
                **documented,
            )
            return endpoint

        return add


def file_of(*media_types: str) -> dict[int | str, dict[str, Any]]:
    """How a route documents that it answers with a file of one of these media types."""
    content: dict[str, Any] = {each.partition(";")[0]: {"schema": {}} for each in media_types}
    return {200: {"description": "The file", "content": content}}
