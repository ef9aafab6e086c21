"""The SQLite database of a release: its lists with keys, links and full text, and views of them."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.evidence.queries import Resource
from app.evidence.records.columns import NAMES
from app.exports.files import About, Lists, Rows, described

FOREIGN = {
    **{naming.ids: naming.of for naming in NAMES.values()},
    **dict.fromkeys(("responds_to", "barrier_id", "response_id", "finding_ids"), "findings"),
    "outcome_ids": "outcomes",
    "evaluation_id": "evaluations",
    "source_ids": "sources",
    "principle_ids": "principles",
    "neighbour_ids": "areas",
}
"""The columns that hold an id of another list, or several: those have a table of their own too."""
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


def table_of(name: str) -> str:
    """The table of a list, which is also the name of its files."""
    return name.replace("-", "_")


def dictionary(lists: Lists) -> list[dict[str, Any]]:
    """Every column of every list, described."""
    return [
        {"list": name, **described(column)}
        for name, (resource, _) in lists.items()
        for column in resource.record.described()
    ]


def database(lists: Lists, about: About) -> bytes:
    """The database as the bytes of its file."""
    from sqlite_utils import Database  # noqa: PLC0415 (it brings pandas along, where that is)

    with TemporaryDirectory() as folder:
        path = Path(folder) / "evidence.sqlite"
        connection = sqlite3.connect(path)
        # It is read when it is whole: a crash meanwhile costs nothing.
        connection.executescript("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")
        written = Database(connection)
        for name, (resource, _) in lists.items():
            columns = {each.name: _PYTHON[each.type] for each in resource.record.described()}
            written.table(table_of(name)).create(columns, pk=resource.key)
        # Before there are rows: a key that is added writes a table anew.
        written.add_foreign_keys(list(_references(lists)))
        for name in lists:
            _fill(written.table(table_of(name)), name, *lists[name])
            _add_links(written, lists, name)
        for view, query in _VIEWS.items():
            written.create_view(view, query)
        written.table("dictionary").insert_all(dictionary(lists))
        release = {"release": about.release, "release_date": about.release_date}
        written.table("release").insert({**release, "citation": about.citation})
        connection.commit()
        connection.execute("VACUUM")
        connection.close()
        return path.read_bytes()


def _fill(table: Any, name: str, resource: Resource, rows: Rows) -> None:
    # Lists are JSON arrays: Datasette counts by their members, and SQL can unfold them.
    table.insert_all(dict(row) for row in rows)
    columns = resource.record.described()
    codes = [each.name for each in columns if each.words and each.type == "text"]
    for column in (*codes, *(column for column, _ in references_of(resource))):
        table.create_index([column])
    if name in _SEARCHED:
        table.enable_fts(_SEARCHED[name], tokenize="porter")


def _add_links(written: Any, lists: Lists, name: str) -> None:
    """For each column of several ids: a table of pairs, from one list to the other."""
    resource, rows = lists[name]
    key = resource.key
    for column in resource.record.described():
        if column.name not in FOREIGN or column.type != "list of text":
            continue
        member = "area_id" if column.name == "areas" else column.name.removesuffix("s")
        other = FOREIGN[column.name]
        references = [
            (key, table_of(name), key),
            (member, table_of(other), lists[other][0].key),
        ]
        table = written.table(f"{table_of(name)}_{column.name}").create(
            {key: str, member: str}, pk=(key, member), foreign_keys=references
        )
        pairs = ((row[key], each) for row in rows for each in row[column.name])
        table.insert_all({key: own, member: each} for own, each in pairs)
        table.create_index([member])


def _references(lists: Lists) -> Iterator[tuple[str, str, str, str]]:
    """Each column that holds an id of another list, with the table and column of that."""
    for name, (resource, _) in lists.items():
        for column, of in references_of(resource):
            yield table_of(name), column, table_of(of), lists[of][0].key


def references_of(resource: Resource) -> Iterator[tuple[str, str]]:
    """The columns of a list that hold one id of another list, with the name of that."""
    for column in resource.record.described():
        is_own = column.name == resource.key or column.type == "list of text"
        if column.name in FOREIGN and not is_own:
            yield column.name, FOREIGN[column.name]
