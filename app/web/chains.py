"""The page of chains: what was tried about a barrier, and what came of it."""

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from app.dependencies import reads_release
from app.evidence.catalogue import Catalogue
from app.web.lists import list_page, read_list, render_list
from app.web.rendering import counted

router = APIRouter(include_in_schema=False)

FILTERS = ("theme", "overcome")
SECTION = "/chains"


@list_page(router, "chains")
@reads_release
def show_list(request: Request, session: Session, names: Catalogue) -> Response:
    """Barrier, response, result: by theme, and by whether it was overcome."""
    shown = read_list(request, session, "chains", names, FILTERS)
    number = counted(shown.answer.count, "thing", "things")
    heading = shown.heading(f"{number} that projects tried", names, "What projects tried")
    about = "what got in the way, what was tried, and what came of it."
    return render_list(request, shown, names, heading, about, section=SECTION)
