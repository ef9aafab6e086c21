"""How a query is answered. All SQL that reads evidence is in this package."""

from app.evidence.answers.advice import (
    AUDIT_CONDITION_LISTING,
    CITATION_LISTING,
    PROGRAMME_LISTING,
    RECOMMENDATION_LISTING,
    SOURCE_LISTING,
)
from app.evidence.answers.audit import Audited, audited
from app.evidence.answers.catalogue import STATE, catalogue, phrases, release, state
from app.evidence.answers.chains import CHAIN_LISTING
from app.evidence.answers.coverage import Coded, coverage
from app.evidence.answers.details import included, project
from app.evidence.answers.facets import Choice, counted_by, facets
from app.evidence.answers.findings import FINDING_LISTING, OUTCOME_LISTING, finding
from app.evidence.answers.listing import Columns, Listing, count, record
from app.evidence.answers.matched import matched_claims, of_projects, themes_asked
from app.evidence.answers.names import Name, names_like
from app.evidence.answers.pages import Answer, answer, answer_of, is_of
from app.evidence.answers.pictures import Size, are_drawn, picture_file, picture_sizes
from app.evidence.answers.projects import (
    EVALUATION_LISTING,
    ORGANISATION_LISTING,
    PROJECT_LISTING,
)
from app.evidence.answers.provenance import paragraph_texts, release_facts
from app.evidence.answers.similar import Similar, similar
from app.evidence.answers.summary import DIMENSIONS, Cell, Summary, summary
from app.evidence.answers.themes import THEME_LISTING
from app.evidence.answers.whole import blocks, stream

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
    )
}
"""How each list is read, by the name it has in an address."""

__all__ = [
    "DIMENSIONS",
    "LISTINGS",
    "STATE",
    "Answer",
    "Audited",
    "Cell",
    "Choice",
    "Coded",
    "Columns",
    "Listing",
    "Name",
    "Similar",
    "Size",
    "Summary",
    "answer",
    "answer_of",
    "are_drawn",
    "audited",
    "blocks",
    "catalogue",
    "count",
    "counted_by",
    "coverage",
    "facets",
    "finding",
    "included",
    "is_of",
    "matched_claims",
    "names_like",
    "of_projects",
    "paragraph_texts",
    "phrases",
    "picture_file",
    "picture_sizes",
    "project",
    "record",
    "release",
    "release_facts",
    "similar",
    "state",
    "stream",
    "summary",
    "themes_asked",
]
