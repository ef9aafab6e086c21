"""The pages of what is recommended: the list, and one recommendation with its source."""

from sqlalchemy.orm import Session

from app.dependencies import API
from app.evidence import answers
from app.evidence.answers import LISTINGS
from app.evidence.catalogue import Catalogue
from app.web.lists import missing
from app.web.pages import page
from app.web.rendering import Page

CRUMBS = (("What is recommended", "/recommendations"),)


@page("/recommendations/{recommendation_id}")
def show_one(recommendation_id: str, session: Session, names: Catalogue) -> Page:
    """One recommendation, what it bears on, and where it is said."""
    row = answers.record(session, LISTINGS["recommendations"], recommendation_id, names)
    if row is None:
        hint = "/recommendations lists all."
        raise missing("recommendation", "recommendation", recommendation_id, hint)
    return Page(
        template="recommendation.html",
        heading=row["text_summary"],
        description=f"{row['kind_label']}: {row['text_summary']}",
        twin=f"{API}/recommendations/{recommendation_id}",
        crumbs=CRUMBS,
        context={
            "recommendation": row,
            "source": answers.record(session, LISTINGS["sources"], row["source_id"], names),
        },
    )
