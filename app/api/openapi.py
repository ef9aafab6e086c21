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
from app.api.parameters import OPERATED
from app.api.problems import CODES, DOCUMENTED, ProblemDetails
from app.dependencies import API
from app.evidence.records.columns import LABEL
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
            _let_rows_have_chosen_columns(description)
            _tidy(description["paths"])
            _tidy(description["components"])
            _add_problems(description)
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
    description["components"]["schemas"].update(schemas["$defs"], Operators=OPERATED)


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
    for path, operation in _operations(description):
        parameters = operation.setdefault("parameters", [])
        if path.startswith(f"{API}/") and not path.startswith(f"{API}/releases"):
            parameters.append(parameter)


def _add_problems(description: dict[str, Any]) -> None:
    """Any operation may refuse a request, and all that need the database may be too busy."""
    components = description["components"]
    components["responses"] = {f"Problem{status}": each for status, each in DOCUMENTED.items()}
    for name in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(name, None)
    for path, operation in _operations(description):
        operation["responses"].pop("422", None)
        for status in DOCUMENTED if path != "/health" else ["4XX"]:
            reference = {"$ref": f"#/components/responses/Problem{status}"}
            operation["responses"][status] = reference


def _let_rows_have_chosen_columns(description: dict[str, Any]) -> None:
    """With `fields` a row has fewer columns, with `include` more: no column is required there."""
    schemas = description["components"]["schemas"]
    for title, page in list(schemas.items()):
        if not title.startswith("Page_"):
            continue
        results = page["properties"].pop("results")
        name = results["items"]["$ref"].rpartition("/")[2]
        row = schemas.pop(name)
        required = row.pop("required")
        row["properties"] |= _included(name)
        row_name = name.replace("Record", "Row")
        schemas[row_name] = row
        # All pages share what stands round their rows.
        schemas["ListPage"], schemas["Facets"] = page, page["properties"]["facets"]
        page["properties"] |= {"facets": _reference("Facets")}
        rows = {**results, "items": _reference(row_name)}
        schemas[title] = _extended("ListPage", properties={"results": rows})
        detail_name = name.replace("Record", "Detail")
        if detail_name in schemas:
            shared, own = row["properties"], schemas[detail_name].pop("properties")
            more = {column: own[column] for column in own if own[column] != shared.get(column)}
            schemas[detail_name] = _extended(row_name, **schemas[detail_name], properties=more)
        if name != "ProjectRecord":
            # A project is shown whole as a detail alone.
            schemas[name] = _extended(row_name, required=required)


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _extended(name: str, **own: Any) -> dict[str, Any]:
    """A schema that says more than another."""
    # Of one part alone generators of clients would make that part.
    return {"allOf": [_reference(name), {"type": "object"}], **own}


def _included(title: str) -> dict[str, Any]:
    if title != "ProjectRecord":
        return {}
    belonging = {"findings": "Finding", "outcomes": "Outcome", "evaluations": "Evaluation"}
    return {
        name: {"type": "array", "items": _reference(f"{record}Record")}
        for name, record in belonging.items()
    }


def _add_examples(description: dict[str, Any]) -> None:
    """An answer of each operation; of a page a row, since what stands round it is the same."""
    examples = orjson.loads(EXAMPLES.read_bytes())
    for name, example in examples["parts"].items():
        description["components"]["schemas"][name]["examples"] = [example]
    for _, operation in _operations(description):
        name = operation["operationId"]
        for media_type, content in operation["responses"]["200"].get("content", {}).items():
            shown = examples["answers"].get(name, examples["files"].get(media_type))
            if shown is not None:
                content["example"] = shown
        values = examples["asked"].get(name, {})
        for parameter in operation["parameters"]:
            if parameter["name"] in values:
                parameter["example"] = values[parameter["name"]]


def _operations(description: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Every operation, after its path."""
    paths = description["paths"].items()
    return [(path, each) for path, operations in paths for each in operations.values()]


def _share_parts(description: dict[str, Any]) -> None:
    """Move to components what several operations or rows have."""
    operations = [(path, _subject(path), each) for path, each in _operations(description)]
    asked = [(subject, each["parameters"]) for _, subject, each in operations]
    rows = [
        (name.removesuffix("Row").lower(), each["properties"])
        for name, each in description["components"]["schemas"].items()
        if name.endswith("Row")
    ]
    values = [
        (each["name"], subject, each["schema"], "items")
        for subject, parameters in asked
        for each in parameters
        if "items" in each["schema"]
    ]
    columns = [(name, subject, row, name) for subject, row in rows for name in row]
    whole = [
        (each["name"], subject, parameters, number)
        for subject, parameters in asked
        for number, each in enumerate(parameters)
    ]
    files = [
        ("File", subject, each["responses"], "200")
        for path, subject, each in operations
        if path.endswith(".{format}")
    ]
    for kind, parts in (("schemas", values + columns), ("parameters", whole), ("responses", files)):
        _share(description["components"].setdefault(kind, {}), kind, parts)


def _subject(path: str) -> str:
    """What an operation is about, by its path."""
    return path.split("/")[-1 if "{" not in path else 3].partition(".")[0].strip("{}")


_LONG = 75
"""Characters of a part from which on a reference to it is shorter."""


def _share(shared: dict[str, Any], kind: str, parts: list[tuple[str, str, Any, Any]]) -> None:
    """References to what stands in several places: each is a name, a subject, a holder and a key.

    Where another part has its name, the name of a part adds the subject.
    """
    uses = Counter(orjson.dumps(holder[key]) for *_, holder, key in parts)
    for name, subject, holder, key in parts:
        part = holder[key]
        written = orjson.dumps(part)
        if len(written) > _LONG and uses[written] > 1:
            alike = (n for n in shared if n.partition("-of-")[0] == name and shared[n] == part)
            own = next(alike, f"{name}-of-{subject}" if name in shared else name)
            shared[own] = part
            holder[key] = {"$ref": f"#/components/{kind}/{own}"}


def _tidy(part: Any) -> None:
    """Leave out what the dictionary or a name says, and use keywords that a schema has."""
    for each in list(part.values()) if isinstance(part, dict) else part:
        if isinstance(each, dict | list):
            _tidy(each)
    if isinstance(part, dict):
        for name in [name for name, value in part.items() if _is_left_out(name, value)]:
            del part[name]
        if isinstance(part.get("unit"), str):
            # Its own keywords must begin with `x-`.
            part["x-unit"] = part.pop("unit")
        if len(part.get("anyOf", ())) == 2:
            _shorten_choice(part)


def _is_left_out(name: str, value: Any) -> bool:
    # A new column is no breaking change: none is forbidden.
    is_said_already = (name, value) in (("description", LABEL), ("additionalProperties", False))
    return is_said_already or (name == "title" and isinstance(value, str))


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
