"""The page of outcomes: the list with its filters, each picture with its table."""

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from app.dependencies import reads_release
from app.evidence.catalogue import Catalogue
from app.web.lists import list_page, read_list
from app.web.pictures import pictures_of_list
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
    shown = read_list(request, session, "outcomes", names, FILTERS)
    heading = shown.heading(counted(shown.answer.count, "outcome"), names)
    page = Page(
        template="outcomes.html",
        heading=heading,
        description=f"{heading}: what the evaluations report as changed, in figures and pictures.",
        twin=twin_of(shown.query),
        crumbs=(("Outcomes", SECTION),) if shown.query.conditions else (),
        section=SECTION,
        context={
            **vars(shown),
            # Pictures are of the whole list: they stand on its first page.
            "pictures": [] if shown.query.cursor else pictures_of_list(session, names, shown.query),
        },
    )
    return render(request, page, names.release)
