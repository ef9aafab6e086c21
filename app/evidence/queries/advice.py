"""The lists of advice, sources, citations and programme facts, and of how it all was coded."""

from app.evidence import models as m
from app.evidence.models.tables import Table
from app.evidence.queries import common
from app.evidence.queries.filters import Filter, Resource, Searched

RECOMMENDATIONS = Resource(
    "recommendations",
    m.Recommendation,
    "What the sources recommend, and the conditions that support innovation.",
    filters=(
        common.THEMES_BORNE_ON,
        Filter("kind", "of the kind {}"),
        common.SOURCE,
        common.PAGE,
    ),
    sorts=("recommendation_id", "page"),
    searched=Searched("theme_labels", "text_summary"),
)

AUDIT_CONDITIONS = Resource(
    "audit-conditions",
    m.AuditCondition,
    "The conditions against which a service can audit itself (Appendix 1).",
    filters=(common.THEMES_BORNE_ON, common.SOURCE, common.PAGE),
    sorts=("order", "condition_id", "page"),
    default_sort=("order",),
    searched=Searched("theme_labels", "text_summary"),
)

SOURCES = Resource(
    "sources",
    m.Source,
    "The documents that the evidence is taken from, with their rights.",
    filters=(
        common.PUBLISHED,
        Filter("kind", "of the kind {}"),
        common.REPORTED_BY,
        Filter("seen_on", "seen {}", "When a page was seen.", "date", may_be_blank=True),
    ),
    sorts=(
        *("source_id", "published", "seen_on"),
        *("project_count", "finding_count", "outcome_count"),
    ),
)

CITATIONS = Resource(
    "citations",
    m.Citation,
    "The documents that the sources cite.",
    filters=(common.SOURCE, common.PAGE, common.PUBLISHED),
    sorts=("citation_id", "page", "published", "footnote"),
)

PROGRAMME = Resource(
    "programme",
    m.ProgrammeFact,
    "Facts about the programme as a whole.",
    filters=(common.SOURCE, common.PAGE),
    sorts=("fact", "page"),
    title="Programme facts",
    unasked=("citation",),
)

PRINCIPLES = Resource(
    "principles",
    m.Principle,
    "Five principles of organisations that are open to innovation.",
    sorts=("principle_id",),
)

PARAGRAPHS = Resource(
    "paragraphs",
    m.Paragraph,
    "Where the paragraphs of the sources stand; their text is not kept here.",
    filters=(common.SOURCE, common.PAGE, common.PARAGRAPH, common.SECTION),
    sorts=("place_id", "source_id", "paragraph", "page"),
)

CODING_DECISIONS = Resource(
    "coding-decisions",
    m.CodingDecision,
    "How differences between coders, and proposals of an audit, were settled.",
    filters=(common.OF_A_NAMED_PROJECT, common.SOURCE, common.PARAGRAPH),
    sorts=("decision_id", "paragraph"),
)

UNCODED_MENTIONS = Resource(
    "uncoded-mentions",
    m.UncodedMention,
    "Paragraphs that name a project and rightly have no claim of it.",
    filters=(common.PROJECT, common.SOURCE, common.PARAGRAPH),
    sorts=("mention_id", "project_id", "paragraph"),
)

CODING_AGREEMENT = Resource(
    "coding-agreement",
    m.FieldAgreement,
    "How far two independent coders agreed, field by field, for each source.",
    sorts=("agreement_id", "field", "compared_count", "agreed_count"),
    title="Agreement of the coders",
)


def _coded(claim: str, table: type[Table], each: str) -> Resource:
    """What the coders had: whatever stands as it was written down may be asked for, or its lack."""
    return Resource(
        f"coded-{claim}s",
        table,
        f"{each} as each of the two coders had it, before they compared.",
        filters=(
            Filter("coder", "by: {}"),
            Filter("stage", "at the stage: {}"),
            common.SOURCE,
            common.PARAGRAPH,
            common.OF_A_NAMED_PROJECT,
        ),
        sorts=(
            *(f"coded_{claim}_id", "source_id", "paragraph", "project_id"),
            *("theme_id_as_coded", "coder"),
        ),
        title=f"{claim.capitalize()}s as coded",
    )


CODED_FINDINGS = _coded("finding", m.CodedFinding, "Each claim")
CODED_OUTCOMES = _coded("outcome", m.CodedOutcome, "Each outcome")
