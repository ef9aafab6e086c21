"""How a query is answered. All SQL that reads evidence is in this package."""

from app.evidence.answers import findings, lists
from app.evidence.answers.catalogue import (
    STATE,
    StaleCatalogueError,
    catalogue,
    ensure_current,
    state,
)
from app.evidence.answers.details import included, matched_claims, project, similar, themes_asked
from app.evidence.answers.facets import Choice, facets
from app.evidence.answers.findings import finding
from app.evidence.answers.listing import Listing, Row
from app.evidence.answers.lists import own_rows
from app.evidence.answers.pages import (
    Answer,
    answer,
    blocks,
    count,
    distinct,
    first_of,
    record,
    rows_with,
    stream,
)
from app.evidence.answers.planning import (
    Audited,
    Spread,
    advice_on,
    audited,
    implied_count,
    implied_projects,
    lessons,
    met_and_tried,
    spreads,
    themes_of,
)
from app.evidence.answers.provenance import coverage, last_load, paragraph_texts, release_facts
from app.evidence.answers.summary import DIMENSIONS, Cell, Summary, summary
from app.evidence.queries import RESOURCES

_LISTINGS = {listing.resource.name: listing for listing in (*findings.LISTINGS, *lists.LISTINGS)}
LISTINGS = {
    name: _LISTINGS.get(name) or Listing(resource, own_rows(resource))
    for name, resource in RESOURCES.items()
}
"""How each list is read, by the name it has in an address: most are the rows of a table."""
