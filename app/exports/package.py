"""The whole release as one file: a Data Package with CSV, a workbook and a SQLite database."""

import hashlib
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xlsxwriter import Workbook

from app.evidence.queries import Query, Resource
from app.evidence.records.columns import Column, by_column
from app.exports.files import LICENCE, About
from app.exports.package_documents import package_documents
from app.exports.text import csv_lines
from app.exports.workbook import write_row

Rows = Sequence[Mapping[str, Any]]

_TYPES = {"text": "string", "whole number": "integer", "number": "number", "list of text": "string"}
_PYTHON = {"text": str, "whole number": int, "number": float, "list of text": str}
_FOREIGN = {
    "project_id": ("projects", "project_id"),
    "lead_organisation_id": ("organisations", "organisation_id"),
    "theme_id": ("themes", "theme_id"),
    "parent_theme_id": ("themes", "theme_id"),
    "parent_id": ("themes", "theme_id"),
    "response_theme_id": ("themes", "theme_id"),
    "source_id": ("sources", "source_id"),
    "responds_to": ("findings", "finding_id"),
    "barrier_id": ("findings", "finding_id"),
    "response_id": ("findings", "finding_id"),
    "evaluation_id": ("evaluations", "evaluation_id"),
    "region_id": ("areas", "area_id"),
}
"""The columns that hold ids of another list."""

_SEARCHED = {
    "findings": ["statement", "project_name", "theme_label"],
    "projects": ["name", "aliases", "summary"],
    "outcomes": ["measure", "project_name", "population", "caveat"],
    "recommendations": ["text_summary"],
}
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the same release gives the same bytes each time."""


@dataclass(frozen=True)
class Release:
    """All lists of a release, and the documents that go with them."""

    name: str
    created: str
    lists: Mapping[str, tuple[Resource, Rows]]
    documents: Mapping[str, bytes]
    sources: Sequence[Mapping[str, Any]]


def package(release: Release) -> bytes:
    """The archive."""
    files = {f"data/{_file(name)}.csv": _csv(release, name) for name in release.lists}
    files["datapackage.json"] = _descriptor(release, files)
    files["wave1-evidence.xlsx"] = _workbook(release)
    files["wave1-evidence.sqlite"] = _database(release)
    counts = {name: (resource, len(rows)) for name, (resource, rows) in release.lists.items()}
    paths = {name: f"data/{_file(name)}.csv" for name in release.lists}
    files |= {**release.documents, **package_documents(release.name, counts, paths)}
    sums = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in sorted(files.items())
    )
    files["SHA256SUMS"] = sums.encode()
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _file(name: str) -> str:
    return name.replace("-", "_")


def _csv(release: Release, name: str) -> bytes:
    resource, rows = release.lists[name]
    about = About(Query(resource), resource.title, f"/{name}", release.name, release.created[:10])
    return b"".join(csv_lines([by_column(rows, resource.record.columns())], about))


def _descriptor(release: Release, files: Mapping[str, bytes]) -> bytes:
    body = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "wave1-evidence",
        "title": "Wave 1 Evidence",
        "description": "What the evaluations of the 57 Wave 1 projects of the Children's Social "
        "Care Innovation Programme found, and where it is said.",
        "version": release.name,
        "created": release.created,
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": LICENCE.partition(",")[0],
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "sources": [_source(row) for row in release.sources],
        "contributors": [{"title": "The Wave 1 Evidence founders"}],
        "resources": [
            _resource(release, name, files[f"data/{_file(name)}.csv"]) for name in release.lists
        ],
    }
    return json.dumps(body, indent=1, ensure_ascii=False).encode()


def _source(row: Mapping[str, Any]) -> dict[str, Any]:
    source = {"title": f"{row['title']} ({row['licence'] or 'rights of its owners'})"}
    return {**source, "path": row["url"]} if row["url"] else source


def _resource(release: Release, name: str, content: bytes) -> dict[str, Any]:
    resource, _ = release.lists[name]
    columns = resource.record.described()
    names = {column.name for column in columns}
    keys = [
        {
            "fields": [column],
            "reference": {"resource": "" if of == name else of, "fields": [field]},
        }
        for column, (of, field) in _FOREIGN.items()
        if column in names and column != resource.key and of in release.lists
    ]
    return {
        "name": name,
        "type": "table",
        "title": resource.title,
        "description": resource.description,
        "path": f"data/{_file(name)}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(column, resource.key) for column in columns],
            "primaryKey": [resource.key],
            "foreignKeys": keys,
            "missingValues": [""],
        },
    }


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


def _workbook(release: Release) -> bytes:
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.fromisoformat(release.created)})
        bold = book.add_format({"bold": True})
        for name, (resource, rows) in release.lists.items():
            sheet = book.add_worksheet(name)
            columns = resource.record.columns()
            sheet.freeze_panes(1, 1)
            write_row(sheet, 0, columns, bold)
            for number, row in enumerate(rows, 1):
                write_row(sheet, number, [row[column] for column in columns])
            sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        sheet = book.add_worksheet("dictionary")
        header = ["list", "column", "type", "may be blank", "unit", "title", "definition", "words"]
        write_row(sheet, 0, header, bold)
        for number, row in enumerate(_dictionary(release), 1):
            write_row(sheet, number, list(row.values()))
    return file.getvalue()


def _database(release: Release) -> bytes:
    from sqlite_utils import Database  # noqa: PLC0415 (it brings pandas along, where that is)

    with TemporaryDirectory() as folder:
        path = Path(folder) / "evidence.sqlite"
        connection = sqlite3.connect(path)
        database = Database(connection)
        for name, (resource, rows) in release.lists.items():
            columns = resource.record.described()
            table = database.table(_file(name)).create(
                {column.name: _PYTHON[column.type] for column in columns}, pk=resource.key
            )
            # Lists are JSON arrays: Datasette counts by their members, and SQL can unfold them.
            table.insert_all(dict(row) for row in rows)
            for column in columns:
                if (column.name in _FOREIGN or column.words) and column.name != resource.key:
                    table.create_index([column.name])
            if name in _SEARCHED:
                table.enable_fts(_SEARCHED[name], tokenize="porter")
        database.add_foreign_keys(list(_references(release)))
        for view, query in _VIEWS.items():
            database.create_view(view, query)
        database.table("dictionary").insert_all(_dictionary(release))
        database.table("release").insert({"release": release.name, "licence": LICENCE})
        connection.commit()
        connection.execute("VACUUM")
        connection.close()
        return path.read_bytes()


def _references(release: Release) -> Iterator[tuple[str, str, str, str]]:
    """Each column that holds ids of another list, with the table and column of these."""
    for name, (resource, _) in release.lists.items():
        for column in resource.record.columns():
            of, key = _FOREIGN.get(column, ("", ""))
            if of in release.lists and column != resource.key:
                yield _file(name), column, _file(of), key


_VIEWS = {
    "finding_with_project": "SELECT f.*, p.name, p.funding_gbp, p.evaluator_names "
    "FROM findings f LEFT JOIN projects p USING (project_id)",
    "barriers_by_strand": "SELECT coalesce(strand, 'no named project') AS strand, theme_id, "
    "count(*) AS finding_count, count(DISTINCT project_id) AS project_count "
    "FROM findings WHERE polarity = 'barrier' GROUP BY 1, 2",
}
"""Views of the database: what analysts would join first."""


def _dictionary(release: Release) -> list[dict[str, Any]]:
    return [
        {
            "list": name,
            "column": column.name,
            "type": column.type,
            "may_be_blank": "yes" if column.may_be_blank else "no",
            "unit": column.unit,
            "title": column.title,
            "definition": column.definition,
            "words": ";".join(column.words),
        }
        for name, (resource, _) in release.lists.items()
        for column in resource.record.described()
    ]
