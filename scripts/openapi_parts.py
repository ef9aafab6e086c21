"""The parts of the description of the API that operations or rows share: each is said once."""

from collections import Counter
from typing import Any

import orjson

from app.evidence.queries.filters import LIMITS
from app.evidence.records import LABEL, NAMES
from scripts.openapi_parameters import OPERATORS

Schemas = dict[str, dict[str, Any]]
Description = dict[str, Any]


def operations_of(description: Description) -> list[tuple[str, dict[str, Any]]]:
    """Every operation, after its path."""
    paths = description["paths"].items()
    return [(path, each) for path, operations in paths for each in operations.values()]


def tell_rows_once(description: Description) -> None:
    """All pages share what stands round their rows, and whole rows the columns of those.

    With `fields` a row has fewer columns, with `include` more: no column is required there.
    """
    schemas: Schemas = description["components"]["schemas"]
    for name in ("PageMeta", "SearchMeta", "SummaryMeta"):
        _extend(schemas, name, "ReleaseMeta")
    _extend(schemas, "FindingDetail", "FindingRecord")
    _extend(schemas, "ProjectDetail", "ProjectRecord")
    told = {
        (each["name"], each.get("description"))
        for _, operation in operations_of(description)
        for each in operation["parameters"]
    }
    for title in [title for title in schemas if title.startswith("Page_")]:
        page = schemas[title]
        results = page["properties"].pop("results")
        name = results["items"]["$ref"].rpartition("/")[2]
        row_name = name.replace("Record", "Row")
        row = schemas[row_name] = schemas.pop(name)
        # Of one part alone generators of clients would make that part.
        schemas[name] = _extended(row_name, {"type": "object"}) | {"required": row.pop("required")}
        for column, schema in row["properties"].items():
            if (column, schema["description"]) in told or _is_in_name(column, schema):
                del schema["description"]
        schemas["ListPage"], schemas["Facets"] = page, page["properties"]["facets"]
        page["properties"] |= {"facets": _reference("Facets")}
        rows = {**results, "items": _reference(row_name)}
        schemas[title] = _extended("ListPage", {"properties": {"results": rows}})
    schemas["ProjectRow"]["properties"] |= {
        "findings": {"type": "array", "items": _reference("FindingRecord")},
        "outcomes": {"type": "array", "items": _reference("OutcomeRecord")},
        "evaluations": {"type": "array", "items": _reference("EvaluationRecord")},
    }


def _extend(schemas: Schemas, name: str, base: str) -> None:
    """Leave to another schema what it says of the same."""
    schema, other = schemas[name], schemas[base]
    known = other["properties"]
    own = {each: of for each, of in schema.pop("properties").items() if of != known.get(each)}
    more: dict[str, Any] = {"properties": own}
    if "required" in schema and "required" in other:
        more["required"] = [each for each in schema.pop("required") if each in own]
    schema |= _extended(base, more)


def _extended(name: str, more: dict[str, Any]) -> dict[str, Any]:
    """A schema that says more than another."""
    return {"allOf": [_reference(name), more]}


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


_NAMING = {LABEL, *(naming.definition for naming in NAMES.values())}
_AS_CODED = " Here as this coder had it."


def _is_in_name(column: str, schema: dict[str, Any]) -> bool:
    """Whether the name of a column says what it is, or the column that was coded."""
    by_name = f"Id of the {column.removesuffix('_id').replace('_', ' ')}."
    definition: str = schema["description"]
    return definition in (*_NAMING, by_name) or definition.endswith(_AS_CODED)


def tidy(part: Any) -> None:
    """Leave out what the dictionary or a name says, and use keywords that a schema has."""
    for each in list(part.values()) if isinstance(part, dict) else part:
        if isinstance(each, dict | list):
            tidy(each)
    if isinstance(part, dict):
        for name in [name for name, value in part.items() if _is_left_out(name, value)]:
            del part[name]
        if isinstance(part.get("unit"), str):
            # Its own keywords must begin with `x-`.
            part["x-unit"] = part.pop("unit")
        if len(part.get("anyOf", ())) == 2:
            _shorten_choice(part)
        if part.get("in") == "query":
            # It is the parameter's too.
            part["schema"].pop("description", None)


def _is_left_out(name: str, value: Any) -> bool:
    # A new column is no breaking change: none is forbidden.
    said = (("additionalProperties", False), ("required", False), ("description", LABEL))
    return (name, value) in said or (name == "title" and isinstance(value, str))


def _shorten_choice(schema: dict[str, Any]) -> None:
    """A value of one type that may be blank."""
    type_, blank = schema["anyOf"]
    if blank == {"type": "null"} and type_.keys() == {"type"}:
        del schema["anyOf"]
        schema["type"] = [type_["type"], "null"]


def share_parts(description: Description) -> None:
    """Move to components what several operations or rows have."""
    components = description["components"]
    schemas, operations = components["schemas"], operations_of(description)
    parameters = [
        (each["name"], _subject(path), operation["parameters"], number)
        for path, operation in operations
        for number, each in enumerate(operation["parameters"])
    ]
    values = [
        (_kind_of(held[number]["schema"]), subject, held[number], "schema")
        for _, subject, held, number in parameters
        if _is_plain(held[number]["schema"])
    ]
    columns = [
        (column, name.removesuffix("Row").lower(), row["properties"], column)
        for name, row in schemas.items()
        if name.endswith("Row")
        for column in row["properties"]
    ]
    files = [
        ("File", "", each["responses"], "200")
        for path, each in operations
        if path.endswith(".{format}")
    ]
    _refer_to_lists(schemas)
    _share(schemas, "schemas", values + columns)
    _share(components.setdefault("parameters", {}), "parameters", parameters)
    _share(components["responses"], "responses", files)
    for name, rows in _ALIKE.items():
        _share_columns(schemas, name, *rows)


def _subject(path: str) -> str:
    """What an operation is about, by its path."""
    return path.split("/")[-1 if "{" not in path else 3].partition(".")[0].strip("{}")


def _is_plain(schema: dict[str, Any]) -> bool:
    """Whether it is of a filter that takes numbers, dates or names, and no words of a list."""
    return OPERATORS in schema and not schema.get("items", {"enum": ()}).keys() & {"enum", "$ref"}


def _kind_of(schema: dict[str, Any]) -> str:
    """What a filter takes, and with which operators: `name-none`, `number-range-blank`."""
    items = schema["items"]
    kind = "number" if items.get("type") == "number" else "date" if "pattern" in items else "name"
    return "-".join([kind, *schema[OPERATORS]]).replace("-".join(LIMITS), "range")


_WORDS = "x-words"


def _refer_to_lists(schemas: Schemas) -> None:
    """The words of a column are those that its filter lists."""
    lists = {tuple(each["enum"]): name for name, each in schemas.items() if "enum" in each}
    for schema in schemas.values():
        for column in schema.get("properties", {}).values():
            name = lists.get((*column.get(_WORDS, ()), ""))
            if name:
                column[_WORDS] = _reference(name)["$ref"]


def _share(shared: dict[str, Any], kind: str, parts: list[tuple[str, str, Any, Any]]) -> None:
    """References to what stands in several places: each is a name, a subject, a holder and a key.

    Where another part has its name, the name of a part adds the subject.
    """
    uses = Counter(orjson.dumps(holder[key]) for *_, holder, key in parts)
    for name, subject, holder, key in parts:
        part = holder[key]
        written = orjson.dumps(part)
        alike = (each for each in shared if shared[each] == part)
        own = next(alike, f"{name}-of-{subject}" if name in shared else name)
        reference = {"$ref": f"#/components/{kind}/{own}"}
        saved = (len(written) - len(orjson.dumps(reference))) * uses[written]
        if saved > len(written) and shared.setdefault(own, part) == part:
            holder[key] = reference


_ALIKE = {
    "Claim": ("FindingRow", "OutcomeRow"),
    "Advice": ("RecommendationRow", "AuditConditionRow"),
    "CodedClaim": ("CodedFindingRow", "CodedOutcomeRow"),
}
"""Rows of two lists that have many columns in common."""


def _share_columns(schemas: Schemas, name: str, row: str, other: str) -> None:
    of_other = schemas[other]["properties"]
    columns = schemas[row]["properties"].items()
    common = {column: schema for column, schema in columns if of_other.get(column) == schema}
    schemas[name] = {"type": "object", "properties": common}
    for each in (row, other):
        _extend(schemas, each, name)
