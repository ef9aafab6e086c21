"""The public rows of advice, sources, citations and programme facts, and of how all was coded."""

from app.evidence import models as m
from app.evidence.records import columns as c
from app.evidence.records.columns import Record, column

_PLACE = "text_summary theme_ids source_id paragraph page anchor citation"


class RecommendationRecord(Record, of=m.Recommendation, order=f"recommendation_id kind {_PLACE}"):
    """A recommendation, or a condition that a source says supports innovation."""


class AuditConditionRecord(Record, of=m.AuditCondition, order=f"condition_id order {_PLACE}"):
    """A condition against which a service can audit itself."""


class SourceRecord(
    Record,
    of=m.Source,
    order="source_id kind reported_by title authors published publisher url seen_on extent sha256"
    " licence project_count finding_count outcome_count note",
):
    """A document that evidence is taken from, with its rights."""

    project_count: int = column("Projects", "Projects with a claim from it.", "projects")
    finding_count: int = column("Findings", "Findings taken from it.", "findings")
    outcome_count: int = column("Outcomes", "Outcomes taken from it.", "outcomes")


class CitationRecord(
    Record,
    of=m.Citation,
    order="citation_id source_id footnote title authors published publisher url evaluation_id"
    " paragraph page note",
):
    """A document that a source cites."""


class ProgrammeFactRecord(
    Record, of=m.ProgrammeFact, order="fact value source_id paragraph page citation note"
):
    """A fact about the programme as a whole."""

    page: int | None = c.PAGE
    citation: str | None = c.CITATION


class PrincipleRecord(Record, of=m.Principle, order="principle_id label definition project_ids"):
    """A principle of organisations that are open to innovation, with its examples."""

    project_ids: list[str] = column("Projects", "Projects that a source gives as examples.")


class ParagraphRecord(
    Record, of=m.Paragraph, order="place_id source_id paragraph page section_id heading"
):
    """Where a paragraph of a source stands; its text is not kept here."""

    place_id: str = column("Place", "Source and paragraph, joined by a colon.")


class CodingDecisionRecord(Record, of=m.CodingDecision):
    """How a difference between the two coders, or an audit's proposal, was settled."""


class UncodedMentionRecord(
    Record, of=m.UncodedMention, order="mention_id source_id paragraph project_id why"
):
    """A paragraph that names a project and rightly has no claim of it."""

    mention_id: str = column("Mention", "Source, paragraph and project, joined by colons.")


class FieldAgreementRecord(
    Record, of=m.FieldAgreement, order="agreement_id source field compared_count agreed_count"
):
    """How far the two coders agreed on one field of the claims that both had."""

    agreement_id: str = column("Agreement", "Source and field, joined by a colon.")


class CodedFindingRecord(Record, of=m.CodedFinding):
    """A claim as one of the two coders had it, before they compared."""


class CodedOutcomeRecord(Record, of=m.CodedOutcome):
    """An outcome as one of the two coders had it, before they compared."""
