"""The whole release as one file: a Data Package with CSV and Parquet, a workbook and a database."""

import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from app.evidence.queries import RESOURCES, Query, Resource
from app.evidence.records.columns import Column, by_column
from app.exports.citations import STYLES
from app.exports.files import DESCRIPTION, FOUNDERS, LICENCE, LICENCE_URL, About, Lists
from app.exports.formats import FORMATS
from app.exports.package_database import database, dictionary, references_of, table_of
from app.exports.package_metadata import as_json, crate, dataset, package_documents
from app.exports.workbook import workbook_of_lists
from app.exports.works import of_evaluation

_TYPES = {"text": "string", "whole number": "integer", "number": "number", "list of text": "string"}
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the same release gives the same bytes each time."""


@dataclass(frozen=True)
class Release:
    """All lists of a release, and the documents that go with them."""

    name: str
    date: str
    lists: Lists
    documents: Mapping[str, bytes]


def package(release: Release) -> bytes:
    files = dict(_files(release))
    sums = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in sorted(files.items())
    )
    files["SHA256SUMS"] = sums.encode()
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            # Whoever unpacks it may read it.
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _files(release: Release) -> dict[str, bytes]:
    """Every file but that of the sums; the last describes the others."""
    files = {
        f"data/{table_of(name)}.{ending}": _list(release, name, ending)
        for name in release.lists
        for ending in ("csv", "parquet")
    }
    about = _about(release, "projects", "the whole release")
    files |= {
        "datapackage.json": as_json(_descriptor(release, files)),
        "wave1-evidence.xlsx": workbook_of_lists(release.lists, dictionary(release.lists), about),
        "wave1-evidence.sqlite": database(release.lists, about),
    }
    reports = [of_evaluation(row) for row in release.lists["evaluations"][1]]
    files |= {f"evaluations.{style}": write(reports) for style, (_, write) in STYLES.items()}
    files |= {**release.documents, **package_documents(release.name, release.lists)}
    files["dataset.jsonld"] = as_json(dataset(release.name, release.date, "", sorted(files)))
    sources = release.lists["sources"][1]
    files["ro-crate-metadata.json"] = as_json(crate(release.name, release.date, files, sources))
    return files


def _about(release: Release, name: str, title: str) -> About:
    resource = release.lists[name][0]
    return About(Query(resource), title, f"/{name}", release.name, release.date)


def _list(release: Release, name: str, ending: str) -> bytes:
    resource, rows = release.lists[name]
    blocks = [by_column(rows, resource.record.columns())]
    return b"".join(FORMATS[ending].write(blocks, _about(release, name, resource.title)))


def _descriptor(release: Release, files: Mapping[str, bytes]) -> dict[str, Any]:
    licence = {"name": "CC-BY-4.0", "title": LICENCE.partition(",")[0], "path": LICENCE_URL}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "wave1-evidence",
        "title": "Wave 1 Evidence",
        "description": DESCRIPTION,
        "version": release.name,
        "created": f"{release.date}T00:00:00+00:00",
        "licenses": [licence],
        "sources": [_source(row) for row in release.lists["sources"][1]],
        "contributors": [{"title": FOUNDERS}],
        "resources": [
            _resource(name, resource, files[f"data/{table_of(name)}.csv"])
            for name, (resource, _) in release.lists.items()
        ],
    }


def _source(row: Mapping[str, Any]) -> dict[str, Any]:
    source = {"title": f"{row['title']} ({row['licence'] or 'rights of its owners'})"}
    return {**source, "path": row["url"]} if row["url"] else source


def _resource(name: str, resource: Resource, content: bytes) -> dict[str, Any]:
    columns = resource.record.described()
    return {
        "name": name,
        "type": "table",
        "title": resource.title,
        "description": resource.description,
        "path": f"data/{table_of(name)}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(column, resource.key) for column in columns],
            "primaryKey": [resource.key],
            "foreignKeys": list(_references(name, resource)),
            "missingValues": [""],
        },
    }


def _references(name: str, resource: Resource) -> Iterator[dict[str, Any]]:
    for column, of in references_of(resource):
        reference = {"resource": "" if of == name else of, "fields": [RESOURCES[of].key]}
        yield {"fields": [column], "reference": reference}


def _field(column: Column, key: str) -> dict[str, Any]:
    description = column.definition + (f" In {column.unit}." if column.unit else "")
    if column.type == "list of text":
        description += " Several values are separated by ';'."
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.type],
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
