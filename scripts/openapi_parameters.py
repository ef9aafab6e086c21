"""The parameters that routes read for themselves, from the filters of the lists."""

from collections.abc import Iterable
from typing import Any, get_args

from app.evidence.answers import DIMENSIONS
from app.evidence.queries import EVIDENCE_LISTS, FINDINGS, OUTCOMES, EvidenceList, Filter
from app.evidence.queries.filters import OF_SOURCES, Operator
from app.evidence.queries.query import PAGE_SIZE
from app.evidence.queries.reading import LONGEST_VALUE, MAX_ON_A_PAGE
from app.evidence.queries.values import DATE, LARGEST
from app.evidence.vocabulary import Vocabulary
from app.search.index import KINDS
from app.search.query import MAX_HITS


def _of_list(evidence_list: EvidenceList) -> list[dict[str, Any]]:
    columns = "|".join(evidence_list.sorts)
    sort = _some({"type": "string", "pattern": f"^(-?({columns}))?$"})
    return [
        *_of_filters(evidence_list),
        _parameter("sort", "", sort),
        *(_chosen_of(name, names) for name, names in evidence_list.choices.items() if names),
        *_of_pages(MAX_ON_A_PAGE),
    ]


def _of_search() -> list[dict[str, Any]]:
    about = 'Words, "words in a row", beginning*, -without, and OR between two words.'
    words = {"type": "string", "maxLength": LONGEST_VALUE}
    return [
        {**_parameter("q", about, words), "required": True},
        _parameter("kind", "Only these kinds.", _some_of(list(KINDS))),
        *_OF_SOURCES,
        *_of_pages(MAX_HITS),
    ]


def _of_pages(most: int) -> list[dict[str, Any]]:
    size = {"type": "integer", "minimum": 1, "maximum": most, "default": PAGE_SIZE}
    about_cursor = "The `next_cursor` of the page before, for the same question."
    return [
        _parameter("page_size", "Rows on a page.", size),
        _parameter("cursor", about_cursor, {"type": "string"}),
    ]


_CHOICES = {
    "fields": "Columns of a row to show; all of them where none is named.",
    "include": "What belongs to each row and is shown with it.",
    "facet": "Filters to count by: how long the list would be with each value.",
}


def _chosen_of(name: str, names: list[str]) -> dict[str, Any]:
    """A parameter that takes names; columns and filters are told beside it."""
    return _parameter(
        name, _CHOICES[name], _some_of(names) if name == "include" else _some({"type": "string"})
    )


def _some_of(names: list[str]) -> dict[str, Any]:
    return _some({"type": "string", "enum": [*names, ""]})


def _some(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": schema}


def _of_filters(*evidence_lists: EvidenceList) -> list[dict[str, Any]]:
    """The filters of any of the lists, each once, then what they are with an operator."""
    filters = {
        each.name: each
        for evidence_list in reversed(evidence_lists)
        for each in evidence_list.filters
    }
    return [
        *(_narrowing(each) for each in filters.values() if each.name in each.parameters),
        _with_operators([each for each in filters.values() if each.name not in each.parameters]),
    ]


def _narrowing(narrowed: Filter) -> dict[str, Any]:
    operators = [operator for operator in narrowed.parameters.values() if operator != "any"]
    schema = {**_schema(narrowed), OPERATORS: operators}
    return _parameter(narrowed.name, narrowed.description, schema)


OPERATORS = "x-operators"
"""The operators that a filter takes, in its schema."""
OPERATED = {
    "description": f"Filters with one of their operators (`{OPERATORS}`), each under its own name: "
    "`theme.none=leadership`, `page.gte=20`.",
    "type": "object",
    "propertyNames": {"pattern": f"\\.({'|'.join(get_args(Operator)[1:])})$"},
    "additionalProperties": {"type": "string"},
}
"""Each filter would be up to eight parameters: one stands for those with an operator."""


def _name_of(words: Vocabulary) -> str:
    # Several are kinds of something, which their titles say.
    return words.title.replace(" ", "_").lower() if words.name == "kind" else words.name


PICK_LISTS = {
    _name_of(each): {"type": "string", "enum": [*each.codes, ""]}
    for each in {
        each.accepts: None
        for evidence_list in EVIDENCE_LISTS.values()
        for each in evidence_list.filters
    }
    if isinstance(each, Vocabulary)
}
"""The closed lists of words from which filters choose, or nothing."""


def _with_operators(presence: list[Filter]) -> dict[str, Any]:
    names = ", ".join(f"`{name}`" for each in presence for name in each.parameters)
    also = f"Also {names}." if names else ""
    return _parameter("operators", also, {"$ref": "#/components/schemas/Operators"})


def _words_of(
    name: str, words: Iterable[str], description: str, *, is_required: bool = False
) -> dict[str, Any]:
    """A parameter that takes some of a closed list of words."""
    return {**_parameter(name, description, _some_of(list(words))), "required": is_required}


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    types = {schema.get("type"), schema.get("items", {}).get("type")}
    return {
        "name": name,
        "in": "query",
        **({"description": description} if description else {}),
        "schema": schema,
        # Forms send empty fields too: a blank narrows nothing, even where a number is expected.
        **({"allowEmptyValue": True} if types & {"integer", "number"} else {}),
    }


def _schema(narrowed: Filter) -> dict[str, Any]:
    accepts = narrowed.accepts
    if accepts == "number":
        kind = "integer" if narrowed.is_whole else "number"
        least = -LARGEST if narrowed.least is None else narrowed.least
        return _some({"type": kind, "minimum": least, "maximum": LARGEST})
    if accepts == "date":
        return _some({"type": "string", "pattern": f"^({DATE})?$"})
    if accepts == "text":
        return {"type": "string", "maxLength": LONGEST_VALUE}
    if isinstance(accepts, Vocabulary):
        return _some({"$ref": f"#/components/schemas/{_name_of(accepts)}"})
    return _some({"type": "string"})


_FILTERED = _parameter(
    "filters",
    "The parameters that narrow the answer, each by its own name.",
    {"type": "object", "additionalProperties": {"type": "string"}},
)
"""Stands for parameters that another operation describes."""
_BYTE_ORDER_MARK = _parameter(
    "bom",
    "Whether a CSV begins with a byte order mark, as Excel needs it.",
    {"type": "string", "enum": ["yes", "no", ""]},
)
_BY = _words_of("by", DIMENSIONS, "One or two dimensions.", is_required=True)
_OF_SOURCES = [_narrowing(FINDINGS.by_name[name]) for name in OF_SOURCES]
PARAMETERS = {
    **{name: _of_list(evidence_list) for name, evidence_list in EVIDENCE_LISTS.items()},
    "{list_name}.{format}": [_FILTERED, _BYTE_ORDER_MARK],
    "search": _of_search(),
    "ask": _OF_SOURCES,
    "ask.{format}": _OF_SOURCES,
    "compare": _OF_SOURCES,
    "summary": [_BY, *_of_filters(FINDINGS, OUTCOMES)],
    "summary.csv": [_BY, _FILTERED],
}
"""By the path below the API."""
