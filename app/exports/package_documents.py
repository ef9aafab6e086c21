"""What a package tells of itself to readers and to programs: a README, CSVW and Datasette."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.evidence.queries import Resource
from app.evidence.records.columns import Column
from app.exports.files import LICENCE_URL, Lists
from app.exports.package_database import table_of
from app.exports.package_metadata import as_json
from app.exports.works import title_column

_DATATYPES = {"whole number": "integer", "number": "number"}


def package_documents(name: str, lists: Lists) -> dict[str, bytes]:
    """The documents of a release, by their names."""
    return {
        "README.md": _read_me(name, lists).encode(),
        "csv-metadata.json": as_json(_csvw(name, lists)),
        "datasette.json": as_json(_datasette(name, lists)),
    }


def _read_me(name: str, lists: Lists) -> str:
    files = "\n".join(
        f"| `data/{table_of(key)}.csv` | {len(rows):,} | {resource.description} |"
        for key, (resource, rows) in lists.items()
    )
    return f"""# Wave 1 Evidence, release {name}

What the evaluations of the 57 Wave 1 projects of the Children's Social Care Innovation Programme
found, and where it is said. Cite it as `CITATION.cff` says; our coding is CC BY 4.0, and the
rights of the reports stay with their owners.

| file, also as `.parquet` | rows | one row is |
| --- | --- | --- |
{files}

- `wave1-evidence.xlsx` and `wave1-evidence.sqlite` hold the same lists, with a dictionary. A column
  of several ids (`areas`) has a table of pairs in the database as well (`projects_areas`).
- `datapackage.json` (Data Package), `csv-metadata.json` (CSV on the Web) and `datasette.json`
  describe every column: `datasette wave1-evidence.sqlite --metadata datasette.json`.
- `dataset.jsonld` (schema.org, DCAT) and `ro-crate-metadata.json` describe the release.
- `evaluations.ris`, `.bib` and `.csl.json` have the evaluation reports for a reference manager.
- `data/coded_findings.csv` and `data/coded_outcomes.csv` hold what each of the two coders had
  before their differences were settled, which is told in `data/coding_decisions.csv` and
  `data/coding_agreement.csv`.
- A blank is a fact that no source at hand gives, never a zero. Lists in a cell of CSV are
  separated by `;`, in SQLite they are JSON arrays. Read `series_number` as text: 03 is not 3.
- In CSV, text that a spreadsheet would run as a formula has an apostrophe before it.
- `SHA256SUMS` has the hash of each file: `sha256sum --check SHA256SUMS`.
"""


def _csvw(name: str, lists: Lists) -> dict[str, Any]:
    tables = [
        {
            "url": f"data/{table_of(key)}.csv",
            "dc:title": resource.title,
            "dc:description": resource.description,
            "tableSchema": {
                "columns": list(_columns(resource.record.described())),
                "primaryKey": resource.key,
            },
        }
        for key, (resource, _) in lists.items()
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


def _datasette(name: str, lists: Lists) -> dict[str, Any]:
    return {
        "title": f"Wave 1 Evidence, release {name}",
        "license": "CC BY 4.0",
        "license_url": LICENCE_URL,
        "databases": {
            "wave1-evidence": {
                "tables": {table_of(key): _table(resource) for key, (resource, _) in lists.items()}
            }
        },
    }


def _table(resource: Resource) -> dict[str, Any]:
    label = title_column(resource)
    return {
        "description": resource.description,
        "columns": {column.name: column.definition for column in resource.record.described()},
        # How rows of other tables name a row of this one.
        **({"label_column": label} if label else {}),
    }
