"""What may be asked: filters, to and from a URL, and said back in English."""

from app.evidence.queries.filters import Filter, Resource
from app.evidence.queries.query import Condition, Query, read_query
from app.evidence.queries.resources import (
    AUDIT_CONDITIONS,
    CITATIONS,
    EVALUATIONS,
    FINDINGS,
    ORGANISATIONS,
    OUTCOMES,
    PROGRAMME,
    PROJECTS,
    RECOMMENDATIONS,
    RESOURCES,
    SOURCES,
    THEMES,
)

__all__ = [
    "AUDIT_CONDITIONS",
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
    "THEMES",
    "Condition",
    "Filter",
    "Query",
    "Resource",
    "read_query",
]
