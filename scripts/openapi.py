"""The description of the API, from its routes, records and filters; written by documents.py."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import orjson
from fastapi import FastAPI

from app.api.problems import MEDIA_TYPE, PROBLEMS_AT, problem_response
from app.dependencies import API
from app.errors import NotFoundError, Problem, QueryError
from app.evidence.queries import EVIDENCE_LISTS
from app.exports import FORMATS
from app.middleware.faults import BUSY
from app.releases import NAME
from scripts.openapi_answers import add_answers
from scripts.openapi_parameters import OPERATED, PARAMETERS, PICK_LISTS
from scripts.openapi_parts import operations_of, share_parts, tell_rows_once, tidy

EXAMPLES = Path(__file__).with_name("examples.json")
"""For each operation values of its parameters and an answer, and what files look like as text."""
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

_OTHER_TAGS = {
    "Rows": "One row of any list, by its id.",
    "Ask": "Questions in English, and claims to be checked.",
    "Map": "Counts by theme, strand and so on, and projects side by side.",
    "Search": "Words in everything, and names as they are typed.",
    "Citing": "The release and its reports, for reference managers.",
    "Releases": "The releases that are kept, and what changed between them.",
    "Download": "The whole release as one file.",
    "About": "What can be asked, what columns mean, and which release this is.",
    "State": "Whether the service lives and can answer.",
}
_TAGS = [
    *({"name": each.title, "description": each.description} for each in EVIDENCE_LISTS.values()),
    *({"name": name, "description": text} for name, text in _OTHER_TAGS.items()),
]
"""The groups of the operations."""


def description_of(app: FastAPI) -> dict[str, Any]:
    """What the framework says of an app, with what it does not know and nothing said twice."""
    description = app.openapi()
    description["info"]["description"] = ABOUT
    description["info"]["license"] = {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"}
    add_answers(description)
    description["components"]["schemas"] |= {"Operators": OPERATED, **PICK_LISTS}
    _add_formats(description)
    _add_parameters(description)
    tell_rows_once(description)
    tidy(description["paths"])
    tidy(description["components"])
    _add_problems(description)
    _add_examples(description)
    share_parts(description)
    description["tags"] = _TAGS
    description["servers"] = [{"url": "/"}]
    description["security"] = []
    return description


def _add_formats(description: dict[str, Any]) -> None:
    """A page of a list links to the list in every format."""
    links = description["components"]["schemas"]["Links"]
    links["description"] = "Addresses that belong to the answer."
    for ending, format_ in FORMATS.items():
        whole = f"The whole list as {format_.title}."
        links["properties"][ending] = {"type": "string", "description": whole}
        links["required"].append(ending)


def _add_parameters(description: dict[str, Any]) -> None:
    """What routes read for themselves, and the release that any query of the evidence may name."""
    release = {
        "name": "release",
        "in": "query",
        "description": "The kept release that is asked; without it the one that is loaded.",
        "schema": {"type": "string", "pattern": f"^({NAME})?$"},
        "allowEmptyValue": True,
    }
    for path, operation in operations_of(description):
        parameters = operation.setdefault("parameters", [])
        parameters += deepcopy(PARAMETERS.get(path.removeprefix(f"{API}/"), []))
        if path.startswith(f"{API}/") and not path.startswith(f"{API}/releases"):
            parameters.append(release)


def _add_problems(description: dict[str, Any]) -> None:
    """Any operation may refuse a request, and all that need the database may be too busy."""
    components = description["components"]
    components["responses"] = {"Refused": _refused(), "Busy": _busy()}
    for name in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(name, None)
    for path, operation in operations_of(description):
        responses = operation["responses"]
        responses.pop("422", None)
        if responses["200"]["description"] == "Successful Response":
            responses["200"]["description"] = "OK"
        responses["4XX"] = {"$ref": "#/components/responses/Refused"}
        if path != "/health":
            responses["503"] = {"$ref": "#/components/responses/Busy"}


def _refused() -> dict[str, Any]:
    no_word = "There is no theme 'referals'. Did you mean 'referrals'?"
    return {
        "description": "Refused: 404, what is asked for is not there; 410, it was removed; 414, "
        "the address is too long; 422, the query cannot be understood.",
        "content": _example_of(
            (404, "Not found", Problem("not-found", "address", NotFoundError.title)),
            (422, QueryError.title, Problem("unknown-theme", "query parameter theme", no_word)),
        ),
    }


def _busy() -> dict[str, Any]:
    seconds = {"description": "Seconds after which to ask again.", "schema": {"type": "integer"}}
    return {
        "description": "Too busy",
        "headers": {"Retry-After": seconds},
        "content": _example_of((503, "Too busy", BUSY)),
    }


def _example_of(*answers: tuple[int, str, Problem]) -> dict[str, Any]:
    shown = {
        str(status): {"value": orjson.loads(problem_response(title, status, [problem]).body)}
        for status, title, problem in answers
    }
    schema = {"$ref": "#/components/schemas/ProblemDetails"}
    return {MEDIA_TYPE: {"schema": schema, "examples": shown}}


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
