"""How a query is answered. All SQL that reads evidence is in this package."""

from app.evidence.answers.catalogue import (
    STATE,
    StaleCatalogueError,
    catalogue,
    ensure_current,
    state,
)
from app.evidence.answers.details import (
    coverage,
    finding,
    included,
    last_load,
    matched_claims,
    paragraph_texts,
    project,
    release_facts,
    similar,
    themes_asked,
)
from app.evidence.answers.facets import Choice, facets
from app.evidence.answers.listing import Listing, Row
from app.evidence.answers.lists import LISTINGS
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
from app.evidence.answers.summary import DIMENSIONS, Cell, Summary, summary
