"""What may be asked: filters, to and from a URL, and said back in English."""

from app.evidence.queries.advice import (
    AUDIT_CONDITIONS,
    CITATIONS,
    CODING_AGREEMENT,
    CODING_DECISIONS,
    PARAGRAPHS,
    PRINCIPLES,
    PROGRAMME,
    RECOMMENDATIONS,
    SOURCES,
    UNCODED_MENTIONS,
)
from app.evidence.queries.coding import CODED_FINDINGS, CODED_OUTCOMES
from app.evidence.queries.filters import TEXT, Filter, Resource
from app.evidence.queries.findings import CHAINS, FINDINGS, OUTCOMES, THEMES
from app.evidence.queries.projects import (
    AREAS,
    EVALUATIONS,
    EVENTS,
    ORGANISATIONS,
    PROJECT_SOURCES,
    PROJECTS,
)
from app.evidence.queries.query import Condition, Query
from app.evidence.queries.reading import read_compared, read_query, read_whole

RESOURCES = {
    resource.name: resource
    for resource in (
        PROJECTS,
        FINDINGS,
        OUTCOMES,
        CHAINS,
        THEMES,
        ORGANISATIONS,
        EVALUATIONS,
        RECOMMENDATIONS,
        AUDIT_CONDITIONS,
        SOURCES,
        CITATIONS,
        PROGRAMME,
        PROJECT_SOURCES,
        EVENTS,
        AREAS,
        PRINCIPLES,
        PARAGRAPHS,
        CODING_DECISIONS,
        CODING_AGREEMENT,
        UNCODED_MENTIONS,
        CODED_FINDINGS,
        CODED_OUTCOMES,
    )
}
"""Every list that can be asked for, by the name it has in an address."""
