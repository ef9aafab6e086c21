"""What may be asked: filters, to and from a URL, and said back in English."""

from app.evidence.queries.filters import (
    CHAINS,
    EVIDENCE_LISTS,
    FINDINGS,
    OUTCOMES,
    PROJECTS,
    TEXT,
    EvidenceList,
    Filter,
)
from app.evidence.queries.query import Condition, Query
from app.evidence.queries.reading import read_compared, read_query, read_whole
