"""The lists of recommendations, audit conditions, sources, citations and programme facts."""

from app.evidence.queries.common import PUBLISHED, SOURCE, THEMES_BORNE_ON, text
from app.evidence.queries.filters import Filter, Resource
from app.evidence.records import (
    AuditConditionRecord,
    CitationRecord,
    ProgrammeFactRecord,
    RecommendationRecord,
    SourceRecord,
)
from app.evidence.vocabulary import RECOMMENDATION_KIND

RECOMMENDATIONS = Resource(
    name="recommendations",
    record=RecommendationRecord,
    title="Recommendations",
    key="recommendation_id",
    description="What the sources recommend, and the conditions that support innovation.",
    filters=(
        THEMES_BORNE_ON,
        Filter(
            "kind", RECOMMENDATION_KIND, "of the kind {}", "not of the kind {}", "Which of the two."
        ),
        SOURCE,
        text(),
    ),
    sorts=("recommendation_id", "page"),
    default_sort=("recommendation_id",),
)

AUDIT_CONDITIONS = Resource(
    name="audit-conditions",
    record=AuditConditionRecord,
    title="Audit conditions",
    key="condition_id",
    description="The conditions against which a service can audit itself (Appendix 1).",
    filters=(
        THEMES_BORNE_ON,
        SOURCE,
        text(),
    ),
    sorts=("order", "condition_id"),
    default_sort=("order",),
)

SOURCES = Resource(
    name="sources",
    record=SourceRecord,
    title="Sources",
    key="source_id",
    description="The documents that the evidence is taken from, with their rights.",
    filters=(PUBLISHED,),
    sorts=("source_id", "published"),
    default_sort=("source_id",),
)

CITATIONS = Resource(
    name="citations",
    record=CitationRecord,
    title="Citations",
    key="citation_id",
    description="The documents that the sources cite.",
    filters=(SOURCE,),
    sorts=("citation_id", "page"),
    default_sort=("citation_id",),
)

PROGRAMME = Resource(
    name="programme",
    record=ProgrammeFactRecord,
    title="Programme facts",
    key="fact",
    description="Facts about the programme as a whole.",
    filters=(),
    sorts=("fact",),
    default_sort=("fact",),
)
