"""What may be asked: filters, to and from a URL, and said back in English."""

from app.evidence.queries.advice import (
    AUDIT_CONDITIONS,
    CITATIONS,
    PROGRAMME,
    RECOMMENDATIONS,
    SOURCES,
)
from app.evidence.queries.filters import TEXT, Filter, Resource
from app.evidence.queries.findings import CHAINS, FINDINGS, OUTCOMES, THEMES
from app.evidence.queries.projects import EVALUATIONS, ORGANISATIONS, PROJECTS
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
    )
}
"""Every list that can be asked for, by the name it has in an address."""

__all__ = [
    "AUDIT_CONDITIONS",
    "CHAINS",
    "CITATIONS",
    "EVALUATIONS",
    "FINDINGS",
    "ORGANISATIONS",
    "OUTCOMES",
    "PROGRAMME",
    "PROJECTS",
    "RECOMMENDATIONS",
    "RESOURCES",
    "SOURCES",
    "TEXT",
    "THEMES",
    "Condition",
    "Filter",
    "Query",
    "Resource",
    "read_compared",
    "read_query",
    "read_whole",
]
