"""The routes of the lists: a page as JSON, the whole list as a file, one row."""

from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse

from app.api.answers import ListName, Router, chosen, detail, ending_of, page, with_included
from app.api.files import file, without_bom
from app.dependencies import API, DirectRoute, read_release, reader_of
from app.evidence import answers
from app.evidence.answers import Release
from app.evidence.catalogue import Catalogue
from app.evidence.queries import EVIDENCE_LISTS, EvidenceList, Query, read_query, read_whole
from app.evidence.queries.reading import of_every_list
from app.exports import FORMATS, REFERENCES, Format
from app.settings import link

router = Router(prefix=API)


def _add_pages(evidence_list: EvidenceList) -> None:
    def show_page(request: Request, release: Release) -> Response:
        query = read_query(evidence_list, request.query_params.multi_items(), release.catalogue)
        answer, facets = release.page(query), answers.facets(release, query)
        rows = with_included(release, answer.records, query)
        return page(query, release.catalogue, answer, rows, facets)

    async def show(request: Request) -> Response:
        return await read_release(request, ["release"], show_page, {"request": request})

    router.add_api_route(
        f"/{evidence_list.name}",
        show,
        operation_id=f"list_{evidence_list.name.replace('-', '_')}",
        route_class_override=DirectRoute,
    )


async def _format_of(
    list_name: ListName, value: Annotated[str, ending_of("format", FORMATS | REFERENCES)]
) -> Format:
    # What is cited of a project are its evaluation reports, which are a list of their own.
    return chosen("format", value, FORMATS if list_name == "projects" else FORMATS | REFERENCES)


@router.get("/{list_name:list}.{format}", operation_id="export_list")
async def export(
    request: Request, list_name: ListName, format_: Annotated[Format, Depends(_format_of)]
) -> Response:
    """Takes what a page of the list takes, but for `facet`, `include`, `page_size`, `cursor`."""

    def whole(request: Request, release: Release) -> Query:
        pairs = without_bom(request.query_params.multi_items())
        return read_whole(EVIDENCE_LISTS[list_name], pairs, release.catalogue)

    return await reader_of(request).run(request.scope, file, request, format_, whole)


for _evidence_list in EVIDENCE_LISTS.values():
    _add_pages(_evidence_list)


_MORE = (
    *("ask", "check-claim", "search", "summary", "compare", "autocomplete", "releases"),
    *("dictionary", "release", "release.jsonld", "citation", "openapi.json"),
    "download/wave1-evidence.zip",
)


@router.answers("", "list_addresses")
def addresses(catalogue: Catalogue) -> dict[str, Any]:
    """Every list, with its address in each format."""
    lists = {
        name: {
            "title": evidence_list.title,
            "description": evidence_list.description,
            "json": link(f"{API}/{name}"),
            **{ending: link(f"{API}/{name}.{ending}") for ending in FORMATS},
            "parameters": [*evidence_list.parameters, *of_every_list(evidence_list)],
        }
        for name, evidence_list in EVIDENCE_LISTS.items()
    }
    more = {name: link(f"{API}/{name}") for name in _MORE}
    return {"release": catalogue.release, "lists": lists, **more}


@router.answers("/projects/{project_id}", "show_project")
def project(project_id: str, release: Release) -> Response:
    """Findings, outcomes, evaluations, and the recommendations that bear on its barriers."""
    row = answers.project(release, project_id)
    return detail(row, "projects", project_id, release.catalogue)


@router.answers("/findings/{finding_id}", "show_finding")
def finding(finding_id: str, release: Release) -> Response:
    """The claim, what it answers, what answers it, and its paragraph where that was loaded."""
    row = answers.finding(release, finding_id)
    return detail(row, "findings", finding_id, release.catalogue)


_OTHERS = [each for name, each in EVIDENCE_LISTS.items() if name not in ("projects", "findings")]


@router.answers("/{list_name:list}/{row_id}", "show_row")
def row(
    list_name: Annotated[str, ending_of("list_name", [each.name for each in _OTHERS])],
    row_id: str,
    release: Release,
) -> Response:
    """What a page of the list shows of it. Projects and findings have more, at own addresses."""
    if list_name == "themes" and row_id in release.catalogue.renamed_themes:
        return RedirectResponse(f"{API}/themes?theme={row_id}", 301)
    record = release.record(list_name, row_id)
    return detail(record, list_name, row_id, release.catalogue)
