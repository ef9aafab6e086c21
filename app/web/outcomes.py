"""The page of outcomes: the list with its filters, each picture with its table."""

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session

from app.dependencies import API, no_parameters, reads_release
from app.evidence import answers
from app.evidence.answers import LISTINGS, Row
from app.evidence.catalogue import Catalogue
from app.web.lists import list_page, missing, read_list, render_list
from app.web.pictures import pictures_of_list
from app.web.rendering import Page, counted, render

router = APIRouter(include_in_schema=False)

FILTERS = (
    *("theme", "kind", "direction", "desirability", "strand", "focus"),
    *("lead_type", "evaluator"),
)
SECTION = "/outcomes"


@list_page(router, "outcomes")
@reads_release
def show_list(request: Request, session: Session, names: Catalogue) -> Response:
    """What changed, as far as the sources say: in figures, or which way it went."""
    shown = read_list(request, session, "outcomes", names, FILTERS)
    heading = shown.heading(counted(shown.answer.count, "result"), names)
    about = "what changed, in figures and pictures."
    return render_list(
        request,
        shown,
        names,
        heading,
        about,
        section=SECTION,
        pictures=pictures_of_list(session, names, shown.query),
    )


@router.get("/outcomes/{outcome_id}", dependencies=[Depends(no_parameters)])
@reads_release
def show_one(request: Request, outcome_id: str, session: Session, names: Catalogue) -> Response:
    """One outcome: the figure, what limits it, how it was come by, and where it is said."""
    outcome = answers.record(session, LISTINGS["outcomes"], outcome_id, names)
    if outcome is None:
        raise missing("outcome", "result", outcome_id, "/outcomes lists all of them.")
    heading = _heading(outcome)
    page = Page(
        template="outcome.html",
        heading=heading,
        description=f"{heading}: the figure, what limits it, and where it is said.",
        twin=f"{API}/outcomes/{outcome_id}",
        crumbs=(("What changed", SECTION),),
        section=SECTION,
        context={
            "outcome": outcome,
            "source": answers.record(session, LISTINGS["sources"], outcome["source_id"], names),
        },
    )
    return render(request, page, names.release)


def _heading(outcome: Row) -> str:
    """What was measured, of whom, and what came out: "Turnover rate, one borough: fell"."""
    measured = ", ".join(filter(None, (outcome["measure"], outcome["population"])))
    heading = f"{outcome['project_name']}: {measured}, {outcome['value_reported']}"
    return heading[:1].upper() + heading[1:]
