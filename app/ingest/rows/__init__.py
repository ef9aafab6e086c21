"""What one valid row of each data file is."""

from app.ingest.rows.base import (
    PlacedRow,
    Row,
)
from app.ingest.rows.claims import (
    AuditConditionRow,
    FindingRow,
    OutcomeRow,
    PrincipleRow,
    ProjectPrincipleRow,
    RecommendationRow,
    RenamedThemeRow,
    ThemeRow,
    WordFormRow,
)
from app.ingest.rows.projects import (
    AreaNeighbourRow,
    AreaRow,
    EvaluationRow,
    OrganisationRow,
    ProjectAliasRow,
    ProjectEventRow,
    ProjectRow,
    ProjectSourceRow,
)
from app.ingest.rows.sources import (
    CitationRow,
    CodingAgreementRow,
    CodingDecisionRow,
    FieldAgreementRow,
    ParagraphRow,
    ProgrammeFactRow,
    ReleaseRow,
    SourceRow,
    UncodedMentionRow,
)

__all__ = [
    "AreaNeighbourRow",
    "AreaRow",
    "AuditConditionRow",
    "CitationRow",
    "CodingAgreementRow",
    "CodingDecisionRow",
    "EvaluationRow",
    "FieldAgreementRow",
    "FindingRow",
    "OrganisationRow",
    "OutcomeRow",
    "ParagraphRow",
    "PlacedRow",
    "PrincipleRow",
    "ProgrammeFactRow",
    "ProjectAliasRow",
    "ProjectEventRow",
    "ProjectPrincipleRow",
    "ProjectRow",
    "ProjectSourceRow",
    "RecommendationRow",
    "ReleaseRow",
    "RenamedThemeRow",
    "Row",
    "SourceRow",
    "ThemeRow",
    "UncodedMentionRow",
    "WordFormRow",
]
