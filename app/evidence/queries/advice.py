"""The lists of advice, sources, citations and programme facts, and of how it all was coded."""

from dataclasses import replace

from app.evidence import records
from app.evidence.queries import common
from app.evidence.queries.filters import RANGE, Filter, Resource
from app.evidence.vocabulary import CODER, CODING_STAGE, RECOMMENDATION_KIND, SOURCE_KIND

RECOMMENDATIONS = Resource(
    name="recommendations",
    record=records.RecommendationRecord,
    title="Recommendations",
    key="recommendation_id",
    description="What the sources recommend, and the conditions that support innovation.",
    filters=(
        common.THEMES_BORNE_ON,
        Filter("kind", RECOMMENDATION_KIND, "of the kind {}", "Which of the two."),
        common.SOURCE,
        common.PAGE,
        common.text(),
    ),
    sorts=("recommendation_id", "page"),
)

AUDIT_CONDITIONS = Resource(
    name="audit-conditions",
    record=records.AuditConditionRecord,
    title="Audit conditions",
    key="condition_id",
    description="The conditions against which a service can audit itself (Appendix 1).",
    filters=(
        common.THEMES_BORNE_ON,
        common.SOURCE,
        common.PAGE,
        *common.numbers("order"),
        common.text(),
    ),
    sorts=("order", "condition_id", "page"),
    default_sort=("order",),
)

_COUNTS = ("project_count", "finding_count", "outcome_count")

SOURCES = Resource(
    name="sources",
    record=records.SourceRecord,
    title="Sources",
    key="source_id",
    description="The documents that the evidence is taken from, with their rights.",
    filters=(
        common.PUBLISHED,
        Filter("kind", SOURCE_KIND, "of the kind {}", "Kind of source."),
        common.REPORTED_BY,
        Filter("seen_on", "date", "seen {}", "When a page was seen.", RANGE, may_be_blank=True),
        *common.numbers(*_COUNTS),
        *common.presence("authors", "publisher", "url", "extent", "sha256", "licence", "note"),
    ),
    sorts=("source_id", "published", "seen_on", *_COUNTS),
)

CITATIONS = Resource(
    name="citations",
    record=records.CitationRecord,
    title="Citations",
    key="citation_id",
    description="The documents that the sources cite.",
    filters=(
        common.SOURCE,
        common.PAGE,
        common.PUBLISHED,
        *common.numbers("footnote", may_be_blank=True),
        *common.presence("authors", "publisher", "url", "evaluation_id", "note"),
    ),
    sorts=("citation_id", "page", "published", "footnote"),
)

PROGRAMME = Resource(
    name="programme",
    record=records.ProgrammeFactRecord,
    title="Programme facts",
    key="fact",
    description="Facts about the programme as a whole.",
    filters=(
        replace(common.SOURCE, may_be_blank=True),
        common.PAGE,
        *common.presence("paragraph", "note"),
    ),
    sorts=("fact", "page"),
)

PRINCIPLES = Resource(
    name="principles",
    record=records.PrincipleRecord,
    title="Principles",
    key="principle_id",
    description="Five principles of organisations that are open to innovation.",
    filters=common.presence("project_ids"),
    sorts=("principle_id",),
)

PARAGRAPHS = Resource(
    name="paragraphs",
    record=records.ParagraphRecord,
    title="Paragraphs",
    key="place_id",
    description="Where the paragraphs of the sources stand; their text is not kept here.",
    filters=(common.SOURCE, common.PAGE, common.PARAGRAPH, common.SECTION),
    sorts=("place_id", "source_id", "paragraph", "page"),
)

CODING_DECISIONS = Resource(
    name="coding-decisions",
    record=records.CodingDecisionRecord,
    title="Coding decisions",
    key="decision_id",
    description="How differences between coders, and proposals of an audit, were settled.",
    filters=(
        common.OF_A_NAMED_PROJECT,
        common.SOURCE,
        common.PARAGRAPH,
        *common.presence("coder_a", "coder_b", "stands"),
    ),
    sorts=("decision_id", "paragraph"),
)

UNCODED_MENTIONS = Resource(
    name="uncoded-mentions",
    record=records.UncodedMentionRecord,
    title="Uncoded mentions",
    key="mention_id",
    description="Paragraphs that name a project and rightly have no claim of it.",
    filters=(common.PROJECT, common.SOURCE, common.PARAGRAPH),
    sorts=("mention_id", "project_id", "paragraph"),
)

CODING_AGREEMENT = Resource(
    name="coding-agreement",
    record=records.FieldAgreementRecord,
    title="Agreement of the coders",
    key="agreement_id",
    description="How far two independent coders agreed, field by field, for each source.",
    filters=common.numbers("compared_count", "agreed_count"),
    sorts=("agreement_id", "field", "compared_count", "agreed_count"),
)

_CODING = (
    Filter("coder", CODER, "by: {}", "Which of the two coders."),
    Filter("stage", CODING_STAGE, "at the stage: {}", "Which stage of coding."),
    common.SOURCE,
    common.PARAGRAPH,
    common.OF_A_NAMED_PROJECT,
)


def _coded(claim: str, record: type[records.Record], each: str) -> Resource:
    """What the coders had: whatever stands as it was written down may be asked for, or its lack."""
    key = f"coded_{claim}_id"
    as_written = [column.name for column in record.described() if column.may_be_blank]
    return Resource(
        name=f"coded-{claim}s",
        record=record,
        title=f"{claim.capitalize()}s as coded",
        key=key,
        description=f"{each} as each of the two coders had it, before they compared.",
        filters=(*_CODING, *common.presence(*(one for one in as_written if one != "project_id"))),
        sorts=(key, "source_id", "paragraph", "project_id", "theme_id_as_coded", "coder"),
    )


CODED_FINDINGS = _coded("finding", records.CodedFindingRecord, "Each claim")
CODED_OUTCOMES = _coded("outcome", records.CodedOutcomeRecord, "Each outcome")
