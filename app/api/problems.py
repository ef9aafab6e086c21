"""The one shape of an error: RFC 9457, with every problem and what would be right."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import models_json_schema
from starlette.exceptions import HTTPException

from app.errors import EvidenceError, NotFoundError, NotReadyError, Problem, QueryError

MEDIA_TYPE = "application/problem+json"

_STATUS: dict[type[EvidenceError], int] = {
    NotFoundError: 404,
    QueryError: 422,
    NotReadyError: 503,
}


class ProblemPart(BaseModel):
    """One thing that is wrong, at one place."""

    model_config = ConfigDict(extra="forbid")

    code: str = Field(description="A word for the kind of problem.")
    where: str = Field(description="Where it is.")
    message: str = Field(description="What was found, and what would be right.")


class ProblemDetails(BaseModel):
    """Why a request was not answered."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(description="What went wrong, in a sentence.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="Every problem in words.")
    problems: list[ProblemPart] = Field(description="Every problem, one by one.")


def describe(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How a route documents the errors that it may answer with."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": content}
        for status in statuses
    }


def install(app: FastAPI) -> None:
    """Give every error of an app the one shape, and document that shape."""
    documented = app.openapi

    def openapi() -> dict[str, Any]:
        description = documented()
        schemas = description.setdefault("components", {}).setdefault("schemas", {})
        _, found = models_json_schema(
            [(ProblemDetails, "serialization")], ref_template="#/components/schemas/{model}"
        )
        schemas.update(found["$defs"])
        return description

    app.openapi = openapi  # type: ignore[method-assign]

    @app.exception_handler(EvidenceError)
    def evidence_error(_request: Request, error: EvidenceError) -> Response:
        return _response(error.title, _STATUS.get(type(error), 500), error.problems)

    @app.exception_handler(RequestValidationError)
    def invalid_request(_request: Request, error: RequestValidationError) -> Response:
        problems = [
            Problem(part["type"], " ".join(map(str, part["loc"])), part["msg"])
            for part in error.errors()
        ]
        return _response(QueryError.title, 422, problems)

    @app.exception_handler(HTTPException)
    def http_error(request: Request, error: HTTPException) -> Response:
        phrase = HTTPStatus(error.status_code).phrase
        code = phrase.lower().replace(" ", "-")
        right = f"{request.method} {request.url.path}: {phrase.lower()}. Lists stand at /api/v1."
        problem = Problem(code, "address", right)
        return _response(phrase, error.status_code, [problem], dict(error.headers or {}))

    @app.exception_handler(Exception)
    def unexpected(_request: Request, _error: Exception) -> Response:
        right = "the fault is ours and is in the log. The same request may work again later."
        title = "Something went wrong on our side."
        return _response(title, 500, [Problem("internal", "server", right)])


def _response(
    title: str, status: int, problems: Sequence[Problem], headers: dict[str, str] | None = None
) -> Response:
    body = {
        "title": title,
        "status": status,
        "detail": " ".join(f"{problem.where}: {problem.message}" for problem in problems),
        "problems": [vars(problem) for problem in problems],
    }
    return Response(orjson.dumps(body), status, headers, MEDIA_TYPE)
