"""The routes of what is no list: evidence map, comparison, names, dictionary, release."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi import Query as Parameter
from sqlalchemy.orm import Session

from app.addresses import link
from app.api.answers import as_json
from app.api.parameters import FILTERED, narrowing, some_of
from app.dependencies import API, no_parameters, only, reads_release
from app.errors import Problem, QueryError
from app.evidence import answers
from app.evidence.answers import DIMENSIONS
from app.evidence.catalogue import Catalogue
from app.evidence.queries import FINDINGS, OUTCOMES, RESOURCES
from app.evidence.queries.reading import MAX_COMPARED, read_compared
from app.evidence.records.maps import Comparison, Dictionary, NamesFound, Release, SummaryAnswer
from app.evidence.vocabulary import BLANK, VOCABULARIES
from app.exports import FORMATS
from app.exports.files import LICENCE
from app.exports.text import table_csv

router = APIRouter(prefix=API)
_CSV: dict[int | str, dict[str, Any]] = {
    200: {"description": "The table", "content": {"text/csv": {"schema": {}}}}
}
_COUNTED = {
    "parameters": [
        some_of("by", DIMENSIONS, "One or two dimensions.", is_required=True),
        *narrowing(FINDINGS, OUTCOMES),
    ]
}
_COUNTED_AS_CSV = {"parameters": [_COUNTED["parameters"][0], FILTERED]}


@router.get(
    "/summary",
    operation_id="show_summary",
    summary="The evidence map: counts by one or two dimensions",
    tags=["Map"],
    response_model=SummaryAnswer,
    openapi_extra=_COUNTED,
)
@reads_release
def summary(request: Request, session: Session, names: Catalogue) -> Response:
    """Findings are counted; with kind or direction, outcomes. Empty cells say which blank."""
    counts = answers.summary(session, request.query_params.multi_items(), names)
    cells = [
        {
            "values": [
                {"dimension": dimension, "value": value, "label": label}
                for dimension, value, label in zip(counts.by, cell.values, cell.labels, strict=True)
            ],
            "count": cell.count,
            "blank": cell.blank,
            "blank_label": BLANK.labels.get(cell.blank or ""),
            "link": link(f"{API}{cell.address}"),
        }
        for cell in counts.cells
    ]
    meta = {
        "release": names.release,
        "query": f"{counts.query.in_english(names)}, counted by {' and '.join(counts.by)}",
        "by": counts.by,
        "counted": counts.query.resource.name,
        "total": counts.total,
        "without_count": counts.without_count,
        "is_overlapping": counts.is_overlapping,
    }
    return as_json({"meta": meta, "results": cells})


@router.get(
    "/summary.csv",
    operation_id="export_summary",
    summary="The evidence map as CSV",
    tags=["Map"],
    response_class=Response,
    responses=_CSV,
    openapi_extra=_COUNTED_AS_CSV,
)
@reads_release
def summary_csv(request: Request, session: Session, names: Catalogue) -> Response:
    """A row for each cell: its values, their labels, its count."""
    counts = answers.summary(session, request.query_params.multi_items(), names)
    columns = [name for each in counts.by for name in (each, f"{each}_label")]
    rows = [
        [
            *(one for pair in zip(cell.values, cell.labels, strict=True) for one in pair),
            *(cell.count, cell.blank),
        ]
        for cell in counts.cells
    ]
    return _csv_file("summary", [*columns, "count", "blank"], rows, names)


def _csv_file(
    name: str, columns: list[str], rows: Iterable[Sequence[Any]], names: Catalogue
) -> Response:
    file = f'attachment; filename="wave1-evidence-{name}-{names.release}.csv"'
    headers = {"Content-Disposition": file}
    return Response(table_csv(columns, rows), headers=headers, media_type=FORMATS["csv"].media_type)


@router.get(
    "/compare",
    operation_id="compare_projects",
    summary="Projects side by side",
    tags=["Map"],
    response_model=Comparison,
    dependencies=[Depends(only("project"))],
)
@reads_release
def compare(
    session: Session,
    names: Catalogue,
    project: Annotated[list[str], Parameter(description="Two to four projects.")],
) -> Response:
    """Every theme, project by project, then the projects in full."""
    ids = read_compared(project, names)
    if not 2 <= len(ids) <= MAX_COMPARED:
        message = f"Two to {MAX_COMPARED} projects can be compared: {len(ids)} given."
        raise QueryError([Problem("needed", "query parameter project", message)])
    projects = [answers.project(session, key, names) or {} for key in ids]
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
    titles = " and ".join(names.projects.labels[key] for key in ids)
    meta = {"release": names.release, "query": f"{titles}, side by side"}
    return as_json({"meta": meta, "themes": themes, "results": projects})


@router.get(
    "/autocomplete",
    operation_id="list_names",
    summary="Names that may be meant by what has been typed",
    tags=["Search"],
    response_model=NamesFound,
    dependencies=[Depends(only("q"))],
)
@reads_release
def autocomplete(
    names: Catalogue,
    q: Annotated[str, Parameter(description="What has been typed.", max_length=100)],
) -> Response:
    """Ten names at most of projects, aliases, themes and organisations."""
    rows = [
        {**vars(name), "link": link(f"{API}/{_LEADS_TO.get(name.kind, 'projects/')}{name.id}")}
        for name in answers.autocomplete(q, names)
    ]
    meta = {"release": names.release, "query": f'Names like "{q}"'}
    return as_json({"meta": meta, "results": rows})


_LEADS_TO = {"theme": "findings?theme=", "organisation": "organisations/"}


@router.get(
    "/dictionary",
    operation_id="show_dictionary",
    summary="Every column and every word, with its meaning",
    tags=["About"],
    response_model=Dictionary,
    dependencies=[Depends(no_parameters)],
)
@reads_release
def dictionary(names: Catalogue) -> Response:
    """Generated from the records that every face shows."""
    lists = [
        {
            "name": name,
            "title": resource.title,
            "description": resource.description,
            "columns": [vars(column) for column in resource.record.described()],
        }
        for name, resource in RESOURCES.items()
    ]
    words: list[dict[str, Any]] = [
        {"name": v.name, "title": v.title, "words": [vars(word) for word in v.words]}
        for v in VOCABULARIES
    ]
    meta = {"release": names.release, "query": "The data dictionary"}
    return as_json({"meta": meta, "lists": lists, "vocabularies": words})


@router.get(
    "/dictionary.csv",
    operation_id="export_dictionary",
    summary="Every column with its meaning, as CSV",
    tags=["About"],
    response_class=Response,
    responses=_CSV,
    dependencies=[Depends(no_parameters)],
)
@reads_release
def dictionary_csv(names: Catalogue) -> Response:
    """A row for each column of each list."""
    rows = [
        [name, *vars(c).values()] for name, r in RESOURCES.items() for c in r.record.described()
    ]
    columns = list(vars(FINDINGS.record.described()[0]))
    return _csv_file("dictionary", ["list", *columns], rows, names)


@router.get(
    "/release",
    operation_id="show_release",
    summary="Which evidence this is",
    tags=["About"],
    response_model=Release,
    dependencies=[Depends(no_parameters)],
)
@reads_release
def release(session: Session) -> Response:
    """Version, day, files and how to cite them."""
    facts = answers.release_facts(session)
    citation = f"Wave 1 Evidence, release {facts['release']}. {LICENCE}"
    return as_json({**facts, "licence": LICENCE, "citation": citation})
