"""The home page: what this is, the question box, the key numbers, the map in small."""

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from app.dependencies import API, reads_release
from app.evidence import answers
from app.evidence.catalogue import Catalogue
from app.web.rendering import Page, render

router = APIRouter(include_in_schema=False)


@router.get("/")
@reads_release
def show(request: Request, session: Session, names: Catalogue) -> Response:
    """What this is, and where to go."""
    mapped = answers.summary(session, [("by", "theme,polarity")], names)
    page = Page(
        template="home.html",
        heading="What helped and what hindered innovation in children's social care",
        description="What the evaluations of the Wave 1 projects of the Children's Social Care "
        "Innovation Programme found, claim by claim, each with its page.",
        twin=API,
        context={
            "facts": answers.release_facts(session),
            "rows": map_rows(mapped),
            "most": max(cell.count for cell in mapped.cells),
        },
    )
    return render(request, page, names.release)


def map_rows(mapped: answers.Summary) -> list[tuple[str, str, list[answers.Cell]]]:
    """The cells of a map by the value and label of its first dimension, in order."""
    rows: dict[tuple[str, str], list[answers.Cell]] = {}
    for cell in mapped.cells:
        rows.setdefault((cell.values[0], cell.labels[0]), []).append(cell)
    return [(value, label, cells) for (value, label), cells in rows.items()]
