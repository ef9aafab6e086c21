"""The claims by which projects were asked for: why each of them is in the list."""

from sqlalchemy.orm import Session

from app.evidence.answers.findings import FINDING_LISTING
from app.evidence.answers.listing import Row
from app.evidence.answers.streaming import rows_with
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query

OF_CLAIMS = ("barrier", "facilitator", "theme")
"""What a project can be asked for by its claims."""


def themes_asked(query: Query) -> dict[str, tuple[str, ...]]:
    """The themes that a list of projects is asked for by, under the filter that asks."""
    found: dict[str, tuple[str, ...]] = {}
    for condition in query.conditions:
        name = condition.filter.name
        if name in OF_CLAIMS and condition.operator != "none":
            found[name] = (*found.get(name, ()), *condition.values)
    return found


def matched_claims(
    session: Session, query: Query, project_ids: tuple[str, ...], catalogue: Catalogue
) -> list[Row]:
    """The claims of some projects under the themes that a query asks for, each once."""
    claims: dict[str, Row] = {}
    for polarity, themes in themes_asked(query).items():
        narrowed = {"project": project_ids, "theme": themes}
        if polarity != "theme":
            narrowed["polarity"] = (polarity,)
        for row in rows_with(session, FINDING_LISTING, narrowed, catalogue):
            claims[row["finding_id"]] = row
    return [claims[one] for one in sorted(claims)]
