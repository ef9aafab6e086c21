"""What a package tells of itself to readers and to programs: a README, CSVW and Datasette."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.evidence.queries import Resource
from app.evidence.records.columns import Column

LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"

_DATATYPES = {"whole number": "integer", "number": "number"}


def package_documents(
    name: str, counts: Mapping[str, tuple[Resource, int]], paths: Mapping[str, str]
) -> dict[str, bytes]:
    """The documents of a release, by their names; `paths` leads from a list to its CSV file."""
    return {
        "README.md": _read_me(name, counts, paths).encode(),
        "csv-metadata.json": _json(_csvw(name, counts, paths)),
        "datasette.json": _json(_datasette(name, counts)),
    }


def _read_me(
    name: str, counts: Mapping[str, tuple[Resource, int]], paths: Mapping[str, str]
) -> str:
    lists = "\n".join(
        f"| `{paths[key]}` | {count:,} | {resource.description} |"
        for key, (resource, count) in counts.items()
    )
    return f"""# Wave 1 Evidence, release {name}

What the evaluations of the 57 Wave 1 projects of the Children's Social Care Innovation Programme
found, and where it is said. Cite it as `CITATION.cff` says; our coding is CC BY 4.0, and the
rights of the reports stay with their owners.

| file | rows | one row is |
| --- | --- | --- |
{lists}

- `wave1-evidence.xlsx` and `wave1-evidence.sqlite` hold the same lists, with a dictionary.
- `datapackage.json` (Data Package), `csv-metadata.json` (CSV on the Web) and `datasette.json`
  describe every column: `datasette wave1-evidence.sqlite --metadata datasette.json`.
- A blank is a fact that no source at hand gives, never a zero. Lists in a cell of CSV are
  separated by `;`, in SQLite they are JSON arrays. Read `series_number` as text: 03 is not 3.
- `SHA256SUMS` has the hash of each file: `sha256sum --check SHA256SUMS`.
"""


def _csvw(
    name: str, counts: Mapping[str, tuple[Resource, int]], paths: Mapping[str, str]
) -> dict[str, Any]:
    tables = [
        {
            "url": paths[key],
            "dc:title": resource.title,
            "dc:description": resource.description,
            "tableSchema": {
                "columns": list(_columns(resource.record.described())),
                "primaryKey": resource.key,
            },
        }
        for key, (resource, _) in counts.items()
    ]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": f"Wave 1 Evidence, release {name}",
        "dc:license": {"@id": LICENCE_URL},
        "tables": tables,
    }


def _columns(columns: Sequence[Column]) -> Iterator[dict[str, Any]]:
    for column in columns:
        separator = {"separator": ";"} if column.type == "list of text" else {}
        yield {
            "name": column.name,
            "titles": column.name,
            "dc:title": column.title,
            "dc:description": column.definition,
            "datatype": _DATATYPES.get(column.type, "string"),
            "required": not column.may_be_blank and not separator,
            **separator,
        }


def _datasette(name: str, counts: Mapping[str, tuple[Resource, int]]) -> dict[str, Any]:
    tables = {
        key.replace("-", "_"): {
            "description": resource.description,
            "columns": {column.name: column.definition for column in resource.record.described()},
        }
        for key, (resource, _) in counts.items()
    }
    return {
        "title": f"Wave 1 Evidence, release {name}",
        "license": "CC BY 4.0",
        "license_url": LICENCE_URL,
        "databases": {"wave1-evidence": {"tables": tables}},
    }


def _json(body: dict[str, Any]) -> bytes:
    return json.dumps(body, indent=1, ensure_ascii=False).encode()
