"""What a package tells of itself: Data Package, README, CSVW, Datasette, JSON-LD and RO-Crate."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from app.evidence.queries import RESOURCES, Resource
from app.evidence.records import Column
from app.exports.citations import STYLES
from app.exports.files import (
    DESCRIPTION,
    FOUNDERS,
    LICENCE,
    LICENCE_URL,
    Lists,
    references_of,
    table_of,
    title_column,
)
from app.exports.formats import FORMATS
from app.settings import PUBLIC_URL, link

_CONTEXT = [
    "https://schema.org/",
    {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
]
_DATATYPES = {"whole number": "integer", "number": "number"}
_CRATE = "https://w3id.org/ro/crate/1.1"
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


def media_type(name: str) -> str:
    """The media type of a file, by the ending of its name."""
    return _TYPES.get(PurePosixPath(name).suffix, "text/plain")


def served_dataset(release: str, day: str, api: str) -> dict[str, Any]:
    """The Dataset that the service gives at an address of its API: the package, and each list."""
    files = ("download/wave1-evidence.zip", *(f"{name}.csv" for name in RESOURCES))
    return dataset(release, day, PUBLIC_URL, [link(f"{api}/{file}") for file in files])


def dataset(release: str, day: str, home: str, files: Iterable[str]) -> dict[str, Any]:
    """A Dataset of schema.org that is one of DCAT too; `files` are addresses of its parts."""
    name = "Wave 1 Evidence"
    return {
        "@context": _CONTEXT,
        "@type": ["Dataset", "dcat:Dataset"],
        "name": name,
        "dct:title": name,
        "description": DESCRIPTION,
        "dct:description": DESCRIPTION,
        "version": release,
        "dcat:version": release,
        "datePublished": day,
        "dct:issued": day,
        **({"@id": home, "url": home, "dcat:landingPage": {"@id": home}} if home else {}),
        "license": LICENCE_URL,
        "dct:license": {"@id": LICENCE_URL},
        "creator": {"@type": "Organization", "name": FOUNDERS},
        "temporalCoverage": "2014/2016",
        "spatialCoverage": "England",
        "isAccessibleForFree": True,
        "variableMeasured": ["findings", "outcomes", "facilitators", "barriers"],
        "distribution": [_distribution(file) for file in files],
    }


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
    cited = {row["url"]: row["title"] for row in sources if row["url"]}
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Wave 1 Evidence, release {release}",
        "description": DESCRIPTION,
        "version": release,
        "datePublished": day,
        "license": {"@id": LICENCE_URL},
        "author": {"@id": "#founders"},
        "publisher": {"@id": "#founders"},
        "hasPart": [{"@id": name} for name in sorted(files)],
        "citation": [{"@id": url} for url in cited],
    }
    about = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": _CRATE},
        "about": {"@id": "./"},
    }
    licence = {"@id": LICENCE_URL, "@type": "CreativeWork", "name": "CC BY 4.0"}
    founders = {"@id": "#founders", "@type": "Organization", "name": FOUNDERS}
    parts = [_part(name, files[name]) for name in sorted(files)]
    works = [{"@id": url, "@type": "CreativeWork", "name": title} for url, title in cited.items()]
    graph = [about, root, licence, founders, *parts, *works]
    return {"@context": f"{_CRATE}/context", "@graph": graph}


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
    licence = {"name": "CC-BY-4.0", "title": LICENCE.partition(",")[0], "path": LICENCE_URL}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "wave1-evidence",
        "title": "Wave 1 Evidence",
        "description": DESCRIPTION,
        "version": release,
        "created": f"{day}T00:00:00+00:00",
        "licenses": [licence],
        "sources": [_source(row) for row in lists["sources"]],
        "contributors": [{"title": FOUNDERS}],
        "resources": [
            _resource(resource, files[f"data/{table_of(name)}.csv"])
            for name, resource in RESOURCES.items()
        ],
    }


def _source(row: Mapping[str, Any]) -> dict[str, Any]:
    source = {"title": f"{row['title']} ({row['licence'] or 'rights of its owners'})"}
    return {**source, "path": row["url"]} if row["url"] else source


def _resource(resource: Resource, content: bytes) -> dict[str, Any]:
    columns = resource.record.described()
    return {
        "name": resource.name,
        "type": "table",
        "title": resource.title,
        "description": resource.description,
        "path": f"data/{table_of(resource.name)}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(column, resource.key) for column in columns],
            "primaryKey": [resource.key],
            "foreignKeys": list(_foreign_keys(resource)),
            "missingValues": [""],
        },
    }


def _foreign_keys(resource: Resource) -> Iterator[dict[str, Any]]:
    for column, of in references_of(resource):
        reference = {"resource": "" if of == resource.name else of, "fields": [RESOURCES[of].key]}
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
        f"| `data/{table_of(key)}.csv` | {len(rows):,} | {RESOURCES[key].description} |"
        for key, rows in lists.items()
    )
    template = Path(__file__).with_name("package_readme.md").read_text(encoding="utf-8")
    return template.format(name=name, files=files)


def _csvw(name: str) -> dict[str, Any]:
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
        for key, resource in RESOURCES.items()
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


def _datasette(name: str) -> dict[str, Any]:
    return {
        "title": f"Wave 1 Evidence, release {name}",
        "license": "CC BY 4.0",
        "license_url": LICENCE_URL,
        "databases": {
            "wave1-evidence": {
                "tables": {table_of(key): _table(resource) for key, resource in RESOURCES.items()}
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
