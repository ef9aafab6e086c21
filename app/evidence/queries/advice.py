"""The lists of recommendations, audit conditions, sources, citations and programme facts."""

from app.evidence.queries.common import (
    PROJECT,
    PUBLISHED,
    REPORTED_BY,
    SOURCE,
    THEMES_BORNE_ON,
    text,
)
from app.evidence.queries.filters import Filter, Resource
from app.evidence.records import (
    AuditConditionRecord,
    CitationRecord,
    CodingDecisionRecord,
    FieldAgreementRecord,
    ParagraphRecord,
    PrincipleRecord,
    ProgrammeFactRecord,
    RecommendationRecord,
    SourceRecord,
    UncodedMentionRecord,
)
from app.evidence.vocabulary import RECOMMENDATION_KIND, SOURCE_KIND

RECOMMENDATIONS = Resource(
    name="recommendations",
    record=RecommendationRecord,
    title="Recommendations",
    key="recommendation_id",
    description="What the sources recommend, and the conditions that support innovation.",
    filters=(
        THEMES_BORNE_ON,
        Filter("kind", RECOMMENDATION_KIND, "of the kind {}", "Which of the two."),
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
    filters=(
        PUBLISHED,
        Filter("kind", SOURCE_KIND, "of the kind {}", "Kind of source."),
        REPORTED_BY,
    ),
    sorts=("source_id", "published", "finding_count"),
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

PRINCIPLES = Resource(
    name="principles",
    record=PrincipleRecord,
    title="Principles",
    key="principle_id",
    description="Five principles of organisations that are open to innovation.",
    filters=(),
    sorts=("principle_id",),
    default_sort=("principle_id",),
)

PARAGRAPHS = Resource(
    name="paragraphs",
    record=ParagraphRecord,
    title="Paragraphs",
    key="place_id",
    description="Where the paragraphs of the sources stand; their text is not kept here.",
    filters=(SOURCE,),
    sorts=("place_id", "source_id"),
    default_sort=("place_id",),
)

CODING_DECISIONS = Resource(
    name="coding-decisions",
    record=CodingDecisionRecord,
    title="Coding decisions",
    key="decision_id",
    description="How differences between coders, and proposals of an audit, were settled.",
    filters=(PROJECT, SOURCE),
    sorts=("decision_id",),
    default_sort=("decision_id",),
)

UNCODED_MENTIONS = Resource(
    name="uncoded-mentions",
    record=UncodedMentionRecord,
    title="Uncoded mentions",
    key="mention_id",
    description="Paragraphs that name a project and rightly have no claim of it.",
    filters=(PROJECT, SOURCE),
    sorts=("mention_id", "project_id"),
    default_sort=("mention_id",),
)

CODING_AGREEMENT = Resource(
    name="coding-agreement",
    record=FieldAgreementRecord,
    title="Agreement of the coders",
    key="agreement_id",
    description="How far two independent coders agreed, field by field, for each source.",
    filters=(),
    sorts=("agreement_id", "field"),
    default_sort=("agreement_id",),
)
