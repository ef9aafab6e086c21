"""A page for a board: one side of A4 on a worry, in the browser and as a Word document."""

from collections.abc import Iterable
from datetime import datetime
from itertools import zip_longest

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session

from app.dependencies import API, no_parameters, reads_release, refuse_others
from app.errors import NotFoundError, Problem, did_you_mean
from app.evidence import answers
from app.evidence.answers import Row
from app.evidence.catalogue import Catalogue
from app.evidence.worries import WORRIES
from app.exports.brief import Brief, brief_document
from app.exports.document import MEDIA_TYPE
from app.web.barriers import Cause, Statement
from app.web.overview import CAVEAT
from app.web.rendering import Page, counted, render, short_citation
from app.web.themes import evidence_on

router = APIRouter(include_in_schema=False)

MOST = 4
"""Points of a section: more do not fit on one side."""
RESULTS = {
    "worked": "It worked",
    "partly": "It worked in part",
    "failed": "It did not work",
    "not-said": "Nothing is said of what came of it",
}


@router.get("/worries/{worry_id}/board", dependencies=[Depends(no_parameters)])
@reads_release
def show(request: Request, worry_id: str, session: Session, names: Catalogue) -> Response:
    """What happened elsewhere, what was tried, what is recommended, and the sources."""
    brief = _brief(session, worry_id, names)
    label = WORRIES[worry_id].label
    page = Page(
        template="board.html",
        heading=brief.title,
        description=f"{brief.lead} One side of A4, with sources.",
        twin=f"{API}/findings?theme={','.join(WORRIES[worry_id].theme_ids)}",
        crumbs=((label, f"/worries/{worry_id}"),),
        context={"brief": brief, "document": f"/worries/{worry_id}/board.docx"},
    )
    return render(request, page, names.release)


@router.get("/worries/{worry_id}/board.docx")
@reads_release
def show_document(request: Request, worry_id: str, session: Session, names: Catalogue) -> Response:
    """The same as a Word document."""
    refuse_others(request)
    document = brief_document(_brief(session, worry_id, names))
    headers = {
        "Content-Disposition": f'attachment; filename="{worry_id}-{names.release}.docx"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(document, 200, headers, MEDIA_TYPE)


def _brief(session: Session, worry_id: str, names: Catalogue) -> Brief:
    """The brief on a worry. Raises NotFoundError where there is none of that name."""
    worry = WORRIES.get(worry_id)
    themes = answers.themes_of(worry, names) if worry else ()
    if worry is None or not themes:
        message = f"There is no page on {worry_id[:80]!r}. {did_you_mean(worry_id[:80], WORRIES)}"
        raise NotFoundError([Problem("unknown-worry", "address", message)])
    evidence = evidence_on(session, themes, names)
    facts = answers.release_facts(session)
    number = counted(evidence["project_counts"]["barrier"], "project")
    tried = [row for _, rows in evidence["responses"] for row in rows][:MOST]
    advice = evidence["recommendations"][:MOST]
    sections = [
        ("What got in the way elsewhere", _points(evidence["causes"]["barrier"])),
        ("What they tried", [_response(row) for row in tried]),
        ("What helped", _points(evidence["causes"]["facilitator"])),
        (
            "What the report recommends",
            [(row["text_summary"], short_citation(row["citation"])) for row in advice],
        ),
    ]
    return Brief(
        title=f"{worry.label}: what a board should know",
        lead=f"{worry.question} The sources name {number} that met this.",
        sections=[(title, points) for title, points in sections if points],
        caveat=CAVEAT,
        sources=["Sebba et al. (2017), Rees Centre, University of Oxford", "public pages as named"],
        release=names.release,
        made_at=datetime.fromisoformat(facts["loaded_at"]),
    )


def _points(causes: Iterable[Cause]) -> list[tuple[str, str]]:
    """The first statement of every cause, then the second, until the space is used."""
    by_rank = zip_longest(*(cause.statements for cause in causes))
    statements = [each for rank in by_rank for each in rank if each is not None]
    return [_point(statement) for statement in statements[:MOST]]


def _point(statement: Statement) -> tuple[str, str]:
    first, number = statement.claims[0], len(statement.claims)
    prefix = f"{counted(number, 'project')}: " if number > 1 else ""
    return prefix + statement.text, short_citation(first["citation"])


def _response(row: Row) -> tuple[str, str]:
    result = RESULTS[row["response_result"] or "not-said"]
    return f"{row['response_statement']} {result}.", short_citation(row["response_citation"])
