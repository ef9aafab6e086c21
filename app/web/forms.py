"""A form that is sent to be read: what it may hold, and why it is refused."""

from collections.abc import Collection, Mapping
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.requests import ClientDisconnect

from app.errors import EvidenceError, Problem, QueryError, unknown
from app.settings import MAX_BODY_BYTES

FORM = "application/x-www-form-urlencoded"
MAX_FIELDS = 200
LONGEST = 5_000
"""Characters of one field."""
MAX_LINES = 200
"""Of one field: in a document each is an element, and thousands would take a second to write."""


class FormError(EvidenceError):
    """A form that cannot be read at all."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__([Problem(code, "the form", message)])
        self.status = status


NOT_A_FORM = (415, "no-form", f"What was sent is not a form ({FORM}). Use the form on the page.")
BROKEN = (400, "no-form", "What was sent could not be read as a form in UTF-8.")
TOO_LARGE = (
    413,
    "too-long",
    f"It is larger than {MAX_BODY_BYTES // 1000} kB, so none of it was read.",
)


# Starlette's own reader of forms sets no limit to the whole, and puts a substitute for what is
# not UTF-8 where here it is refused.
async def form_body(request: Request) -> bytes | FormError:
    """The body of a form, or why it is refused; the limits of the service have cut a longer one."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        return FormError(*NOT_A_FORM)
    try:
        body = await request.body()
    except ClientDisconnect:
        return FormError(*BROKEN)
    size = max(len(body), int(request.headers.get("content-length", 0)))
    return body if size <= MAX_BODY_BYTES else FormError(*TOO_LARGE)


def fields(
    body: bytes, labels: Mapping[str, str], choices: Mapping[str, Collection[str]]
) -> dict[str, str]:
    """The values of a form by field name; `known` has the label of each field.

    Raises QueryError where a field is unknown, repeated, too long or not one of its choices.
    """
    try:
        pairs = parse_qsl(
            body.decode(),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=MAX_FIELDS,
        )
    except ValueError:
        raise FormError(*BROKEN) from None
    values: dict[str, str] = {}
    problems = []
    for name, value in pairs:
        # Browsers send line breaks as two characters; a reader counts one.
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        problems += _problems(name, text, values, labels, choices)
        values[name] = text
    if problems:
        raise QueryError(problems)
    return values


def _problems(
    name: str,
    text: str,
    values: Collection[str],
    labels: Mapping[str, str],
    choices: Mapping[str, Collection[str]],
) -> list[Problem]:
    if name not in labels:
        return [unknown("field", "the form", name, list(labels))]
    if name in values:
        return [Problem("repeated", labels[name], "This was given twice.")]
    sizes = ((len(text), LONGEST, "characters"), (text.count("\n") + 1, MAX_LINES, "lines"))
    for size, most, what in sizes:
        if size > most:
            message = f"Too many {what}: {size:,} (at most {most:,})."
            return [Problem("too-long", labels[name], message)]
    if name in choices and text not in choices[name]:
        return [unknown("choice", labels[name], text, choices[name])]
    return []
