"""The tables. Evidence is put in by ingest/load and read by evidence/answers, nowhere else."""

from app.evidence.models.advice import (
    AuditCondition,
    AuditConditionTheme,
    Principle,
    ProjectPrinciple,
    Recommendation,
    RecommendationTheme,
)
from app.evidence.models.columns import table
from app.evidence.models.findings import (
    TOTAL,
    Finding,
    FindingCount,
    Outcome,
    Theme,
    ThemeSynonym,
)
from app.evidence.models.programme import (
    CodingAgreement,
    CodingDecision,
    ImportFile,
    ImportRun,
    ProgrammeFact,
)
from app.evidence.models.projects import (
    Evaluation,
    EvaluationAuthor,
    EvaluationEvaluator,
    Organisation,
    Project,
    ProjectAlias,
    ProjectArea,
    ProjectFocus,
    ProjectJointLead,
    ProjectSourceUrl,
)
from app.evidence.models.questions import QuestionPhrase, WordForm
from app.evidence.models.sources import (
    Citation,
    CitationAuthor,
    Paragraph,
    ParagraphText,
    Source,
    SourceAuthor,
    UncodedMention,
)

__all__ = [
    "TOTAL",
    "AuditCondition",
    "AuditConditionTheme",
    "Citation",
    "CitationAuthor",
    "CodingAgreement",
    "CodingDecision",
    "Evaluation",
    "EvaluationAuthor",
    "EvaluationEvaluator",
    "Finding",
    "FindingCount",
    "ImportFile",
    "ImportRun",
    "Organisation",
    "Outcome",
    "Paragraph",
    "ParagraphText",
    "Principle",
    "ProgrammeFact",
    "Project",
    "ProjectAlias",
    "ProjectArea",
    "ProjectFocus",
    "ProjectJointLead",
    "ProjectPrinciple",
    "ProjectSourceUrl",
    "QuestionPhrase",
    "Recommendation",
    "RecommendationTheme",
    "Source",
    "SourceAuthor",
    "Theme",
    "ThemeSynonym",
    "UncodedMention",
    "WordForm",
    "table",
]
