"""The pages of what is recommended: the list, and one recommendation with its source."""

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session

from app.dependencies import API, no_parameters, reads_release
from app.evidence import answers
from app.evidence.answers import LISTINGS
from app.evidence.catalogue import Catalogue
from app.web.lists import list_page, missing, read_list, render_list
from app.web.rendering import Page, counted, render

router = APIRouter(include_in_schema=False)

CRUMBS = (("What is recommended", "/recommendations"),)


@list_page(router, "recommendations")
@reads_release
def show_list(request: Request, session: Session, names: Catalogue) -> Response:
    """What the report recommends, and what it says supports innovation."""
    shown = read_list(request, session, "recommendations", names)
    number = counted(shown.answer.count, "recommendation")
    heading = shown.heading(number, names, "What the report recommends")
    about = "advice for whoever plans an innovation, with its page."
    return render_list(request, shown, names, heading, about, section=CRUMBS[0][1])


@router.get("/recommendations/{recommendation_id}", dependencies=[Depends(no_parameters)])
@reads_release
def show_one(
    request: Request, recommendation_id: str, session: Session, names: Catalogue
) -> Response:
    """One recommendation, what it bears on, and where it is said."""
    row = answers.record(session, LISTINGS["recommendations"], recommendation_id, names)
    if row is None:
        hint = "/recommendations lists all."
        raise missing("recommendation", "recommendation", recommendation_id, hint)
    page = Page(
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
    return render(request, page, names.release)
