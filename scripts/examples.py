"""The examples in the description of the API: real answers, of a few rows and columns.

Usage: scripts/examples.py, when columns were added or an example no longer fits.
"""

import json
import sys
from textwrap import shorten
from typing import Any
from urllib.parse import urlencode

from starlette.testclient import TestClient

from app.database import connect
from app.dependencies import API
from app.main import create_app
from app.settings import Settings
from scripts.openapi import EXAMPLES

_IN_A_ROW = 3
"""Columns of a row of a list, which `fields` would choose."""
_FEW_COLUMNS = 8
_LONGEST_TEXT = 100
_WHOLE_LISTS = ("show_dictionary", "list_addresses", "show_dataset", "list_releases")
"""Their examples are written by hand: whole, they would be longer than the description."""
_RELEASE = "0.1.0+0123456789ab"
"""Stands for a release in examples."""


def _shortened(value: Any) -> Any:
    """An answer with one row in each of its lists; long rows are shown by the lists they are of."""
    if isinstance(value, str):
        return shorten(value, _LONGEST_TEXT, placeholder=" …")
    if isinstance(value, dict):
        return {
            name: _begun(part) if name == "row" else _shortened(part)
            for name, part in value.items()
        }
    if isinstance(value, list):
        is_of_rows = bool(value) and isinstance(value[0], dict)
        is_left_out = is_of_rows and len(value[0]) > _FEW_COLUMNS
        most = 2 if not is_of_rows else 0 if is_left_out else 1
        return [_shortened(part) for part in value[:most]]
    return value


def _begun(row: dict[str, Any]) -> dict[str, Any]:
    return dict(list(row.items())[:_IN_A_ROW])


def _address(path: str, values: dict[str, Any]) -> str:
    inside = {name: value for name, value in values.items() if f"{{{name}}}" in path}
    others = {name: value for name, value in values.items() if name not in inside}
    others |= others.pop("operators", {})
    return path.format(**inside) + (f"?{urlencode(others, doseq=True)}" if others else "")


def answers(examples: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Answers of operations that give JSON; of a page, parts that schemas show as examples."""
    client = TestClient(create_app(connect(Settings.from_environment().database_url)))
    description = client.get(f"{API}/openapi.json").json()
    loaded = client.get(f"{API}/release")
    if loaded.is_error:
        sys.exit("No release is loaded: run wave1 load.")
    release = loaded.json()["release"]
    found: dict[str, dict[str, Any]] = {"parts": {}, "answers": {}}
    for path, operations in description["paths"].items():
        operation = operations["get"]
        name = operation["operationId"]
        content = operation["responses"]["200"].get("content", {}).get("application/json")
        if not content or name in _WHOLE_LISTS or "releases" in path:
            continue
        answer = client.get(_address(path, examples["asked"].get(name, {})))
        if answer.is_error:
            sys.exit(f"{name}: {answer.json()['detail']}")
        whole = json.loads(answer.text.replace(release, _RELEASE))
        body = _shortened(whole)
        _, is_page, record = content["schema"].get("$ref", "").partition("/Page_")
        if is_page:
            row = f"{record.removesuffix('Record_')}Row"
            found["parts"][row] = _begun(whole["results"][0])
        else:
            found["answers"][name] = body
        if name == "list_findings":
            body["meta"]["next_cursor"] = body["links"]["next"] = None
            found["parts"] |= {"PageMeta": body["meta"], "Links": body["links"]}
    return found


def _lines(part: dict[str, Any]) -> str:
    return ",\n".join(
        f"{json.dumps(name)}: {json.dumps(body, ensure_ascii=False)}" for name, body in part.items()
    )


if __name__ == "__main__":
    examples = json.loads(EXAMPLES.read_bytes())
    for kind, shown in answers(examples).items():
        examples[kind] = dict(sorted({**examples[kind], **shown}.items()))
    parts = (f'"{name}": {{\n{_lines(part)}\n}}' for name, part in examples.items())
    EXAMPLES.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")
