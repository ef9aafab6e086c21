"""What may be asked: filters, to and from a URL, and said back in English."""

# ruff: noqa: F403, F405 (every list of these files is one of this room)

from app.evidence.queries.advice import *
from app.evidence.queries.filters import TEXT, Filter, Resource
from app.evidence.queries.findings import *
from app.evidence.queries.projects import *
from app.evidence.queries.query import Condition, Query
from app.evidence.queries.reading import read_compared, read_query, read_whole

RESOURCES = {
    resource.name: resource
    for resource in (
        *(PROJECTS, FINDINGS, OUTCOMES, CHAINS, THEMES, ORGANISATIONS, EVALUATIONS),
        *(RECOMMENDATIONS, AUDIT_CONDITIONS, SOURCES, CITATIONS, PROGRAMME, PROJECT_SOURCES),
        *(EVENTS, AREAS, PRINCIPLES, PARAGRAPHS, CODING_DECISIONS, CODING_AGREEMENT),
        *(UNCODED_MENTIONS, CODED_FINDINGS, CODED_OUTCOMES),
    )
}
"""Every list that can be asked for, by the name it has in an address."""
