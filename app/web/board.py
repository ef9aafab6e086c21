"""A page for a board on a worry: what happened elsewhere, what was tried, what is recommended."""

from datetime import datetime
from typing import Any

from fastapi import Response
from sqlalchemy.orm import Session

from app.charts.outcomes import figures_first, has_figure
from app.charts.pictures import contrary
from app.dependencies import API
from app.evidence import answers
from app.evidence.answers.planning import WORRIES, Worry, is_result
from app.evidence.answers.public_rows import short_citation
from app.evidence.catalogue import Catalogue
from app.exports.documents import Brief
from app.web.briefs import (
    SOURCES,
    advice_points,
    brief_file,
    brief_page,
    outcome_point,
    points_of,
    response_point,
    weakness,
)
from app.web.pages import page
from app.web.rendering import Page, counted
from app.web.themes import evidence_on, worry_of
from app.web.words import CAVEAT

MOST = 4
"""Points of a section: more do not fit on one side."""
MOST_MET, MOST_HELPED, MOST_FIGURES, MOST_BESIDE = 5, 3, 2, 2


@page("/worries/{worry_id}/board")
def show(worry_id: str, session: Session, names: Catalogue) -> Page:
    """What happened elsewhere, what was tried, what is recommended, and the sources."""
    brief = _brief(session, worry_id, names)
    twin = f"{API}/findings?theme={','.join(WORRIES[worry_id].theme_ids)}"
    here = f"/worries/{worry_id}"
    return brief_page(brief, twin, f"{here}/board.docx", (WORRIES[worry_id].label, here))


@page("/worries/{worry_id}/board.docx")
def show_document(worry_id: str, session: Session, names: Catalogue) -> Response:
    """The same as a Word document."""
    return brief_file(_brief(session, worry_id, names), worry_id)


def _brief(session: Session, worry_id: str, names: Catalogue) -> Brief:
    """The brief on a worry. Raises NotFoundError where there is none of that name."""
    worry, themes = worry_of(worry_id, names)
    evidence = evidence_on(session, themes, names, worry.domains)
    number = counted(evidence["project_count"], "project")
    implied = evidence["implied_count"]
    examples = f", {implied} of them only as examples" if implied else ""
    tried = [row for _, rows in evidence["responses"] for row in rows][:MOST]
    outcomes = evidence["outcomes"].rows
    changed = [row for row in figures_first(outcomes) if has_figure(row)][:MOST_FIGURES]
    beside = contrary(changed, outcomes)
    advice = evidence["recommendations"][:MOST_BESIDE]
    spare = MOST - len(tried) + MOST_BESIDE - len(advice)
    met = points_of(evidence["causes"]["barrier"], MOST_MET + spare)
    helped = _helped(session, worry, evidence, names)
    elsewhere = [response_point(row) for row in evidence["elsewhere"][:MOST_BESIDE]]
    said = {row["response_statement"] for row in tried}
    sections = [
        ("What got in the way elsewhere", met),
        (
            "Results",
            [outcome_point(row, beside.get(row["outcome_id"], ())) for row in changed],
        ),
        ("What they tried", [response_point(row) for row in tried]),
        ("What the same projects tried against other problems", elsewhere),
        ("What helped", [one for one in helped if one[0] not in said]),
        ("What the report recommends", advice_points(advice)),
        ("What to settle before you start", advice_points(evidence["conditions"][:MOST_BESIDE])),
    ]
    return Brief(
        title=f"{worry.label}: what a board should know",
        lead=f"{worry.question} The sources name {number} that met this{examples}.",
        sections=[(title, points) for title, points in sections if points],
        caveat=CAVEAT,
        sources=SOURCES,
        made_at=datetime.fromisoformat(names.release_date),
    )


def _helped(
    session: Session, worry: Worry, evidence: dict[str, Any], names: Catalogue
) -> list[tuple[str, str]]:
    """What helped with just this, by the word of evaluators first; a result is no help."""
    results = {key for row in evidence["outcomes"].rows for key in row["finding_ids"]}
    lesson = answers.lesson_on(session, worry, names)
    best = [lesson.help] if lesson.help else []
    others = [
        row
        for row in sorted(evidence["claims"]["facilitator"].rows, key=weakness)
        if row["finding_id"] not in results and not is_result(row)
    ]
    told = {row["statement"]: row["citation"] for row in (*best, *others)}
    return [(text, short_citation(place)) for text, place in told.items()][:MOST_HELPED]
