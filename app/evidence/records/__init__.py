"""The public rows: each column's name, type, title and definition."""

from app.evidence.records.advice import (
    AuditConditionRecord,
    CitationRecord,
    ProgrammeFactRecord,
    RecommendationRecord,
    SourceRecord,
)
from app.evidence.records.columns import Record
from app.evidence.records.envelopes import (
    Detail,
    FindingDetail,
    Page,
    ProjectDetail,
    ThemeOfProject,
)
from app.evidence.records.findings import ChainRecord, FindingRecord, OutcomeRecord, ThemeRecord
from app.evidence.records.projects import EvaluationRecord, OrganisationRecord, ProjectRecord

__all__ = [
    "AuditConditionRecord",
    "ChainRecord",
    "CitationRecord",
    "Detail",
    "EvaluationRecord",
    "FindingDetail",
    "FindingRecord",
    "OrganisationRecord",
    "OutcomeRecord",
    "Page",
    "ProgrammeFactRecord",
    "ProjectDetail",
    "ProjectRecord",
    "RecommendationRecord",
    "Record",
    "SourceRecord",
    "ThemeOfProject",
    "ThemeRecord",
]
