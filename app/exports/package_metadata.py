"""What a package tells of itself: Data Package, README, CSVW, Datasette, JSON-LD and RO-Crate.

What is the same of every release stands in `package_metadata.json`.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from string import Template
from typing import Any

from app.evidence.queries import EVIDENCE_LISTS, EvidenceList
from app.evidence.records import Column
from app.exports.citations import STYLES
from app.exports.files import (
    DESCRIPTION,
    FOUNDERS,
    LICENCE_URL,
    Lists,
    references_of,
    table_of,
    title_column,
)
from app.exports.formats import FORMATS
from app.settings import PUBLIC_URL, link

_DATATYPES = {"whole number": "integer", "number": "number"}
_TYPES = {
    **{f".{each.ending}": each.media_type.partition(";")[0] for each in FORMATS.values()},
    **{f".{ending}": type_ for ending, (type_, _) in STYLES.items()},
    ".json": "application/json",
    ".zip": "application/zip",
    ".sqlite": "application/vnd.sqlite3",
    ".cff": "application/yaml",
    ".md": "text/markdown",
    ".jsonld": "application/ld+json",
}


def _begun(standard: str, release: str, day: str = "", home: str = "") -> dict[str, Any]:
    """What a release tells of itself by a standard, but for its lists and files."""
    path = Path(__file__).with_suffix(".json")
    filled = Template(path.read_text(encoding="utf-8")).substitute(
        release=release,
        day=day,
        home=home,
        description=DESCRIPTION,
        founders=FOUNDERS,
        licence=LICENCE_URL,
    )
    body: dict[str, Any] = json.loads(filled)[standard]
    return body


def media_type(name: str) -> str:
    return _TYPES.get(PurePosixPath(name).suffix, "text/plain")


def served_dataset(release: str, day: str, api: str) -> dict[str, Any]:
    """The Dataset that the service gives at an address of its API: the package, and each list."""
    files = ("download/wave1-evidence.zip", *(f"{name}.csv" for name in EVIDENCE_LISTS))
    return dataset(release, day, PUBLIC_URL, [link(f"{api}/{file}") for file in files])


def dataset(release: str, day: str, home: str, files: Iterable[str]) -> dict[str, Any]:
    """A Dataset of schema.org that is one of DCAT too; `files` are addresses of its parts."""
    body = _begun("dataset", release, day, home)
    for name in () if home else ("@id", "url", "dcat:landingPage"):
        del body[name]
    return body | {"distribution": [_distribution(file) for file in files]}


def _distribution(address: str) -> dict[str, Any]:
    return {
        "@type": ["DataDownload", "dcat:Distribution"],
        "encodingFormat": media_type(address),
        "dcat:mediaType": media_type(address),
        "contentUrl": address,
        "dcat:downloadURL": {"@id": address},
    }


def crate(
    release: str, day: str, files: Mapping[str, bytes], sources: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """A description of every file of a package, by RO-Crate 1.1."""
    body = _begun("ro-crate", release, day)
    cited = {row["url"]: row["title"] for row in sources if row["url"]}
    [root] = (each for each in body["@graph"] if each["@id"] == "./")
    root["hasPart"] = [{"@id": name} for name in sorted(files)]
    root["citation"] = [{"@id": url} for url in cited]
    parts = [_part(name, files[name]) for name in sorted(files)]
    works = [{"@id": url, "@type": "CreativeWork", "name": title} for url, title in cited.items()]
    return body | {"@graph": [*body["@graph"], *parts, *works]}


def _part(name: str, content: bytes) -> dict[str, Any]:
    return {
        "@id": name,
        "@type": "File",
        "name": name,
        "encodingFormat": media_type(name),
        "contentSize": str(len(content)),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def as_json(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, indent=1, ensure_ascii=False).encode()


def descriptor(release: str, day: str, lists: Lists, files: Mapping[str, bytes]) -> dict[str, Any]:
    """The Data Package: every list with its file and its columns."""
    resources = [
        _data_resource(evidence_list, files[f"data/{table_of(name)}.csv"])
        for name, evidence_list in EVIDENCE_LISTS.items()
    ]
    sources = [_source(row) for row in lists["sources"]]
    return _begun("datapackage", release, day) | {"sources": sources, "resources": resources}


def _source(row: Mapping[str, Any]) -> dict[str, Any]:
    source = {"title": f"{row['title']} ({row['licence'] or 'rights of its owners'})"}
    return {**source, "path": row["url"]} if row["url"] else source


def _data_resource(evidence_list: EvidenceList, content: bytes) -> dict[str, Any]:
    columns = evidence_list.record.columns
    return {
        "name": evidence_list.name,
        "type": "table",
        "title": evidence_list.title,
        "description": evidence_list.description,
        "path": f"data/{table_of(evidence_list.name)}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(column, evidence_list.key) for column in columns],
            "primaryKey": [evidence_list.key],
            "foreignKeys": list(_foreign_keys(evidence_list)),
            "missingValues": [""],
        },
    }


def _foreign_keys(evidence_list: EvidenceList) -> Iterator[dict[str, Any]]:
    for column, of in references_of(evidence_list):
        reference = {
            "resource": "" if of == evidence_list.name else of,
            "fields": [EVIDENCE_LISTS[of].key],
        }
        yield {"fields": [column], "reference": reference}


def _field(column: Column, key: str) -> dict[str, Any]:
    description = column.definition + (f" In {column.unit}." if column.unit else "")
    if column.type == "list of text":
        description += " Several values are separated by ';'."
    field: dict[str, Any] = {
        "name": column.name,
        "type": _DATATYPES.get(column.type, "string"),
        "title": column.title,
        "description": description,
    }
    if not column.may_be_blank and column.type != "list of text":
        field["constraints"] = {
            "required": True,
            **({"unique": True} if column.name == key else {}),
        }
    if column.words and column.type == "text":
        field["categories"] = list(column.words)
        field.setdefault("constraints", {})["enum"] = list(column.words)
    return field


def package_documents(name: str, lists: Lists) -> dict[str, bytes]:
    """The documents of a release, by their names."""
    return {
        "README.md": _read_me(name, lists).encode(),
        "csv-metadata.json": as_json(_csvw(name)),
        "datasette.json": as_json(_datasette(name)),
    }


def _read_me(name: str, lists: Lists) -> str:
    files = "\n".join(
        f"| `data/{table_of(key)}.csv` | {len(rows):,} | {EVIDENCE_LISTS[key].description} |"
        for key, rows in lists.items()
    )
    template = Path(__file__).with_name("package_readme.md").read_text(encoding="utf-8")
    return template.format(name=name, files=files)


def _csvw(name: str) -> dict[str, Any]:
    tables = [
        {
            "url": f"data/{table_of(key)}.csv",
            "dc:title": evidence_list.title,
            "dc:description": evidence_list.description,
            "tableSchema": {
                "columns": list(_columns(evidence_list.record.columns)),
                "primaryKey": evidence_list.key,
            },
        }
        for key, evidence_list in EVIDENCE_LISTS.items()
    ]
    return _begun("csvw", name) | {"tables": tables}


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


def _datasette(name: str) -> dict[str, Any]:
    tables = {table_of(key): _table(evidence_list) for key, evidence_list in EVIDENCE_LISTS.items()}
    return _begun("datasette", name) | {"databases": {"wave1-evidence": {"tables": tables}}}


def _table(evidence_list: EvidenceList) -> dict[str, Any]:
    label = title_column(evidence_list)
    return {
        "description": evidence_list.description,
        "columns": {column.name: column.definition for column in evidence_list.record.columns},
        # How rows of other tables name a row of this one.
        **({"label_column": label} if label else {}),
    }
