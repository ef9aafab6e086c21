"""The tables. Evidence is put in by ingest/load and read by evidence/answers, nowhere else."""

from app.evidence.models.advice import (
    AUDIT_CONDITION_THEME,
    RECOMMENDATION_THEME,
    AuditCondition,
    Principle,
    ProjectPrinciple,
    Recommendation,
)
from app.evidence.models.areas import AREA_ALIAS, Area, AreaNeighbour, ProjectEvent
from app.evidence.models.columns import table
from app.evidence.models.findings import (
    FINDING_AGREEMENT,
    FINDING_CONFLICT,
    FINDING_EFFECT,
    OUTCOME_AGREEMENT,
    OUTCOME_CONFLICT,
    OUTCOME_FINDING,
    RENAMED_THEME_SUCCESSOR,
    THEME_SYNONYM,
    TOTAL,
    Finding,
    FindingCount,
    Outcome,
    RenamedTheme,
    Theme,
)
from app.evidence.models.programme import (
    CodedFinding,
    CodedOutcome,
    CodingAgreement,
    CodingDecision,
    FieldAgreement,
    ImportFile,
    ImportRun,
    ProgrammeFact,
    Release,
    WordForm,
)
from app.evidence.models.projects import (
    EVALUATION_AUTHOR,
    EVALUATION_DESIGN,
    EVALUATION_EVALUATOR,
    PROJECT_AREA,
    PROJECT_FOCUS,
    PROJECT_JOINT_LEAD,
    PROJECT_SOURCE_URL,
    Evaluation,
    Organisation,
    Project,
    ProjectAlias,
)
from app.evidence.models.sources import (
    CITATION_AUTHOR,
    SOURCE_AUTHOR,
    Citation,
    Paragraph,
    ParagraphText,
    ProjectSource,
    Source,
    UncodedMention,
)
