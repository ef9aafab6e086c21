"""How a query is answered. All SQL that reads evidence is in this package."""

from app.evidence.answers.advice import (
    AUDIT_CONDITION_LISTING,
    CITATION_LISTING,
    CODED_FINDING_LISTING,
    CODED_OUTCOME_LISTING,
    CODING_AGREEMENT_LISTING,
    CODING_DECISION_LISTING,
    PARAGRAPH_LISTING,
    PRINCIPLE_LISTING,
    PROGRAMME_LISTING,
    RECOMMENDATION_LISTING,
    SOURCE_LISTING,
    UNCODED_MENTION_LISTING,
)
from app.evidence.answers.areas import AREA_LISTING, EVENT_LISTING, PROJECT_SOURCE_LISTING
from app.evidence.answers.audit import Audited, audited, met_and_tried
from app.evidence.answers.autocomplete import Name, autocomplete
from app.evidence.answers.catalogue import (
    STATE,
    StaleCatalogueError,
    catalogue,
    ensure_current,
    release,
    state,
)
from app.evidence.answers.details import included, matched_claims, project, themes_asked
from app.evidence.answers.facets import Choice, counted_by, facets
from app.evidence.answers.findings import CHAIN_LISTING, FINDING_LISTING, OUTCOME_LISTING, finding
from app.evidence.answers.listing import Listing, Row
from app.evidence.answers.pages import (
    Answer,
    answer,
    blocks,
    first_of,
    page_of,
    record,
    rows_with,
    stream,
)
from app.evidence.answers.projects import (
    EVALUATION_LISTING,
    ORGANISATION_LISTING,
    PROJECT_LISTING,
)
from app.evidence.answers.provenance import (
    Coded,
    coverage,
    last_load,
    paragraph_texts,
    release_facts,
)
from app.evidence.answers.similar import Similar, similar
from app.evidence.answers.statements import count
from app.evidence.answers.summary import DIMENSIONS, Cell, Summary, summary
from app.evidence.answers.themes import THEME_LISTING
from app.evidence.answers.worries import Lesson, Spread, implied_count, lessons, spreads, themes_of

LISTINGS = {
    listing.resource.name: listing
    for listing in (
        PROJECT_LISTING,
        FINDING_LISTING,
        OUTCOME_LISTING,
        CHAIN_LISTING,
        THEME_LISTING,
        ORGANISATION_LISTING,
        EVALUATION_LISTING,
        RECOMMENDATION_LISTING,
        AUDIT_CONDITION_LISTING,
        SOURCE_LISTING,
        CITATION_LISTING,
        PROGRAMME_LISTING,
        PROJECT_SOURCE_LISTING,
        EVENT_LISTING,
        AREA_LISTING,
        PRINCIPLE_LISTING,
        PARAGRAPH_LISTING,
        CODING_DECISION_LISTING,
        CODING_AGREEMENT_LISTING,
        UNCODED_MENTION_LISTING,
        CODED_FINDING_LISTING,
        CODED_OUTCOME_LISTING,
    )
}
"""How each list is read, by the name it has in an address."""
