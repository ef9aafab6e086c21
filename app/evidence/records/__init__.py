"""The public rows: each column's name, type, title and definition."""

from app.evidence.records.advice import (
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
from app.evidence.records.coding import CodedFindingRecord, CodedOutcomeRecord
from app.evidence.records.columns import Record
from app.evidence.records.envelopes import (
    Detail,
    FindingDetail,
    Page,
    ProjectDetail,
    ThemeOfProject,
)
from app.evidence.records.findings import ChainRecord, FindingRecord, OutcomeRecord, ThemeRecord
from app.evidence.records.projects import (
    AreaRecord,
    EvaluationRecord,
    OrganisationRecord,
    ProjectEventRecord,
    ProjectRecord,
    ProjectSourceRecord,
)
