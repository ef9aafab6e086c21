"""The whole release as one file: a Data Package with CSV and Parquet, a workbook and a database."""

import hashlib
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.evidence.queries import EVIDENCE_LISTS, EvidenceList, Query
from app.evidence.records import by_column
from app.exports.citations import STYLES, of_evaluation
from app.exports.files import (
    FOREIGN,
    FileDescription,
    Lists,
    Rows,
    described,
    references_of,
    table_of,
)
from app.exports.formats import FORMATS
from app.exports.package_metadata import as_json, crate, dataset, descriptor, package_documents
from app.exports.workbook import workbook_of_lists
from app.settings import API

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the same release gives the same bytes each time."""


@dataclass(frozen=True)
class Contents:
    """All lists of a release, and the documents that go with them."""

    name: str
    date: str
    lists: Lists
    documents: Mapping[str, bytes]


def package(release: Contents) -> bytes:
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


def _files(release: Contents) -> dict[str, bytes]:
    """Every file but that of the sums; the last describes the others."""
    files = {
        f"data/{table_of(name)}.{ending}": _list(release, name, ending)
        for name in release.lists
        for ending in ("csv", "parquet")
    }
    about = _about(release, "download/wave1-evidence.zip", "the whole release")
    files |= {
        "datapackage.json": as_json(descriptor(release.name, release.date, release.lists, files)),
        "wave1-evidence.xlsx": workbook_of_lists(release.lists, _dictionary(), about),
        "wave1-evidence.sqlite": _database(release.lists, about),
    }
    reports = [of_evaluation(row) for row in release.lists["evaluations"]]
    files |= {f"evaluations.{style}": write(reports) for style, (_, write) in STYLES.items()}
    files |= {**release.documents, **package_documents(release.name, release.lists)}
    files["dataset.jsonld"] = as_json(dataset(release.name, release.date, "", sorted(files)))
    sources = release.lists["sources"]
    files["ro-crate-metadata.json"] = as_json(crate(release.name, release.date, files, sources))
    return files


def _about(release: Contents, name: str, title: str) -> FileDescription:
    """No host is named: the archive has the same bytes wherever it is made."""
    query = Query(EVIDENCE_LISTS.get(name, EVIDENCE_LISTS["projects"]))
    return FileDescription(query, title, f"{API}/{name}", release.name, release.date)


def _list(release: Contents, name: str, ending: str) -> bytes:
    evidence_list, rows = EVIDENCE_LISTS[name], release.lists[name]
    blocks = [by_column(rows, evidence_list.record.names)]
    return b"".join(FORMATS[ending].write(blocks, _about(release, name, evidence_list.title)))


_SEARCHED = {
    "findings": ["statement", "project_name", "theme_label"],
    "projects": ["name", "aliases", "summary"],
    "outcomes": ["measure", "project_name", "population", "caveat"],
    "recommendations": ["text_summary"],
}
_VIEWS = {
    "finding_with_project": "SELECT f.*, p.name, p.funding_gbp, p.evaluator_names "
    "FROM findings f LEFT JOIN projects p USING (project_id)",
    "barriers_by_strand": "SELECT coalesce(strand, 'no named project') AS strand, theme_id, "
    "count(*) AS finding_count, count(DISTINCT project_id) AS project_count "
    "FROM findings WHERE polarity = 'barrier' GROUP BY 1, 2",
}
"""What analysts would join first."""
_PYTHON = {"text": str, "whole number": int, "number": float, "list of text": str}


def _dictionary() -> list[dict[str, Any]]:
    """Every column of every list, described."""
    return [
        {"list": name, **described(column)}
        for name, evidence_list in EVIDENCE_LISTS.items()
        for column in evidence_list.record.columns
    ]


def _database(lists: Lists, about: FileDescription) -> bytes:
    """The database as the bytes of its file."""
    from sqlite_utils import Database

    with TemporaryDirectory() as folder:
        path = Path(folder) / "evidence.sqlite"
        connection = sqlite3.connect(path)
        # It is read when it is whole: a crash meanwhile costs nothing.
        connection.executescript("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")
        database = Database(connection)
        for name, evidence_list in EVIDENCE_LISTS.items():
            columns = {each.name: _PYTHON[each.type] for each in evidence_list.record.columns}
            database.table(table_of(name)).create(columns, pk=evidence_list.key)
        # Before there are rows: a key that is added writes a table anew.
        database.add_foreign_keys(list(_references()))
        for name, rows in lists.items():
            _fill(database.table(table_of(name)), EVIDENCE_LISTS[name], rows)
            _add_links(database, EVIDENCE_LISTS[name], rows)
        for view, query in _VIEWS.items():
            database.create_view(view, query)
        database.table("dictionary").insert_all(_dictionary())
        release = {"release": about.release, "release_date": about.release_date}
        database.table("release").insert({**release, "citation": about.citation})
        connection.commit()
        connection.execute("VACUUM")
        connection.close()
        return path.read_bytes()


def _fill(table: Any, evidence_list: EvidenceList, rows: Rows) -> None:
    # Lists are JSON arrays: Datasette counts by their members, and SQL can unfold them.
    table.insert_all(dict(row) for row in rows)
    columns = evidence_list.record.columns
    codes = [each.name for each in columns if each.words and each.type == "text"]
    for column in (*codes, *(column for column, _ in references_of(evidence_list))):
        table.create_index([column])
    if evidence_list.name in _SEARCHED:
        table.enable_fts(_SEARCHED[evidence_list.name], tokenize="porter")


def _add_links(database: Any, evidence_list: EvidenceList, rows: Rows) -> None:
    """For each column of several ids: a table of pairs, from one list to the other."""
    key, own_table = evidence_list.key, table_of(evidence_list.name)
    for column in evidence_list.record.columns:
        if column.name not in FOREIGN or column.type != "list of text":
            continue
        member = "area_id" if column.name == "areas" else column.name.removesuffix("s")
        other = FOREIGN[column.name]
        references = [(key, own_table, key), (member, table_of(other), EVIDENCE_LISTS[other].key)]
        table = database.table(f"{own_table}_{column.name}").create(
            {key: str, member: str}, pk=(key, member), foreign_keys=references
        )
        pairs = ((row[key], member_id) for row in rows for member_id in row[column.name])
        table.insert_all({key: key_cell, member: member_id} for key_cell, member_id in pairs)
        table.create_index([member])


def _references() -> Iterator[tuple[str, str, str, str]]:
    """Each column that holds an id of another list, with the table and column of that."""
    for name, evidence_list in EVIDENCE_LISTS.items():
        for column, of in references_of(evidence_list):
            yield table_of(name), column, table_of(of), EVIDENCE_LISTS[of].key
