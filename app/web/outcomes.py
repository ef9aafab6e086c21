"""The page of outcomes: the list with its filters, each picture with its table."""

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from app.dependencies import reads_release
from app.evidence.catalogue import Catalogue
from app.web.lists import list_page, listed
from app.web.pictures import shown
from app.web.rendering import Page, counted, render, twin_of

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
    found = listed(request, session, "outcomes", names, FILTERS)
    said = found.query.narrowing.in_english(names).removeprefix("Outcomes ")
    number = counted(found.answer.count, "outcome")
    heading = f"{number} {said}" if found.query.conditions else f"All {number}"
    page = Page(
        template="outcomes.html",
        heading=heading,
        description=f"{heading}: what the evaluations report as changed, in figures and pictures.",
        twin=twin_of(found.query),
        crumbs=(("Outcomes", SECTION),) if found.query.conditions else (),
        section=SECTION,
        context={
            **found.context,
            # Pictures are of the whole list: they stand on its first page.
            "pictures": [] if found.query.cursor else shown(session, names, found.query),
        },
    )
    return render(request, page, names.release)
