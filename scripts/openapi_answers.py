"""What operations of the API answer with, by `operations.csv`, every field by `answers.csv`."""

from itertools import groupby
from operator import itemgetter
from typing import Any, Union

import orjson
from fastapi.encoders import jsonable_encoder
from fastapi.openapi.models import Schema
from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.json_schema import models_json_schema

from app.api.releases import RELEASES
from app.check_claim import ListName, Verdict
from app.evidence.queries import EVIDENCE_LISTS, EvidenceList
from app.evidence.records import Column
from app.evidence.vocabulary import Vocabulary, read_table
from app.exports import FORMATS, REFERENCES
from app.exports.citations import STYLES

Models = dict[str, type[BaseModel]]


class _Shape(BaseModel):
    """An answer, or a part of one, with no other fields than these."""

    model_config = ConfigDict(extra="forbid")


OPERATIONS = {row["operation"]: row for row in read_table(__file__, "operations")} | {
    f"list_{name.replace('-', '_')}": {
        "tag": each.title,
        "summary": f"{each.title} that match, page by page",
        "answer": f"Page_{each.table.__name__}Record_",
    }
    for name, each in EVIDENCE_LISTS.items()
}
"""What each operation is called, and what it answers with: a shape, or a file of some types."""
_FILES = {
    "formats": [each.media_type for each in FORMATS.values()],
    "works": [each.media_type for each in (FORMATS | REFERENCES).values()],
    "styles": [media_type for media_type, _ in STYLES.values()],
}
_NAMES = {"Any": Any, "ListName": ListName, "Verdict": Verdict, "Column": Column}


def add_answers(description: dict[str, Any]) -> None:
    """Say what each operation is called and answers with, and what every part of that is."""
    models = answer_models()
    shown = {each["answer"] for each in OPERATIONS.values()} & models.keys()
    _, shapes = models_json_schema(
        [(models[name], "serialization") for name in sorted({*shown, "ProblemDetails"})],
        ref_template="#/components/schemas/{model}",
    )
    schemas = description.setdefault("components", {}).setdefault("schemas", {})
    for name, shape in sorted(shapes["$defs"].items()):
        # In the order of keywords that the framework has.
        schemas[name] = jsonable_encoder(Schema(**shape), by_alias=True, exclude_none=True)
    for operations in description["paths"].values():
        for method, told in operations.items():
            row = OPERATIONS[told["operationId"]]
            operation = {"tags": [row["tag"]], **told, "summary": row["summary"]}
            operations[method] = operation
            if row["answer"]:
                operation["responses"]["200"] = _answer_of(row["answer"], models)


def _answer_of(answer: str, models: Models) -> dict[str, Any]:
    if answer in models:
        schema = {"$ref": f"#/components/schemas/{answer}"}
        return {"description": "OK", "content": {"application/json": {"schema": schema}}}
    types = [each.partition(";")[0] for each in _FILES.get(answer, [answer])]
    return {"description": "The file", "content": {each: {"schema": {}} for each in types}}


def answer_models() -> Models:
    """A model of every answer and of every part of one, by name."""
    models: Models = {}
    for evidence_list in (*EVIDENCE_LISTS.values(), RELEASES):
        models[_record_of(evidence_list)] = record_model(evidence_list)
    records = list(models)
    for name, rows in groupby(read_table(__file__, "answers"), itemgetter("answer")):
        whole, *fields = rows
        _add(models, name, whole["type"], whole["meaning"], {r["field"]: _field(r) for r in fields})
    for each in records:
        _add(models, f"Page_{each}_", "Page", "", {"results": (f"list[{each}]", ...)})
    others = [
        models[_record_of(each)] for name, each in EVIDENCE_LISTS.items() if name not in _WITH_MORE
    ]
    one_of: Any = Union[tuple(others)]  # noqa: UP007 (no X | Y of a tuple)
    _add(models, "RowAnswer", "Detail", "", {"result": (one_of, ...)})
    for model in models.values():
        model.model_rebuild(_types_namespace={**_NAMES, "Vocabulary": Vocabulary, **models})
    return models


_WITH_MORE = ("projects", "findings")
"""The lists of which a row has an answer of its own."""
_TYPES = {"text": str, "whole number": int, "number": float, "list of text": list[str]}


def _record_of(evidence_list: EvidenceList) -> str:
    return f"{evidence_list.table.__name__}Record"


def record_model(evidence_list: EvidenceList) -> type[BaseModel]:
    """A model of a row of a list: every column with what it means, its unit and its words."""
    columns: dict[str, Any] = {}
    for each in evidence_list.record.columns:
        type_: Any = _TYPES[each.type]
        more: dict[str, Any] = {"unit": each.unit} if each.unit else {}
        more |= {"x-words": list(each.words)} if each.words else {}
        field = Field(description=each.definition, json_schema_extra=more or None)
        columns[each.name] = (type_ | None if each.may_be_blank else type_, field)
    name, about = _record_of(evidence_list), evidence_list.table.__doc__
    return create_model(name, __base__=_Shape, __doc__=about, **columns)


def _add(models: Models, name: str, base: str, about: str, fields: dict[str, Any]) -> None:
    whole = models.get(base, _Shape)
    models[name] = create_model(name, __base__=whole, __doc__=about, **fields)


def _field(row: dict[str, str]) -> tuple[str, Any]:
    """The type of a field and what it means; what may be left out has a default."""
    type_, _, default = row["type"].partition(" = ")
    more: dict[str, Any] = {"default": orjson.loads(default)} if default else {}
    if row["unit"]:
        more["json_schema_extra"] = {"unit": row["unit"]}
    return type_, Field(description=row["meaning"] or None, **more)
