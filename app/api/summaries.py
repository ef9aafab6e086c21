"""The routes of what is no list: evidence map, comparison, names, dictionary, release."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Query as Parameter
from fastapi import Request, Response

from app.api.answers import Router, as_json, attached, renamed_link
from app.dependencies import API, ensure_text, refuse_others
from app.errors import Problem, QueryError
from app.evidence import answers
from app.evidence.answers import Release
from app.evidence.catalogue import Catalogue, names_like
from app.evidence.queries import EVIDENCE_LISTS
from app.evidence.queries.reading import MAX_COMPARED, read_compared
from app.evidence.queries.sources import (
    SOURCE_PARAMETERS,
    from_sources,
    read_source_filter,
)
from app.evidence.vocabulary import BLANK, VOCABULARIES
from app.exports import FORMATS
from app.exports.files import LICENCE, described
from app.exports.formats import table_csv
from app.settings import link

router = Router(prefix=API)


@router.answers("/summary", "show_summary")
def summary(request: Request, release: Release) -> Response:
    """Findings are counted; with kind or direction, outcomes. Empty cells say which blank."""
    counts = answers.summary(release, request.query_params.multi_items())
    cells = [
        {
            "values": [
                {"dimension": dimension, "value": value or None, "label": label}
                for dimension, value, label in zip(counts.by, cell.values, cell.labels, strict=True)
            ],
            "count": cell.count,
            "blank": cell.blank,
            "blank_label": BLANK.labels.get(cell.blank or ""),
            "link": link(f"{API}{cell.address}"),
        }
        for cell in counts.cells
    ]
    in_english = counts.query.in_english(release.catalogue)
    meta = {
        "release": release.name,
        "query": f"{in_english}, counted by {' and '.join(counts.by)}",
        "by": counts.by,
        "counted": counts.query.evidence_list.name,
        "total": counts.total,
        "without_count": counts.without_count,
        "is_overlapping": counts.is_overlapping,
    }
    return as_json({"meta": meta, "results": cells})


@router.answers("/summary.csv", "export_summary")
def summary_csv(request: Request, release: Release) -> Response:
    """A row for each cell: its values, their labels, its count."""
    counts = answers.summary(release, request.query_params.multi_items())
    columns = [name for each in counts.by for name in (each, f"{each}_label")]
    rows = [
        [
            *(text for pair in zip(cell.values, cell.labels, strict=True) for text in pair),
            *(cell.count, cell.blank),
        ]
        for cell in counts.cells
    ]
    answer = _csv_file("summary", [*columns, "count", "blank"], rows, release.catalogue)
    query = urlencode([("by", ",".join(counts.by)), *counts.query.pairs], safe=",")
    for renamed in renamed_link(counts.query, f"/summary.csv?{query}", release.catalogue):
        answer.headers["Link"] = renamed
    return answer


def _csv_file(
    name: str, columns: list[str], rows: Iterable[Sequence[Any]], catalogue: Catalogue
) -> Response:
    headers = attached(name, catalogue.release, "csv")
    return Response(table_csv(columns, rows), 200, headers, FORMATS["csv"].media_type)


@router.answers("/compare", "compare_projects")
def compare(
    request: Request,
    release: Release,
    project: Annotated[list[str], Parameter(description="Two to four projects.")],
) -> Response:
    """Every theme, project by project, then the projects in full."""
    refuse_others(request, "project", *SOURCE_PARAMETERS)
    sources = read_source_filter(request.query_params.multi_items(), release.catalogue)
    ids = read_compared(project, release.catalogue)
    if not 2 <= len(ids) <= MAX_COMPARED:
        message = f"Two to {MAX_COMPARED} different projects can be compared: {len(ids)} given."
        raise QueryError([Problem("needed", "query parameter project", message)])
    projects = [answers.project(release, key, **sources.values) or {} for key in ids]
    themes = [
        {
            "theme_id": theme[0]["theme_id"],
            "theme_label": theme[0]["theme_label"],
            "projects": [
                {"project_id": key, **{k: v for k, v in cell.items() if not k.startswith("theme_")}}
                for key, cell in zip(ids, theme, strict=True)
            ],
        }
        for theme in zip(*(project["themes"] for project in projects), strict=True)
    ]
    titles = " and ".join(release.catalogue.projects.labels[key] for key in ids)
    query = f"{titles}, side by side {from_sources(sources, release.catalogue)}".strip()
    meta = {"release": release.name, "query": query}
    return as_json({"meta": meta, "themes": themes, "results": projects})


@router.answers("/autocomplete", "list_names")
def autocomplete(
    catalogue: Catalogue,
    q: Annotated[str, Parameter(description="What has been typed.", max_length=100)],
) -> Response:
    """Ten names at most of projects, aliases, themes and organisations."""
    ensure_text(q, "q")
    rows = [
        {**vars(name), "link": link(f"{API}/{_LEADS_TO.get(name.kind, 'projects/')}{name.id}")}
        for name in names_like(q, catalogue)
    ]
    meta = {"release": catalogue.release, "query": f'Names like "{q}"'}
    return as_json({"meta": meta, "results": rows})


_LEADS_TO = {"theme": "findings?theme=", "organisation": "organisations/"}


@router.answers("/dictionary", "show_dictionary")
def dictionary(catalogue: Catalogue) -> Response:
    """Generated from the records that every face shows."""
    lists = [
        {
            "name": name,
            "title": evidence_list.title,
            "description": evidence_list.description,
            "columns": [vars(column) for column in evidence_list.record.columns],
        }
        for name, evidence_list in EVIDENCE_LISTS.items()
    ]
    words: list[dict[str, Any]] = [
        {"name": v.name, "title": v.title, "words": [vars(word) for word in v.words]}
        for v in VOCABULARIES
    ]
    meta = {"release": catalogue.release, "query": "The data dictionary"}
    return as_json({"meta": meta, "lists": lists, "vocabularies": words})


@router.answers("/dictionary.csv", "export_dictionary")
def dictionary_csv(catalogue: Catalogue) -> Response:
    """A row for each column of each list."""
    rows = [
        {"list": name, **vars(column), **{each: cells[each] for each in ("may_be_blank", "words")}}
        for name, evidence_list in EVIDENCE_LISTS.items()
        for column in evidence_list.record.columns
        for cells in (described(column),)
    ]
    return _csv_file("dictionary", list(rows[0]), [list(row.values()) for row in rows], catalogue)


@router.answers("/release", "show_release")
def show_release(release: Release) -> Response:
    """Version, day, files and how to cite them."""
    facts = answers.release_facts(release.session)
    citation = f"Wave 1 Evidence, release {facts['release']}. {LICENCE}"
    return as_json({**facts, "licence": LICENCE, "citation": citation})
