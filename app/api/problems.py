"""The one shape of an error: RFC 9457, with every problem and what is expected."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from app.dependencies import API, RELEASE, release_store_of
from app.errors import EvidenceError, GoneError, NotFoundError, Problem, QueryError
from app.evidence.queries import EVIDENCE_LISTS
from app.evidence.vocabulary import read_table
from app.exports.citations import STYLES
from app.settings import link

MEDIA_TYPE = "application/problem+json"
PROBLEMS_AT = "/docs/problems"
"""The page that explains the codes."""

CODES = {row["code"]: row["meaning"] for row in read_table(__file__, "problem_codes")}
"""Every code of a problem, with what it means."""

ErrorPage = Callable[[Request, str, int, list[Problem]], Response]
"""Makes the page that tells a reader of pages what is wrong."""


def install(app: FastAPI, error_page: ErrorPage) -> None:
    """Give every error of an app the one shape: JSON in the API, a page on the site."""

    def error_response(
        request: Request,
        title: str,
        status: int,
        problems: Sequence[Problem],
        headers: dict[str, str] | None = None,
    ) -> Response:
        if _is_of_api(request):
            return problem_response(title, status, problems, headers)
        page = error_page(request, title, status, list(problems))
        page.headers.update(headers or {})
        return page

    app.state.error_response = error_response

    @app.exception_handler(EvidenceError)
    async def evidence_error(request: Request, error: EvidenceError) -> Response:
        if isinstance(error, NotFoundError):
            error = await run_in_threadpool(gone, request, error)
        return error_response(request, error.title, error.status, error.problems)

    @app.exception_handler(RequestValidationError)
    async def invalid_request(request: Request, error: RequestValidationError) -> Response:
        problems = [
            Problem(
                _CODE_OF.get(part["type"], "invalid"),
                f"{part['loc'][0]} parameter {part['loc'][-1]}",
                f"{part['msg']}.",
            )
            for part in error.errors()
        ]
        return error_response(request, QueryError.title, 422, problems)

    @app.exception_handler(HTTPException)
    async def http_error(request: Request, error: HTTPException) -> Response:
        phrase = HTTPStatus(error.status_code).phrase
        code = phrase.lower().replace(" ", "-")
        message = f"{request.method} {request.url.path}: {phrase}. Lists are at /api/v1."
        problem = Problem(code, "address", message)
        return error_response(
            request, phrase, error.status_code, [problem], dict(error.headers or {})
        )


_STYLE_ENDINGS = tuple(f".{style}" for style in STYLES)


def gone(request: Request, error: NotFoundError) -> EvidenceError:
    """The same error; or that the row was removed, and which kept release last had it."""
    *_, name, row_id = ("", *request.url.path.split("/"))
    if name not in EVIDENCE_LISTS or RELEASE in request.scope:
        return error
    # A citation is at the address of its row, with the ending of its style.
    for each in dict.fromkeys((row_id, *map(row_id.removesuffix, _STYLE_ENDINGS))):
        if last := release_store_of(request).last_with(EVIDENCE_LISTS[name].key, each):
            day = last.published[0]
            message = (
                f"{each!r} was removed. The last release that has it is {last.release}"
                f"{f' of {day}' if day else ''}: "
                f"{link(f'{API}/{name}/{each}?release={quote(last.release)}')}."
            )
            return GoneError([Problem("removed", "address", message)])
    return error


def _is_of_api(request: Request) -> bool:
    """Whether a program asks: at the addresses of the API and of the state."""
    path = request.url.path
    return path.startswith(("/api/", "/health", "/ready", "/mcp")) or path == "/api"


_CODE_OF = {"missing": "needed", "string_too_long": "too-long"}


def problem_response(
    title: str, status: int, problems: Sequence[Problem], headers: dict[str, str] | None = None
) -> Response:
    return Response(orjson.dumps(_body(title, status, problems)), status, headers, MEDIA_TYPE)


def _body(title: str, status: int, problems: Sequence[Problem]) -> dict[str, Any]:
    problem_bodies = [_told(problem) for problem in problems]
    codes = {problem.code for problem in problems}
    code = problems[0].code if len(codes) == 1 else "several"
    return {
        "type": link(f"{PROBLEMS_AT}#{code if code in CODES else 'unknown'}"),
        "title": title,
        "status": status,
        "detail": " ".join(f"{each['where']}: {each['message']}" for each in problem_bodies),
        "problems": problem_bodies,
    }


def _told(problem: Problem) -> dict[str, str]:
    """A problem in JSON: with the nearest known words, or the address of the list of all."""
    is_listed = problem.listed_at and not problem.offers
    place = link(f"{API}{problem.listed_at}".rstrip("/"))
    message = f"{problem.told} All are at {place}." if is_listed else problem.told
    return {"code": problem.code, "where": problem.where, "message": message}
