"""Every list that can be asked for."""

from app.evidence.queries.advice import (
    AUDIT_CONDITIONS,
    CITATIONS,
    PROGRAMME,
    RECOMMENDATIONS,
    SOURCES,
)
from app.evidence.queries.chains import CHAINS
from app.evidence.queries.findings import FINDINGS, OUTCOMES, THEMES
from app.evidence.queries.projects import EVALUATIONS, ORGANISATIONS, PROJECTS

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
