"""Rows -> works that can be cited: the release, a document, or any row at its place in a source."""

from collections.abc import Mapping
from typing import Any

from app.evidence.queries import Resource
from app.exports.citations import Work
from app.exports.files import FOUNDERS, LICENCE

Row = Mapping[str, Any]

_REPORTS = ("thematic-report", "evaluation-report", "report-abstract", "public-audit")
"""The kinds of source that are reports; the others are pages."""
_TITLES = (
    *("statement", "response_statement", "text_summary", "measure", "name", "label"),
    *("title", "heading", "fact"),
)


def title_column(resource: Resource) -> str | None:
    """The column of a list that says most of a row, where one does."""
    columns = resource.record.columns()
    return next((name for name in _TITLES if name in columns), None)


def of_release(release: str, day: str, address: str) -> Work:
    return Work(
        # With the hash of the data: reference managers overwrite what has the same key.
        key=f"wave1-evidence-{release.replace('+', '-')}",
        kind="dataset",
        title=f"Wave 1 Evidence, release {release}",
        authors=(),
        bodies=(FOUNDERS,),
        published=day,
        publisher=FOUNDERS,
        url=address or None,
        note=LICENCE,
    )


def of_evaluation(row: Row) -> Work:
    return Work(
        key=row["evaluation_id"],
        kind="report",
        title=row["title"] or f"Evaluation of {row['project_name']} (title not seen)",
        authors=tuple(row["authors"]),
        bodies=() if row["authors"] else tuple(row["evaluator_names"]),
        published=row["published"],
        publisher="Department for Education",
        url=row["source_url"],
        number=row["series_number"],
        note=row["note"],
        doi=row["doi"],
        isbn=row["isbn"],
    )


def _of_document(key: str, row: Row) -> Work:
    is_report = row.get("kind", _REPORTS[0]) in _REPORTS
    return Work(
        key=row[key],
        kind="report" if is_report else "webpage",
        title=row["title"],
        authors=tuple(row["authors"]),
        published=row["published"],
        publisher=row["publisher"],
        url=row["url"],
        note=row["note"],
    )


def of_row(resource: Resource, row: Row, release: str, day: str, address: str) -> Work:
    """A row of any list as a work: a document, or a part of the release with its place."""
    if resource.name == "evaluations":
        return of_evaluation(row)
    if resource.name in ("sources", "citations"):
        return _of_document(resource.key, row)
    key = row[resource.key]
    said = row.get(title_column(resource) or "") or resource.title
    # Of a result its figure, of a fact its value.
    more = row.get("value_reported") or (row.get("value") if "fact" in row else None)
    place = row.get("citation") or row.get("response_citation")
    return Work(
        key=key,
        kind="dataset",
        title=f"{said}: {more or key}" if more or said == resource.title else said,
        authors=(),
        bodies=(FOUNDERS,),
        published=day,
        publisher=FOUNDERS,
        url=address or None,
        note=f"Wave 1 Evidence, release {release}.{f' From: {place}.' if place else ''}",
    )
