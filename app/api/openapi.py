"""The description of the API, and the page on which it can be read and tried."""

from collections import Counter
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
from app.api.parameters import BLANK
from app.api.problems import CODES, ProblemDetails, describe
from app.dependencies import API
from app.exports import FORMATS
from app.releases import NAME

EXAMPLES = Path(__file__).with_name("examples.json")
"""For each operation values of its parameters and an answer, and what files look like as text."""
_FILES = Path(fastapi_offline.__file__).parent / "static"
_FILES_AT = "/docs/files"
"""Swagger UI is served from here: nothing comes from elsewhere."""
_ENDINGS = ", ".join(f"`.{ending}`" for ending in FORMATS)
ABOUT = f"""What the evaluations of the 57 Wave 1 projects of the Children's Social Care Innovation
Programme (England, 2014-2016) found, and where it is said.

**Asking.** A parameter given twice, or with commas, means any of its values; with `.all` all of
them, with `.none` none; `.gt`, `.gte`, `.lt` and `.lte` are limits of a number or a date, and
`.blank=yes` asks for rows without a value. What is not known is refused with the nearest that is
known, never answered with an empty table. In a list a blank parameter, as a form submits it, says
nothing.

**Answers.** `meta.count` is exact and `meta.query` says the question back in English. Follow
`links.next` for more. A file ({_ENDINGS}) is always the whole list.

**Errors** have one shape (RFC 9457). Codes of problems:

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
            description["info"]["description"] = ABOUT + "".join(
                f"- `{code}`: {meaning}\n" for code, meaning in CODES.items()
            )
            description["info"]["license"] = {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"}
            _add_shared_schemas(description)
            _add_formats(description)
            _add_release(description)
            _add_long_address(description)
            _let_rows_have_chosen_columns(description)
            _tidy(description)
            _add_examples(description)
            _share_parts(description)
            description["servers"] = [{"url": PUBLIC_URL or "/"}]
            description["security"] = []
        return description

    return openapi


def _add_shared_schemas(description: dict[str, Any]) -> None:
    _, schemas = models_json_schema(
        [(ProblemDetails, "serialization")], ref_template="#/components/schemas/{model}"
    )
    description["components"]["schemas"].update(schemas["$defs"], **BLANK)


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
    for path, operations in description["paths"].items():
        if path.startswith(f"{API}/") and not path.startswith(f"{API}/releases"):
            for operation in operations.values():
                operation.setdefault("parameters", []).append(parameter)
                operation["responses"].setdefault("404", describe(404)[404])


def _add_long_address(description: dict[str, Any]) -> None:
    """Every operation may refuse an address that is too long."""
    # The phrase of this status differs between versions of Python: it is written out here.
    response = {**describe(422)[422], "description": "The address is too long"}
    response["content"] = deepcopy(response["content"])
    for media_type in response["content"].values():
        media_type.pop("example", None)
    for operations in description["paths"].values():
        for operation in operations.values():
            operation["responses"].setdefault("414", response)


def _let_rows_have_chosen_columns(description: dict[str, Any]) -> None:
    """With `fields` a row has fewer columns, with `include` more: no column is required there."""
    schemas = description["components"]["schemas"]
    for title, page in list(schemas.items()):
        if not title.startswith("Page_"):
            continue
        name = page["properties"]["results"]["items"]["$ref"].rpartition("/")[2]
        record = schemas.pop(name)
        row = {**record, "title": name.replace("Record", "Row")}
        required = row.pop("required")
        row["properties"] = {**row["properties"], **_included(name)}
        schemas[row["title"]] = row
        reference = {"$ref": f"#/components/schemas/{row['title']}"}
        page["properties"]["results"]["items"] = reference
        detail = schemas.get(name.replace("Record", "Detail"))
        if detail:
            # It has more columns, so none is forbidden in the row.
            del row["additionalProperties"], detail["additionalProperties"]
            shared, own = row["properties"], detail["properties"]
            more = {column: own[column] for column in own if own[column] != shared.get(column)}
            detail |= {"allOf": [reference], "properties": more}
        if name != "ProjectRecord":
            # A project is shown whole as a detail alone.
            schemas[name] = {"title": name, "allOf": [reference], "required": required}


def _included(title: str) -> dict[str, Any]:
    if title != "ProjectRecord":
        return {}
    belonging = {"findings": "Finding", "outcomes": "Outcome", "evaluations": "Evaluation"}
    return {
        name: {"type": "array", "items": {"$ref": f"#/components/schemas/{record}Record"}}
        for name, record in belonging.items()
    }


def _add_examples(description: dict[str, Any]) -> None:
    examples = orjson.loads(EXAMPLES.read_bytes())
    for operations in description["paths"].values():
        for operation in operations.values():
            name = operation["operationId"]
            for media_type, content in operation["responses"]["200"].get("content", {}).items():
                if name in examples["answers"]:
                    content["example"] = examples["answers"][name]
                elif media_type in examples["files"]:
                    content["example"] = examples["files"][media_type]
            values = examples["asked"].get(name, {})
            for parameter in operation.get("parameters", []):
                if parameter["name"] in values:
                    parameter["example"] = values[parameter["name"]]


_FEW_WORDS = 3
"""So many words need no more room than a reference to them."""


def _share_parts(description: dict[str, Any]) -> None:
    """Move to components what several operations have, closed lists of words among it."""
    operations = [
        (path, operation, _subject(path))
        for path, operations in description["paths"].items()
        for operation in operations.values()
    ]
    asked = [each for _, operation, _ in operations for each in operation.get("parameters", [])]
    uses = Counter(orjson.dumps(part) for each in asked for part in (each, _words_of(each)))
    for path, operation, subject in operations:
        for number, each in enumerate(operation.get("parameters", [])):
            words, own = _words_of(each), each
            if len(words) > _FEW_WORDS and uses[orjson.dumps(words)] > 1:
                name = each["name"].partition(".")[0]
                shared = _shared(description, "schemas", name, subject, each["schema"]["items"])
                own = {**each, "schema": {**each["schema"], "items": shared}}
            if uses[orjson.dumps(each)] > 1:
                own = _shared(description, "parameters", each["name"], subject, own)
            operation["parameters"][number] = own
        responses = operation["responses"]
        for status, response in responses.items():
            name = "File" if status == "200" else f"Problem{status}"
            if status != "200" or path.endswith(".{format}"):
                responses[status] = _shared(description, "responses", name, subject, response)


def _subject(path: str) -> str:
    """What an operation is about, by its path."""
    return path.split("/")[-1 if "{" not in path else 3].partition(".")[0].strip("{}")


def _words_of(parameter: dict[str, Any]) -> list[str]:
    words: list[str] = parameter["schema"].get("items", {}).get("enum", [])
    return words


def _shared(
    description: dict[str, Any], kind: str, name: str, subject: str, part: dict[str, Any]
) -> dict[str, Any]:
    """A reference to a part; where another part has its name, its own name adds the subject."""
    parts = description["components"].setdefault(kind, {})
    alike = (key for key in parts if key.partition("-of-")[0] == name and parts[key] == part)
    key = next(alike, f"{name}-of-{subject}" if name in parts else name)
    parts[key] = part
    return {"$ref": f"#/components/{kind}/{key}"}


def _tidy(part: Any) -> None:
    """Leave titles of columns to the dictionary, and use keywords that a schema has."""
    if isinstance(part, dict):
        if isinstance(part.get("unit"), str):
            # Its own keywords must begin with `x-`.
            part["x-unit"] = part.pop("unit")
        for each in part.get("properties", {}).values():
            each.pop("title", None)
        for each in part.values():
            if isinstance(each, dict) and len(each.get("anyOf", ())) == 2:
                _shorten_choice(each)
    for each in part.values() if isinstance(part, dict) else part:
        if isinstance(each, dict | list):
            _tidy(each)


def _shorten_choice(schema: dict[str, Any]) -> None:
    """A value of one type that may be blank."""
    type_, blank = schema["anyOf"]
    if blank == {"type": "null"} and type_.keys() == {"type"}:
        del schema["anyOf"]
        schema["type"] = [type_["type"], "null"]


def _page() -> HTMLResponse:
    return get_swagger_ui_html(
        openapi_url=f"{PATH_PREFIX}{API}/openapi.json",
        title="Wave 1 Evidence: the API",
        swagger_js_url=f"{PATH_PREFIX}{_FILES_AT}/swagger-ui-bundle.js",
        swagger_css_url=f"{PATH_PREFIX}{_FILES_AT}/swagger-ui.css",
        swagger_favicon_url=f"{PATH_PREFIX}{_FILES_AT}/favicon.png",
    )
