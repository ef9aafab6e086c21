"""A page for a board on a worry: what happened elsewhere, what was tried, what is recommended."""

from datetime import datetime
from typing import Any

from fastapi import Response
from sqlalchemy.orm import Session

from app.charts.outcomes import figures_first, has_figure
from app.charts.pictures import contrary
from app.dependencies import API
from app.evidence import answers
from app.evidence.answers import Row
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
    response_point,
    statement_point,
    strongest,
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
    changed: list[Any] = [row for row in figures_first(outcomes) if has_figure(row)][:MOST_FIGURES]
    beside = contrary(changed, outcomes)
    results = [outcome_point(row, beside.get(row["outcome_id"], ())) for row in changed]
    advice = evidence["recommendations"][:MOST_BESIDE]
    spare = MOST - len(tried) + MOST_BESIDE - len(advice)
    met = strongest(evidence["causes"]["barrier"], MOST_MET + spare)
    helps = _helps(session, worry, evidence, names)
    helped = helps[:MOST_HELPED]
    sections = [
        ("What got in the way elsewhere", [statement_point(each) for each in met]),
        ("Results", results),
        ("What they tried", [response_point(row) for row in tried]),
        ("What helped", [(row["statement"], short_citation(row["citation"])) for row in helped]),
        ("What the report recommends", advice_points(advice)),
        ("What to settle before you start", advice_points(evidence["conditions"][:MOST_BESIDE])),
    ]
    lists = (evidence["claims"]["barrier"], evidence["outcomes"], evidence["chains"])
    every = [
        answers.projects_of(session, one.query, names) if one.count else set() for one in lists
    ]
    every.append({row["project_id"] for row in helps} - {None})
    told = [[claim for each in met for claim in each.claims], changed, tried, helped]
    for (title, points), projects, shown in zip(sections, every, told, strict=False):
        points.extend(_more(title, points, projects - {row["project_id"] for row in shown}))
    return Brief(
        title=f"{worry.label}: what a board should know",
        lead=f"{worry.question} The sources name {number} that met this{examples}.",
        sections=[(title, points) for title, points in sections if points],
        caveat=CAVEAT,
        sources=SOURCES,
        made_at=datetime.fromisoformat(names.release_date),
    )


def _more(title: str, points: list[Any], left: set[str]) -> list[tuple[str, str]]:
    """How many projects a section leaves out, and where they are; nothing where it has all."""
    noun = "more project" if points else "project"
    text = f"{counted(len(left), noun)}: see “{title}” on the page of this worry."
    return [(text, "Wave 1 Evidence")] if left else []


def _helps(session: Session, worry: Worry, evidence: dict[str, Any], names: Catalogue) -> list[Row]:
    """What helped with just this, by the word of evaluators first; a result is no help."""
    # An answer is told as tried, with the problem that it answers, which may be another.
    results = {key for row in evidence["outcomes"].rows for key in row["finding_ids"]}
    best = filter(None, [answers.lesson_on(session, worry, names).help])
    told = {
        row["statement"]: row
        for row in (*best, *sorted(evidence["every_help"], key=weakness))
        if not (row["finding_id"] in results or is_result(row) or row["responds_to"])
    }
    return list(told.values())
