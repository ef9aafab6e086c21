"""The page of sources: every document that something is taken from, whose it is, its rights."""

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from app.dependencies import reads_release
from app.evidence.catalogue import Catalogue
from app.web.about import SECTION
from app.web.lists import list_page, read_list, render_list
from app.web.rendering import counted

router = APIRouter(include_in_schema=False)

FILTERS = ("kind", "reported_by")


@list_page(router, "sources")
@reads_release
def show_list(request: Request, session: Session, names: Catalogue) -> Response:
    """Sources by what they are and whose word they hold."""
    shown = read_list(request, session, "sources", names, FILTERS, page_size=50)
    heading = shown.heading(counted(shown.answer.count, "source"), names)
    what = "who wrote them, when, and whose they are."
    return render_list(request, shown, names, heading, what, section=SECTION)
