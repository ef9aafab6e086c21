"""The page of outcomes: the list with its filters, each picture with its table."""

from sqlalchemy.orm import Session

from app.dependencies import API
from app.evidence import answers
from app.evidence.answers import LISTINGS, Row
from app.evidence.catalogue import Catalogue
from app.web.lists import missing
from app.web.pages import page
from app.web.rendering import Page

SECTION = "/outcomes"


@page("/outcomes/{outcome_id}")
def show_one(outcome_id: str, session: Session, names: Catalogue) -> Page:
    """One outcome: the figure, what limits it, how it was come by, and where it is said."""
    outcome = answers.record(session, LISTINGS["outcomes"], outcome_id, names)
    if outcome is None:
        raise missing("outcome", "result", outcome_id, "/outcomes lists all of them.")
    heading = _heading(outcome)
    return Page(
        template="outcome.html",
        heading=heading,
        description=f"{heading}: the figure, what limits it, and where it is said.",
        twin=f"{API}/outcomes/{outcome_id}",
        crumbs=(("Results", SECTION),),
        section=SECTION,
        context={
            "outcome": outcome,
            "findings": [
                answers.record(session, LISTINGS["findings"], key, names)
                for key in outcome["finding_ids"]
            ],
            "source": answers.record(session, LISTINGS["sources"], outcome["source_id"], names),
        },
    )


def _heading(outcome: Row) -> str:
    """What was measured, of whom, and what came out: "Turnover rate, one borough: fell"."""
    measured = ", ".join(filter(None, (outcome["measure"], outcome["population"])))
    heading = f"{outcome['project_name']}: {measured}, {outcome['value_reported']}"
    return heading[:1].upper() + heading[1:]
