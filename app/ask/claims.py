"""The claims that an answer rests on, beside the rows of its own list."""

from sqlalchemy.orm import Session

from app.ask.reading import Reading
from app.evidence import answers
from app.evidence.answers import LISTINGS, Row
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query


def rows_of(session: Session, query: Query, catalogue: Catalogue) -> list[Row]:
    """Every row of a query."""
    return list(answers.stream(session, LISTINGS[query.resource.name], query, catalogue))


def claims_behind(
    session: Session,
    reading: Reading,
    query: Query,
    project_ids: tuple[str, ...],
    catalogue: Catalogue,
) -> dict[str, list[Row]]:
    """The claims behind a list of projects; the chains, where it is asked what was done."""
    found: dict[str, list[Row]] = {}
    themes = answers.themes_asked(query)
    own = {"project": project_ids}
    if query.resource.name == "projects" and themes:
        found["findings"] = answers.matched_claims(session, query, project_ids, catalogue)
    elif query.resource.name == "projects" and reading.mentioned.values("project"):
        for name in ("findings", "outcomes"):
            found[name] = answers.rows_with(session, LISTINGS[name], own, catalogue)
    if reading.mentioned.of("overcome"):
        asked = tuple(sorted({theme for ones in themes.values() for theme in ones}))
        narrowed = {**own, "theme": asked} if asked else own
        found["chains"] = answers.rows_with(session, LISTINGS["chains"], narrowed, catalogue)
    return found
