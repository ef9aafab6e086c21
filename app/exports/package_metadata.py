"""A release for catalogues of data: schema.org and DCAT as JSON-LD, and RO-Crate."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from app.addresses import PUBLIC_URL, link
from app.evidence.queries import RESOURCES
from app.exports.files import DESCRIPTION, FOUNDERS, LICENCE_URL

_CONTEXT = [
    "https://schema.org/",
    {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
]
_CRATE = "https://w3id.org/ro/crate/1.1"
_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".ris": "application/x-research-info-systems",
    ".bib": "application/x-bibtex",
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
    """A description as the bytes of its file."""
    return json.dumps(body, indent=1, ensure_ascii=False).encode()
