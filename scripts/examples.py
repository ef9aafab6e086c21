"""The examples of answers in the description of the API: real ones, of a few rows and columns.

Usage: scripts/examples.py, when columns were added or an example no longer fits.
"""

import json
import sys
from typing import Any
from urllib.parse import urlencode

from starlette.testclient import TestClient

from app.api.openapi import EXAMPLES
from app.database import connect
from app.dependencies import API
from app.main import create_app
from app.settings import Settings

_IN_A_ROW = 4
"""Columns of a row of a list, which `fields` would choose."""
_FEW_COLUMNS = 8
_WHOLE_LISTS = ("show_dictionary", "list_addresses", "show_dataset", "list_releases")
"""Their examples are written by hand: whole, they would be longer than the description."""
_RELEASE = "0.1.0+0123456789ab"
"""Stands for a release in examples."""


def _shortened(value: Any, *, is_in_a_row: bool = False) -> Any:
    """An answer with one row in each of its lists of rows, and without long rows in these."""
    if isinstance(value, dict):
        parts = value.items()
        return {name: _shortened(part, is_in_a_row=is_in_a_row) for name, part in parts}
    if isinstance(value, list):
        is_of_rows = bool(value) and isinstance(value[0], dict)
        is_left_out = is_in_a_row and is_of_rows and len(value[0]) > _FEW_COLUMNS
        most = 3 if not is_of_rows else 0 if is_left_out else 1
        return [_shortened(part, is_in_a_row=is_of_rows) for part in value[:most]]
    return value


def _address(path: str, values: dict[str, Any]) -> str:
    inside = {name: value for name, value in values.items() if f"{{{name}}}" in path}
    others = {name: value for name, value in values.items() if name not in inside}
    return path.format(**inside) + (f"?{urlencode(others, doseq=True)}" if others else "")


def answers(examples: dict[str, Any]) -> dict[str, Any]:
    """An answer of each operation that gives JSON."""
    client = TestClient(create_app(connect(Settings.from_environment().database_url)))
    paths = client.get(f"{API}/openapi.json").json()["paths"]
    loaded = client.get(f"{API}/release")
    if loaded.is_error:
        sys.exit("No release is loaded: run wave1 load.")
    release = loaded.json()["release"]
    found = {}
    for path, operations in paths.items():
        operation = operations["get"]
        name = operation["operationId"]
        is_json = "application/json" in operation["responses"]["200"].get("content", {})
        if not is_json or name in _WHOLE_LISTS or "releases" in path:
            continue
        answer = client.get(_address(path, examples["asked"].get(name, {})))
        if answer.is_error:
            sys.exit(f"{name}: {answer.json()['detail']}")
        body = _shortened(answer.json())
        if name.startswith("list_") and "facets" in body:
            row = body["results"][0]
            body["results"] = [dict(list(row.items())[:_IN_A_ROW])]
            body["meta"]["next_cursor"] = body["links"]["next"] = None
        found[name] = json.loads(json.dumps(body).replace(release, _RELEASE))
    return found


def _lines(part: dict[str, Any]) -> str:
    return ",\n".join(
        f"{json.dumps(name)}: {json.dumps(body, ensure_ascii=False)}" for name, body in part.items()
    )


if __name__ == "__main__":
    examples = json.loads(EXAMPLES.read_bytes())
    examples["answers"] = dict(sorted({**examples["answers"], **answers(examples)}.items()))
    parts = (f'"{name}": {{\n{_lines(part)}\n}}' for name, part in examples.items())
    EXAMPLES.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")
