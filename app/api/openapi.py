"""The description of the API, and the page on which it can be read and tried."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from threading import Lock
from typing import Any

import fastapi_offline
import orjson
from fastapi import FastAPI, Response
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from pydantic.json_schema import models_json_schema

from app.addresses import PATH_PREFIX, PUBLIC_URL
from app.api.openapi_parts import operations_of, share_parts, tell_rows_once, tidy
from app.api.parameters import OPERATED, PICK_LISTS
from app.api.problems import DOCUMENTED, PROBLEMS_AT, ProblemDetails
from app.dependencies import API
from app.exports import FORMATS
from app.releases import NAME

EXAMPLES = Path(__file__).with_name("examples.json")
"""For each operation values of its parameters and an answer, and what files look like as text."""
_FILES = Path(fastapi_offline.__file__).parent / "static"
_FILES_AT = "/docs/files"
"""Swagger UI is served from here: nothing comes from elsewhere."""
_PROBLEMS = {"4XX": "Refused", "503": "Busy"}
_ENDINGS = ", ".join(f"`.{ending}`" for ending in FORMATS)
ABOUT = f"""What the evaluations of the 57 Wave 1 projects of the Children's Social Care Innovation
Programme (England, 2014-2016) found, and where it is said.

**Asking.** A parameter given twice, or with commas, means any of its values; with `.all` all of
them, with `.none` none; `.gt`, `.gte`, `.lt` and `.lte` are limits of a number or a date, and
`.blank=yes` asks for rows without a value. `sort` takes columns; a minus sign reverses one. What is
not known is refused with the nearest that is known, never answered with an empty table. In a list a
blank parameter, as a form submits it, says nothing.

**Answers.** `meta.count` is exact and `meta.query` says the question back in English. Follow
`links.next` for more. A file ({_ENDINGS}) is always the whole list.

**Errors** have one shape (RFC 9457). Their codes are told at `{PROBLEMS_AT}`.
"""


def install(app: FastAPI) -> None:
    """Describe an app, and add the page on which its API can be tried, with the files of it."""
    app.openapi = _described(app.openapi)  # type: ignore[method-assign]
    making = Lock()

    # In a thread, unlike the route of the framework: to make it takes half a second.
    def description() -> Response:
        with making:
            return Response(orjson.dumps(app.openapi()), media_type="application/json")

    app.add_api_route(f"{API}/openapi.json", description, include_in_schema=False)
    app.mount(_FILES_AT, StaticFiles(directory=_FILES), name="docs-files")
    app.add_api_route("/docs", _page, include_in_schema=False)


def _described(generate: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, Any]]:
    description: dict[str, Any] = {}

    def openapi() -> dict[str, Any]:
        if not description:
            description.update(deepcopy(generate()))
            description["info"]["description"] = ABOUT
            description["info"]["license"] = {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"}
            _add_shared_schemas(description)
            _add_formats(description)
            _add_release(description)
            tell_rows_once(description)
            tidy(description["paths"])
            tidy(description["components"])
            _add_problems(description)
            _add_examples(description)
            share_parts(description)
            description["servers"] = [{"url": PUBLIC_URL or "/"}]
            description["security"] = []
        return description

    return openapi


def _add_shared_schemas(description: dict[str, Any]) -> None:
    _, schemas = models_json_schema(
        [(ProblemDetails, "serialization")], ref_template="#/components/schemas/{model}"
    )
    description["components"]["schemas"].update(schemas["$defs"], Operators=OPERATED, **PICK_LISTS)


def _add_formats(description: dict[str, Any]) -> None:
    """A page of a list links to the list in every format."""
    links = description["components"]["schemas"]["Links"]
    links["description"] = "Addresses that belong to the answer."
    for ending, format_ in FORMATS.items():
        whole = f"The whole list as {format_.title}."
        links["properties"][ending] = {"type": "string", "description": whole}
        links["required"].append(ending)


def _add_release(description: dict[str, Any]) -> None:
    """Every query of the evidence may name the release that it is put to."""
    parameter = {
        "name": "release",
        "in": "query",
        "description": "The kept release that is asked; without it the one that is loaded.",
        "schema": {"type": "string", "pattern": f"^({NAME})?$"},
        "allowEmptyValue": True,
    }
    for path, operation in operations_of(description):
        parameters = operation.setdefault("parameters", [])
        if path.startswith(f"{API}/") and not path.startswith(f"{API}/releases"):
            parameters.append(parameter)


def _add_problems(description: dict[str, Any]) -> None:
    """Any operation may refuse a request, and all that need the database may be too busy."""
    components = description["components"]
    components["responses"] = {_PROBLEMS[status]: each for status, each in DOCUMENTED.items()}
    for name in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(name, None)
    for path, operation in operations_of(description):
        operation["responses"].pop("422", None)
        if operation["responses"]["200"]["description"] == "Successful Response":
            operation["responses"]["200"]["description"] = "OK"
        for status in DOCUMENTED if path != "/health" else ["4XX"]:
            reference = {"$ref": f"#/components/responses/{_PROBLEMS[status]}"}
            operation["responses"][status] = reference


def _add_examples(description: dict[str, Any]) -> None:
    """An answer of each operation; of a page a row, since what stands round it is the same."""
    examples = orjson.loads(EXAMPLES.read_bytes())
    for name, example in examples["parts"].items():
        description["components"]["schemas"][name]["examples"] = [example]
    for _, operation in operations_of(description):
        name = operation["operationId"]
        for media_type, content in operation["responses"]["200"].get("content", {}).items():
            shown = examples["answers"].get(name, examples["files"].get(media_type))
            if shown is not None:
                content["example"] = shown
        values = examples["asked"].get(name, {})
        for parameter in operation["parameters"]:
            if parameter["name"] in values:
                parameter["example"] = values[parameter["name"]]


def _page() -> HTMLResponse:
    return get_swagger_ui_html(
        openapi_url=f"{PATH_PREFIX}{API}/openapi.json",
        title="Wave 1 Evidence: the API",
        swagger_js_url=f"{PATH_PREFIX}{_FILES_AT}/swagger-ui-bundle.js",
        swagger_css_url=f"{PATH_PREFIX}{_FILES_AT}/swagger-ui.css",
        swagger_favicon_url=f"{PATH_PREFIX}{_FILES_AT}/favicon.png",
    )
