"""The shortlist: projects and statements that a reader marked; its address holds all of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from sqlalchemy.orm import Session

from app.charts.pictures import figures_first, has_figure
from app.dependencies import API
from app.errors import Problem, QueryError
from app.evidence import answers
from app.evidence.answers import LISTINGS, Row
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.evidence.queries.reading import MAX_COMPARED, read_compared
from app.evidence.vocabulary import DESIGN
from app.exports import FORMATS
from app.exports.documents import Brief
from app.exports.files import About
from app.web import barriers
from app.web.briefs import (
    SOURCES,
    brief_file,
    brief_page,
    outcome_point,
    points_of,
    response_point,
)
from app.web.pages import page
from app.web.rendering import Page, attachment, counted
from app.web.words import CAVEAT

PATH = "/shortlist"
MAX_MARKED = 40
"""Projects and statements together: more are no shortlist."""
MOST = 4
"""Points of a section of the page for a board: more do not fit on one side of A4."""
MOST_HELPED = 2


@dataclass(frozen=True)
class Shortlist:
    """The ids of what is marked, in the order of marking."""

    project_ids: tuple[str, ...]
    finding_ids: tuple[str, ...]

    def address(self, ending: str = "") -> str:
        """The address that holds this list."""
        pairs = {"project": ",".join(self.project_ids), "finding": ",".join(self.finding_ids)}
        query = urlencode({name: ids for name, ids in pairs.items() if ids}, safe=",")
        return f"{PATH}{ending}?{query}" if query else f"{PATH}{ending}"

    def without(self, key: str) -> "Shortlist":
        """The list with one mark less."""
        ids = (self.project_ids, self.finding_ids)
        return Shortlist(*(tuple(each for each in kind if each != key) for kind in ids))


@page(PATH, "project", "finding")
def show(request: Request, session: Session, names: Catalogue) -> Page:
    """What is marked, to compare, to take and to share; without marks, how to begin."""
    marked, findings = _read(request, session, names)
    number = _number(marked)
    return Page(
        template="shortlist.html",
        heading=f"Your shortlist: {number}" if number else "Your shortlist",
        description="Projects and statements that you marked, to compare, take or share.",
        twin=f"{API}{_projects(marked).address()}",
        context={
            "marked": marked,
            "projects": _rows(session, marked, names),
            "findings": findings,
            "labels": sorted(names.projects.labels.items(), key=lambda one: one[1].casefold()),
            "can_compare": 2 <= len(marked.project_ids) <= MAX_COMPARED,
        },
    )


@page(f"{PATH}/statements.xlsx", "project", "finding")
def show_workbook(request: Request, session: Session, names: Catalogue) -> Response:
    """The statements that are marked, as a workbook."""
    marked, findings = _read(request, session, names)
    query = Query(LISTINGS["findings"].resource)
    columns = query.columns
    block = {name: [row[name] for row in findings] for name in columns}
    title, address = "Statements of a shortlist", marked.address()
    about = About(query, title, address, names.release, names.release_date)
    excel = FORMATS["xlsx"]
    content = b"".join(excel.write([block], about))
    return attachment(content, excel.media_type, f"shortlist-{names.release}.xlsx")


@page(f"{PATH}/board", "project", "finding")
def show_board(request: Request, session: Session, names: Catalogue) -> Page:
    """A page for a board on what is marked."""
    marked, findings = _read(request, session, names)
    brief = _brief(session, marked, findings, names)
    twin = f"{API}{_projects(marked).address()}"
    crumb = ("Your shortlist", marked.address())
    return brief_page(brief, twin, marked.address("/board.docx"), crumb)


@page(f"{PATH}/board.docx", "project", "finding")
def show_document(request: Request, session: Session, names: Catalogue) -> Response:
    """The same as a Word document."""
    return brief_file(_brief(session, *_read(request, session, names), names), "shortlist")


def _read(request: Request, session: Session, names: Catalogue) -> tuple[Shortlist, list[Row]]:
    """What an address marks. Raises QueryError where it is not known, or too much."""
    projects = read_compared(request.query_params.getlist("project"), names)
    written = ",".join(request.query_params.getlist("finding")).split(",")
    keys = list(dict.fromkeys(key.strip() for key in written if key.strip()))
    if len(projects) + len(keys) > MAX_MARKED:
        message = f"Too many marks: {len(projects) + len(keys)} (at most {MAX_MARKED})."
        raise QueryError([Problem("too-many", "query", message)])
    rows = {key: answers.record(session, LISTINGS["findings"], key, names) for key in keys}
    problems = [
        Problem("unknown-finding", "query parameter finding", f"There is no {key[:80]!r}.")
        for key, row in rows.items()
        if row is None
    ]
    if problems:
        raise QueryError(problems)
    return Shortlist(tuple(projects), tuple(keys)), [row for row in rows.values() if row]


def _number(marked: Shortlist) -> str:
    counts = ((len(marked.project_ids), "project"), (len(marked.finding_ids), "statement"))
    return " and ".join(counted(number, noun) for number, noun in counts if number)


def _projects(marked: Shortlist) -> Query:
    resource = LISTINGS["projects"].resource
    return Query.of(resource, {"project": marked.project_ids} if marked.project_ids else {})


def _rows(session: Session, marked: Shortlist, names: Catalogue) -> list[Row]:
    """The projects, in the order of marking."""
    rows = _of_projects(session, "projects", marked, names)
    return sorted(rows, key=lambda row: marked.project_ids.index(row["project_id"]))


def _of_projects(
    session: Session, name: str, marked: Shortlist, names: Catalogue, **more: str
) -> list[Row]:
    """The rows of a list that are of the projects."""
    if not marked.project_ids:
        return []
    narrowed = {"project": marked.project_ids, **{key: (value,) for key, value in more.items()}}
    return answers.rows_with(session, LISTINGS[name], narrowed, names)


def _brief(session: Session, marked: Shortlist, findings: list[Row], names: Catalogue) -> Brief:
    """What got in the way of the projects and what they tried; marked statements come first."""

    def points(polarity: str, most: int) -> list[tuple[str, str]]:
        chosen = [row for row in findings if row["polarity"] == polarity]
        rows = chosen or _of_projects(session, "findings", marked, names, polarity=polarity)
        named = [_named(row, names) for row in rows]
        return points_of(barriers.causes(named, names), most)

    projects = _rows(session, marked, names)
    tried = _of_projects(session, "chains", marked, names)[:MOST]
    outcomes = _of_projects(session, "outcomes", marked, names)
    untroubled = [row["name"] for row in projects if not row["barrier_count"]]
    sections = [
        ("The projects", _introduced(projects)),
        ("What got in the way", [*points("barrier", MOST), *_silence("problem", untroubled)]),
        ("What they tried", [response_point(row) for row in tried]),
        ("What helped", points("facilitator", MOST_HELPED)),
        ("Results", _results(projects, outcomes)),
    ]
    return Brief(
        title="Our shortlist: what a board should know",
        lead=f"{_number(marked) or 'Nothing'} from the first projects of the programme.",
        sections=[(title, points) for title, points in sections if points],
        caveat=CAVEAT,
        sources=SOURCES,
        release=names.release,
        made_at=datetime.fromisoformat(names.release_date),
    )


def _results(projects: list[Row], outcomes: list[Row]) -> list[tuple[str, str]]:
    """The results of each project that can be quoted best, and how many more there are."""
    most = 2 if len(projects) < MAX_COMPARED else 1
    best = sorted(figures_first(outcomes), key=_doubt)
    chosen: list[Mapping[str, Any]] = []
    for project in projects[:MOST]:
        own = [row for row in best if row["project_id"] == project["project_id"]]
        chosen += own[:most]
    without = [row["name"] for row in projects if not row["outcome_count"]]
    more = len(outcomes) - len(chosen)
    told = f"{counted(more, 'more result')} of these projects can be read on their pages."
    points = [outcome_point(row) for row in chosen]
    return [*points, *_silence("result", without), *([(told, "")] if more else [])]


def _doubt(row: Mapping[str, Any]) -> tuple[bool, bool, bool, int]:
    """Why an outcome is quoted after others: no figure, an estimate, another's word, its design."""
    design = DESIGN.codes.index(row["design"]) if row["design"] else len(DESIGN.codes)
    is_estimate = row["design"] == "estimate"
    return not has_figure(row), is_estimate, row["reported_by"] != "evaluator", design


def _silence(what: str, of: list[str]) -> list[tuple[str, str]]:
    """That nothing is told of some projects, where a reader may think that there was nothing."""
    if not of:
        return []
    return [(f"No {what} is told of {', '.join(of)}. That does not mean that there was none.", "")]


def _named(row: Row, names: Catalogue) -> Row:
    """A statement that says whose it is, by whichever name."""
    key, text = row["project_id"], row["statement"]
    aliases = {alias for alias, owner in names.projects.other_names.items() if owner == key}
    if key is None or any(name in text for name in {row["project_name"], *aliases}):
        return row
    return {**row, "statement": f"{row['project_name']}: {text}"}


def _introduced(projects: list[Row]) -> list[tuple[str, str]]:
    """Each project in a sentence; of more than can be compared the names, to fit on one side."""
    if len(projects) > MAX_COMPARED:
        return [(f"{', '.join(row['name'] for row in projects)}.", "")]
    return [_project(row) for row in projects]


def _project(row: Row) -> tuple[str, str]:
    where = ", ".join(row["area_names"][:3])
    return f"{row['name']}: {row['summary'] or ''}".strip(), where or "place not known"
