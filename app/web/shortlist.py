"""The shortlist: projects and statements that a reader marked; its address holds all of it."""

from dataclasses import dataclass, replace

from fastapi import Request, Response

from app.dependencies import API
from app.errors import Problem, QueryError
from app.evidence.answers import Release, Row
from app.evidence.queries import FINDINGS, PROJECTS, Query
from app.evidence.queries.reading import MAX_COMPARED, read_compared
from app.evidence.row_wording import counted
from app.exports import FORMATS
from app.exports.files import FileDescription
from app.web.briefs import brief_answer
from app.web.labels import with_result
from app.web.pages import Context, page
from app.web.rendering import MAX_MARKED, attachment, link_to
from app.web.rows import Best, best_of_each
from app.web.shortlist_board import brief_of
from app.web.similar_projects import worry_asked
from app.web.theme_evidence import told_on

PATH = "/shortlist"
MARKS = ("project", "finding", "worry")
"""What an address marks things by."""


@dataclass(frozen=True)
class Shortlist:
    """The ids of what is marked, in the order of marking, and the worry that it was marked for."""

    project_ids: tuple[str, ...]
    finding_ids: tuple[str, ...]
    worry_ids: tuple[str, ...] = ()

    def address(self, ending: str = "") -> str:
        """The address that holds this list."""
        ids = (self.project_ids, self.finding_ids, self.worry_ids)
        return link_to(f"{PATH}{ending}", zip(MARKS, map(",".join, ids), strict=True))

    @property
    def compared(self) -> str:
        """Where its projects stand side by side."""
        return replace(self, finding_ids=()).address().replace(PATH, "/compare", 1)

    def without(self, key: str) -> "Shortlist":
        ids = (self.project_ids, self.finding_ids, self.worry_ids)
        return Shortlist(*(tuple(each for each in kind if each != key) for kind in ids))


@page(PATH, *MARKS)
def show(request: Request, release: Release) -> Context:
    """What is marked, to compare, to take and to share; without marks, how to begin."""
    marked, findings = _read(request, release)
    number = _number(marked)
    return {
        "heading": f"Your shortlist: {number}" if number else "Your shortlist",
        "json_address": f"{API}{_projects(marked).address()}",
        "marked": marked,
        "worry": worry_asked(request),
        "projects": _rows(release, marked),
        "findings": findings,
        "found": best_of_each(release, marked.project_ids) | _on_worry(release, request, marked),
        "labels": release.catalogue.projects.labels,
        "can_compare": 2 <= len(marked.project_ids) <= MAX_COMPARED,
    }


@page(f"{PATH}/statements.xlsx", *MARKS)
def show_workbook(request: Request, release: Release) -> Response:
    """The statements that are marked, as a workbook."""
    catalogue = release.catalogue
    marked, findings = _read(request, release)
    query = Query(FINDINGS)
    block = {name: [row[name] for row in findings] for name in query.columns}
    title = "Statements of a shortlist"
    about = FileDescription(
        query, title, marked.address(), catalogue.release, catalogue.release_date
    )
    excel = FORMATS["xlsx"]
    content = b"".join(excel.write([block], about))
    return attachment(content, excel.media_type, f"shortlist-{catalogue.release}.xlsx")


@page(f"{PATH}/board", *MARKS)
@page(f"{PATH}/board.docx", *MARKS)
def show_board(request: Request, release: Release) -> Context | Response:
    """A page for a board on what is marked."""
    marked, findings = _read(request, release)
    brief = brief_of(release, _rows(release, marked), findings, worry_asked(request))
    json_address = f"{API}{_projects(marked).address()}"
    return brief_answer(request, brief, json_address, ("Your shortlist", marked.address()))


def _on_worry(release: Release, request: Request, marked: Shortlist) -> dict[str, Best]:
    """What says best how each project did on the worry it was marked for, or else what it met."""
    worry = worry_asked(request)
    evidence = told_on(release, worry) if worry else {}
    best = {key: evidence[key].first for key in marked.project_ids if key in evidence}
    return {
        key: (with_result(row, {}), f"/findings/{row['finding_id']}", row)
        for key, row in best.items()
    }


def _read(request: Request, release: Release) -> tuple[Shortlist, list[Row]]:
    """What an address marks. Raises QueryError where it is not known, or too much."""
    projects = read_compared(request.query_params.getlist("project"), release.catalogue)
    values = ",".join(request.query_params.getlist("finding")).split(",")
    keys = list(dict.fromkeys(key.strip() for key in values if key.strip()))
    if len(projects) + len(keys) > MAX_MARKED:
        message = f"Too many marks: {len(projects) + len(keys)} (at most {MAX_MARKED})."
        raise QueryError([Problem("too-many", "query", message)])
    rows = {key: release.record("findings", key) for key in keys}
    problems = [
        Problem("unknown-finding", "query parameter finding", f"There is no {key[:80]!r}.")
        for key, row in rows.items()
        if row is None
    ]
    if problems:
        raise QueryError(problems)
    worry = worry_asked(request)
    worries = (worry.worry_id,) if worry else ()
    return Shortlist(tuple(projects), tuple(keys), worries), [*filter(None, rows.values())]


def _number(marked: Shortlist) -> str:
    counts = ((len(marked.project_ids), "project"), (len(marked.finding_ids), "statement"))
    return " and ".join(counted(number, noun) for number, noun in counts if number)


def _projects(marked: Shortlist) -> Query:
    return Query.of(PROJECTS, **{"project": marked.project_ids} if marked.project_ids else {})


def _rows(release: Release, marked: Shortlist) -> list[Row]:
    if not marked.project_ids:
        return []
    rows = release.rows("projects", project=marked.project_ids)
    return sorted(rows, key=lambda row: marked.project_ids.index(row["project_id"]))
