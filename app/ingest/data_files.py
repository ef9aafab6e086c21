"""The data files: what the rows of each are, and what names a row."""

from dataclasses import dataclass

from app.ingest.rows import (
    AuditConditionRow,
    CitationRow,
    CodingAgreementRow,
    CodingDecisionRow,
    EvaluationRow,
    FindingRow,
    OrganisationRow,
    OutcomeRow,
    ParagraphRow,
    PrincipleRow,
    ProgrammeFactRow,
    ProjectAliasRow,
    ProjectPrincipleRow,
    ProjectRow,
    QuestionPhraseRow,
    RecommendationRow,
    Row,
    SourceRow,
    ThemeRow,
    UncodedMentionRow,
    WordFormRow,
)


@dataclass(frozen=True)
class DataFile:
    """A file in data/: what its rows are, and the columns that name a row."""

    name: str
    row: type[Row]
    key: tuple[str, ...]
    may_be_empty: bool = False


FILES = (
    DataFile("organisations.csv", OrganisationRow, ("organisation_id",)),
    DataFile("projects.csv", ProjectRow, ("project_id",)),
    DataFile("project_aliases.csv", ProjectAliasRow, ("project_id", "alias")),
    DataFile("evaluations.csv", EvaluationRow, ("evaluation_id",)),
    DataFile("sources.csv", SourceRow, ("source_id",)),
    DataFile("paragraphs.csv", ParagraphRow, ("source_id", "paragraph")),
    DataFile("citations.csv", CitationRow, ("citation_id",)),
    DataFile("themes.csv", ThemeRow, ("theme_id",)),
    DataFile("findings.csv", FindingRow, ("finding_id",)),
    DataFile("outcomes.csv", OutcomeRow, ("outcome_id",)),
    DataFile("recommendations.csv", RecommendationRow, ("recommendation_id",)),
    DataFile("audit_conditions.csv", AuditConditionRow, ("condition_id",)),
    DataFile("principles.csv", PrincipleRow, ("principle_id",)),
    DataFile("project_principles.csv", ProjectPrincipleRow, ("principle_id", "project_id")),
    DataFile("programme.csv", ProgrammeFactRow, ("fact",)),
    DataFile("question_phrases.csv", QuestionPhraseRow, ("phrase", "kind")),
    DataFile("word_forms.csv", WordFormRow, ("forms",)),
    DataFile("coding_decisions.csv", CodingDecisionRow, ("decision_id",), may_be_empty=True),
    DataFile("coding_agreement.csv", CodingAgreementRow, ("theme_id",)),
    DataFile(
        "uncoded_mentions.csv", UncodedMentionRow, ("source_id", "paragraph", "project_id"), True
    ),
)
"""Every data file, each after those that it refers to."""
